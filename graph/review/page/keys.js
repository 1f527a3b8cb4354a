// The keys: one table, which the help shows too.

export const TABS = ['entities', 'graph', 'table', 'timeline', 'rules']

export const KEYS = [
  { keys: ['j', 'k'], label: 'keyNextMention', run: (app, key) => app.walkSource(key === 'j' ? 1 : -1) },
  { keys: ['n', 'p'], label: 'keyNextEvidence', run: (app, key) => app.walkEvidence(key === 'n' ? 1 : -1) },
  { keys: ['Enter'], label: 'keyOpen', run: (app) => app.openCursor() },
  { keys: ['r'], label: 'keyRule', run: (app) => app.openCursorRule() },
  { keys: ['a', 'x', 'u'], label: 'keyAccept', run: (app, key) => app.markCursor({ a: 1, x: -1, u: 0 }[key]) },
  { keys: ['/'], label: 'keySearch', run: (app) => app.focusSearch() },
  { keys: ['Esc'], label: 'keyClose', run: (app) => app.leave() },
  { keys: ['1', '2', '3', '4', '5'], label: 'keyTabs', run: (app, key) => app.state.set({ tab: TABS[Number(key) - 1] }) },
  { keys: ['[', ']'], label: 'keySources', run: (app, key) => app.walkSources(key === ']' ? 1 : -1) },
  { keys: ['e'], label: 'keyExport', run: (app) => app.exportMarks() },
  { keys: ['?'], label: 'keyHelp', run: (app) => app.help() },
]

const isTyping = (target) =>
  /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'checkbox' && target.type !== 'range'

export function listenToKeys(app) {
  document.addEventListener('keydown', (event) => {
    const key = event.key === 'Escape' ? 'Esc' : event.key
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]') !== null)
      return
    if (isTyping(event.target) && key !== 'Esc') return
    if (key === 'Enter' && event.target.closest('button, a, summary, [role=link]')) return
    const binding = KEYS.find(({ keys }) => keys.includes(key))
    if (binding === undefined) return
    event.preventDefault()
    binding.run(app, key)
  })
}
