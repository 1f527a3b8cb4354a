// Puts the page together: the model, what is chosen, the views, and what can be done.

import { addTools, addVerdicts, addWays } from './actions.js'
import { applyTheme, switchTheme } from './theme.js'
import { comeBack, leave, watch } from './watch.js'
import { createFilter, createState } from './state.js'
import { createGraphView } from './graph-view.js'
import { createHeader } from './header.js'
import { createMarks } from './marks.js'
import { createSourceView } from './source-view.js'
import { createTableView } from './table-view.js'
import { createTextSearch } from './text-search.js'
import { createWords, languageFor } from './i18n.js'
import { entityView, nodeLink, typeChip } from './entity-view.js'
import { h } from './dom.js'
import { listenToKeys, TABS } from './keys.js'
import { listenToRows } from './rows.js'
import { listView } from './list-view.js'
import { makeSplitter } from './splitter.js'
import { markButtons, ruleLink } from './evidence-view.js'
import { readModel } from './model.js'
import { recall } from './memory.js'
import { ruleListView, ruleView } from './rule-view.js'
import { timelineView } from './timeline-view.js'

const island = document.getElementById('data'),
  model = readModel(JSON.parse(island.textContent))
const state = createState(model),
  marks = createMarks(model)
const app = { model, state, marks, t: createWords(state), filter: createFilter(state, marks), findText: createTextSearch(model) }

state.get().language = recall('language') ?? languageFor(model.language)

const headerPlace = h('header', { class: 'top' }),
  sourcePlace = h('section', { class: 'left' }),
  side = h('section', { class: 'right' })
const status = h('footer', { class: 'status' }),
  tabs = h('nav', { class: 'tabs' }),
  content = h('div', { class: 'content', tabindex: -1 })
side.append(tabs, content)
const panes = h('main', {}, sourcePlace, side)
document.getElementById('app').replaceChildren(headerPlace, panes)
panes.insertBefore(makeSplitter(panes), side)

const header = createHeader(headerPlace, app),
  sourceView = createSourceView(sourcePlace, app)
sourcePlace.append(status)
const graphView = createGraphView(app),
  tableView = createTableView(app)

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
  tabs.replaceChildren(
    ...TABS.map((name, i) =>
      h(
        'button',
        {
          'aria-selected': String(name === tab),
          'data-tab': name,
          title: String(i + 1),
          onclick: () => state.set({ tab: name }),
        },
        app.t(name),
      ),
    ),
  )
  content.className = `content ${tab}`
  content.replaceChildren(...[VIEWS[tab]()].flat().filter(Boolean))
}

// What it is that stands under the cursor, or in the frame.
const describe = ({ node, edge }) =>
  node !== null
    ? [typeChip(node.type), nodeLink(node, app)]
    : [nodeLink(edge.from, app), h('span', { class: 'muted' }, edge.relation.label), nodeLink(edge.to, app)]

function drawStatus() {
  const here = state.get().cursor ?? state.get().shown
  if (here === null || here.found) status.replaceChildren(h('span', { class: 'muted' }, app.t('cursorHint')))
  else
    status.replaceChildren(
      ...describe(here),
      ruleLink(here.rule, app),
      h('span', { class: 'muted' }, here.confidence.toFixed(2)),
      h('span', { class: 'muted' }, app.t('line', { n: here.number })),
      markButtons(here, app),
    )
}

// ---- what follows from a change

const FILTERS = ['hidden', 'onlyRule', 'confidence', 'mark']
const AT_SIDE = ['node', 'rule', 'tab', 'query', 'language', ...FILTERS]
const has = (changed, keys) => keys.some((key) => changed.has(key))
let before = { cursor: null, shown: null, node: null }

Object.assign(app, { redrawSide: drawSide, drawStatus, drawAll, switchTheme })
const parts = { header, sourceView, content }
addWays(app, parts)
addVerdicts(app, parts)
addTools(app, parts)

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
  const now = state.get(),
    source = model.sources[now.source]
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

applyTheme()
state.readAddress()
drawAll()
performance.mark('drawn')
addEventListener('popstate', () => state.readAddress())
listenToKeys(app)
listenToRows(content, app)

comeBack(app, header, sourceView)
watch(model.watch, island.dataset.version, () => leave(app, sourceView))
