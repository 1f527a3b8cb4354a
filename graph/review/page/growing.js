// A long list that is made as far as one reads.

const CHUNK = 80

// Fills `list` with what `make` gives for the items: some at once, more whenever its end is seen. Returns how to make all up to
// an item.
export function fillGrowing(list, items, make) {
  let made = 0,
    last = null
  const seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && growTo(made + CHUNK))
  function growTo(count) {
    if (made >= items.length) return
    const end = Math.min(Math.max(count, made), items.length),
      fresh = items.slice(made, end).map(make)
    list.append(...fresh)
    made = end
    if (last !== null) seen.unobserve(last)
    last = fresh[fresh.length - 1] ?? last
    if (made < items.length && last !== null) seen.observe(last)
  }
  growTo(CHUNK)
  return (index) => growTo(index + CHUNK)
}
