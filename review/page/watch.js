// A watched page looks at the script beside it now and then, and loads itself anew when that names another version. A
// script is all that a page from a file may load.

export function watch(script, version, leave) {
  if (script === '') return
  window.factloomVersion = (newest) => {
    if (newest === version) return
    leave()
    location.reload()
  }
  const look = () => {
    const element = document.createElement('script')
    element.src = `${script}?${Date.now()}`
    element.onload = element.onerror = () => {
      element.remove()
      setTimeout(look, 700)
    }
    document.head.append(element)
  }
  setTimeout(look, 700)
}
