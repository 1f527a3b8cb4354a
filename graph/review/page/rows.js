// Lists that the arrow keys walk through: Enter takes what they are on.

export const ROWS = '.entity-row, .evidence, .rule-rows li, .moments li:not(.heading)'

export function listenToRows(content, app) {
  content.addEventListener('keydown', (event) => {
    const rows = [...content.querySelectorAll(ROWS)],
      at = rows.indexOf(document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (at >= 0 && event.key === 'Enter') rows[at].click()
    else if (step === undefined) return
    else if (at + step < 0) app.focusSearch()
    else rows[Math.min(at + step, rows.length - 1)].focus()
    event.preventDefault()
    event.stopPropagation()
  })
}
