import { add, compareRational, type Rational, rational, roundTo, zero } from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Ground, Grounded } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import type { ExactRows } from './exact.ts'

/** The sum a policy gives one row, in 分; undefined where a fact for it is missing. */
export type SumOf = (row: number) => bigint | undefined

/** How a policy's sum is computed for a row, or none where it names no sum: components, then the cap, then the rounding. */
export function sumOf(
  { benefit, parameters }: PolicyRule,
  ground: Ground,
  exact: ExactRows,
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
  return (row) => {
    const whole = gross(row)
    const limit = cap && number(cap, row)
    if (whole === undefined || (cap !== undefined && limit === undefined)) return undefined
    const capped = limit !== undefined && compareRational(whole, limit) > 0 ? limit : whole
    const rounded = roundTo(capped, step, benefit.round.by)
    return rounded.d === 1n && Number.isSafeInteger(Number(rounded.n)) ? rounded.n : undefined
  }
}
