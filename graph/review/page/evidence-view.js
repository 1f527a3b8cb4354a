// One piece of evidence: where, the sentence with what was found in it, by which rule, and what the reader says to it.

import { h } from './dom.js'

// Where a text stands for the nth time; where it does not so often, for the first.
function findNth(sentence, text, n) {
  let at = sentence.indexOf(text)
  for (let i = 0, next = at; i < n && next >= 0; i++) {
    next = sentence.indexOf(text, next + text.length)
    if (next >= 0) at = next
  }
  return at
}

const KEPT = { before: 60, after: 100 }

// The sentence with what was found drawn in it; a long one is cut on both sides.
function drawSentence({ sentence, text, nth }) {
  const at = text === '' ? -1 : findNth(sentence, text, nth)
  if (at < 0) return [sentence]
  const before = sentence.slice(0, at),
    after = sentence.slice(at + text.length)
  return [
    before.length > KEPT.before ? `…${before.slice(-KEPT.before)}` : before,
    h('mark', {}, text),
    after.length > KEPT.after ? `${after.slice(0, KEPT.after)}…` : after,
  ]
}

export function markButtons(evidence, app) {
  const mark = app.marks.get(evidence),
    { t } = app
  const button = (value, sign, label) =>
    h(
      'button',
      {
        class: `verdict ${mark === value ? 'on' : ''}`,
        'data-verdict': value,
        title: label,
        'aria-label': label,
        'aria-pressed': String(mark === value),
        onclick: (event) => {
          event.stopPropagation()
          app.mark(evidence, mark === value ? 0 : value)
        },
      },
      sign,
    )
  return h('span', { class: 'verdicts' }, button(1, '✓', t('accept')), button(-1, '✗', t('reject')))
}

export function ruleLink(rule, app) {
  return h(
    'a',
    {
      class: 'rule',
      href: '#',
      title: rule.about,
      'data-rule': rule.id,
      onclick: (event) => {
        event.preventDefault()
        event.stopPropagation()
        app.openRule(rule)
      },
    },
    rule.id,
  )
}

export function evidenceItem(evidence, app) {
  const source = app.model.sources[evidence.source]
  const open = () => app.showPlace(evidence)
  return h(
    'li',
    { class: `evidence ${app.verdictClass(evidence)}`, 'data-evidence': evidence.index, tabindex: -1, onclick: open },
    h('div', { class: 'said' }, ...drawSentence(evidence)),
    h(
      'div',
      { class: 'where' },
      h('span', { class: 'place' }, `${source?.name ?? ''}:${evidence.number}`),
      ruleLink(evidence.rule, app),
      evidence.confidence < 1 ? h('span', { class: 'confidence' }, evidence.confidence.toFixed(2)) : null,
      markButtons(evidence, app),
    ),
  )
}

// The first of a list, with a button for more.
export function evidenceList(all, app, limit = 20) {
  const list = h('ul', { class: 'evidences' })
  let shown = 0
  const more = h('button', { class: 'more', onclick: () => grow(200) })
  function grow(count) {
    for (const evidence of all.slice(shown, shown + count)) list.append(evidenceItem(evidence, app))
    shown = Math.min(shown + count, all.length)
    more.hidden = shown === all.length
    more.textContent = app.t('more', { n: all.length - shown })
  }
  grow(limit)
  return [list, more]
}
