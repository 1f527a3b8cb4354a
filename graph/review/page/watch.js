// A watched page looks at the script beside it now and then, and loads itself anew when that names another version. A
// script is all that a page from a file may load.

import { leaveNote, takeNote } from './memory.js'

const PAUSE = 700 // milliseconds

export function watch(script, version, before) {
  if (script === '') return
  window.factloomVersion = (newest) => {
    if (newest === version) return
    before()
    location.reload()
  }
  const look = () => {
    const element = document.createElement('script')
    element.src = `${script}?${Date.now()}`
    element.onload = element.onerror = () => {
      element.remove()
      setTimeout(look, PAUSE)
    }
    document.head.append(element)
  }
  setTimeout(look, PAUSE)
}

// What it is to come back to: where it was, and its filters.
export function leave({ state, model }, sourceView) {
  const { query, hidden, onlyRule, confidence, mark } = state.get()
  const types = [...hidden].map((index) => model.types[index].name)
  leaveNote({ line: sourceView.firstVisibleLine(), query, types, rule: onlyRule?.id, confidence, mark })
}

export function comeBack({ state, model }, header, sourceView) {
  const note = takeNote()
  if (note === null) return
  const { line, query, types, rule, confidence, mark } = note
  const hidden = model.types.filter(({ name }) => types.includes(name)).map(({ index }) => index)
  state.set({ query, hidden: new Set(hidden), onlyRule: model.ruleById.get(rule) ?? null, confidence, mark })
  header.put(query)
  sourceView.scrollTo(line, 'start')
}
