import type { Judged, JudgedPolicy } from './judged.ts'
import { counted, judgement } from './kernels.ts'
import { cellsOf, type LineSet, stretchesOf } from './line.ts'
import { type CodedColumn, unknownCodeOf } from './column-store.ts'
import type { CityMemory } from './memory.ts'
import type { Subject, Term } from './terms.ts'

/** What an instruction does; the words after it are its operands, planes as distances from a lane's own base. */
export const operation = {
  within8: 0,
  within16: 1,
  member8: 2,
  and: 3,
  or: 4,
  andNot: 5,
  orNot: 6,
  nor: 7,
  allOf: 8,
  countAll: 9,
  judge: 10,
  /** copies a plane to its place in a bitmap of the whole city */
  keep: 11,
} as const
export const instructionWords = 6

/** A program in memory, run once for each block of rows. */
export interface Program {
  readonly instructions: number
  readonly count: number
  readonly planes: number
  readonly blockRows: number
  /** words of counts that each lane adds to */
  readonly counters: number
  readonly columns: readonly CodedColumn[]
  readonly release: () => void
}

/** Planes that every lane keeps filled: no row, every row, the rows that exist. */
export const firstPlanes = { none: 0, every: 1, present: 2 } as const

/** Planes of a block are to stay near the core that works on them. */
const nearBytes = 384 * 1024
const smallestBlock = 2048
const largestBlock = 32_768
/** A set of more stretches is looked up in a table, which costs about as much as three of them. */
const mostStretches = 6

type Operand =
  | number
  | { readonly plane: number }
  | { readonly list: readonly (number | { plane: number })[] }
type Binary = 'and' | 'or' | 'andNot' | 'orNot' | 'nor'

/** Writes programs: each plane that is asked for is computed once, after those it is made of. */
export class Assembler {
  private planes = 3
  private counters = 0
  private readonly instructions: Operand[][] = []
  private readonly columns = new Set<CodedColumn>()
  private readonly yesPlanes = new Map<Term, number>()
  private readonly unknownPlanes = new Map<Term, number>()
  private readonly columnKnown = new Map<CodedColumn, number>()
  private readonly withinPlanes = new Map<string, number>()
  private readonly nearPlanes = new Map<Judged, number>()
  private answers: readonly [number, number, number, number] | undefined

  constructor(private readonly columnFor: (subject: Subject) => CodedColumn) {}

  /** Counts the rows that a policy finds eligible; the place of its counter. */
  countEligible({ applies, conditions }: JudgedPolicy): number {
    const terms = [applies, ...conditions.map(({ term }) => term)]
    const planes = new Set(
      terms.flatMap((term) => (term.op === 'and' ? term.parts : [term])).map((term) => this.yes(term)),
    )
    planes.add(firstPlanes.present)
    planes.delete(firstPlanes.every)
    const counter = this.counters
    this.counters += 1
    this.emit(operation.countAll, { list: [...planes].map((plane) => ({ plane })) }, planes.size, counter)
    return counter
  }

  /** Counts all answers of a policy; the place of the first of its four counters. The planes hold the answers until the next policy. */
  judge(policy: JudgedPolicy): { counter: number; planes: readonly [number, number, number, number] } {
    this.answers ??= [this.plane(), this.plane(), this.plane(), this.plane()]
    const measured: number[] = []
    const plain: number[] = []
    const other: number[] = []
    for (const part of policy.conditions) {
      const pair = [this.yes(part.term), this.unknown(part.term)]
      if (part.kind === 'test' && part.measured === 'always') measured.push(...pair)
      else if (part.kind === 'test' && part.measured === 'never') plain.push(...pair)
      else other.push(...pair, this.near(part))
    }
    const counter = this.counters
    this.counters += counted.words
    const { applies } = policy
    const list: (number | { plane: number })[] = []
    for (const plane of [...this.answers, this.yes(applies), this.unknown(applies), firstPlanes.present])
      list.push({ plane })
    list[judgement.measured] = measured.length / 2
    list[judgement.plain] = plain.length / 2
    list[judgement.other] = other.length / 3
    for (const plane of [...measured, ...plain, ...other]) list.push({ plane })
    this.emit(operation.judge, { list }, counter)
    return { counter, planes: this.answers }
  }

  /** Copies a plane into a bitmap of the city at an address. */
  keep(plane: number, address: number): void {
    this.emit(operation.keep, { plane }, address)
  }

  /** Rows of which a term is true. */
  yes(term: Term): number {
    const known = this.yesPlanes.get(term)
    if (known !== undefined) return known
    const plane = this.yesFresh(term)
    this.yesPlanes.set(term, plane)
    return plane
  }

  /** Rows of which a term is unknown. */
  unknown(term: Term): number {
    const known = this.unknownPlanes.get(term)
    if (known !== undefined) return known
    const plane = this.unknownFresh(term)
    this.unknownPlanes.set(term, plane)
    return plane
  }

  private no(term: Term): number {
    return this.binary('nor', this.yes(term), this.unknown(term))
  }

  private yesFresh(term: Term): number {
    switch (term.op) {
      case 'constant':
        return term.value === true ? firstPlanes.every : firstPlanes.none
      case 'test':
        return this.tested(this.columnFor(term.subject), term.accepts)
      case 'and':
        return this.allOf(term.parts.map((part) => this.yes(part)))
      case 'or':
        return this.anyOf(term.parts.map((part) => this.yes(part)))
      case 'not':
        return this.no(term.part)
      case 'if':
        return this.binary(
          'or',
          this.binary('and', this.yes(term.condition), this.yes(term.yes)),
          this.binary('and', this.no(term.condition), this.yes(term.no)),
        )
      case 'otherwise':
        return this.binary(
          'or',
          this.yes(term.first),
          this.binary('and', this.unknown(term.first), this.yes(term.second)),
        )
      case 'only-if':
        return this.binary('and', this.yes(term.condition), this.yes(term.value))
    }
  }

  private unknownFresh(term: Term): number {
    switch (term.op) {
      case 'constant':
        return term.value === undefined ? firstPlanes.every : firstPlanes.none
      case 'test':
        return this.unknownOf(this.columnFor(term.subject))
      case 'and': {
        const possible = term.parts.map((part) => this.binary('or', this.yes(part), this.unknown(part)))
        return this.binary('andNot', this.allOf(possible), this.yes(term))
      }
      case 'or': {
        const possible = term.parts.flatMap((part) => [this.yes(part), this.unknown(part)])
        return this.binary('andNot', this.anyOf(possible), this.yes(term))
      }
      case 'not':
        return this.unknown(term.part)
      case 'if':
        return this.anyOf([
          this.unknown(term.condition),
          this.binary('and', this.yes(term.condition), this.unknown(term.yes)),
          this.binary('and', this.no(term.condition), this.unknown(term.no)),
        ])
      case 'otherwise':
        return this.binary('and', this.unknown(term.first), this.unknown(term.second))
      case 'only-if':
        return this.binary('orNot', this.unknown(term.value), this.yes(term.condition))
    }
  }

  /** Rows in which a condition is missed by exactly one test that can be measured. */
  private near(judged: Judged): number {
    const known = this.nearPlanes.get(judged)
    if (known !== undefined) return known
    const plane = this.nearFresh(judged)
    this.nearPlanes.set(judged, plane)
    return plane
  }

  private nearFresh(judged: Judged): number {
    if (judged.kind === 'test') {
      if (judged.measured === 'never') return firstPlanes.none
      const missed = this.no(judged.term)
      return judged.measured === 'always' ? missed : this.binary('and', missed, this.yes(judged.measured))
    }
    if (judged.kind === 'any')
      return this.binary('and', this.no(judged.term), this.anyOf(judged.parts.map((part) => this.near(part))))
    let every: number = firstPlanes.every
    let one: number = firstPlanes.none
    for (const part of judged.parts) {
      const yes = this.yes(part.term)
      one = this.binary('or', this.binary('and', one, yes), this.binary('and', every, this.near(part)))
      every = this.binary('and', every, yes)
    }
    return one
  }

  private tested(column: CodedColumn, accepts: LineSet): number {
    this.columns.add(column)
    const stretches = stretchesOf(cellsOf(accepts, column.cuts))
    const [first] = stretches
    if (first === undefined) return firstPlanes.none
    if (column.width === 2 || stretches.length <= mostStretches)
      return this.anyOf(stretches.map(({ low, high }) => this.stretch(column, low, high)))
    const out = this.plane()
    const table = new Uint8Array(32)
    for (const { low, high } of stretches)
      for (let code = low; code <= high; code += 1)
        table[code >> 3] = (table[code >> 3] ?? 0) | (1 << (code & 7))
    this.emit(operation.member8, column.address, { list: [...new Int32Array(table.buffer)] }, { plane: out })
    return out
  }

  /** Many ranges of numbers and days begin and end at the same cuts, so each cut is asked once; names have stretches of their own. */
  private stretch(column: CodedColumn, low: number, high: number): number {
    if (column.subject.domain === 'text') return this.within(column, low, high)
    const upToHigh = this.upTo(column, high)
    return low === 0 ? upToHigh : this.binary('andNot', upToHigh, this.upTo(column, low - 1))
  }

  private upTo(column: CodedColumn, code: number): number {
    if (code < column.cuts.length) return this.within(column, 0, code)
    const known = this.columnKnown.get(column) ?? this.binary('nor', this.unknownOf(column), firstPlanes.none)
    this.columnKnown.set(column, known)
    return known
  }

  private within(column: CodedColumn, low: number, high: number): number {
    const key = `${column.address} ${low} ${high}`
    const known = this.withinPlanes.get(key)
    if (known !== undefined) return known
    const out = this.plane()
    const op = column.width === 1 ? operation.within8 : operation.within16
    this.emit(op, column.address, low, high, { plane: out })
    this.withinPlanes.set(key, out)
    return out
  }

  private unknownOf(column: CodedColumn): number {
    this.columns.add(column)
    const code = unknownCodeOf(column)
    return this.within(column, code, code)
  }

  private allOf(planes: readonly number[]): number {
    const { none, every } = firstPlanes
    const different = [...new Set(planes)].filter((plane) => plane !== every)
    const [only] = different
    if (only === undefined) return every
    if (different.includes(none)) return none
    if (different.length === 1) return only
    const out = this.plane()
    this.emit(operation.allOf, { list: different.map((plane) => ({ plane })) }, different.length, {
      plane: out,
    })
    return out
  }

  private anyOf(planes: readonly number[]): number {
    return planes.reduce<number>((joined, plane) => this.binary('or', joined, plane), firstPlanes.none)
  }

  private binary(op: Binary, a: number, b: number): number {
    const simple = simplified(op, a, b)
    if (simple !== undefined) return simple
    const out = this.plane()
    this.emit(operation[op], { plane: a }, { plane: b }, { plane: out })
    return out
  }

  private plane(): number {
    this.planes += 1
    return this.planes - 1
  }

  private emit(...operands: Operand[]): void {
    this.instructions.push(operands)
  }

  /** Puts the program into memory. `rows` bounds the block. */
  finish(memory: CityMemory, rows: number): Program {
    const blockRows = blockFor(this.planes, rows)
    const planeBytes = blockRows / 8
    const lists = this.instructions.flat().filter((one) => typeof one === 'object' && 'list' in one)
    const listWords = lists.reduce((sum, one) => sum + ('list' in one ? aligned(one.list.length) : 0), 0)
    const words = this.instructions.length * instructionWords
    const bytes = 4 * (aligned(words) + listWords)
    const address = memory.take(bytes)
    let next = address + 4 * aligned(words)
    const place = (one: Operand): number => {
      if (typeof one === 'number') return one
      if ('plane' in one) return one.plane * planeBytes
      const start = next
      memory.words.set(
        one.list.map((item) => (typeof item === 'number' ? item : item.plane * planeBytes)),
        start >> 2,
      )
      next += 4 * aligned(one.list.length)
      return start
    }
    for (const [i, operands] of this.instructions.entries())
      memory.words.set(operands.map(place), (address >> 2) + i * instructionWords)
    return {
      instructions: address,
      count: this.instructions.length,
      planes: this.planes,
      blockRows,
      counters: this.counters,
      columns: [...this.columns],
      release: () => memory.release(address, bytes),
    }
  }
}

/** Lists begin at a multiple of 16 bytes. */
const aligned = (words: number) => Math.ceil(words / 4) * 4

function blockFor(planes: number, rows: number): number {
  let block = largestBlock
  while (block > smallestBlock && (planes * block) / 8 > nearBytes) block /= 2
  return Math.min(block, Math.max(128, Math.ceil(rows / 128) * 128))
}

/** What a joining comes to where a side is all rows or none. */
function simplified(op: Binary, a: number, b: number): number | undefined {
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
