// Finding words in the sources, however their lines are broken: white space counts for nothing.

const fold = (text) => text.normalize('NFKC').toLowerCase()

// A source's text without white space, and where each of its characters stands.
function compact(source) {
  const characters = [],
    lines = [],
    columns = []
  source.lines.forEach((line, index) => {
    let column = 1
    for (const character of line) {
      if (!/\s/.test(character)) {
        const folded = fold(character)
        for (const unit of folded.split('')) {
          characters.push(unit)
          lines.push(index + 1)
          columns.push(column)
        }
      }
      column++
    }
  })
  return { text: characters.join(''), lines, columns }
}

const AROUND = 2 // lines shown of the text before and behind

function describe(source, found, start, end) {
  const line = found.lines[start],
    endLine = found.lines[end - 1],
    column = found.columns[start],
    endColumn = found.columns[end - 1] + 1
  const cut = (number, from, to) => [...(source.lines[number - 1] ?? '')].slice(from, to).join('')
  const join = (parts) =>
    parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join('')
  const above = source.lines.slice(Math.max(line - 1 - AROUND, 0), line - 1),
    below = source.lines.slice(endLine, endLine + AROUND)
  const inside =
    line === endLine
      ? [cut(line, column - 1, endColumn - 1)]
      : [cut(line, column - 1), ...source.lines.slice(line, endLine - 1), cut(endLine, 0, endColumn - 1)]
  return {
    source: source.index,
    line,
    column,
    endLine,
    endColumn,
    node: null,
    edge: null,
    found: true,
    before: join([...above, cut(line, 0, column - 1)]).slice(-50),
    text: join(inside),
    after: join([cut(endLine, endColumn - 1), ...below]).slice(0, 70),
  }
}

export function createTextSearch(model) {
  const texts = new Map() // made when they are first searched
  return function find(query, most) {
    const wanted = fold(query).replace(/\s/g, '')
    if (wanted.length < 2 && !/\p{Script=Han}/u.test(wanted)) return { all: 0, places: [] }
    const places = []
    let all = 0
    for (const source of model.sources) {
      if (!texts.has(source)) texts.set(source, compact(source))
      const found = texts.get(source)
      for (let at = found.text.indexOf(wanted); at >= 0; at = found.text.indexOf(wanted, at + wanted.length))
        if (++all <= most) places.push(describe(source, found, at, at + wanted.length))
    }
    return { all, places }
  }
}
