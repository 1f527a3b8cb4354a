// The chosen entity: what it is, its edges with their evidence, and where it stands.

import { h } from './dom.js'
import { evidenceList, ruleLink } from './evidence-view.js'
import { ARTICLE, MENTIONS } from './model.js'

export const typeChip = (type) => h('span', { class: 'type', style: { '--c': type.colour } }, type.label)

export const nodeLink = (node, app) =>
  h(
    'a',
    {
      class: 'node',
      href: '#',
      'data-node': node.id,
      style: { '--c': node.type.colour },
      onclick: (event) => {
        event.preventDefault()
        event.stopPropagation()
        app.openNode(node)
      },
    },
    node.name,
  )

function countRules(node) {
  const counts = new Map()
  for (const { rule } of node.evidence) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

// Edges of one relation in one direction stand together.
function groupEdges(node) {
  const groups = new Map()
  for (const edge of node.edges) {
    const outward = edge.from === node,
      key = `${edge.relation.index}${outward ? '>' : '<'}`
    if (!groups.has(key)) groups.set(key, { relation: edge.relation, outward, edges: [] })
    groups.get(key).edges.push(edge)
  }
  for (const { edges } of groups.values()) edges.sort((a, b) => b.mentions - a.mentions)
  return [...groups.values()].sort((a, b) => a.relation.index - b.relation.index)
}

function edgeRow(edge, outward, app) {
  const place = h('div', { class: 'edge-evidence', hidden: true })
  const toggle = h(
    'button',
    {
      class: 'weight',
      'aria-expanded': 'false',
      title: app.t('evidence'),
      onclick: () => {
        if (place.childElementCount === 0) place.append(...evidenceList(edge.evidence, app, 8))
        place.hidden = !place.hidden
        toggle.setAttribute('aria-expanded', String(!place.hidden))
      },
    },
    `×${edge.mentions}`,
  )
  const values = edge.values.map(([name, text]) => h('span', { class: 'edge-value' }, `${name} ${text}`))
  return h(
    'li',
    { class: 'edge', 'data-edge': edge.id },
    h('div', { class: 'edge-line' }, nodeLink(outward ? edge.to : edge.from, app), ...values, toggle),
    place,
  )
}

const SHOWN = 12

function edgeGroup({ relation, outward, edges }, app) {
  const list = h(
    'ul',
    {},
    edges.slice(0, SHOWN).map((edge) => edgeRow(edge, outward, app)),
  )
  const more =
    edges.length <= SHOWN
      ? null
      : h(
          'button',
          {
            class: 'more',
            onclick: () => {
              list.append(...edges.slice(SHOWN).map((edge) => edgeRow(edge, outward, app)))
              more.remove()
            },
          },
          app.t('more', { n: edges.length - SHOWN }),
        )
  return h(
    'div',
    { class: 'edge-group' },
    h('div', { class: 'relation', title: relation.name }, outward ? `${relation.label} →` : `← ${relation.label}`),
    h('div', {}, list, more),
  )
}

function head(node, app) {
  const days = node.first === '' ? '' : node.first === node.last ? node.first : `${node.first} – ${node.last}`
  return h(
    'header',
    { class: 'entity-head' },
    h(
      'div',
      { class: 'entity-kind' },
      typeChip(node.type),
      h('span', { class: 'muted' }, app.t('mentionsN', { n: node.mentions })),
      days && h('span', { class: 'muted' }, days),
    ),
    h('h2', {}, node.name),
    node.aliases.length > 0
      ? h(
          'div',
          { class: 'aliases' },
          h('span', { class: 'muted' }, app.t('aliases')),
          ...node.aliases.map((name) => h('span', {}, name)),
        )
      : null,
  )
}

function propertyList(node) {
  return node.values.length === 0
    ? null
    : h(
        'dl',
        { class: 'properties' },
        node.values.map(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]),
      )
}

const section = (title, ...content) => h('section', {}, h('h3', {}, title), ...content)

export function entityView(node, app) {
  const groups = groupEdges(node),
    isArticleList = ({ relation }) => relation.name === MENTIONS
  const own = groups.filter((group) => !isArticleList(group)),
    articles = groups.filter(isArticleList)
  return h(
    'article',
    { class: 'entity', 'data-entity': node.id },
    h('button', { class: 'back', onclick: () => app.openNode(null) }, '‹ ', app.t('back')),
    head(node, app),
    propertyList(node),
    own.length > 0
      ? section(
          app.t('edges'),
          own.map((group) => edgeGroup(group, app)),
        )
      : null,
    node.type.name === ARTICLE
      ? null
      : section(`${app.t('evidence')} · ${node.evidence.length}`, evidenceList(node.evidence, app)),
    articles.length > 0
      ? section(
          app.t('inArticles'),
          articles.map((group) => edgeGroup(group, app)),
        )
      : null,
    section(
      app.t('foundBy'),
      h(
        'div',
        { class: 'rules' },
        countRules(node).map(([rule, count]) =>
          h('span', { class: 'rule-count' }, ruleLink(rule, app), h('span', { class: 'muted' }, `×${count}`)),
        ),
      ),
    ),
  )
}
