/**
 * The next row in the order in which the list was seen when reading began. Acts move rows (what waits for the applicant
 * goes last, what is decided leaves), yet "next" must lead to the one that stood below. Rows that came since follow last.
 */
export function neighbour(
  order: readonly string[],
  present: readonly string[],
  from: string | undefined,
  by: 1 | -1,
): string | undefined {
  const here = new Set(present)
  const known = new Set(order)
  const all = [...order, ...present.filter((key) => !known.has(key))]
  const start = from === undefined ? -1 : all.indexOf(from)
  if (start < 0) return present[0]
  for (let at = start + by; at >= 0 && at < all.length; at += by) {
    const key = all[at]
    if (key !== undefined && here.has(key)) return key
  }
  return undefined
}
