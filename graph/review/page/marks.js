// What the reader has accepted (1) or rejected (-1), kept by the browser, and as tests of the rules.

import { keyOf } from './model.js'
import { comment, scalar } from './yaml.js'

// A browser may refuse to keep anything for a file; marks then live as long as the page.
function openStorage(key) {
  try {
    const marks = new Map(Object.entries(JSON.parse(localStorage.getItem(key) ?? '{}')))
    return { marks, save: () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(marks))) }
  } catch {
    return { marks: new Map(), save: () => {} }
  }
}

export function createMarks(model) {
  const { marks, save } = openStorage(`factloom.marks.${model.title}`)
  return {
    get: (evidence) => marks.get(keyOf(evidence, model)) ?? 0,
    set(evidence, mark) {
      const key = keyOf(evidence, model)
      if (mark === 0) marks.delete(key)
      else marks.set(key, mark)
      save()
    },
    clear() {
      marks.clear()
      save()
    },
    list: () => model.evidence.filter((evidence) => marks.has(keyOf(evidence, model))),
    size: () => marks.size,
  }
}

// A name that several share has a part of its key behind it in the graph, in brackets.
const bare = (name) => name.replace(/ \([^()]*\)$/, '')
const isName = (node, name) =>
  node.name === name ||
  bare(node.name) === name ||
  node.aliases.includes(name) ||
  node.values.some(([key, value]) => key === 'name' && value === name)
const isEnd = (node, name) => name === 'article' || isName(node, name)

// Whether an edge hangs on a node.
const hangsOn = (emission, node) =>
  node !== null && emission.from !== undefined && (isName(node, emission.from) || isName(node, emission.to))

// Whether this is what was marked, as far as a sentence alone can tell.
function isSame(emission, evidence) {
  if (evidence.node !== null) return emission.what === evidence.node.type.name && emission.text === evidence.text
  return (
    emission.what === evidence.edge.relation.name &&
    emission.from !== undefined &&
    isEnd(evidence.edge.from, emission.from) &&
    isEnd(evidence.edge.to, emission.to)
  )
}

const describe = ({ node, edge, text }) =>
  node !== null ? `${node.type.name} ${text}` : `${edge.from.name} ${edge.relation.name} ${edge.to.name}`

// One test: the sentence, and what the rule emits in it less what was rejected.
function writeTest(trial, marked, marks) {
  const rejected = marked.filter((evidence) => marks.get(evidence) < 0)
  const accepted = marked.filter((evidence) => marks.get(evidence) > 0)
  const isRejected = (emission) => rejected.some((evidence) => isSame(emission, evidence) || hangsOn(emission, evidence.node))
  const missing = accepted.filter((evidence) => !trial.some((emission) => isSame(emission, evidence)))
  const kept = trial.filter((emission) => !isRejected(emission))
  const lines = missing.map((evidence) => comment(`accepted, but it takes more than this sentence: ${describe(evidence)}`))
  for (const evidence of rejected) lines.push(comment(`rejected: ${describe(evidence)}`))
  // A rejected thing that this sentence alone does not give needs no test, and can't have one.
  if (accepted.length === missing.length && kept.length === trial.length) return lines
  lines.push(`- rule: ${marked[0].rule.id}`, `  text: ${scalar(marked[0].sentence)}`)
  if (kept.length === 0) lines.push('  expect: []')
  else lines.push('  expect:', ...kept.map(({ expectation }) => `  - ${expectation}`))
  if (kept.length < trial.length) lines.push('  todo: true')
  return lines
}

function group(marked) {
  const groups = new Map()
  for (const evidence of marked) {
    const key = `${evidence.rule.id}\n${evidence.sentence}`
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key).push(evidence)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

// A rule file whose tests are the marks: put it into the pack's folder and run `factloom test`.
export function writeTests(model, marks) {
  const lines = [
    '# Marks of a review. In the folder of the pack, `factloom test` runs them beside the tests of its rules;',
    '# todo: what was rejected and still comes. Take it away when the rule is mended.',
    'tests:',
  ]
  let tests = 0
  for (const [key, marked] of group(marks.list())) {
    const trial = model.trials.get(key)
    if (trial === undefined) {
      const verdict = (evidence) => (marks.get(evidence) > 0 ? 'accepted' : 'rejected')
      lines.push(...marked.map((evidence) => comment(`${verdict(evidence)}, by ${evidence.rule.id}: ${describe(evidence)}`)))
      continue
    }
    const written = writeTest(trial, marked, marks)
    tests += written.some((line) => line.startsWith('- rule:')) ? 1 : 0
    lines.push(...written)
  }
  if (tests === 0) lines[2] = 'tests: []'
  return { text: `${lines.join('\n')}\n`, tests }
}
