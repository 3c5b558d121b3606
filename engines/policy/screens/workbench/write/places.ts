/** Where in a policy a path leads, as a key of words with the number of the row; undefined for what the page has no place for. */
export function placeIn(part: string, path: string): { key: Place; number: number } | undefined {
  if (part === 'example') {
    const [, at] = /^\/examples\/(\d+)/.exec(path) ?? []
    return { key: at === undefined ? 'examples' : 'exampleAt', number: Number(at ?? 0) + 1 }
  }
  for (const [shape, key] of shapes) {
    const found = shape.exec(path)
    if (found) return { key, number: Number(found[1] ?? 0) + 1 }
  }
  return undefined
}

const shapes = [
  [/^\/title/, 'title'],
  [/^\/summary/, 'summary'],
  [/^\/gives\/text/, 'gives'],
  [/^\/gives\/components\/(\d+)/, 'partAt'],
  [/^\/gives\/cap/, 'cap'],
  [/^\/gives/, 'amount'],
  [/^\/documents/, 'number'],
  [/^\/text/, 'text'],
  [/^\/conditions\/all\/(\d+)/, 'conditionAt'],
  [/^\/conditions/, 'conditions'],
  [/^\/appliesTo/, 'concerns'],
  [/^\/parameter/, 'steps'],
  [/^\/inForce/, 'period'],
  [/^\/claim\/commitment/, 'promise'],
  [/^\/(mode|publicity|claim)/, 'mode'],
  [/^\/budget/, 'budget'],
  [/^\/exclusive/, 'exclusive'],
  [/^\/highest/, 'highest'],
] as const
type Place = (typeof shapes)[number][1] | 'examples' | 'exampleAt'
