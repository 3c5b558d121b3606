import type { Fact } from '#definitions/facts/fact.ts'
import { type KnownParty, knownSheet } from '#definitions/facts/known.ts'
import type { FactSheet, Item, Known } from '#definitions/facts/sheet.ts'
import type { Vocabulary } from '#definitions/facts/vocabulary.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { evaluate, question } from '#definitions/rules/evaluate.ts'
import { typeOf, type Value } from '#definitions/rules/expression.ts'
import { isOverLists, slotKey } from '#definitions/rules/ground.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { type Column, columnOf, type SavedColumn, savedColumn } from './column.ts'

/** What is left of the table when it is written down: everything but what the dictionary says. */
export interface SavedTable {
  readonly ids: readonly string[]
  readonly columns: readonly (SavedColumn & { readonly slot: string; readonly fact: string })[]
  readonly lists: readonly (readonly [row: number, lists: Readonly<Record<string, readonly Stored[]>>])[]
}
type Stored = Readonly<Record<string, unknown>>

const firstRows = 1024
/** A small city doubles its room, a large one adds a sixteenth: its cells take hundreds of megabytes. */
const largeRows = 500_000
const roomAfter = (rows: number) => (rows < largeRows ? 2 * rows : Math.ceil(rows * (1 + 1 / 16)))
/** Rules look at this year and the four before it. */
const yearsBack = [0, 1, 2, 3, 4]
const at = { from: 0, until: 0 }

/**
 * What is known of every enterprise, a typed column per fact and year, and the entries of their lists. Facts derived from lists are
 * computed when a row changes, and again on another day: only they have columns that nobody stated.
 */
export class CityTable {
  private readonly ids: string[] = []
  private readonly rowsById = new Map<string, number>()
  private readonly columns = new Map<string, Column>()
  private readonly facts = new Map<string, string>()
  private readonly lists = new Map<number, Readonly<Record<string, readonly Stored[]>>>()
  /** slots whose value in a row was computed from lists, by row */
  private readonly computed = new Map<string, Set<number>>()
  private capacity = firstRows
  private known: RawColumns | undefined
  /** rows whose values are others than when `takeChanged` was asked last */
  private changed = new Set<number>()

  constructor(
    private readonly dictionary: Dictionary,
    private today: Day,
  ) {}

  get rows(): number {
    return this.ids.length
  }

  partyOf = (row: number): string | undefined => this.ids[row]
  rowOf = (partyId: string): number | undefined => this.rowsById.get(partyId)

  /** The columns as they are; they change in place with the rows. The same object as long as no row and no column is added. */
  raw(): RawColumns {
    const { known, rows } = this
    const columns = new Map([...this.columns].map(([key, column]) => [key, column.raw(rows)]))
    const isKnown =
      known?.rows === rows &&
      known.columns.size === columns.size &&
      [...columns].every(([key, column]) => known.columns.get(key) === column)
    if (known !== undefined && isKnown) return known
    this.known = { rows, columns }
    return this.known
  }

  /** The rows that changed since this was asked last. */
  takeChanged(): ReadonlySet<number> {
    const { changed } = this
    this.changed = new Set()
    return changed
  }

  put(party: KnownParty): void {
    const row = this.rowFor(party.partyId)
    this.changed.add(row)
    for (const column of this.columns.values()) column.clear(row)
    for (const rows of this.computed.values()) rows.delete(row)
    this.lists.delete(row)
    const lists: Record<string, readonly Stored[]> = {}
    for (const { fact, value, period } of party.facts) {
      const entry = this.vocabulary.facts.get(fact)
      if (entry === undefined) continue
      if (entry.type === 'list') lists[fact] = value as readonly Stored[]
      else if (typeof value !== 'object') this.column(entry, yearIn(period))?.put(row, value)
    }
    if (Object.keys(lists).length > 0) this.lists.set(row, lists)
    this.compute(row, knownSheet(this.vocabulary, party.facts))
  }

  /** What was computed from lists counts from a day; on another day it is computed again. */
  moveTo(today: Day): void {
    if (today === this.today) return
    this.today = today
    for (const [slot, rows] of this.computed)
      for (const row of rows) {
        this.columns.get(slot)?.clear(row)
        this.changed.add(row)
      }
    this.computed.clear()
    for (const row of this.lists.keys()) {
      this.compute(row, this.sheet(row))
      this.changed.add(row)
    }
  }

  /** One enterprise as rules read it, without asking the database. Where a value came from is not kept here. */
  sheet(row: number): FactSheet {
    const { vocabulary } = this
    const lists = knownSheet(
      vocabulary,
      Object.entries(this.lists.get(row) ?? {}).map(([fact, value]) => ({
        fact,
        value,
        on: this.today,
        source: '',
      })),
    )
    return {
      lookup: (fact, year): Known | undefined => {
        const key = slotKey(fact, year)
        const value = this.computed.get(key)?.has(row) ? undefined : this.columns.get(key)?.get(row)
        return value === undefined ? undefined : { value, year }
      },
      items: (fact): readonly Item[] | undefined => lists.items(fact),
    }
  }

  save(): SavedTable {
    return {
      ids: this.ids,
      columns: [...this.columns].map(([slot, column]) => ({
        slot,
        fact: this.facts.get(slot) ?? slot,
        ...savedColumn(column, this.rows),
      })),
      lists: [...this.lists],
    }
  }

  static load(saved: SavedTable, dictionary: Dictionary, today: Day): CityTable {
    const table = new CityTable(dictionary, today)
    table.capacity = Math.max(firstRows, roomAfter(saved.ids.length))
    for (const id of saved.ids) table.rowFor(id)
    for (const { slot, fact, ...one } of saved.columns) {
      const entry = dictionary.vocabulary.facts.get(fact)
      const column = entry && columnOf(typeOf(entry), entry, table.capacity)
      if (!column) continue
      column.load(one)
      table.columns.set(slot, column)
      table.facts.set(slot, fact)
    }
    for (const [row, lists] of saved.lists) {
      table.lists.set(row, lists)
      table.compute(row, table.sheet(row))
    }
    return table
  }

  private get vocabulary(): Vocabulary {
    return this.dictionary.vocabulary
  }

  private rowFor(partyId: string): number {
    const known = this.rowsById.get(partyId)
    if (known !== undefined) return known
    const row = this.ids.length
    if (row === this.capacity) {
      this.capacity = roomAfter(this.capacity)
      for (const column of this.columns.values()) column.grow(this.capacity)
    }
    this.ids.push(partyId)
    this.rowsById.set(partyId, row)
    return row
  }

  private column(fact: Fact, year: number | undefined): Column | undefined {
    const key = slotKey(fact.id, year)
    const known = this.columns.get(key)
    if (known !== undefined) return known
    const column = columnOf(typeOf(fact), fact, this.capacity)
    if (column === undefined) return undefined
    this.columns.set(key, column)
    this.facts.set(key, fact.id)
    return column
  }

  private compute(row: number, sheet: FactSheet): void {
    if (!this.lists.has(row)) return
    for (const [id, tree] of this.dictionary.derived) {
      const fact = this.vocabulary.facts.get(id)
      if (fact === undefined || !isOverLists(tree)) continue
      for (const back of fact.period === 'year' ? yearsBack : [undefined]) {
        const year = back === undefined ? undefined : yearOf(this.today) - back
        if (sheet.lookup(id, year) !== undefined) continue
        const asked = { op: 'fact', fact: id, year: back, type: typeOf(fact), at } as const
        const value = evaluate(asked, question(this.dictionary, sheet, this.today))
        if (value !== undefined) this.putComputed(row, fact, year, value)
      }
    }
  }

  private putComputed(row: number, fact: Fact, year: number | undefined, value: Value): void {
    const key = slotKey(fact.id, year)
    this.column(fact, year)?.set(row, value)
    const rows = this.computed.get(key) ?? new Set()
    this.computed.set(key, rows.add(row))
  }
}

const yearIn = (period: string | undefined): number | undefined =>
  period && /^\d{4}$/.test(period) ? Number(period) : undefined
