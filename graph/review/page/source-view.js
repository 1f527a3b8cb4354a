// The source, line by line, with its mentions. Lines come in blocks, which are only filled when they come near the window:
// a source of any length scrolls without a hitch.

import { h } from './dom.js'
import { cutLine, spanOf } from './segments.js'

const BLOCK = 40,
  LINE_HEIGHT = 27,
  CHARACTERS = 44

function estimateHeight(lines) {
  return lines.reduce(
    (sum, line) => sum + (line.trim() === '' ? 9 : LINE_HEIGHT * Math.ceil(Math.max(line.length, 1) / CHARACTERS)),
    0,
  )
}

// What of the evidence lies in each line, by the line's number.
function indexLines(evidence) {
  const byLine = new Map()
  for (const one of evidence)
    for (let line = one.line; line <= one.endLine; line++) {
      if (!byLine.has(line)) byLine.set(line, [])
      byLine.get(line).push(one)
    }
  return byLine
}

export function createSourceView(root, app) {
  const scroller = h('div', { class: 'source-text', tabindex: 0 })
  root.append(scroller)
  let source = null,
    blocks = [],
    byLine = new Map(),
    articles = new Set()

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) fill(blocks[Number(target.dataset.block)])
    },
    { root: scroller, rootMargin: '1200px 0px' },
  )

  // How a piece of a line looks by what covers it.
  function listClasses({ start, end, covering }, mentions, ends) {
    const { cursor, shown, node } = app.state.get()
    const isEnd = (one, side, at) => ends.get(one)?.[side] === at
    const classes = ['m', app.verdictClass(mentions[0]), isEnd(mentions[0], 'end', end) && 'end']
    if (covering.includes(cursor))
      classes.push('cursor', isEnd(cursor, 'start', start) && 'first', isEnd(cursor, 'end', end) && 'last')
    if (mentions.some((one) => one.node === node)) classes.push('chosen')
    if (covering.includes(shown)) classes.push('shown')
    if (mentions.length > 1) classes.push(`over${Math.min(mentions.length - 1, 2)}`)
    return classes.filter(Boolean).join(' ')
  }

  // The chosen entity has its own colour; else the innermost, and those around it are lines below.
  function listColours(mentions) {
    const { node } = app.state.get()
    const [first, ...others] = mentions.map((one) => one.node.type.colour)
    const style = { '--c': mentions.some((one) => one.node === node) ? node.type.colour : first }
    others.slice(0, 2).forEach((colour, index) => {
      style[`--o${index + 1}`] = colour
    })
    return style
  }

  function drawPiece(text, piece, ends) {
    const words = text.slice(piece.start, piece.end)
    if (piece.covering.length === 0) return words
    const mentions = piece.covering.filter((one) => one.node !== null)
    if (mentions.length === 0) return h('span', { class: 'region shown' }, words)
    return h(
      'span',
      {
        class: listClasses(piece, mentions, ends),
        style: listColours(mentions),
        'data-e': mentions.map(({ index }) => index).join(' '),
        title: mentions.map(({ node, rule }) => `${node.type.label} ${node.name} · ${rule.id}`).join('\n'),
      },
      words,
    )
  }

  const liesIn = (evidence, number) =>
    evidence !== null && evidence.source === source.index && evidence.line <= number && evidence.endLine >= number

  function drawLine(number) {
    const text = source.lines[number - 1].replace(/\r$/, ''),
      { shown } = app.state.get()
    if (text.trim() === '') return h('div', { class: 'line blank', 'data-line': number })
    const here = (byLine.get(number) ?? []).filter(app.filter),
      isLit = liesIn(shown, number)
    if (isLit && !here.includes(shown)) here.push(shown)
    const spans = here.map((one) => spanOf(one, number, text)).filter(({ start, end }) => start < end)
    const ends = new Map(spans.map((span) => [span.evidence, span]))
    const classes = ['line', articles.has(number) && 'article-head', isLit && 'lit'].filter(Boolean).join(' ')
    const pieces = cutLine(text.length, spans).map((piece) => drawPiece(text, piece, ends))
    return h(
      'div',
      { class: classes, 'data-line': number },
      h('span', { class: 'number' }, String(source.numberOf(number))),
      h('span', { class: 'words' }, pieces),
    )
  }

  function fill(block) {
    if (block.filled) return
    block.filled = true
    const lines = []
    for (let number = block.first; number <= block.last; number++) lines.push(drawLine(number))
    block.element.replaceChildren(...lines)
    block.element.style.minHeight = ''
  }

  function load(next) {
    source = next
    near.disconnect()
    byLine = indexLines(source.mentions)
    articles = new Set(source.articles.map(({ line }) => line))
    blocks = []
    for (let first = 1; first <= source.lines.length; first += BLOCK) {
      const last = Math.min(first + BLOCK - 1, source.lines.length)
      const element = h('div', {
        class: 'block',
        'data-block': blocks.length,
        style: { 'min-height': `${estimateHeight(source.lines.slice(first - 1, last))}px` },
      })
      blocks.push({ element, first, last, filled: false })
    }
    scroller.replaceChildren(...blocks.map(({ element }) => element))
    scroller.scrollTop = 0
    blocks.forEach(({ element }) => near.observe(element))
    if (blocks.length > 0) fill(blocks[0])
  }

  const blockOf = (line) => blocks[Math.min(Math.floor((line - 1) / BLOCK), blocks.length - 1)]

  function redrawLines(numbers) {
    for (const number of new Set(numbers)) {
      const block = blockOf(number)
      if (block?.filled) block.element.children[number - block.first]?.replaceWith(drawLine(number))
    }
  }

  const linesOf = (evidence) => {
    if (evidence === null || source === null || evidence.source !== source.index) return []
    return Array.from({ length: evidence.endLine - evidence.line + 1 }, (_, i) => evidence.line + i)
  }

  // Draws all that is filled anew, where it stands.
  function redraw() {
    for (const block of blocks)
      if (block.filled) {
        block.filled = false
        fill(block)
      }
  }

  function isVisible(element) {
    const { top, bottom } = element.getBoundingClientRect(),
      frame = scroller.getBoundingClientRect()
    return top >= frame.top + 40 && bottom <= frame.bottom - 40
  }

  // What lies around the line is filled first, so that nothing moves once it is there.
  function scrollTo(line, place = 'center') {
    const index = Math.floor((line - 1) / BLOCK)
    for (let i = Math.max(index - 1, 0); i <= Math.min(index + 1, blocks.length - 1); i++) fill(blocks[i])
    const block = blocks[index],
      element = block?.element.children[line - block.first]
    if (element && (place !== 'center' || !isVisible(element))) element.scrollIntoView({ block: place })
  }

  function firstVisibleLine() {
    const top = scroller.getBoundingClientRect().top
    for (const block of blocks) {
      if (block.element.getBoundingClientRect().bottom < top) continue
      for (const element of block.element.children)
        if (element.getBoundingClientRect().bottom > top + 4) return Number(element.dataset.line)
    }
    return 1
  }

  // A click on what overlaps takes the innermost, then the next, and so on.
  scroller.addEventListener('click', (event) => {
    const piece = event.target.closest('.m')
    if (piece === null || String(getSelection()) !== '') return
    const here = piece.dataset.e.split(' ').map((index) => app.model.evidence[index])
    const at = here.indexOf(app.state.get().cursor)
    app.choose(here[(at + 1) % here.length])
  })

  return {
    load,
    redraw,
    redrawLines,
    linesOf,
    scrollTo,
    firstVisibleLine,
    focus: () => scroller.focus({ preventScroll: true }),
    get: () => source,
  }
}
