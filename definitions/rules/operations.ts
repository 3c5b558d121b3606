import { type SizeAnswer, sizeClass } from '#definitions/facts/size-class.ts'
import { addDays, addMonths, type Day, daysBetween, yearOf } from '#kernel/time.ts'
import {
  absolute,
  add,
  compareRational,
  divide,
  multiply,
  type Rational,
  rational,
  roundTo,
  subtract,
} from '../rational.ts'
import { isRational, type TestOf, type Type, type Value } from './expression.ts'
import type { Relation } from './syntax.ts'
import type { FunctionName } from './words.ts'

/** Numbers beyond this many bits are no amounts of this world; they become unknown instead of eating memory. */
const maxBits = 4096n
const bound = 2n ** maxBits
export const isBounded = ({ n, d }: Rational): boolean => n < bound && n > -bound && d < bound

/** Whether two known values stand in a relation. */
export function related(a: Value, relation: Relation, b: Value): boolean {
  const order = isRational(a) && isRational(b) ? compareRational(a, b) : a === b ? 0 : a < b ? -1 : 1
  switch (relation) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

/** Undefined where the divisor is zero. */
export function operate(a: Rational, operator: '+' | '-' | '*' | '/', b: Rational): Rational | undefined {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
  }
}

/** The least or greatest of some values; undefined where there are none. */
export function extreme(name: 'min' | 'max', values: readonly Value[]): Value | undefined {
  const better = name === 'min' ? '<' : '>'
  return values.reduce<Value | undefined>(
    (best, value) => (best === undefined || related(value, better, best) ? value : best),
    undefined,
  )
}

/** A day moved by whole days, months or years; undefined outside the years 1000 to 9999, which are the dates a fact can hold. */
export function shifted(day: Day, amount: number, unit: '天' | '个月' | '年'): Day | undefined {
  if (Math.abs(amount) > 100_000) return undefined
  if (unit === '天') {
    const moved = addDays(day, amount)
    return /^[1-9]\d{3}-/.test(moved) ? moved : undefined
  }
  const months = unit === '年' ? amount * 12 : amount
  const year = yearOf(day) + Math.floor((Number(day.slice(5, 7)) - 1 + months) / 12)
  return year < 1000 || year > 9999 ? undefined : addMonths(day, months)
}

/** Full months from a to b; a month is full on the same day of a later month (民法典 art. 202). Negative when b is before a. */
export function fullMonths(a: Day, b: Day): number {
  if (b < a) return -fullMonths(b, a)
  const months = (yearOf(b) - yearOf(a)) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))
  return addMonths(a, months) <= b ? months : months - 1
}

const roundings = {
  floor: 'floor',
  ceiling: 'ceiling',
  'round-half-up': 'half-up',
  'round-down': 'down',
  'round-up': 'up',
} as const

/** `places` count from 元 where the value is money. */
function rounded(name: keyof typeof roundings, value: Rational, places: Rational, type: Type): Rational {
  const one = type.kind === 'money' ? 100n : 1n
  return roundTo(value, rational(one, 10n ** places.n), roundings[name])
}

/** Kleene: one part that decides does so, whatever is unknown beside it; parts after it are not asked. */
export function connected<T>(
  deciding: boolean,
  parts: readonly T[],
  truth: (part: T) => Value | undefined,
): boolean | undefined {
  let unknown = false
  for (const part of parts) {
    const value = truth(part)
    if (value === deciding) return deciding
    if (value === undefined) unknown = true
  }
  return unknown ? undefined : !deciding
}

/** Whether a value passes a test whose bounds may be unknown. */
export function passes<T>(
  subject: Value,
  test: TestOf<T>,
  read: (part: T) => Value | undefined,
): boolean | undefined {
  const holds = (relation: Relation, bound: Value | undefined) =>
    bound === undefined ? undefined : related(subject, relation, bound)
  if (test.op === 'relation') return holds(test.relation, read(test.operand))
  const [low, high] = [read(test.low), read(test.high)]
  const above = holds(test.lowIncluded ? '>=' : '>', low)
  const below = holds(test.highIncluded ? '<=' : '<', high)
  if (above === false || below === false) return false
  return above === undefined || below === undefined ? undefined : true
}

/** What a function makes of known values; undefined for functions that look at more than values. */
export function called(name: FunctionName, values: readonly Value[], type: Type): Value | undefined {
  const [a, b] = values
  const between = (count: (from: Day, to: Day) => number) =>
    typeof a === 'string' && typeof b === 'string' ? rational(count(a, b)) : undefined
  switch (name) {
    case 'min':
    case 'max':
      return extreme(name, values)
    case 'absolute':
      return isRational(a) ? absolute(a) : undefined
    case 'year-of':
      return typeof a === 'string' ? rational(yearOf(a)) : undefined
    case 'days-between':
      return between(daysBetween)
    case 'months-between':
      return between(fullMonths)
    case 'years-between':
      return between((from, to) => Math.trunc(fullMonths(from, to) / 12))
    case 'floor':
    case 'ceiling':
    case 'round-half-up':
    case 'round-down':
    case 'round-up':
      return isRational(a) && isRational(b) ? rounded(name, a, b, type) : undefined
    default:
      return undefined
  }
}

/** The size class of an industry and its figures (headcount, revenue, assets), as far as they are known; undefined without an industry. */
export function sizeAnswer([industry, ...figures]: readonly (Value | undefined)[]): SizeAnswer | undefined {
  if (typeof industry !== 'string') return undefined
  const [headcount, revenue, assets] = figures.map((value) => (isRational(value) ? value : undefined))
  return sizeClass(industry, { headcount, revenue, assets })
}
