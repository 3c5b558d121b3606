import type { Judged, JudgedPolicy } from './judged.ts'
import { counted, judgement } from './kernels.ts'
import type { CodedColumn } from './column-store.ts'
import { type Binary, ColumnQuestions, firstFree, firstPlanes, simplified } from './column-questions.ts'
import type { CityMemory } from './memory.ts'
import { instructionWords, operation } from './operation.ts'
import type { Subject, Term } from './terms.ts'

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

/** Planes of a block are to stay near the core that works on them. */
const nearBytes = 768 * 1024
const smallestBlock = 2048
const largestBlock = 32_768
type Operand =
  | number
  | { readonly plane: number }
  | { readonly list: readonly (number | { plane: number })[] }
type Test = Term & { readonly op: 'test' }

/**
 * Writes programs: each plane that is asked for is computed once, after those it is made of. `test` comes first: the tests of a column
 * are answered together from the bits of its codes, and what stood between is free for the next column.
 */
export class Assembler {
  private planes = firstFree
  private readonly free: number[] = []
  private counters = 0
  private readonly instructions: Operand[][] = []
  private readonly columns = new Set<CodedColumn>()
  private readonly yesPlanes = new Map<Term, number>()
  private readonly unknownPlanes = new Map<Term, number>()
  private readonly unknownCodes = new Map<CodedColumn, number>()
  private readonly notConcerned = new Map<Term, number>()
  private readonly nearPlanes = new Map<Judged, number>()
  private answers: readonly [number, number, number, number] | undefined

  constructor(private readonly columnFor: (subject: Subject) => CodedColumn) {}

  /** Counts the rows that a policy finds eligible, of those in a plane where one is given; the place of its counter. */
  countEligible({ applies, conditions }: JudgedPolicy, among: number = firstPlanes.every): number {
    const terms = [applies, ...conditions.map(({ term }) => term)]
    const planes = new Set(
      terms.flatMap((term) => (term.op === 'and' ? term.parts : [term])).map((term) => this.yes(term)),
    )
    planes.add(firstPlanes.present).add(among)
    planes.delete(firstPlanes.every)
    return this.countAll([...planes])
  }

  private countAll(planes: readonly number[]): number {
    const counter = this.counters
    this.counters += 1
    this.emit(operation.countAll, { list: planes.map((plane) => ({ plane })) }, planes.length, counter)
    return counter
  }

  /** Answers tests, column after column. */
  test(tests: Iterable<Test>): void {
    const byColumn = new Map<CodedColumn, Test[]>()
    for (const test of tests) {
      const column = this.columnFor(test.subject)
      const together = byColumn.get(column)
      if (together === undefined) byColumn.set(column, [test])
      else together.push(test)
    }
    for (const [column, together] of byColumn) this.testColumn(column, together)
  }

  private testColumn(column: CodedColumn, tests: readonly Test[]): void {
    this.columns.add(column)
    const made: number[] = []
    const asked = new ColumnQuestions(column, {
      ask: (op, a, b) => this.binary(op, a, b, made),
      all: (planes) => this.allOf(planes, made),
      within16: (low, high) => {
        const out = this.plane(made)
        this.emit(operation.within16, column.address, low, high, { plane: out })
        return out
      },
    })
    if (column.width === 1) this.emit(operation.slices, column.address, { plane: firstPlanes.slices })
    for (const test of tests) this.yesPlanes.set(test, asked.within(test.accepts))
    this.unknownCodes.set(column, asked.unknown())
    const answers = new Set([...tests.map((test) => this.yesPlanes.get(test)), this.unknownCodes.get(column)])
    this.free.push(...made.filter((plane) => !answers.has(plane)))
  }

  /**
   * Counts all answers of a policy; the place of the first of its four counters. With `isKept` the planes hold the answers until the next
   * policy, without it those whom the policy does not concern are left to `countNotConcerned`.
   */
  judge(
    policy: JudgedPolicy,
    isKept: boolean,
  ): { counter: number; planes: readonly [number, number, number, number] } {
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
    this.emit(isKept ? operation.judge : operation.tally, { list }, counter)
    return { counter, planes: this.answers }
  }

  /** Counts whom a policy does not concern, once for all policies that concern the same; the place of the counter, or none where it concerns all. */
  countNotConcerned({ applies }: JudgedPolicy): number | undefined {
    const known = this.notConcerned.get(applies)
    if (known !== undefined) return known
    const no = this.no(applies)
    if (no === firstPlanes.none) return undefined
    const counter = this.countAll([no, firstPlanes.present])
    this.notConcerned.set(applies, counter)
    return counter
  }

  /** Copies a plane into a bitmap of the city at an address. */
  keep(plane: number, address: number): void {
    this.emit(operation.keep, { plane }, address)
  }

  /** A plane with the stretch of a bitmap of the city at an address. */
  fetch(address: number): number {
    const plane = this.plane()
    this.emit(operation.fetch, address, { plane })
    return plane
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
        throw new RangeError('a test is answered with the others of its column')
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
        return this.unknownCode(this.columnFor(term.subject))
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

  private unknownCode(column: CodedColumn): number {
    const plane = this.unknownCodes.get(column)
    if (plane === undefined) throw new RangeError('a test is answered with the others of its column')
    return plane
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

  private allOf(planes: readonly number[], made?: number[]): number {
    const { none, every } = firstPlanes
    const different = [...new Set(planes)].filter((plane) => plane !== every)
    const [only] = different
    if (only === undefined) return every
    if (different.includes(none)) return none
    if (different.length === 1) return only
    const out = this.plane(made)
    this.emit(operation.allOf, { list: different.map((plane) => ({ plane })) }, different.length, {
      plane: out,
    })
    return out
  }

  private anyOf(planes: readonly number[]): number {
    return planes.reduce<number>((joined, plane) => this.binary('or', joined, plane), firstPlanes.none)
  }

  private binary(op: Binary, a: number, b: number, made?: number[]): number {
    const simple = simplified(op, a, b)
    if (simple !== undefined) return simple
    const out = this.plane(made)
    this.emit(operation[op], { plane: a }, { plane: b }, { plane: out })
    return out
  }

  /** A plane that nothing stands in any more, or a new one. */
  private plane(made?: number[]): number {
    const plane = this.free.pop() ?? this.planes++
    made?.push(plane)
    return plane
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
