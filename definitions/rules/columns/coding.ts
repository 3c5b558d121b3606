import type { Value } from '../expression.ts'
import type { Rational } from '../../rational.ts'
import type { Grounded } from '../ground.ts'
import { blockFill } from './coding-in-blocks.ts'
import { dayNumber, type ExactRows } from './exact.ts'
import { FractionRows, limitsReached } from './fraction.ts'
import { placeOf } from './layout.ts'
import { below, type Cut, cutKey, isBeyond, type LineSet, type Point, wholeLimit } from './line.ts'
import { type NumberColumn, type RawColumns, unknownCode, unknownDay } from './raw.ts'
import type { Subject } from './terms.ts'

/** Codes of one byte hold 254 cuts, of two bytes 65,534; the highest code means unknown. */
export type Codes = Uint8Array | Uint16Array
const mostCuts = 65_534

export const widthFor = (cuts: number): 1 | 2 => {
  if (cuts > mostCuts) throw new RangeError(`a column of ${cuts} cuts`)
  return cuts <= 254 ? 1 : 2
}
export const unknownIn = (width: 1 | 2): number => (width === 1 ? 255 : 65_535)

/** A subject's values as the number of cuts that lie below each. */
export interface Coder {
  readonly fill: (codes: Codes, from: number, until: number) => void
  readonly code: (row: number) => number
}

export function coderFor(subject: Subject, cuts: readonly Cut[], raw: RawColumns, exact: ExactRows): Coder {
  const unknown = unknownIn(widthFor(cuts.length))
  const code = coding(subject, cuts, raw, exact, unknown)
  const slowly: Coder['fill'] = (codes, from, until) => {
    for (let row = from; row < until; row += 1) codes[placeOf(row)] = code(row)
  }
  return { code, fill: blockFill({ node: subject.node, cuts, raw, unknown, code }) ?? slowly }
}

function coding(
  { node, domain }: Subject,
  cuts: readonly Cut[],
  raw: RawColumns,
  exact: ExactRows,
  unknown: number,
): Coder['code'] {
  const column = node.op === 'slot' ? raw.columns.get(node.slot.key) : undefined
  if (node.op === 'slot' && column === undefined) return () => unknown
  switch (column?.kind) {
    case 'number':
      return numberCode(column, cuts, unknown)
    case 'day': {
      const limits = cuts.map(({ at, after }) => Number(at) + Number(after))
      const { values } = column
      return (row) => {
        const day = values[row] ?? unknownDay
        return day === unknownDay ? unknown : below(limits, day)
      }
    }
    case 'code': {
      const { values, names } = column
      const table = Uint16Array.from(names, (name) => cutsBelow(cuts, name))
      const none = unknownCode(values)
      return (row) => {
        const place = values[row] ?? none
        return place === none ? unknown : (table[place] ?? unknown)
      }
    }
    case 'truth': {
      const { values } = column
      const table = [cutsBelow(cuts, 0), cutsBelow(cuts, 1)]
      return (row) => table[values[row] ?? 255] ?? unknown
    }
    case undefined: {
      const slowly = (row: number) => {
        const value = exact.value(node, row)
        return value === undefined ? unknown : cutsBelow(cuts, pointOf(value, domain))
      }
      return (domain === 'number' ? fractionCode(node, cuts, raw, unknown, slowly) : undefined) ?? slowly
    }
  }
}

/** Ratios and sums are decided by cross multiplication in doubles while those are exact, otherwise slowly. */
function fractionCode(
  node: Grounded,
  cuts: readonly Cut[],
  raw: RawColumns,
  unknown: number,
  slowly: Coder['code'],
): Coder['code'] | undefined {
  const fractions = new FractionRows(raw)
  const formula = fractions.formula(node)
  const reached = limitsReached(
    cuts.map(({ at }) => at as Rational),
    cuts.map(({ after }) => after),
  )
  if (formula === undefined || reached === undefined) return undefined
  return (row) => {
    fractions.tooLarge = false
    const numerator = formula(row)
    if (fractions.tooLarge) return slowly(row)
    if (Number.isNaN(numerator)) return unknown
    const code = reached(numerator, fractions.below)
    return code < 0 ? slowly(row) : code
  }
}

function pointOf(value: Value, domain: Subject['domain']): Point {
  if (typeof value === 'boolean') return Number(value)
  return domain === 'day' && typeof value === 'string' ? dayNumber(value) : value
}

/** A cut of whole numbers at a scale is a whole number to reach, so that a double decides it exactly. */
function numberCode(
  { values, scale, odd }: NumberColumn,
  cuts: readonly Cut[],
  unknown: number,
): Coder['code'] {
  const limits = cuts.map((cut) => wholeLimit(cut, scale))
  return (row) => {
    const value = values[row] ?? Number.NaN
    if (!Number.isNaN(value)) return below(limits, value)
    const exact = odd?.get(row)
    return exact === undefined ? unknown : cutsBelow(cuts, exact)
  }
}

export function cutsBelow(cuts: readonly Cut[], value: Point): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const cut = cuts[middle]
    if (cut !== undefined && isBeyond(value, cut)) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether a column with some cuts can answer a set. */
export const answers = (cuts: ReadonlySet<string>, { turns }: LineSet): boolean =>
  turns.every((turn) => cuts.has(cutKey(turn)))
