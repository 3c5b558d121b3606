import { type Codes, type Coder, coderFor, unknownIn, widthFor } from './coding.ts'
import type { ExactRows } from './exact.ts'
import { type Grounded, groundParts } from '../ground.ts'
import { groupRows, placeOf } from './layout.ts'
import { type Cut, cutKey, cutsOf, type LineSet } from './line.ts'
import type { CityMemory } from './memory.ts'
import type { RawColumns } from './raw.ts'
import type { Subject } from './terms.ts'

/** A subject's codes for every row, one or two bytes each, at an address. */
export interface CodedColumn {
  readonly subject: Subject
  readonly cuts: readonly Cut[]
  readonly width: 1 | 2
  readonly address: number
  readonly bytes: number
  /** it was given up: its place may hold something else */
  released: boolean
  usedAt: number
}

export const unknownCodeOf = ({ width }: CodedColumn): number => unknownIn(width)

interface Stored {
  readonly column: CodedColumn
  readonly keys: ReadonlySet<string>
  /** the slots that the subject is made of */
  readonly reads: ReadonlySet<string>
  coder: Coder
  /** a view of its codes, and the buffer it looks at */
  view?: { readonly buffer: ArrayBufferLike; readonly codes: Codes } | undefined
}

/** What is asked of each subject, by its key. */
export type AskedSets = ReadonlyMap<string, { readonly subject: Subject; readonly sets: readonly LineSet[] }>

/** Kernels read 128 rows at a time; a column has room for them, and for a city that grows a little. */
const stepRows = 1024
const growth = 1 / 64
/** Codings of one subject that are kept beside the lasting one. */
const mostDrafts = 2

/**
 * The coded columns of a city. A question is answered by any column of its subject that has its cuts; otherwise a new one is coded from
 * what is stated, and the one used longest ago makes room.
 */
export class ColumnStore {
  private readonly bySubject = new Map<string, Stored[]>()
  /** what reads a slot, found when it is asked for first */
  private readonly bySlot = new Map<string, readonly Stored[]>()
  private lasting: ReadonlySet<CodedColumn> = new Set()
  private clock = 0
  private capacity: number

  constructor(
    private readonly memory: CityMemory,
    private raw: RawColumns,
    private readonly exact: ExactRows,
    private readonly mostBytes: number,
  ) {
    this.capacity = padded(raw.rows)
  }

  /**
   * Columns for all subjects of a plan; those of a lasting plan are never given up for another's. A column that has to be coded is coded
   * with what will be asked of it `besides`, so far as no column answers that already: a city is read once for both.
   */
  columnsFor(
    asked: AskedSets,
    { lasting = false, besides }: { lasting?: boolean; besides?: AskedSets } = {},
  ): Map<string, CodedColumn> {
    this.clock += 1
    const found = new Map<string, CodedColumn>()
    for (const [key, { subject, sets }] of asked) {
      const cuts = cutsOf(sets)
      const open = () =>
        besides?.get(key)?.sets.filter((set) => this.find(subject, cutsOf([set])) === undefined) ?? []
      const column = this.find(subject, cuts) ?? this.code(subject, cutsOf([...sets, ...open()]))
      column.usedAt = this.clock
      found.set(subject.key, column)
    }
    if (lasting) this.lasting = new Set(found.values())
    this.makeRoom()
    return found
  }

  /** Bytes of all codes. */
  get bytes(): number {
    let sum = 0
    for (const stored of this.bySubject.values()) for (const { column } of stored) sum += column.bytes
    return sum
  }

  /** Codes these rows again. */
  recode(rows: Iterable<number>): void {
    const list = [...rows]
    for (const { column, coder } of this.all()) {
      const codes = this.codesOf(column)
      for (const row of list) codes[placeOf(row)] = coder.code(row)
    }
  }

  /** Codes one row again in the columns that read one of these slots, or in all; what changed. */
  recodeRow(
    row: number,
    slots: ReadonlySet<string> | undefined,
    changed: (column: CodedColumn, before: number) => void,
  ): void {
    const place = placeOf(row)
    for (const stored of slots === undefined ? this.all() : this.reading(slots)) {
      const codes = this.viewOf(stored)
      const before = codes[place] as number
      const after = stored.coder.code(row)
      if (before === after) continue
      codes[place] = after
      changed(stored.column, before)
    }
  }

  private reading(slots: ReadonlySet<string>): Iterable<Stored> {
    const [only] = slots
    if (slots.size === 1 && only !== undefined) return this.readersOf(only)
    return new Set([...slots].flatMap((slot) => this.readersOf(slot)))
  }

  private readersOf(slot: string): readonly Stored[] {
    const known = this.bySlot.get(slot) ?? [...this.all()].filter(({ reads }) => reads.has(slot))
    this.bySlot.set(slot, known)
    return known
  }

  private viewOf(stored: Stored): Codes {
    const { buffer } = this.memory.memory
    if (stored.view?.buffer !== buffer) stored.view = { buffer, codes: this.codesOf(stored.column) }
    return stored.view.codes
  }

  codesOf(column: CodedColumn): Codes {
    const { buffer } = this.memory.memory
    return column.width === 1
      ? new Uint8Array(buffer, column.address, this.capacity)
      : new Uint16Array(buffer, column.address, this.capacity)
  }

  /** Other arrays, the same rows and possibly more: columns that became too short are given up, others code the new rows. */
  follow(raw: RawColumns): void {
    const before = this.raw.rows
    this.raw = raw
    const grown = raw.rows > this.capacity
    if (grown || raw.rows < before) {
      this.clear()
      this.capacity = padded(raw.rows)
      return
    }
    for (const stored of this.all()) {
      const { subject, cuts } = stored.column
      stored.coder = coderFor(subject, cuts, raw, this.exact)
      if (raw.rows > before) stored.coder.fill(this.codesOf(stored.column), before, raw.rows)
    }
  }

  clear(): void {
    for (const { column } of this.all()) this.retire(column)
    this.bySubject.clear()
    this.bySlot.clear()
    this.lasting = new Set()
  }

  private find(subject: Subject, cuts: readonly Cut[]): CodedColumn | undefined {
    return this.bySubject.get(subject.key)?.find(({ keys }) => cuts.every((cut) => keys.has(cutKey(cut))))
      ?.column
  }

  private code(subject: Subject, cuts: readonly Cut[]): CodedColumn {
    this.giveUpDrafts(subject)
    const width = widthFor(cuts.length)
    const bytes = this.capacity * width
    const address = this.memory.take(bytes)
    const column: CodedColumn = { subject, cuts, width, address, bytes, released: false, usedAt: this.clock }
    const coder = coderFor(subject, cuts, this.raw, this.exact)
    const codes = this.codesOf(column)
    codes.fill(unknownIn(width), this.raw.rows & -groupRows)
    coder.fill(codes, 0, this.raw.rows)
    const stored = this.bySubject.get(subject.key) ?? []
    stored.push({ column, keys: new Set(cuts.map(cutKey)), reads: slotsRead(subject.node), coder })
    this.bySubject.set(subject.key, stored)
    this.bySlot.clear()
    return column
  }

  private makeRoom(): void {
    let bytes = this.bytes
    if (bytes <= this.mostBytes) return
    const idle = [...this.all()]
      .map(({ column }) => column)
      .filter((column) => column.usedAt < this.clock && !this.lasting.has(column))
      .sort((a, b) => a.usedAt - b.usedAt)
    for (const column of idle) {
      if (bytes <= this.mostBytes) return
      this.giveUp(column)
      bytes -= column.bytes
    }
  }

  /** Somebody who moves a limit codes the same subject again and again; the places of earlier tries are used again while they are warm. */
  private giveUpDrafts({ key }: Subject): void {
    const idle = (this.bySubject.get(key) ?? [])
      .map(({ column }) => column)
      .filter((column) => column.usedAt < this.clock && !this.lasting.has(column))
      .sort((a, b) => a.usedAt - b.usedAt)
    for (const column of idle.slice(0, Math.max(0, idle.length - mostDrafts + 1))) this.giveUp(column)
  }

  private retire(column: CodedColumn): void {
    column.released = true
    this.memory.release(column.address, column.bytes)
  }

  private giveUp(column: CodedColumn): void {
    this.retire(column)
    this.bySlot.clear()
    const left = this.bySubject.get(column.subject.key)?.filter((one) => one.column !== column) ?? []
    if (left.length > 0) this.bySubject.set(column.subject.key, left)
    else this.bySubject.delete(column.subject.key)
  }

  private *all(): Generator<Stored> {
    for (const stored of this.bySubject.values()) yield* stored
  }
}

const padded = (rows: number) => Math.ceil((Math.max(rows, 1) * (1 + growth)) / stepRows) * stepRows

function slotsRead(node: Grounded): Set<string> {
  const found = new Set<string>()
  const seen = new Set<Grounded>()
  const visit = (part: Grounded): void => {
    if (seen.has(part)) return
    seen.add(part)
    if (part.op === 'slot' || part.op === 'stated') found.add(part.slot.key)
    groundParts(part).forEach(visit)
  }
  visit(node)
  return found
}
