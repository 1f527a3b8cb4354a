// A rule as it is written, and what it found.

import { h } from './dom.js'
import { evidenceList, ruleLink } from './evidence-view.js'

// A little colour for YAML: comments, keys, quoted texts.
const TOKEN = /(#[^\n]*)|('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")|([\w.]+)(?=:(?:\s|$))/gm

function colour(text) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    const comment = match[1] !== undefined && (match.index === 0 || /\s/.test(text[match.index - 1]))
    if (match[1] !== undefined && !comment) continue
    parts.push(
      text.slice(at, match.index),
      h('span', { class: comment ? 'y-comment' : match[2] !== undefined ? 'y-text' : 'y-key' }, match[0]),
    )
    at = match.index + match[0].length
  }
  return [...parts, text.slice(at)]
}

// What finds things and is no rule says so by its name: list:FILE, propagated:RULE, layout.
function explain(rule, { t, model }) {
  const [kind, name] = [rule.id.split(':')[0], rule.id.slice(rule.id.indexOf(':') + 1)]
  if (kind === 'list') return [t('list', { name })]
  if (kind === 'layout') return [t('layout')]
  const origin = model.ruleById.get(name)
  return [t('propagated', { name }), origin ? [' ', '→ ', origin] : []]
}

export function ruleView(rule, app) {
  const only = app.state.get().onlyRule === rule
  const evidence = app.model.evidence.filter((one) => one.rule === rule)
  const text =
    rule.text === ''
      ? h(
          'p',
          {},
          explain(rule, app)
            .flat()
            .map((part) => (typeof part === 'string' ? part : ruleLink(part, app))),
        )
      : h('pre', { class: 'rule-text' }, colour(rule.text))
  return h(
    'article',
    { class: 'rule-view', 'data-rule-view': rule.id },
    h('button', { class: 'back', onclick: () => app.openRule(null) }, '‹ ', app.t('rules')),
    h('h2', {}, rule.id),
    rule.about && h('p', { class: 'about' }, rule.about),
    h('div', { class: 'muted' }, rule.file && `${rule.file}:${rule.line} · `, app.t('foundN', { n: rule.count })),
    h(
      'button',
      { class: 'action', onclick: () => app.state.set({ onlyRule: only ? null : rule }) },
      app.t(only ? 'showAll' : 'showOnly'),
    ),
    text,
    evidenceList(evidence, app, 50),
  )
}

export function ruleListView(app) {
  const query = app.state.get().query.trim().toLowerCase()
  const rules = app.model.rules.filter(({ id, about, text }) =>
    [id, about, text].some((one) => one.toLowerCase().includes(query)),
  )
  return h(
    'ul',
    { class: 'rule-rows' },
    [...rules]
      .sort((a, b) => b.count - a.count)
      .map((rule) =>
        h(
          'li',
          { class: rule.count === 0 ? 'idle' : '', tabindex: -1, onclick: () => app.openRule(rule) },
          ruleLink(rule, app),
          h('span', { class: 'muted about' }, rule.about),
          h('span', { class: 'muted count' }, String(rule.count)),
        ),
      ),
  )
}
