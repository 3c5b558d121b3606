import type { Rational } from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Grounded } from '../ground.ts'
import type { RawColumns } from './raw.ts'

/**
 * A formula over numbers as a fraction of two whole doubles for one row: the numerator is the answer, the denominator is left in
 * `below`. NaN is unknown. Whatever leaves the range in which doubles are exact says `tooLarge` and is computed anew with whole fractions.
 */
export class FractionRows {
  below = 1
  tooLarge = false

  constructor(private readonly raw: RawColumns) {}

  /** The formula, or undefined where it holds something else than arithmetic over slots and constants. */
  formula(node: Grounded): ((row: number) => number) | undefined {
    switch (node.op) {
      case 'constant':
        return isRational(node.value) ? this.constant(node.value) : undefined
      case 'slot':
        return this.slot(node.slot.key)
      case 'arithmetic':
        return this.arithmetic(node)
      default:
        return undefined
    }
  }

  private constant({ n, d }: Rational): ((row: number) => number) | undefined {
    const [top, bottom] = [Number(n), Number(d)]
    if (!Number.isSafeInteger(top) || !Number.isSafeInteger(bottom)) return undefined
    return () => {
      this.below = bottom
      return top
    }
  }

  private slot(key: string): ((row: number) => number) | undefined {
    const column = this.raw.columns.get(key)
    if (column?.kind !== 'number') return undefined
    const { values, scale, odd } = column
    return (row) => {
      this.below = scale
      const value = values[row] ?? Number.NaN
      if (odd !== undefined && Number.isNaN(value) && odd.has(row)) this.tooLarge = true
      return value
    }
  }

  private arithmetic(node: Grounded & { op: 'arithmetic' }): ((row: number) => number) | undefined {
    const left = this.formula(node.left)
    const right = this.formula(node.right)
    if (left === undefined || right === undefined) return undefined
    const { operator } = node
    return (row) => {
      const a = left(row)
      const aBelow = this.below
      const b = right(row)
      const bBelow = this.below
      switch (operator) {
        case '*':
          this.below = this.held(aBelow * bBelow)
          return this.held(a * b)
        case '/': {
          if (b === 0 || Number.isNaN(b)) return Number.NaN
          const sign = b < 0 ? -1 : 1
          this.below = this.held(aBelow * b * sign)
          return this.held(a * bBelow * sign)
        }
        case '+':
        case '-': {
          const other = operator === '+' ? b : -b
          if (aBelow === bBelow) return this.held(a + other)
          this.below = this.held(aBelow * bBelow)
          return this.held(this.held(a * bBelow) + this.held(other * aBelow))
        }
      }
    }
  }

  private held(value: number): number {
    if (value > largest || value < -largest) this.tooLarge = true
    return value
  }
}

/** Below this a product or sum of whole doubles is exact. */
const largest = Number.MAX_SAFE_INTEGER

/** A limit as a fraction of doubles, and as one double to look at first. */
interface Limit {
  readonly n: number
  readonly d: number
  readonly near: number
}

/** Two quotients this much apart, by their size, are told apart by their doubles. */
const doubt = 1e-15

/**
 * How many of the sorted limits a fraction reaches; -1 where doubles cannot tell. `after` says of each limit that it must be passed and
 * not only met.
 */
export function limitsReached(
  limits: readonly Rational[],
  after: readonly boolean[],
): ((n: number, d: number) => number) | undefined {
  const written = limits.map(
    ({ n, d }): Limit => ({ n: Number(n), d: Number(d), near: Number(n) / Number(d) }),
  )
  if (written.some(({ n, d }) => !Number.isSafeInteger(n) || !Number.isSafeInteger(d))) return undefined
  return (n, d) => {
    const quotient = n / d
    let low = 0
    let high = written.length
    while (low < high) {
      const middle = (low + high) >> 1
      const limit = written[middle] as Limit
      const apart = quotient - limit.near
      let reached = apart > 0
      if (Math.abs(apart) <= doubt * Math.max(Math.abs(quotient), Math.abs(limit.near))) {
        const mine = n * limit.d
        const theirs = limit.n * d
        if (Math.abs(mine) > largest || Math.abs(theirs) > largest) return -1
        reached = after[middle] === true ? mine > theirs : mine >= theirs
      }
      if (reached) low = middle + 1
      else high = middle
    }
    return low
  }
}
