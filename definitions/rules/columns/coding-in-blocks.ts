import type { Rational } from '../../rational.ts'
import type { Grounded } from '../ground.ts'
import { blockRows } from './bitmap.ts'
import { type Block, BlockFormulas, exactBound } from './block.ts'
import type { Coder, Codes } from './coding.ts'
import { placeOf } from './layout.ts'
import { below, type Cut, wholeLimit } from './line.ts'
import type { NumberColumn, RawColumns } from './raw.ts'

/** A draft asks so many limits of an amount at most: its own, the same moved, and those of the version in force. */
const fewCuts = 4

interface Asked {
  readonly node: Grounded
  readonly cuts: readonly Cut[]
  readonly raw: RawColumns
  readonly unknown: number
  readonly code: Coder['code']
}

/**
 * As `code`, for a few limits of an amount or a quotient, while somebody waits: a block of rows at a time, a limit at a time, and no
 * branch is guessed. Undefined for whatever else is asked.
 */
export function blockFill(asked: Asked): Coder['fill'] | undefined {
  const { node, raw } = asked
  const column = node.op === 'slot' ? raw.columns.get(node.slot.key) : undefined
  if (asked.cuts.length > fewCuts) return column?.kind === 'number' ? searchFill(column, asked) : undefined
  if (column?.kind === 'number') return column.odd ? undefined : numberFill(column, asked)
  return node.op === 'arithmetic' && node.operator === '/' ? quotientFill(node, asked) : undefined
}

/** For many limits: each is searched. */
function searchFill({ values, scale, odd }: NumberColumn, { cuts, unknown, code }: Asked): Coder['fill'] {
  const limits = Float64Array.from(cuts, (cut) => wholeLimit(cut, scale))
  const none = odd === undefined ? () => unknown : code
  return (codes, from, until) => {
    for (let row = from; row < until; row += 1) {
      const value = values[row] as number
      codes[placeOf(row)] = Number.isNaN(value) ? none(row) : below(limits, value)
    }
  }
}

function numberFill({ values, scale }: NumberColumn, { cuts, unknown }: Asked): Coder['fill'] {
  const [first, second, third, fourth] = fourOf(cuts.map((cut) => wholeLimit(cut, scale)))
  if (cuts.length <= 2)
    return (codes, from, until) => {
      for (let row = from; row < until; row += 1) {
        const value = values[row] as number
        codes[placeOf(row)] = Number.isNaN(value) ? unknown : Number(value >= first) + Number(value >= second)
      }
    }
  return (codes, from, until) => {
    for (let row = from; row < until; row += 1) {
      const value = values[row] as number
      codes[placeOf(row)] = Number.isNaN(value)
        ? unknown
        : Number(value >= first) + Number(value >= second) + Number(value >= third) + Number(value >= fourth)
    }
  }
}

/** Four limits, those that are not there beyond every number. */
const fourOf = (limits: readonly number[]): readonly [number, number, number, number] => {
  const [a, b, c, d] = limits
  const none = Number.POSITIVE_INFINITY
  return [a ?? none, b ?? none, c ?? none, d ?? none]
}

/** Where a quotient and its limit, both rounded a few times, are this near by their size, `code` says exactly on which side it lies. */
const doubt = 4e-15

/** A quotient lies beyond a limit where its numerator reaches the limit's product with its denominator, which has to be positive. */
function quotientFill(
  { left, right }: Grounded & { op: 'arithmetic' },
  { cuts, raw, unknown, code }: Asked,
): Coder['fill'] | undefined {
  const formulas = new BlockFormulas(raw)
  const [top, bottom] = [formulas.number(left), formulas.number(right)]
  if (top === undefined || bottom === undefined) return undefined
  const limits = cuts.map(({ at }) => (ratioOf(at as Rational) * top.below) / bottom.below)
  const asked = quotientLimits(limits, unknown)
  const [topOf, bottomOf] = [readerOf(top), readerOf(bottom)]
  return (codes, from, until) => {
    for (let start = from; start < until; start += blockRows) {
      const count = Math.min(blockRows, until - start)
      const [tops, bottoms] = [topOf(start, count), bottomOf(start, count)]
      if (tops && bottoms) writeQuotients(codes, { start, tops, bottoms }, asked, code)
      else for (let row = start; row < start + count; row += 1) codes[placeOf(row)] = code(row)
    }
  }
}

/** The numbers of a run of rows; undefined where one of them may have been rounded. */
function readerOf(block: Block): (start: number, count: number) => Float64Array | undefined {
  const { stated } = block
  if (stated !== undefined) return (start, count) => stated.subarray(start, start + count)
  const [rows, found] = [new Int32Array(blockRows), new Float64Array(blockRows)]
  return (start, count) => {
    for (let i = 0; i < count; i += 1) rows[i] = start + i
    return block.compute(rows, count, found) <= exactBound ? found.subarray(0, count) : undefined
  }
}

const ratioOf = ({ n, d }: Rational) => Number(n) / Number(d)

/** What is known of a row beside the limits it reaches: limits in doubt, eightfold, and the signs of its numbers. */
const doubtStep = 8
const positive = 64
const negative = 128
const known = 256
/** no code of a few limits, nor of what is unknown */
const inDoubt = 128

interface QuotientLimits {
  /** where a limit is possibly reached, and where surely */
  readonly lows: readonly [number, number, number, number]
  readonly highs: readonly [number, number, number, number]
  /** the code of what is found */
  readonly codeOf: Uint16Array
}

function quotientLimits(limits: readonly number[], unknown: number): QuotientLimits {
  const codeOf = Uint16Array.from({ length: 2 * known }, (_, found) => {
    if ((found & (positive | negative)) === 0 || (found & known) === 0) return unknown
    const reached = found % positive
    return (found & negative) !== 0 || reached >= doubtStep ? inDoubt : reached
  })
  return {
    lows: fourOf(limits.map((limit) => limit - doubt * Math.abs(limit))),
    highs: fourOf(limits.map((limit) => limit + doubt * Math.abs(limit))),
    codeOf,
  }
}

interface QuotientBlock {
  readonly start: number
  readonly tops: Float64Array
  readonly bottoms: Float64Array
}

function writeQuotients(
  codes: Codes,
  { start, tops, bottoms }: QuotientBlock,
  { lows, highs, codeOf }: QuotientLimits,
  code: Coder['code'],
): void {
  const [low1, low2, low3, low4] = lows
  const [high1, high2, high3, high4] = highs
  for (let i = 0; i < tops.length; i += 1) {
    const top = tops[i] as number
    const bottom = bottoms[i] as number
    const surely =
      Number(top >= high1 * bottom) +
      Number(top >= high2 * bottom) +
      Number(top >= high3 * bottom) +
      Number(top >= high4 * bottom)
    const possibly =
      Number(top >= low1 * bottom) +
      Number(top >= low2 * bottom) +
      Number(top >= low3 * bottom) +
      Number(top >= low4 * bottom)
    const signs =
      positive * Number(bottom > 0) +
      negative * Number(bottom < 0) +
      known * Number(top >= Number.NEGATIVE_INFINITY)
    const found = codeOf[((surely + doubtStep * (possibly - surely)) & (positive - 1)) + signs] as number
    codes[placeOf(start + i)] = found === inDoubt ? code(start + i) : found
  }
}
