// A line with mentions that overlap becomes pieces, each with all mentions that cover it, the shortest first.

// Where a column (from 1, in code points) lies in a string, which counts characters beyond the first plane twice.
export function offsetOf(line, column) {
  if (!/[\ud800-\udbff]/.test(line)) return Math.min(column - 1, line.length)
  let offset = 0
  for (let left = column - 1; left > 0 && offset < line.length; left--) offset += line.codePointAt(offset) > 0xffff ? 2 : 1
  return offset
}

// The part of a mention that lies in a line.
export function spanOf(evidence, number, line) {
  const start = evidence.line === number ? offsetOf(line, evidence.column) : 0
  const end = evidence.endLine === number ? offsetOf(line, evidence.endColumn) : line.trimEnd().length
  return { evidence, start: evidence.line === number ? start : line.length - line.trimStart().length, end }
}

const sizeOf = ({ evidence }) => (evidence.endLine - evidence.line) * 10000 + evidence.endColumn - evidence.column

// Of mentions that cover the same the one that says more comes first.
const richness = ({ evidence }) => evidence.node?.values.length ?? 0

export function cutLine(length, spans) {
  const bounds = new Set([0, length])
  for (const { start, end } of spans) bounds.add(start).add(end)
  const sorted = [...bounds].filter((at) => at <= length).sort((a, b) => a - b)
  const bySize = [...spans].sort((a, b) => sizeOf(a) - sizeOf(b) || richness(b) - richness(a))
  const pieces = []
  for (let i = 0; i + 1 < sorted.length; i++) {
    const start = sorted[i],
      end = sorted[i + 1]
    const covering = bySize.filter((span) => span.start <= start && span.end >= end).map(({ evidence }) => evidence)
    pieces.push({ start, end, covering })
  }
  return pieces
}
