import {
  add,
  compareRational,
  type Rational,
  rational,
  type Rounding,
  roundTo,
  zero,
} from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Ground, Grounded } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { blockRows, eachBlock } from './bitmap.ts'
import { BlockFormulas, chosen, exactBound, joined, zero as zeroBlock } from './block.ts'
import type { ExactRows } from './exact.ts'
import { FractionRows } from './fraction.ts'
import type { RawColumns } from './raw.ts'
import type { Bitmap } from './result.ts'
import type { Additive } from './tally.ts'

/** What a policy gives each row, in 分, safe whole numbers. */
export interface Sums {
  /** undefined where a fact for it is missing */
  readonly of: (row: number) => number | undefined
  /** the same of a block of rows, with NaN for undefined; false where a number may have been rounded, so that each row is asked alone */
  readonly fill?: ((rows: Int32Array, count: number, out: Float64Array) => boolean) | undefined
}

/** How a policy's sums are computed, or none where it names no sum: components, then the cap, then the rounding. */
export function sumsOf(
  { benefit, parameters }: PolicyRule,
  ground: Ground,
  exact: ExactRows,
  raw: RawColumns,
): Sums | undefined {
  if (benefit === undefined) return undefined
  const groundedOf = (one: Parameters<Ground['ground']>[0]) => ground.ground(one, parameters)
  const components = benefit.components.map(({ when, amount }) => ({
    when: when && groundedOf(when),
    amount: groundedOf(amount),
  }))
  const amount = benefit.amount && groundedOf(benefit.amount)
  if (amount === undefined && components.length === 0) return undefined
  const cap = benefit.cap && groundedOf(benefit.cap)
  const step = rational(benefit.round.toFen)
  const number = (node: Grounded, row: number) => {
    const value = exact.value(node, row)
    return isRational(value) ? value : undefined
  }
  const gross = (row: number): Rational | undefined => {
    if (components.length === 0) return amount && number(amount, row)
    let sum = zero
    for (const component of components) {
      const holds = component.when === undefined ? true : exact.value(component.when, row)
      if (holds === false) continue
      const due = holds === true ? number(component.amount, row) : undefined
      if (due === undefined) return undefined
      sum = add(sum, due)
    }
    return sum
  }
  const slowly: Sums['of'] = (row) => {
    const whole = gross(row)
    const limit = cap && number(cap, row)
    if (whole === undefined || (cap !== undefined && limit === undefined)) return undefined
    const capped = limit !== undefined && compareRational(whole, limit) > 0 ? limit : whole
    const rounded = roundTo(capped, step, benefit.round.by)
    const fen = Number(rounded.n)
    return rounded.d === 1n && Number.isSafeInteger(fen) ? fen : undefined
  }
  const grounded = { components, amount, cap, round: benefit.round }
  return { of: quickly(grounded, raw, slowly) ?? slowly, fill: blockwise(grounded, raw) }
}

interface GroundedBenefit {
  readonly components: readonly { readonly when: Grounded | undefined; readonly amount: Grounded }[]
  readonly amount: Grounded | undefined
  readonly cap: Grounded | undefined
  readonly round: { readonly toFen: number; readonly by: Rounding }
}

/** The same in doubles, exact while every product stays below 2^53; rows beyond that are computed slowly. Undefined where the sum is no fraction. */
function quickly(
  { components, amount, cap, round }: GroundedBenefit,
  raw: RawColumns,
  slowly: Sums['of'],
): Sums['of'] | undefined {
  const fractions = new FractionRows(raw)
  const gross = components.length > 0 ? fractions.total(components) : amount && fractions.formula(amount)
  const limit = cap && fractions.formula(cap)
  if (gross === undefined || (cap !== undefined && limit === undefined)) return undefined
  const { toFen, by } = round
  return (row) => {
    fractions.tooLarge = false
    let value = gross(row)
    let { below } = fractions
    if (limit !== undefined) {
      const most = limit(row)
      const order = fractions.order(value, below, most, fractions.below)
      if (order > 0) {
        value = most
        below = fractions.below
      } else if (Number.isNaN(order)) value = order
    }
    const divisor = fractions.held(below * toFen)
    if (fractions.tooLarge) return slowly(row)
    if (Number.isNaN(value)) return undefined
    const fen = roundedQuotient(value, divisor, by) * toFen
    return Number.isSafeInteger(fen) ? fen : slowly(row)
  }
}

/** A quotient of whole doubles as a whole number, exactly: the rest of a division of doubles is exact, and so is what is left. */
function roundedQuotient(value: number, divisor: number, by: Rounding): number {
  const rest = restOf(value, divisor)
  const quotient = (value - rest) / divisor
  if (rest === 0) return quotient
  const away = quotient + (value < 0 ? -1 : 1)
  const size = Math.abs(rest)
  switch (by) {
    case 'half-up':
      return size >= divisor - size ? away : quotient
    case 'down':
      return quotient
    case 'up':
      return away
    case 'floor':
      return value < 0 ? away : quotient
    case 'ceiling':
      return value < 0 ? quotient : away
  }
}

const half = 2 ** 52

/** As `value % divisor`, by a division, which is many times faster; products of what is below 2^52 stay exact. */
function restOf(value: number, divisor: number): number {
  if (value >= half || value <= -half || divisor >= half) return value % divisor
  const rest = value - Math.trunc(value / divisor) * divisor
  // The division may have been rounded to the next whole number.
  return rest !== 0 && rest > 0 !== value > 0 ? rest + (value > 0 ? divisor : -divisor) : rest
}

/** The same for blocks of rows, where the denominator of the sum is one for all. */
function blockwise({ components, amount, cap, round }: GroundedBenefit, raw: RawColumns): Sums['fill'] {
  const formulas = new BlockFormulas(raw)
  const due = components.map((one) => {
    const value = formulas.number(one.amount)
    return one.when === undefined ? value : chosen(formulas.truth(one.when), value, zeroBlock)
  })
  const gross =
    components.length > 0 ? due.reduce((a, b) => joined('+', a, b)) : amount && formulas.number(amount)
  const capped = cap === undefined ? gross : joined('min', gross, formulas.number(cap))
  if (capped === undefined || capped.below * round.toFen > exactBound / 2) return undefined
  const roundBlock = roundingOf(round, capped.below)
  return (rows, count, out) => {
    if (!(capped.compute(rows, count, out) <= exactBound)) return false
    roundBlock(out, count)
    return true
  }
}

/**
 * Divides whole doubles within `exactBound`, in a loop without branches: halves are halves of twice the number, and the quotient of two
 * whole numbers within 2^53 never rounds up to a whole number it is below.
 */
function roundingOf({ toFen, by }: GroundedBenefit['round'], over: number) {
  const divisor = over * toFen
  const [none, half, all] = [0, divisor, 2 * divisor - 2]
  const added: Record<Rounding, readonly [above: number, below: number]> = {
    'half-up': [half, half],
    down: [none, none],
    up: [all, all],
    floor: [none, all],
    ceiling: [all, none],
  }
  const [above, below] = added[by]
  const asked = { divisor, toFen, above, below }
  return (values: Float64Array, count: number): void => roundBlock(values, count, asked)
}

interface RoundingAsked {
  readonly divisor: number
  readonly toFen: number
  /** what is added to twice a number above nothing, and to one below */
  readonly above: number
  readonly below: number
}

function roundBlock(
  values: Float64Array,
  count: number,
  { divisor, toFen, above, below }: RoundingAsked,
): void {
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number
    const sign = 1 - 2 * Number(value < 0)
    const added = above + (below - above) * Number(value < 0)
    values[i] = Math.floor((2 * sign * value + added) / (2 * divisor)) * (sign * toFen) + 0
  }
}

/** What a sum is made of, as text: policies that have it alike give every row the same. */
export const sumKey = ({ benefit, parameters }: PolicyRule): string =>
  JSON.stringify([benefit, [...parameters]], (key, value: unknown) =>
    key === 'at' ? undefined : typeof value === 'bigint' ? value.toString() : value,
  )

export interface Total {
  readonly sumFen: bigint
  /** rows of which a fact for the sum is missing */
  readonly withoutSum: number
}

export const totalsOf = (sums: Sums): Additive<Total> => ({
  of: (rows) => totalOf(sums, rows),
  plus: (a, b) => ({ sumFen: a.sumFen + b.sumFen, withoutSum: a.withoutSum + b.withoutSum }),
  minus: (a, b) => ({ sumFen: a.sumFen - b.sumFen, withoutSum: a.withoutSum - b.withoutSum }),
})

/** What all rows of a bitmap get. */
export function totalOf({ of, fill }: Sums, bitmap: Bitmap): Total {
  let sumFen = 0n
  let withoutSum = 0
  const sums = new Float64Array(blockRows)
  eachBlock(bitmap, (rows, count) => {
    const isFilled = fill?.(rows, count, sums) ?? false
    if (!isFilled) for (let i = 0; i < count; i += 1) sums[i] = of(rows[i] as number) ?? Number.NaN
    let together = 0
    for (let i = 0; i < count; i += 1) {
      const fen = sums[i] as number
      if (Number.isNaN(fen)) withoutSum += 1
      else if (Math.abs(together + fen) <= Number.MAX_SAFE_INTEGER) together += fen
      else {
        sumFen += BigInt(together) + BigInt(fen)
        together = 0
      }
    }
    sumFen += BigInt(together)
  })
  return { sumFen, withoutSum }
}
