// What is chosen and how things are filtered. Views subscribe to it; what is chosen stands in the address too, so that
// Back works and a place can be kept as a link.

const ADDRESS = ['source', 'line', 'node', 'rule', 'tab']

export function createState(model) {
  const listeners = []
  const state = {
    source: 0,
    line: 0,
    node: null,
    rule: null,
    tab: 'entities',
    cursor: null, // the evidence that the keys stand on
    shown: null, // the evidence whose place is drawn round
    query: '',
    hidden: new Set(),
    onlyRule: null,
    confidence: 0,
    mark: 'all',
    language: 'en',
  }

  function emit(changed) {
    for (const listener of listeners) listener(changed)
  }

  function writeAddress(replace) {
    const parameters = new URLSearchParams()
    if (model.sources[state.source] !== undefined) parameters.set('source', model.sources[state.source].name)
    if (state.line > 0) parameters.set('line', String(state.line))
    if (state.node !== null) parameters.set('node', state.node.id)
    if (state.rule !== null) parameters.set('rule', state.rule.id)
    if (state.tab !== 'entities') parameters.set('tab', state.tab)
    const address = `#${parameters}`
    if (address === location.hash) return
    history[replace ? 'replaceState' : 'pushState'](null, '', address)
  }

  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    // Changes some of it; a change of what is shown at the right is a step that Back undoes.
    set(changes) {
      const changed = new Set(Object.keys(changes).filter((key) => state[key] !== changes[key]))
      if (changed.size === 0) return
      Object.assign(state, changes)
      if (ADDRESS.some((key) => changed.has(key)))
        writeAddress(!changed.has('node') && !changed.has('rule') && !changed.has('tab'))
      emit(changed)
    },
    readAddress() {
      const parameters = new URLSearchParams(location.hash.slice(1))
      const source = model.sources.findIndex(({ name }) => name === parameters.get('source'))
      Object.assign(state, {
        source: Math.max(source, 0),
        line: Number(parameters.get('line') ?? 0),
        node: model.nodeById.get(parameters.get('node')) ?? null,
        rule: model.ruleById.get(parameters.get('rule')) ?? null,
        tab: parameters.get('tab') ?? 'entities',
      })
      emit(new Set(ADDRESS))
    },
  }
}

// Whether the filters let something be seen that a rule found.
export function createFilter(state, marks) {
  return (evidence) => {
    const { hidden, onlyRule, confidence, mark } = state.get()
    if (evidence.node !== null && hidden.has(evidence.node.type.index)) return false
    if (onlyRule !== null && evidence.rule !== onlyRule) return false
    if (evidence.confidence < confidence) return false
    return mark === 'all' || marks.get(evidence) === { accepted: 1, rejected: -1, open: 0 }[mark]
  }
}
