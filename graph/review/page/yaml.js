// Texts as YAML scalars that are read back as they were.

const PLAIN = /^[\p{L}\p{N}《》“”‘’（）、，。；：！？…—·](?: ?[\p{L}\p{N}《》“”‘’（）、，。；：！？…—·%./_-])*$/u
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/

export function scalar(text) {
  if (PLAIN.test(text)) return text
  if (!UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`
  return `"${[...text]
    .map((c) => {
      if (c === '"' || c === '\\') return `\\${c}`
      return UNPRINTABLE.test(c) ? `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}` : c
    })
    .join('')}"`
}

// A comment never ends before its line does.
export const comment = (text) => `# ${text.replace(/[\s\u2028\u2029\u0085]+/g, ' ')}`
