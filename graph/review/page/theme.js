// Light or dark: as the system wishes, unless the reader has said otherwise.

import { recall, remember } from './memory.js'

const root = document.documentElement

export function applyTheme() {
  const theme = recall('theme')
  if (theme !== null) root.dataset.theme = theme
}

export function switchTheme() {
  const dark = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  root.dataset.theme = dark === 'dark' ? 'light' : 'dark'
  remember('theme', root.dataset.theme)
}
