// All entities, or those that a search finds, and the places in the sources that hold its words.

import { fillGrowing } from './growing.js'
import { h } from './dom.js'
import { nodeLink, typeChip } from './entity-view.js'

const fold = (text) => text.normalize('NFKC').toLowerCase()

// Names that are the query come first, then those that begin with it, then those that hold it.
function score(node, query) {
  let best = 0
  for (const name of [node.name, ...node.aliases]) {
    const text = fold(name)
    best = Math.max(best, text === query ? 3 : text.startsWith(query) ? 2 : text.includes(query) ? 1 : 0)
  }
  return best
}

function findNodes(app) {
  const { query, hidden } = app.state.get(),
    wanted = fold(query.trim())
  const found = []
  for (const node of app.model.nodes) {
    const rank = wanted === '' ? 1 : score(node, wanted)
    if (rank > 0 && !hidden.has(node.type.index) && node.evidence.some(app.filter)) found.push([rank, node])
  }
  return found.sort((a, b) => b[0] - a[0] || b[1].mentions - a[1].mentions).map(([, node]) => node)
}

const PLACES = 60

function placeItem(place, app) {
  const { name, numberOf } = app.model.sources[place.source]
  return h(
    'li',
    { class: 'evidence', tabindex: -1, onclick: () => app.showFound(place) },
    h('div', { class: 'said' }, place.before, h('mark', {}, place.text), place.after),
    h('div', { class: 'where' }, h('span', { class: 'place' }, `${name}:${numberOf(place.line)}`)),
  )
}

const row = (node, app) =>
  h(
    'li',
    { class: 'entity-row', 'data-node-row': node.id, tabindex: -1, onclick: () => app.openNode(node) },
    typeChip(node.type),
    nodeLink(node, app),
    h('span', { class: 'muted count' }, String(node.mentions)),
  )

export function listView(app) {
  const list = h('ul', { class: 'entity-rows' })
  const nodes = findNodes(app),
    { all, places } = app.findText(app.state.get().query, PLACES)
  fillGrowing(list, nodes, (node) => row(node, app))
  return h(
    'div',
    { class: 'list' },
    h('div', { class: 'list-count muted' }, app.t('results', { n: nodes.length })),
    list,
    all > 0
      ? [
          h('h3', {}, app.t('inText', { n: all })),
          h(
            'ul',
            { class: 'evidences' },
            places.map((place) => placeItem(place, app)),
          ),
          all > PLACES ? h('p', { class: 'muted' }, app.t('more', { n: all - PLACES })) : null,
        ]
      : null,
  )
}
