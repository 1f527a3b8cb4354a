// What the browser remembers of the reader's wishes, where it remembers anything for a file.

export function recall(key) {
  try {
    return localStorage.getItem(`factloom.${key}`)
  } catch {
    return null
  }
}

// What a page that loads itself anew is to find again; it is taken once.
export function leaveNote(note) {
  try {
    sessionStorage.setItem('factloom.note', JSON.stringify(note))
  } catch {
    // then it begins as it was opened
  }
}

export function takeNote() {
  try {
    const note = JSON.parse(sessionStorage.getItem('factloom.note'))
    sessionStorage.removeItem('factloom.note')
    return note
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
