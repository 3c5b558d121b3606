const shapes = [
  [/^\/fields\/(\d+)/, 'atField'],
  [/^\/materials\/(\d+)/, 'atMaterial'],
  [/^\/stages\/(\d+)/, 'atStep'],
  [/^\/variants\/(\d+)/, 'atFormat'],
  [/^\/fastTracks\/(\d+)/, 'atTrack'],
] as const

/** Where in an item a path leads, as a key of words with the number of the row; undefined for what has no row. */
export function rowAt(path: string): { key: (typeof shapes)[number][1]; number: number } | undefined {
  for (const [shape, key] of shapes) {
    const found = shape.exec(path)
    if (found) return { key, number: Number(found[1]) + 1 }
  }
  return undefined
}
