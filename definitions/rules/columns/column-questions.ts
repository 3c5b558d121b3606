import { type CodedColumn, unknownCodeOf } from './column-store.ts'
import { cellsOf, type LineSet, stretchesOf } from './line.ts'

/** Planes that every lane keeps filled: no row, every row, the rows that exist; then those for the bits of the column in hand. */
export const firstPlanes = { none: 0, every: 1, present: 2, slices: 3 } as const
const codeBits = 8
export const firstFree = firstPlanes.slices + codeBits

export type Binary = 'and' | 'or' | 'andNot' | 'orNot' | 'nor'

/** How planes are made; what an operation comes to anyway is not made. */
export interface PlaneMaker {
  readonly ask: (op: Binary, a: number, b: number) => number
  readonly all: (planes: readonly number[]) => number
  /** for codes of two bytes */
  readonly within16: (low: number, high: number) => number
}

/**
 * What may be asked of the codes of one column. Codes of one byte are asked by their bits: whether a code is at most `c` follows from
 * its highest bit and from what the bits below say of the rest of `c`, so questions that end alike share all but the first step.
 */
export class ColumnQuestions {
  private readonly known = new Map<string, number>()
  private readonly bits: number

  constructor(
    private readonly column: CodedColumn,
    private readonly make: PlaneMaker,
  ) {
    // At least two, so that what is unknown has a plane of its own: those of the bits are used again for the next column.
    this.bits = Math.max(2, Math.ceil(Math.log2(column.cuts.length + 2)))
  }

  /** Rows whose value lies in a set; a set ends where the cuts of the column are. */
  within(set: LineSet): number {
    return stretchesOf(cellsOf(set, this.column.cuts)).reduce<number>(
      (joined, { low, high }) => this.make.ask('or', joined, this.stretch(low, high)),
      firstPlanes.none,
    )
  }

  /** Rows whose value is unknown: all bits of their code are set, which no other code has. */
  unknown(): number {
    return this.once('unknown', () => {
      const code = unknownCodeOf(this.column)
      if (this.column.width === 2) return this.make.within16(code, code)
      return this.make.all(Array.from({ length: this.bits }, (_, bit) => firstPlanes.slices + bit))
    })
  }

  private stretch(low: number, high: number): number {
    if (this.column.width === 2 && this.column.subject.domain === 'text')
      return this.once(`${low} ${high}`, () => this.make.within16(low, high))
    const upToHigh = this.upTo(high)
    return low === 0 ? upToHigh : this.make.ask('andNot', upToHigh, this.upTo(low - 1))
  }

  /** Many ranges of numbers and days begin and end at the same cuts, so each cut is asked once. */
  private upTo(code: number): number {
    if (code >= this.column.cuts.length)
      return this.once('known', () => this.make.ask('nor', this.unknown(), firstPlanes.none))
    if (this.column.width === 1) return this.lowBitsUpTo(this.bits, code)
    return this.once(`0 ${code}`, () => this.make.within16(0, code))
  }

  /** Rows whose so many lowest bits are, as a number, at most `most`. */
  private lowBitsUpTo(bits: number, most: number): number {
    if (bits === 0) return firstPlanes.every
    return this.once(`${bits} bits ${most}`, () => {
      const half = 2 ** (bits - 1)
      const below = this.lowBitsUpTo(bits - 1, most & (half - 1))
      return this.make.ask(most & half ? 'orNot' : 'andNot', below, firstPlanes.slices + bits - 1)
    })
  }

  private once(question: string, answer: () => number): number {
    const known = this.known.get(question) ?? answer()
    this.known.set(question, known)
    return known
  }
}

/** What a joining comes to where a side is all rows or none. */
export function simplified(op: Binary, a: number, b: number): number | undefined {
  const { none, every } = firstPlanes
  switch (op) {
    case 'and':
      if (a === none || b === none) return none
      return a === every || a === b ? b : b === every ? a : undefined
    case 'or':
      if (a === every || b === every) return every
      return a === none || a === b ? b : b === none ? a : undefined
    case 'andNot':
      if (a === none || b === every || a === b) return none
      return b === none ? a : undefined
    case 'orNot':
      if (a === every || b === none || a === b) return every
      return b === every ? a : undefined
    case 'nor':
      if (a === every || b === every) return none
      return a === none && b === none ? every : undefined
  }
}
