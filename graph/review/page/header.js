// The top of the page: which source, the search, the filters.

import { h } from './dom.js'

// The folders that all names begin with: they need not be said.
function commonFolder(names) {
  const paths = names.map((name) => name.split('/').slice(0, -1))
  let depth = 0
  while (paths.length > 0 && paths.every((path) => path[depth] !== undefined && path[depth] === paths[0][depth])) depth++
  return paths.length > 0
    ? paths[0]
        .slice(0, depth)
        .map((part) => `${part}/`)
        .join('')
    : ''
}

export function createHeader(root, app) {
  const { model, state } = app
  const search = h('input', {
    type: 'search',
    id: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => app.search(search.value),
    onkeydown: (event) => {
      if (event.key === 'Enter') app.openFirstResult()
      if (event.key === 'ArrowDown') {
        event.preventDefault()
        app.focusFirstResult()
      }
    },
  })

  const folder = commonFolder(model.sources.map(({ name }) => name))

  const sources = () => {
    const index = state.get().source,
      source = model.sources[index]
    const select = h(
      'select',
      { id: 'source', title: app.t('source'), onchange: () => app.openSource(Number(select.value)) },
      model.sources.map(({ name }, i) => h('option', { value: i, title: name }, name.slice(folder.length))),
    )
    select.value = String(index)
    const articles = h(
      'select',
      { id: 'article', title: app.t('articles'), onchange: () => app.goToLine(Number(articles.value)) },
      h('option', { value: '' }, `${app.t('articles')} · ${source?.articles.length ?? 0}`),
      source?.articles.map(({ line, node }) => h('option', { value: line }, node.name)),
    )
    return [
      h('button', { class: 'icon', title: `${app.t('previousSource')} [`, onclick: () => app.walkSources(-1) }, '‹'),
      select,
      h('button', { class: 'icon', title: `${app.t('nextSource')} ]`, onclick: () => app.walkSources(1) }, '›'),
      articles,
    ]
  }

  const chip = (type) => {
    const { hidden } = state.get(),
      on = !hidden.has(type.index)
    return h(
      'button',
      {
        class: 'chip',
        'aria-pressed': String(on),
        'data-type': type.name,
        style: { '--c': type.colour },
        onclick: (event) => app.toggleType(type, event.shiftKey || event.detail === 2),
      },
      type.label,
      h('span', { class: 'muted' }, String(type.count)),
    )
  }

  const filters = () => {
    const { onlyRule, confidence, mark } = state.get()
    const used = model.rules.filter(({ count }) => count > 0).sort((a, b) => (a.id < b.id ? -1 : 1))
    const rule = h(
      'select',
      {
        id: 'rule-filter',
        title: app.t('ruleFilter'),
        class: onlyRule ? 'active' : '',
        onchange: () => state.set({ onlyRule: model.ruleById.get(rule.value) ?? null }),
      },
      h('option', { value: '' }, app.t('allRules')),
      used.map(({ id, count }) => h('option', { value: id }, `${id} · ${count}`)),
    )
    rule.value = onlyRule?.id ?? ''
    const level = h('input', {
      type: 'range',
      id: 'confidence',
      min: 0,
      max: 1,
      step: 0.05,
      value: confidence,
      onchange: () => state.set({ confidence: Number(level.value) }),
    })
    const marked = h(
      'select',
      {
        id: 'mark-filter',
        title: app.t('marks'),
        class: mark === 'all' ? '' : 'active',
        onchange: () => state.set({ mark: marked.value }),
      },
      ['all', 'accepted', 'rejected', 'open'].map((one) => h('option', { value: one }, `${app.t('marks')}: ${app.t(one)}`)),
    )
    marked.value = mark
    return [
      h('div', { class: 'chips' }, model.types.filter(({ count }) => count > 0).map(chip)),
      rule,
      h(
        'label',
        { class: confidence > 0 ? 'active' : '', title: app.t('confidence') },
        `${app.t('confidence')} ≥ ${confidence.toFixed(2)}`,
        level,
      ),
      marked,
    ]
  }

  const sourcePlace = h('div', { class: 'sources' }),
    filterPlace = h('div', { class: 'filters' }),
    tools = h('div', { class: 'tools' })
  root.append(
    h(
      'div',
      { class: 'bar' },
      h('strong', { class: 'brand' }, 'factloom'),
      sourcePlace,
      h('div', { class: 'search' }, search, h('kbd', {}, '/')),
      tools,
    ),
    filterPlace,
  )

  function draw() {
    search.placeholder = app.t('search')
    sourcePlace.replaceChildren(...sources())
    filterPlace.replaceChildren(...filters())
    const marks = app.marks.size()
    tools.replaceChildren(
      h(
        'button',
        { id: 'export', title: `${app.t('export')} e`, onclick: app.exportMarks },
        app.t('export'),
        marks > 0 ? h('span', { class: 'badge' }, String(marks)) : null,
      ),
      h('button', { id: 'language', onclick: app.switchLanguage }, app.t('language')),
      h(
        'button',
        { id: 'theme', class: 'icon', title: app.t('theme'), 'aria-label': app.t('theme'), onclick: app.switchTheme },
        '◐',
      ),
      h('button', { id: 'help', class: 'icon', title: `${app.t('help')} ?`, onclick: app.help }, '?'),
    )
  }
  return {
    draw,
    focus: () => {
      search.focus()
      search.select()
    },
    blur: () => search.blur(),
    clear: () => {
      search.value = ''
    },
    put: (query) => {
      search.value = query
    },
  }
}
