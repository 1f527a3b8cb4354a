// The graph as the page holds it: what fl-review-data.c wrote, with nodes, edges and evidence knowing each other.

export const MENTIONS = 'mentions'
export const ARTICLE = 'Article'

const day = (number) => {
  const text = String(number)
  return number === 0 ? '' : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}

function readValues(numbers, start, properties, strings) {
  const values = []
  for (let i = start; i < numbers.length; i += 2) values.push([properties[numbers[i]], strings[numbers[i + 1]]])
  return values
}

function readNode(row, index, data) {
  const [id, type, name, mentions, first, last, aliases] = row
  const values = readValues(row, 7, data.types[type].properties, data.strings)
  return {
    index,
    id,
    type: data.types[type],
    name,
    mentions,
    first: day(first),
    last: day(last),
    aliases,
    values,
    edges: [],
    evidence: [],
  }
}

function readEdge(row, index, data, nodes) {
  const [id, relation, from, to, mentions, first, last] = row
  const values = readValues(row, 7, data.relations[relation].properties, data.strings)
  return {
    index,
    id,
    relation: data.relations[relation],
    from: nodes[from],
    to: nodes[to],
    mentions,
    first: day(first),
    last: day(last),
    values,
    evidence: [],
  }
}

// Evidence names lines as the source's format does: a paragraph may take several lines of the text, and some numbers none. In
// the page a place is always a line of the text, from 1, and a column in it.
function createLocator({ lines }) {
  if (lines.length === 0) return (line, column) => [line, column]
  const byNumber = new Map()
  for (let i = 0; i < lines.length; i += 2) {
    if (!byNumber.has(lines[i])) byNumber.set(lines[i], [])
    byNumber.get(lines[i]).push({ line: i / 2 + 1, before: lines[i + 1] })
  }
  return (number, column) => {
    const parts = byNumber.get(number) ?? [{ line: 1, before: 0 }]
    const { line, before } = parts.filter((part) => part.before < column).pop() ?? parts[0]
    return [line, column - before]
  }
}

const STRIDE = 11

function readEvidence(data, nodes, edges, rules) {
  const locators = data.sources.map(createLocator)
  const numbers = data.evidence,
    evidence = new Array(numbers.length / STRIDE)
  for (let i = 0, at = 0; at < numbers.length; i++, at += STRIDE) {
    const element = numbers[at],
      ofEdge = element >= nodes.length,
      locate = locators[numbers[at + 1]] ?? createLocator({ lines: [] })
    const [line, column] = locate(numbers[at + 2], numbers[at + 3]),
      [endLine, lastColumn] = locate(numbers[at + 4], numbers[at + 5] - 1)
    const one = {
      index: i,
      node: ofEdge ? null : nodes[element],
      edge: ofEdge ? edges[element - nodes.length] : null,
      source: numbers[at + 1],
      number: numbers[at + 2], // what its line is called
      line,
      column,
      endLine,
      endColumn: lastColumn + 1,
      rule: rules[numbers[at + 6]],
      confidence: numbers[at + 7] / 10000,
      text: data.strings[numbers[at + 8]],
      sentence: data.strings[numbers[at + 9]],
      article: nodes[numbers[at + 10]],
    }
    ;(one.node ?? one.edge).evidence.push(one)
    one.rule.count++
    evidence[i] = one
  }
  return evidence
}

// Which of the places in its sentence that read the same it is: evidence is in order of place.
function countOccurrences(evidence) {
  const last = new Map()
  for (const one of evidence) {
    const key = `${one.source} ${one.text}\n${one.sentence}`,
      place = `${one.line}:${one.column}`,
      before = last.get(key)
    one.nth = before === undefined ? 0 : before.place === place ? before.nth : before.nth + 1
    last.set(key, { place, nth: one.nth })
  }
}

// An article's head is shown as a heading and not as a mention.
export const isMention = (evidence) => evidence.node !== null && evidence.node.type.name !== ARTICLE

// That an article mentions something is said wherever that stands in it.
function lendEvidence(edges) {
  for (const edge of edges)
    if (edge.relation.name === MENTIONS) edge.evidence = edge.to.evidence.filter(({ article }) => article === edge.from)
}

function groupBySource(sources, evidence) {
  for (const one of evidence) {
    const source = sources[one.source]
    if (source === undefined) continue
    if (isMention(one)) source.mentions.push(one)
    else if (one.node !== null) source.articles.push(one)
    else source.statements.push(one)
  }
}

// What a rule emits in a sentence alone, by sentence and rule.
function readTrials(data, rules) {
  const trials = new Map()
  for (const [sentence, rule, ...emissions] of data.trials)
    trials.set(
      `${rules[rule].id}\n${data.strings[sentence]}`,
      emissions.map(([what, text, expectation, from, to]) => ({ what, text, expectation, from, to })),
    )
  return trials
}

export function readModel(data) {
  data.types.forEach((type, index) => Object.assign(type, { index, count: 0 }))
  data.relations.forEach((relation, index) => Object.assign(relation, { index }))
  const finders = data.finders.map((id) => ({ id, file: '', line: 0, about: '', text: '' }))
  const rules = [...data.rules, ...finders].map((rule, index) => ({ ...rule, index, count: 0 }))
  const sources = data.sources.map(({ name, text, lines }, index) => ({
    index,
    name,
    numberOf: (line) => lines[2 * line - 2] ?? line, // what a line is called
    lines: text.split('\n'),
    mentions: [],
    statements: [],
    articles: [],
  }))
  const nodes = data.nodes.map((row, index) => readNode(row, index, data))
  const edges = data.edges.map((row, index) => readEdge(row, index, data, nodes))
  for (const node of nodes) node.type.count++
  for (const edge of edges) {
    edge.from.edges.push(edge)
    if (edge.to !== edge.from) edge.to.edges.push(edge)
  }
  const evidence = readEvidence(data, nodes, edges, rules)
  countOccurrences(evidence)
  lendEvidence(edges)
  groupBySource(sources, evidence)
  return {
    title: data.title,
    watch: data.watch,
    language: data.language,
    types: data.types,
    relations: data.relations,
    tables: data.tables,
    timelines: data.timelines,
    rules,
    sources,
    nodes,
    edges,
    evidence,
    trials: readTrials(data, rules),
    nodeById: new Map(nodes.map((node) => [node.id, node])),
    ruleById: new Map(rules.map((rule) => [rule.id, rule])),
  }
}

export const valueOf = (node, property) => node.values.find(([name]) => name === property)?.[1] ?? ''

// Where a thing stands, the same from build to build: what marks are kept by.
export const keyOf = (evidence, model) =>
  [
    (evidence.node ?? evidence.edge).id,
    model.sources[evidence.source]?.name,
    evidence.line,
    evidence.column,
    evidence.rule.id,
  ].join('|')
