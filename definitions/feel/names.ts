/** Names may hold spaces and signs, so only the names in scope tell where one ends. */
const start = String.raw`[?_\p{L}\p{Nl}\u{10000}-\u{EFFFF}]`
const part = String.raw`[?_\p{L}\p{Nl}\p{Nd}\p{M}\u00B7\u203F\u2040\u{10000}-\u{EFFFF}]`
const wordForm = new RegExp(`${start}${part}*`, 'uy')
const pieceForm = new RegExp(`${part}+|[^\\s]`, 'gu')
const pieceStep = new RegExp(pieceForm.source, 'uy')

/** The word that begins at `at`, or undefined. */
export function wordAt(text: string, at: number): string | undefined {
  wordForm.lastIndex = at
  return wordForm.exec(text)?.[0]
}

const spaces = /\s*/uy
function skipSpaces(text: string, at: number): number {
  spaces.lastIndex = at
  return at + (spaces.exec(text)?.[0].length ?? 0)
}

interface Branch {
  readonly next: Map<string, Branch>
  /** the name that ends here */
  name: string | undefined
}

const branch = (): Branch => ({ next: new Map(), name: undefined })

/** Names as a tree of their words and signs, which finds the longest one written at a place, however its spaces are written. */
export class NameBook {
  readonly #root = branch()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    let at = this.#root
    for (const piece of name.match(pieceForm) ?? []) {
      const next = at.next.get(piece) ?? branch()
      at.next.set(piece, next)
      at = next
    }
    if (at !== this.#root) at.name ??= name
  }

  /** The longest known name at `at` and where it ends. */
  longest(text: string, at: number): { name: string; until: number } | undefined {
    let best: { name: string; until: number } | undefined
    let place: Branch | undefined = this.#root
    for (let from = at; ; from = skipSpaces(text, from)) {
      const piece: string = pieceAt(text, from)
      place = place.next.get(piece)
      if (place === undefined) return best
      from += piece.length
      if (place.name !== undefined) best = { name: place.name, until: from }
    }
  }
}

function pieceAt(text: string, at: number): string {
  pieceStep.lastIndex = at
  return pieceStep.exec(text)?.[0] ?? ''
}
