// The picture around the chosen entity: its strongest edges, and those among its neighbours. A click walks on.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, select, zoom, zoomIdentity } from './d3.js'
import { h, s } from './dom.js'
import { ARTICLE, MENTIONS } from './model.js'

const MOST = 48

// The nodes within so many steps, by the strength of what leads to them.
function gather(centre, steps, withArticles) {
  const nodes = new Set([centre])
  const may = (edge) =>
    withArticles ||
    (edge.relation.name !== MENTIONS &&
      ((edge.from.type.name !== ARTICLE && edge.to.type.name !== ARTICLE) || centre.type.name === ARTICLE))
  let edge = [centre],
    all = 1
  for (let step = 0; step < steps; step++) {
    const strength = new Map()
    for (const node of edge)
      for (const each of node.edges.filter(may)) {
        const other = each.from === node ? each.to : each.from
        if (!nodes.has(other)) strength.set(other, (strength.get(other) ?? 0) + each.mentions)
      }
    all += strength.size
    edge = [...strength]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST - nodes.size)
      .map(([node]) => node)
    edge.forEach((node) => nodes.add(node))
  }
  const edges = new Set()
  for (const node of nodes)
    for (const each of node.edges.filter(may)) if (nodes.has(each.from) && nodes.has(each.to)) edges.add(each)
  return { nodes: [...nodes], edges: [...edges], all }
}

// What holds all points with their names, and never so little that they look huge.
function frame(points) {
  const xs = points.map(({ x }) => x),
    ys = points.map(({ y }) => y)
  const left = Math.min(-240, ...xs) - 70,
    right = Math.max(240, ...xs) + 70,
    top = Math.min(-180, ...ys) - 40,
    bottom = Math.max(180, ...ys) + 50
  return `${left} ${top} ${right - left} ${bottom - top}`
}

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

// Edges between the same two nodes are one line with all their names.
function joinEdges(edges) {
  const lines = new Map()
  for (const edge of edges) {
    const key = `${edge.from.index} ${edge.to.index}`
    if (!lines.has(key)) lines.set(key, { source: edge.from.index, target: edge.to.index, edges: [] })
    lines.get(key).edges.push(edge)
  }
  return [...lines.values()]
}

export function createGraphView(app) {
  const places = new Map() // where nodes were, so that a walk keeps its bearings
  const options = { steps: 1, articles: false }
  let simulation = null

  function settle(points, lines, centre) {
    simulation?.stop()
    const known = places.get(centre.index) ?? { x: 0, y: 0 }
    for (const point of points) {
      const before = places.get(point.id)
      Object.assign(point, before ? { x: before.x - known.x, y: before.y - known.y } : {})
      if (point.id === centre.index) Object.assign(point, { fx: 0, fy: 0 })
    }
    simulation = forceSimulation(points)
      .force(
        'link',
        forceLink(lines)
          .id(({ id }) => id)
          .distance(({ source, target }) => (source.id === centre.index || target.id === centre.index ? 130 : 90))
          .strength(0.35),
      )
      .force('charge', forceManyBody().strength(-420).distanceMax(520))
      .force('collide', forceCollide(34))
      .force('x', forceX(0).strength(0.05))
      .force('y', forceY(0).strength(0.08))
      .stop()
    simulation.tick(220)
    places.clear()
    for (const { id, x, y } of points) places.set(id, { x, y })
  }

  // Names of edges clutter a large picture: there they come with the mouse.
  const CROWD = 30

  function pointAt(picture, index, on) {
    picture.classList.toggle('pointed', on)
    for (const link of picture.querySelectorAll('.link'))
      link.classList.toggle('near', on && link.dataset.ends.split(' ').includes(String(index)))
  }

  function drawLine(line) {
    const { source, target } = line,
      length = Math.hypot(target.x - source.x, target.y - source.y) || 1
    const gap = target.radius + 5,
      x = target.x - ((target.x - source.x) * gap) / length,
      y = target.y - ((target.y - source.y) * gap) / length
    const names = line.edges.map(({ relation }) => relation.label).join(' · ')
    const weight = line.edges.reduce((sum, { mentions }) => sum + mentions, 0)
    return s(
      'g',
      { class: 'link', 'data-ends': `${source.id} ${target.id}` },
      s('line', {
        x1: source.x,
        y1: source.y,
        x2: x,
        y2: y,
        'stroke-width': Math.min(1 + Math.log2(weight) * 0.6, 4),
        'marker-end': 'url(#arrow)',
      }),
      s('text', { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 - 3 }, cut(names, 12)),
      s('title', {}, `${names} ×${weight}`),
    )
  }

  function drawPoint(point, centre) {
    const { node, x, y, radius } = point
    return s(
      'g',
      {
        class: `point ${node === centre ? 'centre' : ''}`,
        transform: `translate(${x} ${y})`,
        'data-graph-node': node.id,
        tabindex: 0,
        role: 'link',
        onpointerenter: (event) => pointAt(event.target.closest('svg'), node.index, true),
        onpointerleave: (event) => pointAt(event.target.closest('svg'), node.index, false),
        onclick: () => app.openNode(node),
        onkeydown: (event) => event.key === 'Enter' && app.openNode(node),
      },
      s('circle', { r: radius, fill: node.type.colour }),
      s('text', { y: radius + 14 }, cut(node.name, node === centre ? 24 : 12)),
      s('title', {}, `${node.type.label} ${node.name} ×${node.mentions}`),
    )
  }

  function draw(centre) {
    const { nodes, edges, all } = gather(centre, options.steps, options.articles)
    const points = nodes.map((node) => ({
      id: node.index,
      node,
      radius: (node === centre ? 10 : 6) + Math.min(Math.log2(node.mentions + 1) * 1.4, 9),
    }))
    const lines = joinEdges(edges)
    settle(points, lines, centre)
    const space = s(
      'g',
      {},
      s('g', {}, lines.map(drawLine)),
      s(
        'g',
        {},
        points.map((point) => drawPoint(point, centre)),
      ),
    )
    const arrow = s(
      'marker',
      {
        id: 'arrow',
        viewBox: '0 0 8 8',
        refX: 7,
        refY: 4,
        markerWidth: 7,
        markerHeight: 7,
        markerUnits: 'userSpaceOnUse',
        orient: 'auto',
      },
      s('path', { d: 'M0,0.8L8,4L0,7.2Z' }),
    )
    const picture = s(
      'svg',
      { class: `graph ${lines.length > CROWD ? 'crowd' : ''}`, viewBox: frame(points), 'aria-label': app.t('graph') },
      s('defs', {}, arrow),
      space,
    )
    const zooming = zoom()
      .scaleExtent([0.2, 5])
      .on('zoom', () => space.setAttribute('transform', zoomed()))
    const zoomed = () => picture.__zoom.toString()
    select(picture).call(zooming).call(zooming.transform, zoomIdentity).on('dblclick.zoom', null)
    return [picture, nodes.length < all ? h('p', { class: 'muted' }, app.t('tooMany', { n: nodes.length, all })) : null]
  }

  const option = (label, ...controls) => h('label', {}, label, ' ', ...controls)

  return function graphView() {
    const { node } = app.state.get()
    if (node === null) return h('p', { class: 'empty' }, app.t('chooseNode'))
    const change = (changes) => {
      Object.assign(options, changes)
      app.redrawSide()
    }
    const steps = h(
      'span',
      { class: 'choice' },
      [1, 2].map((count) =>
        h('button', { 'aria-pressed': String(options.steps === count), onclick: () => change({ steps: count }) }, String(count)),
      ),
    )
    return h(
      'div',
      { class: 'graph-view' },
      h(
        'div',
        { class: 'graph-options' },
        option(app.t('depth'), steps),
        option(
          app.t('withMentions'),
          h('input', {
            type: 'checkbox',
            checked: options.articles,
            onchange: (event) => change({ articles: event.target.checked }),
          }),
        ),
      ),
      draw(node),
    )
  }
}
