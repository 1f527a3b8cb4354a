// Puts the page together: the model, what is chosen, the views, and what can be done.

import { h } from './dom.js'
import { createGraphView } from './graph-view.js'
import { createHeader } from './header.js'
import { createMarks } from './marks.js'
import { createSourceView } from './source-view.js'
import { createTableView } from './table-view.js'
import { createTextSearch } from './text-search.js'
import { createFilter, createState } from './state.js'
import { createWords, LANGUAGES, languageFor } from './i18n.js'
import { entityView, nodeLink, typeChip } from './entity-view.js'
import { listenToKeys, TABS } from './keys.js'
import { listView } from './list-view.js'
import { makeSplitter } from './splitter.js'
import { markButtons, ruleLink } from './evidence-view.js'
import { readModel } from './model.js'
import { leaveNote, recall, remember, takeNote } from './memory.js'
import { ruleListView, ruleView } from './rule-view.js'
import { showExport, showHelp } from './dialogs.js'
import { timelineView } from './timeline-view.js'
import { watch } from './watch.js'

const island = document.getElementById('data'), model = readModel(JSON.parse(island.textContent))
const state = createState(model), marks = createMarks(model)
const app = { model, state, marks, t: createWords(state), filter: createFilter(state, marks), findText: createTextSearch(model) }

state.get().language = recall('language') ?? languageFor(model.language)

const headerPlace = h('header', { class: 'top' }), sourcePlace = h('section', { class: 'left' }), side = h('section', { class: 'right' })
const status = h('footer', { class: 'status' }), tabs = h('nav', { class: 'tabs' }), content = h('div', { class: 'content', tabindex: -1 })
side.append(tabs, content)
const panes = h('main', {}, sourcePlace, side)
document.getElementById('app').replaceChildren(headerPlace, panes)
panes.insertBefore(makeSplitter(panes), side)

const header = createHeader(headerPlace, app), sourceView = createSourceView(sourcePlace, app)
sourcePlace.append(status)
const graphView = createGraphView(app), tableView = createTableView(app)

const VIEWS = {
  entities: () => (state.get().node === null || state.get().query !== '' ? listView(app) : entityView(state.get().node, app)),
  graph: graphView,
  table: tableView,
  timeline: () => timelineView(app),
  rules: () => (state.get().rule === null ? ruleListView(app) : ruleView(state.get().rule, app)),
}

// ---- drawing

function drawSide() {
  const { tab } = state.get()
  tabs.replaceChildren(...TABS.map((name, i) => h('button', { 'aria-selected': String(name === tab), 'data-tab': name, title: String(i + 1), onclick: () => state.set({ tab: name }) }, app.t(name))))
  content.className = `content ${tab}`
  content.replaceChildren(...[VIEWS[tab]()].flat().filter(Boolean))
}
app.redrawSide = drawSide

// What it is that stands under the cursor, or in the frame.
const describe = ({ node, edge }) =>
  node !== null ? [typeChip(node.type), nodeLink(node, app)]
    : [nodeLink(edge.from, app), h('span', { class: 'muted' }, edge.relation.label), nodeLink(edge.to, app)]

function drawStatus() {
  const here = state.get().cursor ?? state.get().shown
  if (here === null || here.found) status.replaceChildren(h('span', { class: 'muted' }, app.t('cursorHint')))
  else status.replaceChildren(...describe(here), ruleLink(here.rule, app), h('span', { class: 'muted' }, here.confidence.toFixed(2)),
    h('span', { class: 'muted' }, app.t('line', { n: here.line })), markButtons(here, app))
}

app.verdictClass = (evidence) => ({ 1: 'accepted', [-1]: 'rejected' })[marks.get(evidence)] ?? ''

// ---- what can be done

app.openSource = (index, line = 0) => state.set({ source: index, line, cursor: null, shown: null })
app.walkSources = (step) => {
  const next = state.get().source + step
  if (next >= 0 && next < model.sources.length) app.openSource(next)
}
app.goToLine = (line) => {
  if (line > 0) sourceView.scrollTo(line, 'start')
}

// Shows a place in its source: a mention gets the cursor, a statement a frame.
app.showPlace = (evidence) => {
  const isPlace = evidence.node !== null && model.sources[evidence.source]?.mentions.includes(model.evidence[evidence.index])
  const real = model.evidence[evidence.index]
  state.set({ source: evidence.source, line: evidence.line, cursor: isPlace ? real : null, shown: real })
}

// A place that a search found: no more than a place.
app.showFound = (place) => state.set({ source: place.source, line: place.line, cursor: null, shown: place })

app.openNode = (node, tab) => {
  header.clear()
  const keep = tab ?? (state.get().tab === 'graph' && node !== null ? 'graph' : 'entities')
  state.set({ node, tab: keep, query: '' })
  if (keep === 'entities') content.scrollTop = 0
}
app.openRule = (rule) => {
  header.clear()
  state.set({ rule, tab: 'rules', query: '' })
  content.scrollTop = 0
}

// A mention that was pointed at: the cursor goes there, and its entity is shown.
app.choose = (evidence) => {
  state.set({ cursor: evidence, shown: evidence, line: evidence.line })
  app.openNode(evidence.node)
}
app.openCursor = () => {
  if (state.get().cursor !== null) app.openNode(state.get().cursor.node)
}
app.openCursorRule = () => {
  if (state.get().cursor !== null) app.openRule(state.get().cursor.rule)
}

// The next mention behind the cursor; without a cursor the first that is seen.
app.walkSource = (step) => {
  const { source, cursor } = state.get(), all = (model.sources[source]?.mentions ?? []).filter(app.filter)
  const line = sourceView.firstVisibleLine(), at = all.indexOf(cursor)
  const behind = all.findIndex((one) => one.line >= line)
  const next = at >= 0 ? at + step : step > 0 ? behind : (behind < 0 ? all.length : behind) - 1
  if (all[next] !== undefined) state.set({ cursor: all[next], shown: all[next], line: all[next].line })
}

// The next place of the chosen entity, from wherever the cursor is.
app.walkEvidence = (step) => {
  const { node, cursor } = state.get(), target = node ?? cursor?.node
  if (!target) return
  const all = target.evidence.filter(app.filter), at = all.indexOf(cursor)
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length
  if (all[next] !== undefined) app.showPlace(all[next])
  if (node === null) state.set({ node: target })
}

app.mark = (evidence, mark) => {
  const real = model.evidence[evidence.index]
  marks.set(real, mark)
  header.draw()
  drawStatus()
  sourceView.redrawLines(sourceView.linesOf(real))
  for (const item of content.querySelectorAll(`[data-evidence="${real.index}"]`)) {
    item.classList.remove('accepted', 'rejected')
    if (app.verdictClass(real)) item.classList.add(app.verdictClass(real))
    item.querySelector('.verdicts').replaceWith(markButtons(real, app))
  }
}
app.markCursor = (mark) => {
  const evidence = state.get().cursor ?? state.get().shown
  if (evidence !== null && !evidence.found) app.mark(evidence, mark)
}
app.clearMarks = () => {
  marks.clear()
  drawAll()
}

app.toggleType = (type, alone) => {
  const { hidden } = state.get(), others = new Set(model.types.map(({ index }) => index).filter((index) => index !== type.index))
  const isAlone = !hidden.has(type.index) && [...others].every((index) => hidden.has(index))
  const next = new Set(hidden)
  if (!next.delete(type.index)) next.add(type.index)
  state.set({ hidden: alone ? (isAlone ? new Set() : others) : next })
}

app.search = (query) => state.set({ query, tab: state.get().tab === 'rules' ? 'rules' : 'entities' })
app.focusSearch = () => header.focus()
app.openFirstResult = () => {
  content.querySelector('.entity-row, .rule-rows li, .evidence')?.click()
  header.blur()
}
const ROWS = '.entity-row, .evidence, .rule-rows li, .moments li:not(.heading)'
app.focusFirstResult = () => content.querySelector(ROWS)?.focus()

// The arrow keys walk through what is listed, Enter takes it.
content.addEventListener('keydown', (event) => {
  const rows = [...content.querySelectorAll(ROWS)], at = rows.indexOf(document.activeElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (at >= 0 && event.key === 'Enter') rows[at].click()
  else if (step === undefined) return
  else if (at + step < 0) app.focusSearch()
  else rows[Math.min(at + step, rows.length - 1)].focus()
  event.preventDefault()
  event.stopPropagation()
})
app.leave = () => {
  if (document.activeElement?.id === 'search' || state.get().query !== '') {
    header.clear()
    header.blur()
    state.set({ query: '' })
  } else if (state.get().tab === 'rules' && state.get().rule !== null) state.set({ rule: null })
  else if (state.get().tab !== 'entities') state.set({ tab: 'entities' })
  else state.set({ node: null, shown: null })
}

app.help = () => showHelp(app)
app.exportMarks = () => showExport(app)
app.switchLanguage = () => {
  const { language } = state.get()
  state.set({ language: LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] })
  remember('language', state.get().language)
}
app.switchTheme = () => {
  const dark = document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  document.documentElement.dataset.theme = dark === 'dark' ? 'light' : 'dark'
  remember('theme', document.documentElement.dataset.theme)
}

// ---- what follows from a change

const FILTERS = ['hidden', 'onlyRule', 'confidence', 'mark']
const AT_SIDE = ['node', 'rule', 'tab', 'query', 'language', ...FILTERS]
const has = (changed, keys) => keys.some((key) => changed.has(key))
let before = { cursor: null, shown: null, node: null }

function drawAll() {
  document.documentElement.lang = state.get().language
  header.draw()
  drawSide()
  drawStatus()
  sourceView.redraw()
}

// The lines that look different now: of what was and is under the cursor, and of the entity that was and is chosen.
function redrawTouched(now) {
  const touched = [before.cursor, before.shown, now.cursor, now.shown]
  if (before.node !== now.node) touched.push(...(before.node?.evidence ?? []), ...(now.node?.evidence ?? []))
  sourceView.redrawLines(touched.flatMap((evidence) => sourceView.linesOf(evidence ?? null)))
}

state.listen((changed) => {
  const now = state.get(), source = model.sources[now.source]
  if (source !== undefined && sourceView.get() !== source) sourceView.load(source)
  else if (has(changed, FILTERS)) sourceView.redraw()
  else if (has(changed, ['cursor', 'shown', 'node'])) redrawTouched(now)
  if (has(changed, ['source', 'language', ...FILTERS])) header.draw()
  if (has(changed, AT_SIDE)) drawSide()
  if (has(changed, ['cursor', 'shown', 'language'])) drawStatus()
  if (changed.has('language')) document.documentElement.lang = now.language
  if (has(changed, ['line', 'cursor', 'shown']) && now.line > 0) sourceView.scrollTo(now.line)
  before = { cursor: now.cursor, shown: now.shown, node: now.node }
})

const theme = recall('theme')
if (theme !== null) document.documentElement.dataset.theme = theme
state.readAddress()
drawAll()
performance.mark('drawn')
addEventListener('popstate', () => state.readAddress())
listenToKeys(app)

// A page that loads itself anew comes back to where it was, with its filters.
function takeUp({ line, query, hidden, onlyRule, confidence, mark }) {
  const types = model.types.filter(({ name }) => hidden.includes(name)).map(({ index }) => index)
  state.set({ query, hidden: new Set(types), onlyRule: model.ruleById.get(onlyRule) ?? null, confidence, mark })
  header.put(query)
  sourceView.scrollTo(line, 'start')
}

const note = takeNote()
if (note !== null) takeUp(note)
watch(model.watch, island.dataset.version, () => {
  const { query, hidden, onlyRule, confidence, mark } = state.get()
  leaveNote({ line: sourceView.firstVisibleLine(), query, hidden: [...hidden].map((index) => model.types[index].name), onlyRule: onlyRule?.id, confidence, mark })
})
