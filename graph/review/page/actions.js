// What a reader can do: views and keys call these by the app.

import { isMention } from './model.js'
import { LANGUAGES } from './i18n.js'
import { markButtons } from './evidence-view.js'
import { remember } from './memory.js'
import { ROWS } from './rows.js'
import { showExport, showHelp } from './dialogs.js'

// Going to places, entities and rules.
export function addWays(app, { header, sourceView, content }) {
  const { model, state } = app

  app.openSource = (index, line = 0) => state.set({ source: index, line, cursor: null, shown: null })
  app.walkSources = (step) => {
    const next = state.get().source + step
    if (next >= 0 && next < model.sources.length) app.openSource(next)
  }
  app.goToLine = (line) => {
    if (line > 0) sourceView.scrollTo(line, 'start')
  }

  // Shows a place in its source: a mention gets the cursor, a statement a frame.
  app.showPlace = (evidence) =>
    state.set({ source: evidence.source, line: evidence.line, cursor: isMention(evidence) ? evidence : null, shown: evidence })

  // A place that a search found: no more than a place.
  app.showFound = (place) => state.set({ source: place.source, line: place.line, cursor: null, shown: place })

  app.openNode = (node, tab) => {
    header.clear()
    const keep = tab ?? (state.get().tab === 'graph' && node !== null ? 'graph' : 'entities')
    state.set({ node, tab: keep, query: '' })
    if (keep === 'entities') content.scrollTop = 0
  }
  app.openRule = (rule) => {
    header.clear()
    state.set({ rule, tab: 'rules', query: '' })
    content.scrollTop = 0
  }

  // A mention that was pointed at: the cursor goes there, and its entity is shown.
  app.choose = (evidence) => {
    state.set({ cursor: evidence, shown: evidence, line: evidence.line })
    app.openNode(evidence.node)
  }
  app.openCursor = () => {
    if (state.get().cursor !== null) app.openNode(state.get().cursor.node)
  }
  app.openCursorRule = () => {
    if (state.get().cursor !== null) app.openRule(state.get().cursor.rule)
  }

  // The next mention behind the cursor; without a cursor the first that is seen.
  app.walkSource = (step) => {
    const { source, cursor } = state.get(),
      all = (model.sources[source]?.mentions ?? []).filter(app.filter)
    const line = sourceView.firstVisibleLine(),
      at = all.indexOf(cursor)
    const behind = all.findIndex((one) => one.line >= line)
    const next = at >= 0 ? at + step : step > 0 ? behind : (behind < 0 ? all.length : behind) - 1
    if (all[next] !== undefined) state.set({ cursor: all[next], shown: all[next], line: all[next].line })
  }

  // The next place of the chosen entity, from wherever the cursor is.
  app.walkEvidence = (step) => {
    const { node, cursor } = state.get(),
      target = node ?? cursor?.node
    if (!target) return
    const all = target.evidence.filter(app.filter),
      at = all.indexOf(cursor)
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length
    if (all[next] !== undefined) app.showPlace(all[next])
    if (node === null) state.set({ node: target })
  }
}

// Accepting and rejecting.
export function addVerdicts(app, { header, sourceView, content }) {
  const { state, marks } = app

  app.verdictClass = (evidence) => ({ 1: 'accepted', [-1]: 'rejected' })[marks.get(evidence)] ?? ''
  app.mark = (evidence, mark) => {
    marks.set(evidence, mark)
    header.draw()
    app.drawStatus()
    sourceView.redrawLines(sourceView.linesOf(evidence))
    for (const item of content.querySelectorAll(`[data-evidence="${evidence.index}"]`)) {
      item.classList.remove('accepted', 'rejected')
      if (app.verdictClass(evidence)) item.classList.add(app.verdictClass(evidence))
      item.querySelector('.verdicts').replaceWith(markButtons(evidence, app))
    }
  }
  app.markCursor = (mark) => {
    const evidence = state.get().cursor ?? state.get().shown
    if (evidence !== null && !evidence.found) app.mark(evidence, mark)
  }
  app.clearMarks = () => {
    marks.clear()
    app.drawAll()
  }
}

// Filters, search, and the page itself.
export function addTools(app, { header, content }) {
  const { model, state } = app

  app.toggleType = (type, alone) => {
    const { hidden } = state.get(),
      others = new Set(model.types.map(({ index }) => index).filter((index) => index !== type.index))
    const isAlone = !hidden.has(type.index) && [...others].every((index) => hidden.has(index))
    const next = new Set(hidden)
    if (!next.delete(type.index)) next.add(type.index)
    state.set({ hidden: alone ? (isAlone ? new Set() : others) : next })
  }

  app.search = (query) => state.set({ query, tab: state.get().tab === 'rules' ? 'rules' : 'entities' })
  app.focusSearch = () => header.focus()
  app.openFirstResult = () => {
    content.querySelector('.entity-row, .rule-rows li, .evidence')?.click()
    header.blur()
  }
  app.focusFirstResult = () => content.querySelector(ROWS)?.focus()

  app.leave = () => {
    if (document.activeElement?.id === 'search' || state.get().query !== '') {
      header.clear()
      header.blur()
      state.set({ query: '' })
    } else if (state.get().tab === 'rules' && state.get().rule !== null) state.set({ rule: null })
    else if (state.get().tab !== 'entities') state.set({ tab: 'entities' })
    else state.set({ node: null, shown: null })
  }

  app.help = () => showHelp(app)
  app.exportMarks = () => showExport(app)
  app.switchLanguage = () => {
    const { language } = state.get()
    state.set({ language: LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] })
    remember('language', state.get().language)
  }
}
