// The bar between source and side, to be drawn with the mouse or moved with the arrow keys.

import { h } from './dom.js'
import { recall, remember } from './memory.js'

export function makeSplitter(panes) {
  const set = (share) => {
    const percent = Math.min(Math.max(share, 25), 75)
    panes.style.setProperty('--left', `${percent}%`)
    remember('split', String(percent))
  }
  const now = () => parseFloat(panes.style.getPropertyValue('--left')) || 54
  const bar = h('div', {
    class: 'splitter',
    role: 'separator',
    tabindex: 0,
    'aria-orientation': 'vertical',
    onpointerdown: (event) => {
      bar.setPointerCapture(event.pointerId)
    },
    onpointermove: (event) => {
      if (bar.hasPointerCapture(event.pointerId)) set((event.clientX / panes.clientWidth) * 100)
    },
    onkeydown: (event) => {
      if (event.key === 'ArrowLeft') set(now() - 2)
      if (event.key === 'ArrowRight') set(now() + 2)
    },
  })
  if (recall('split') !== null) set(Number(recall('split')))
  return bar
}
