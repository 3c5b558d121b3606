import type { Rational } from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Grounded } from '../ground.ts'
import type { Relation } from '../syntax.ts'
import { type RawColumns, unknownTruth } from './raw.ts'

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
      case 'negate': {
        const operand = this.formula(node.operand)
        return operand && ((row) => -operand(row))
      }
      case 'if':
        return this.choice(node)
      case 'call':
        return node.name === 'min' || node.name === 'max' ? this.extreme(node.name, node.operands) : undefined
      default:
        return undefined
    }
  }

  /** A condition over numbers and truths: 0 no, 1 yes, NaN unknown; or undefined where it asks something else. */
  condition(node: Grounded): ((row: number) => number) | undefined {
    switch (node.op) {
      case 'constant':
        return typeof node.value === 'boolean' ? always(Number(node.value)) : undefined
      case 'slot': {
        const column = this.raw.columns.get(node.slot.key)
        if (column?.kind !== 'truth') return undefined
        const { values } = column
        return (row) => {
          const truth = values[row] ?? unknownTruth
          return truth === unknownTruth ? Number.NaN : truth
        }
      }
      case 'compare':
        return this.comparison(node)
      case 'not': {
        const operand = this.condition(node.operand)
        return operand && ((row) => 1 - operand(row))
      }
      case 'and':
      case 'or': {
        const parts: ((row: number) => number)[] = []
        for (const operand of node.operands) {
          const part = this.condition(operand)
          if (part === undefined) return undefined
          parts.push(part)
        }
        const deciding = node.op === 'or' ? 1 : 0
        return (row) => {
          let answer = 1 - deciding
          for (const part of parts) {
            const one = part(row)
            if (one === deciding) return deciding
            if (Number.isNaN(one)) answer = one
          }
          return answer
        }
      }
      default:
        return undefined
    }
  }

  /** The order of two fractions, NaN where one is unknown. */
  order(a: number, aBelow: number, b: number, bBelow: number): number {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
    return aBelow === bBelow ? a - b : this.held(a * bBelow) - this.held(b * aBelow)
  }

  private comparison({ left, relation, right }: Grounded & { op: 'compare' }) {
    const [first, second] = [this.formula(left), this.formula(right)]
    if (first === undefined || second === undefined) return undefined
    const holds = relations[relation]
    return (row: number) => {
      const a = first(row)
      const aBelow = this.below
      const b = second(row)
      const order = this.order(a, aBelow, b, this.below)
      return Number.isNaN(order) ? order : Number(holds(order))
    }
  }

  private choice({ condition, yes, no }: Grounded & { op: 'if' }) {
    const asked = this.condition(condition)
    const [first, second] = [this.formula(yes), this.formula(no)]
    if (asked === undefined || first === undefined || second === undefined) return undefined
    return (row: number) => {
      const answer = asked(row)
      return Number.isNaN(answer) ? answer : answer === 1 ? first(row) : second(row)
    }
  }

  /** The sum of the amounts whose condition holds; unknown where a condition is, or an amount that is due. */
  total(parts: readonly { readonly when: Grounded | undefined; readonly amount: Grounded }[]) {
    const asked: { when: (row: number) => number; amount: (row: number) => number }[] = []
    for (const part of parts) {
      const when = part.when === undefined ? always(1) : this.condition(part.when)
      const amount = this.formula(part.amount)
      if (when === undefined || amount === undefined) return undefined
      asked.push({ when, amount })
    }
    return (row: number) => {
      let sum = 0
      let below = 1
      for (const { when, amount } of asked) {
        const due = when(row)
        if (due === 0) continue
        const value = due * amount(row)
        if (this.below === below) sum = this.held(sum + value)
        else {
          sum = this.held(this.held(sum * this.below) + this.held(value * below))
          below = this.held(below * this.below)
        }
      }
      this.below = below
      return sum
    }
  }

  private extreme(name: 'min' | 'max', operands: readonly Grounded[]) {
    const [first, ...rest] = operands.map((operand) => this.formula(operand))
    if (first === undefined || rest.includes(undefined)) return undefined
    const others = rest.filter((one) => one !== undefined)
    return (row: number) => {
      let best = first(row)
      let bestBelow = this.below
      for (const other of others) {
        const value = other(row)
        const order = this.order(value, this.below, best, bestBelow)
        if (Number.isNaN(order)) best = order
        else if (name === 'min' ? order < 0 : order > 0) {
          best = value
          bestBelow = this.below
        }
      }
      this.below = bestBelow
      return best
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

  held(value: number): number {
    if (value > largest || value < -largest) this.tooLarge = true
    return value
  }
}

const always = (value: number) => () => value

const relations: Readonly<Record<Relation, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
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
