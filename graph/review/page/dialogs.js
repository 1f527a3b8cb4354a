// The two windows over the page: the keys, and marks as tests.

import { h } from './dom.js'
import { KEYS } from './keys.js'
import { writeTests } from './marks.js'

function open(title, ...content) {
  const dialog = h(
    'dialog',
    { 'aria-label': title, onclick: (event) => event.target === dialog && dialog.close(), onclose: () => dialog.remove() },
    h('div', { class: 'sheet' }, h('h2', {}, title), ...content),
  )
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

export function showHelp({ t }) {
  const dialog = open(
    t('helpTitle'),
    h(
      'dl',
      { class: 'keys' },
      KEYS.map(({ keys, label }) => [
        h(
          'dt',
          {},
          keys.map((key) => h('kbd', {}, key)),
        ),
        h('dd', {}, t(label)),
      ]),
    ),
    h('p', { class: 'muted' }, t('helpHint')),
    h('button', { class: 'action', onclick: () => dialog.close() }, t('close')),
  )
}

function save(text) {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/yaml' })), download: 'review-tests.yaml' })
  link.click()
  URL.revokeObjectURL(link.href)
}

export function showExport(app) {
  const { t, marks, model } = app
  if (marks.size() === 0) return open(t('exportTitle'), h('p', {}, t('noMarks')))
  const { text, tests } = writeTests(model, marks)
  const area = h('textarea', { class: 'tests', readonly: true, rows: 18, spellcheck: 'false' }, text)
  const copy = h(
    'button',
    {
      class: 'action',
      onclick: () => {
        area.select()
        document.execCommand('copy')
        copy.textContent = t('copied')
      },
    },
    t('copy'),
  )
  const dialog = open(
    t('exportTitle'),
    h('p', { class: 'muted' }, `${t('testsN', { n: tests, marks: marks.size() })} · ${t('exportHint')}`),
    area,
    h(
      'div',
      { class: 'actions' },
      h('button', { class: 'action primary', onclick: () => save(text) }, t('save')),
      copy,
      h(
        'button',
        {
          class: 'action',
          onclick: () => {
            app.clearMarks()
            dialog.close()
          },
        },
        t('clearMarks'),
      ),
      h('button', { class: 'action', onclick: () => dialog.close() }, t('close')),
    ),
  )
  return dialog
}
