// The tables that a pack asks for: nodes by the values of their properties.

import { fillGrowing } from './growing.js'
import { h } from './dom.js'
import { valueOf } from './model.js'

// What stands in square brackets is left out where a property in it is empty; an equals sign says nothing.
function render(template, node) {
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => trim(valueOf(node, name)))
  const isWhole = (text) => [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => valueOf(node, name) !== '')
  return fill(template.replace(/\[([^\]]*)\]/g, (_, part) => (isWhole(part) ? part : ''))).replace(/^=/, '')
}

// 5.0 is 5 to a reader.
const trim = (text) => (/^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text)

function gather(table, app) {
  const rows = new Map(),
    columns = new Set(),
    { hidden } = app.state.get()
  for (const node of app.model.nodes) {
    if (!table.types.includes(node.type.index) || hidden.has(node.type.index) || !node.evidence.some(app.filter)) continue
    const heads = table.rows.map((name) => valueOf(node, name)),
      key = heads.join('\n'),
      column = valueOf(node, table.columns)
    if (!rows.has(key)) rows.set(key, { heads, cells: new Map() })
    const { cells } = rows.get(key)
    if (!cells.has(column)) cells.set(column, [])
    cells.get(column).push(node)
    columns.add(column)
  }
  const isNameless = ({ heads }) => Number(heads[heads.length - 1] === '')
  const byHeads = (a, b) =>
    isNameless(a) - isNameless(b) || a.heads.join('\n').localeCompare(b.heads.join('\n'), app.state.get().language)
  return { rows: [...rows.values()].sort(byHeads), columns: [...columns].sort() }
}

const cellItem = (node, table, app) =>
  h(
    'a',
    {
      class: `cell-item ${app.state.get().node === node ? 'on' : ''}`,
      href: '#',
      title: node.name,
      'data-node': node.id,
      style: { '--c': node.type.colour },
      onclick: (event) => {
        event.preventDefault()
        app.openNode(node, 'table')
        app.showPlace(node.evidence[0])
      },
    },
    render(table.cell, node),
  )

function drawTable(table, query, app) {
  const { rows, columns } = gather(table, app),
    unknown = app.t('unknown')
  const kept = rows.filter(
    ({ heads, cells }) =>
      query === '' ||
      heads.some((head) => head.includes(query)) ||
      [...cells.values()].flat().some(({ name }) => name.includes(query)),
  )
  const body = h('tbody', {})
  fillGrowing(body, kept, ({ heads, cells }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, rowHead(heads, unknown)),
      columns.map((column) =>
        h(
          'td',
          {},
          (cells.get(column) ?? []).map((node) => cellItem(node, table, app)),
        ),
      ),
    ),
  )
  return h(
    'div',
    { class: 'table-frame', 'data-fullest': fullest(kept, columns) },
    h(
      'table',
      {},
      h('caption', { class: 'muted' }, app.t('rowsN', { n: kept.length })),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { class: 'head' }, table.rows.join(' · ')),
          columns.map((column) => h('th', {}, column || unknown)),
        ),
      ),
      body,
    ),
  )
}

// The last says most, what stands before it is of whom.
function rowHead(heads, unknown) {
  const last = heads[heads.length - 1],
    before = heads.slice(0, -1).filter(Boolean)
  return [before.length > 0 ? h('span', { class: 'muted' }, `${before.join(' · ')} `) : null, last || unknown]
}

// The column with most in it, which is what one looks for.
function fullest(rows, columns) {
  const counts = columns.map((column) => rows.filter(({ cells }) => cells.has(column)).length)
  return counts.indexOf(Math.max(...counts))
}

function scrollToFullest(place) {
  for (const frame of place.querySelectorAll('.table-frame')) {
    const heads = frame.querySelectorAll('thead th'),
      wanted = heads[Number(frame.dataset.fullest) + 1]
    if (wanted) frame.scrollLeft = wanted.offsetLeft - heads[0].offsetWidth - 12
  }
}

export function createTableView(app) {
  let query = ''
  return function tableView() {
    const { tables } = app.model
    if (tables.length === 0) return h('p', { class: 'empty' }, app.t('tableEmpty'))
    const place = h(
      'div',
      {},
      tables.map((table) => drawTable(table, query, app)),
    )
    const input = h('input', {
      type: 'search',
      placeholder: app.t('filterRows'),
      value: query,
      oninput: () => {
        query = input.value.trim()
        place.replaceChildren(...tables.map((table) => drawTable(table, query, app)))
      },
    })
    requestAnimationFrame(() => scrollToFullest(place))
    return h('div', { class: 'table-view' }, input, place)
  }
}
