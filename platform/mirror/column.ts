import type { Fact } from '#definitions/facts/fact.ts'
import { fromStored } from '#definitions/facts/values.ts'
import { type Rational, rational } from '#definitions/rational.ts'
import { type RawColumn, unknownCode, unknownDay, unknownTruth } from '#definitions/rules/columns/raw.ts'
import { isRational, type Type, type Value } from '#definitions/rules/expression.ts'

/** The cells of one fact, growing with the city. The arrays lie in shared memory, so that threads read them without a copy. */
export interface Column {
  /** a value as the record stores it */
  readonly put: (row: number, stored: string | number | boolean) => void
  readonly set: (row: number, value: Value) => void
  readonly get: (row: number) => Value | undefined
  readonly clear: (row: number) => void
  readonly grow: (capacity: number) => void
  /** the cells of so many rows; the same object as long as whoever read it before sees all there is */
  readonly raw: (rows: number) => RawColumn
  readonly load: (saved: SavedColumn) => void
}

export interface SavedColumn {
  readonly bytes: Uint8Array
  readonly names?: readonly string[] | undefined
  readonly odd?: readonly (readonly [row: number, n: string, d: string])[] | undefined
}

type Cells = Float64Array | Int32Array | Uint8Array | Uint16Array | Uint32Array
interface CellsOf<T extends Cells> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): T
}

const shared = <T extends Cells>(Kind: CellsOf<T>, capacity: number, unknown: number, before?: T): T => {
  const cells = new Kind(new SharedArrayBuffer(capacity * Kind.BYTES_PER_ELEMENT))
  cells.fill(unknown)
  if (before) cells.set(before)
  return cells
}

const bytesOf = (cells: Cells, rows: number) =>
  new Uint8Array(cells.buffer, cells.byteOffset, rows * cells.BYTES_PER_ELEMENT)
const fill = (cells: Cells, { bytes }: SavedColumn) => bytesOf(cells, cells.length).set(bytes)

/** The column for a fact, or none where rules never compare it for a whole city: free text and lists. */
export function columnOf(type: Type, fact: Fact, capacity: number): Column | undefined {
  switch (type.kind) {
    case 'boolean':
      return truths(fact, capacity)
    case 'date':
      return days(fact, capacity)
    case 'code':
      return codes(
        fact,
        capacity,
        type.values.map(({ code }) => code),
      )
    case 'text':
      return fact.format === 'industry' ? codes(fact, capacity, []) : undefined
    case 'money':
      return numbers(fact, capacity, 1)
    case 'ratio':
      return numbers(fact, capacity, 1_000_000)
    case 'number':
      return numbers(fact, capacity, type.whole ? 1 : 10_000)
    case 'broken':
      return undefined
  }
}

/** What is written down of a column: its cells as they stand, not a copy. */
export function savedColumn(column: Column, rows: number): SavedColumn {
  const raw = column.raw(rows)
  const bytes = bytesOf(raw.values, rows)
  if (raw.kind === 'code') return { bytes, names: raw.names }
  if (raw.kind === 'number' && raw.odd)
    return { bytes, odd: [...raw.odd].map(([row, { n, d }]) => [row, String(n), String(d)]) }
  return { bytes }
}

/** Keeps what was made of cells, a number of rows and a size that says what else changed. */
function remembered<T extends Cells>(make: (cells: T) => RawColumn) {
  let known: { cells: T; rows: number; size: number; column: RawColumn } | undefined
  return (cells: T, rows: number, size = 0): RawColumn => {
    if (known?.cells !== cells || known.rows !== rows || known.size !== size)
      known = { cells, rows, size, column: make(cells.subarray(0, rows) as T) }
    return known.column
  }
}

const stored = (fact: Fact, set: Column['set']): Column['put'] => {
  return (row, value) => {
    const read = fromStored(fact, value)
    if (read !== undefined) set(row, read)
  }
}

function numbers(fact: Fact, capacity: number, scale: number): Column {
  let cells = shared(Float64Array, capacity, Number.NaN)
  const odd = new Map<number, Rational>()
  const raw = remembered<Float64Array>((values) => ({
    kind: 'number',
    values,
    scale,
    ...(odd.size > 0 ? { odd } : {}),
  }))
  const set: Column['set'] = (row, value) => {
    if (!isRational(value)) throw new TypeError(`${fact.id} is a number`)
    const scaled = value.n * BigInt(scale)
    const whole = scaled / value.d
    const fits = whole * value.d === scaled && Number.isSafeInteger(Number(whole))
    cells[row] = fits ? Number(whole) : Number.NaN
    if (fits) odd.delete(row)
    else odd.set(row, value)
  }
  return {
    set,
    put: stored(fact, set),
    get: (row) => {
      const cell = cells[row] ?? Number.NaN
      return Number.isNaN(cell) ? odd.get(row) : rational(cell, scale)
    },
    clear: (row) => {
      cells[row] = Number.NaN
      odd.delete(row)
    },
    grow: (size) => void (cells = shared(Float64Array, size, Number.NaN, cells)),
    raw: (rows) => raw(cells, rows, Math.min(odd.size, 1)),
    load: (saved) => {
      fill(cells, saved)
      for (const [row, n, d] of saved.odd ?? []) odd.set(row, rational(BigInt(n), BigInt(d)))
    },
  }
}

const dayMs = 86_400_000
function days(fact: Fact, capacity: number): Column {
  let cells = shared(Int32Array, capacity, unknownDay)
  const raw = remembered<Int32Array>((values) => ({ kind: 'day', values }))
  const set: Column['set'] = (row, value) =>
    void (cells[row] = Date.parse(`${String(value)}T00:00:00Z`) / dayMs)
  return {
    set,
    put: stored(fact, set),
    get: (row) => {
      const cell = cells[row] ?? unknownDay
      return cell === unknownDay ? undefined : new Date(cell * dayMs).toISOString().slice(0, 10)
    },
    clear: (row) => void (cells[row] = unknownDay),
    grow: (size) => void (cells = shared(Int32Array, size, unknownDay, cells)),
    raw: (rows) => raw(cells, rows),
    load: (saved) => fill(cells, saved),
  }
}

/** Sixteen bits hold every code list and every industry; what a list does not name is added as it is met. */
function codes(fact: Fact, capacity: number, listed: readonly string[]): Column {
  let cells = shared(Uint16Array, capacity, 0xff_ff)
  const unknown = unknownCode(cells)
  const names = [...listed]
  const places = new Map(names.map((name, place) => [name, place]))
  const raw = remembered<Uint16Array>((values) => ({ kind: 'code', values, names }))
  const set: Column['set'] = (row, value) => {
    const name = String(value)
    let place = places.get(name)
    if (place === undefined) {
      place = names.push(name) - 1
      if (place >= unknown) throw new RangeError(`${fact.id} has more than ${unknown} values`)
      places.set(name, place)
    }
    cells[row] = place
  }
  return {
    set,
    put: stored(fact, set),
    get: (row) => names[cells[row] ?? unknown],
    clear: (row) => void (cells[row] = unknown),
    grow: (size) => void (cells = shared(Uint16Array, size, unknown, cells)),
    raw: (rows) => raw(cells, rows, names.length),
    load: (saved) => {
      fill(cells, saved)
      names.splice(0, names.length, ...(saved.names ?? []))
      places.clear()
      for (const [place, name] of names.entries()) places.set(name, place)
    },
  }
}

function truths(fact: Fact, capacity: number): Column {
  let cells = shared(Uint8Array, capacity, unknownTruth)
  const raw = remembered<Uint8Array>((values) => ({ kind: 'truth', values }))
  const set: Column['set'] = (row, value) => void (cells[row] = value === true ? 1 : 0)
  return {
    set,
    put: stored(fact, set),
    get: (row) => (cells[row] === unknownTruth || cells[row] === undefined ? undefined : cells[row] === 1),
    clear: (row) => void (cells[row] = unknownTruth),
    grow: (size) => void (cells = shared(Uint8Array, size, unknownTruth, cells)),
    raw: (rows) => raw(cells, rows),
    load: (saved) => fill(cells, saved),
  }
}
