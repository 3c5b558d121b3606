import type { Budget } from './budget.ts'
import { FeelStop } from './fault.ts'
import { builtInNames } from './functions/names.ts'
import { NameBook } from './names.ts'
import { typeBook } from './parse-type.ts'
import { keywords, Scanner } from './scanner.ts'
import type { Node } from './tree.ts'

/** Names that a text may use. Only those with spaces or signs matter for reading it. */
export interface NamesInScope {
  readonly variables?: Iterable<string>
  /** names of entries that contexts may have: known after a dot and inside a filter */
  readonly entries?: Iterable<string>
  readonly types?: Iterable<string>
}

const functionBook = new NameBook(builtInNames)
/** Names of properties and of built-in arguments that hold a space. */
const propertyBook = new NameBook(['time offset', 'start included', 'end included'])

/** Where a reading stands: what is left of the text, which names are known there, how deep it is and how much was read. */
export class ParseState {
  protected readonly scanner: Scanner
  protected readonly scopes: NameBook[]
  protected readonly entries: NameBook
  protected readonly types: NameBook
  protected depth: number
  #nodes = 0
  readonly #mostNodes: number
  /** inside a filter, where an item's entries are names */
  protected filters = 0

  constructor(
    text: string,
    names: NamesInScope,
    private readonly budget: Budget,
  ) {
    if (text.length > budget.sourceLength)
      throw new FeelStop('feel-too-long', { from: 0, until: text.length }, `≤ ${budget.sourceLength}`)
    this.#mostNodes = text.length * 4 + 1000
    this.scanner = new Scanner(text)
    this.scopes = [functionBook, new NameBook(names.variables)]
    this.entries = new NameBook(names.entries)
    this.types = typeBook(names.types ?? [])
    this.depth = budget.nesting
  }

  protected nested<T>(read: () => T): T {
    if (this.depth <= 0)
      throw new FeelStop(
        'feel-too-deep',
        { from: this.scanner.at, until: this.scanner.at },
        `≤ ${this.budget.nesting}`,
      )
    this.depth--
    try {
      return read()
    } finally {
      this.depth++
    }
  }

  protected commaSeparated<T>(close: string, read: () => T): T[] {
    const items: T[] = []
    if (this.scanner.peek(close)) return items
    do items.push(read())
    while (this.scanner.take(','))
    return items
  }

  /** A name being declared: words up to a keyword or a sign. */
  protected newName(): string {
    return this.words('name')
  }

  private words(expected: string): string {
    const scanner = this.scanner
    const words: string[] = []
    for (let word = scanner.word(); word !== undefined && !keywords.has(word); word = scanner.word()) {
      scanner.take(word)
      words.push(word)
    }
    if (words.length === 0) throw scanner.stop(expected)
    return words.join(' ')
  }

  protected known(from: number): Node | undefined {
    const books = this.filters > 0 ? [...this.scopes, this.entries] : this.scopes
    const found = this.longest(books)
    if (found === undefined || keywords.has(found.name)) return undefined
    this.moveTo(found.until)
    return this.node(from, { k: 'name', name: found.name })
  }

  private longest(books: readonly NameBook[]): { name: string; until: number } | undefined {
    let best: { name: string; until: number } | undefined
    for (const book of books) {
      const found = book.longest(this.scanner.text, this.scanner.at)
      if (found !== undefined && found.until > (best?.until ?? -1)) best = found
    }
    return best
  }

  private moveTo(at: number): void {
    this.scanner.at = at
    this.scanner.skip()
  }

  protected unknown(from: number): Node {
    return this.node(from, { k: 'name', name: this.words('expression') })
  }

  protected entryName(): string {
    const found = this.longest([this.entries, propertyBook, ...this.scopes.slice(1)])
    const word = this.scanner.word()
    if (word === undefined) throw this.scanner.stop('name')
    if (found !== undefined) {
      this.moveTo(found.until)
      return found.name
    }
    if (keywords.has(word)) {
      this.scanner.take(word)
      return word
    }
    return this.words('name')
  }

  /** Every node read is counted, those of a reading that is taken back as well: no text makes the parser go round. */
  protected node<T extends DistributiveOmit<Node, 'at'>>(from: number, node: T): Node {
    if (++this.#nodes > this.#mostNodes)
      throw new FeelStop('feel-too-long', { from, until: this.scanner.at }, `≤ ${this.#mostNodes}`)
    let until = this.scanner.at
    while (until > from && /\s/u.test(this.scanner.text[until - 1] ?? '')) until--
    return { ...node, at: { from, until } } as Node
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
