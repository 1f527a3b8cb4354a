// The timelines that a pack asks for: nodes by their days, with a strip of how many there are in each month.

import { fillGrowing } from './growing.js'
import { h, s } from './dom.js'
import { ARTICLE, valueOf } from './model.js'
import { nodeLink } from './entity-view.js'

function gather(timeline, app) {
  const dated = [],
    undated = [],
    { hidden } = app.state.get()
  for (const node of app.model.nodes) {
    if (node.type.index !== timeline.type || hidden.has(node.type.index) || !node.evidence.some(app.filter)) continue
    const start = valueOf(node, timeline.start),
      end = timeline.end ? valueOf(node, timeline.end) : ''
    if (start === '') undated.push(node)
    else dated.push({ node, start, end: end === start ? '' : end })
  }
  return { dated: dated.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)), undated }
}

// All months from the first to the last; where they are too many, years.
function countMonths(dated) {
  const months = dated.map(({ start }) => start.slice(0, 7)).filter((month) => /^\d{4}-\d\d$/.test(month))
  if (months.length === 0) return []
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  const first = number(months[0]),
    last = number(months[months.length - 1]),
    counts = new Map()
  for (const month of months) counts.set(number(month), (counts.get(number(month)) ?? 0) + 1)
  const step = last - first > 120 ? 12 : 1,
    bars = []
  for (let at = step === 12 ? first - (first % 12) : first; at <= last; at += step) {
    let count = 0
    for (let i = at; i < at + step; i++) count += counts.get(i) ?? 0
    const year = Math.floor(at / 12)
    bars.push({ label: step === 12 ? String(year) : `${year}-${String((at % 12) + 1).padStart(2, '0')}`, count })
  }
  return bars
}

function strip(bars, jump, app) {
  const most = Math.max(...bars.map(({ count }) => count)),
    width = 100 / bars.length,
    every = Math.ceil(bars.length / 8)
  return h(
    'figure',
    { class: 'strip' },
    s(
      'svg',
      { viewBox: '0 0 100 40', preserveAspectRatio: 'none', 'aria-label': app.t('perMonth') },
      bars.map(({ label, count }, i) =>
        s(
          'g',
          { class: 'bar', onclick: () => jump(label) },
          s('rect', { class: 'hit', x: i * width, y: 0, width, height: 40 }),
          s('rect', {
            x: i * width + width * 0.12,
            width: width * 0.76,
            y: 40 - (38 * count) / most,
            height: (38 * count) / most,
          }),
          s('title', {}, `${label}: ${count}`),
        ),
      ),
    ),
    h(
      'figcaption',
      {},
      bars.map(({ label }, i) => i % every === 0 && h('span', { style: { left: `${(i + 0.5) * width}%` } }, label)),
    ),
  )
}

// Who and what is joined with it, a few names.
function companions(node, when, app) {
  const others = node.edges.filter(({ from, to }) => from.type.name !== ARTICLE && to.type.name !== ARTICLE)
  const seen = [...new Set(others.map(({ from, to }) => (from === node ? to : from)))].filter(({ name }) => !when.includes(name))
  return h(
    'span',
    { class: 'companions' },
    seen.slice(0, 8).map((other) => nodeLink(other, app)),
    seen.length > 8 ? h('span', { class: 'muted' }, `+${seen.length - 8}`) : null,
  )
}

const row = (node, when, app) =>
  h(
    'li',
    {
      class: app.state.get().node === node ? 'on' : '',
      'data-node-row': node.id,
      tabindex: -1,
      onclick: () => {
        app.openNode(node, 'timeline')
        app.showPlace(node.evidence[0])
      },
    },
    h('time', {}, when.join(' – ')),
    h('div', {}, nodeLink(node, app), companions(node, [...when, when.join('/')], app)),
  )

const heading = (text) => h('li', { class: 'heading' }, text)

// All in one list: years, what was in them, and what has no day.
function listItems({ dated, undated }, app) {
  const items = []
  dated.forEach(({ node, start, end }, i) => {
    const year = start.slice(0, 4)
    if (i === 0 || dated[i - 1].start.slice(0, 4) !== year) items.push({ make: () => heading(year) })
    items.push({ start, make: () => row(node, end ? [start, end] : [start], app) })
  })
  if (undated.length > 0) items.push({ make: () => heading(`${app.t('undated')} · ${undated.length}`) })
  return [...items, ...undated.map((node) => ({ make: () => row(node, [], app) }))]
}

function drawTimeline(timeline, app) {
  const found = gather(timeline, app),
    items = listItems(found, app),
    list = h('ul', { class: 'moments' }),
    bars = countMonths(found.dated)
  const growTo = fillGrowing(list, items, ({ make }) => make())
  const jump = (label) => {
    const index = items.findIndex(({ start }) => start?.startsWith(label))
    if (index < 0) return
    growTo(index)
    list.children[index].scrollIntoView({ block: 'start' })
  }
  return h('div', { class: 'timeline' }, bars.length > 1 ? strip(bars, jump, app) : null, list)
}

export const timelineView = (app) =>
  app.model.timelines.length === 0
    ? h('p', { class: 'empty' }, app.t('timelineEmpty'))
    : h(
        'div',
        {},
        app.model.timelines.map((timeline) => drawTimeline(timeline, app)),
      )
