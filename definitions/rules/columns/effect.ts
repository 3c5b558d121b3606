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
import type { ExactRows } from './exact.ts'
import { FractionRows } from './fraction.ts'
import type { RawColumns } from './raw.ts'
import type { Bitmap } from './result.ts'

/** The sum a policy gives one row, in 分, a safe whole number; undefined where a fact for it is missing. */
export type SumOf = (row: number) => number | undefined

/** How a policy's sum is computed for a row, or none where it names no sum: components, then the cap, then the rounding. */
export function sumOf(
  { benefit, parameters }: PolicyRule,
  ground: Ground,
  exact: ExactRows,
  raw: RawColumns,
): SumOf | undefined {
  if (benefit === undefined) return undefined
  const grounded = (one: Parameters<Ground['ground']>[0]) => ground.ground(one, parameters)
  const components = benefit.components.map(({ when, amount }) => ({
    when: when && grounded(when),
    amount: grounded(amount),
  }))
  const amount = benefit.amount && grounded(benefit.amount)
  if (amount === undefined && components.length === 0) return undefined
  const cap = benefit.cap && grounded(benefit.cap)
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
  const slowly: SumOf = (row) => {
    const whole = gross(row)
    const limit = cap && number(cap, row)
    if (whole === undefined || (cap !== undefined && limit === undefined)) return undefined
    const capped = limit !== undefined && compareRational(whole, limit) > 0 ? limit : whole
    const rounded = roundTo(capped, step, benefit.round.by)
    const fen = Number(rounded.n)
    return rounded.d === 1n && Number.isSafeInteger(fen) ? fen : undefined
  }
  return quickly({ components, amount, cap, round: benefit.round }, raw, slowly) ?? slowly
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
  slowly: SumOf,
): SumOf | undefined {
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

/** What all rows of a bitmap get. */
export function totalOf(sum: SumOf, rows: Bitmap): { sumFen: bigint; withoutSum: number } {
  let sumFen = 0n
  let together = 0
  let withoutSum = 0
  for (let place = 0; place < rows.length; place += 1)
    for (let byte = rows[place] as number; byte !== 0; byte &= byte - 1) {
      const fen = sum(8 * place + 31 - Math.clz32(byte & -byte))
      if (fen === undefined) withoutSum += 1
      else if (Number.isSafeInteger(together + fen)) together += fen
      else {
        sumFen += BigInt(together) + BigInt(fen)
        together = 0
      }
    }
  return { sumFen: sumFen + BigInt(together), withoutSum }
}
