// What the browser remembers of the reader's wishes, where it remembers anything for a file.

export function recall(key) {
  try {
    return localStorage.getItem(`factloom.${key}`)
  } catch {
    return null
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`factloom.${key}`, value)
  } catch {
    // then it lasts as long as the page
  }
}
