/** Names may hold spaces and signs, so only the names in scope tell where one ends. */
const start = String.raw`[?_\p{L}\p{Nl}\u{10000}-\u{EFFFF}]`
const part = String.raw`[?_\p{L}\p{Nl}\p{Nd}\p{M}\u00B7\u203F\u2040\u{10000}-\u{EFFFF}]`
const wordForm = new RegExp(`${start}${part}*`, 'uy')
const partForm = new RegExp(part, 'uy')
const pieceForm = new RegExp(`${part}+|[^\\s]`, 'gu')

/** The word that begins at `at`, or undefined. */
export function wordAt(text: string, at: number): string | undefined {
  wordForm.lastIndex = at
  return wordForm.exec(text)?.[0]
}

export function isNamePart(text: string, at: number): boolean {
  partForm.lastIndex = at
  return partForm.test(text)
}

const spaces = /\s*/uy
function skipSpaces(text: string, at: number): number {
  spaces.lastIndex = at
  return at + (spaces.exec(text)?.[0].length ?? 0)
}

interface Known {
  readonly name: string
  readonly pieces: readonly string[]
}

/** A set of names that finds the longest one written at a place, however its spaces are written. */
export class NameBook {
  readonly #byFirst = new Map<string, Known[]>()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const pieces = name.match(pieceForm) ?? []
    const [first] = pieces
    if (first === undefined) return
    const list = this.#byFirst.get(first)
    const known = { name, pieces }
    if (list === undefined) this.#byFirst.set(first, [known])
    else if (!list.some((one) => one.name === name)) list.push(known)
  }

  /** The longest known name at `at` and where it ends. */
  longest(text: string, at: number): { name: string; until: number } | undefined {
    const first = wordAt(text, at)
    let best: { name: string; until: number } | undefined
    for (const known of (first === undefined ? undefined : this.#byFirst.get(first)) ?? []) {
      const until = endOf(known.pieces, text, at)
      if (until !== undefined && until > (best?.until ?? -1)) best = { name: known.name, until }
    }
    return best
  }
}

function endOf(pieces: readonly string[], text: string, from: number): number | undefined {
  let at = from
  for (const piece of pieces) {
    if (at !== from) at = skipSpaces(text, at)
    if (!text.startsWith(piece, at)) return undefined
    at += piece.length
    if (isNamePart(piece, 0) && isNamePart(text, at)) return undefined
  }
  return at
}
