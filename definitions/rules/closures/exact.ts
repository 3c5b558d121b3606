import {
  add,
  compareRational,
  multiply,
  type Rational,
  rational,
  roundTo,
  type Rounding,
  subtract,
} from '../../rational.ts'

/**
 * A fraction of two whole numbers that doubles hold exactly: `d` above zero, both within 2^53, not reduced. Products of two such numbers
 * are used only where they stay within 2^53 as well; beyond it the integers of `Rational` take over, so no result is ever rounded.
 */
export interface Small {
  readonly n: number
  readonly d: number
}
export type Exact = Small | Rational

const most = Number.MAX_SAFE_INTEGER
const fits = (x: number) => x <= most && x >= -most

export const isSmall = (a: Exact): a is Small => typeof a.n === 'number'

export function exactOf(a: Rational): Exact {
  const n = Number(a.n)
  const d = Number(a.d)
  return fits(n) && fits(d) ? { n, d } : a
}

/** The same number as a reduced fraction of integers. */
export const rationalOf = (a: Exact): Rational => (isSmall(a) ? rational(a.n, a.d) : a)

/** -1, 0 or 1, by cross multiplication. A product that a double had to round is beyond 2^53 even after rounding, so the guard sees it. */
export function compareExact(a: Exact, b: Exact): number {
  if (isSmall(a) && isSmall(b)) {
    if (a.d === b.d) return a.n < b.n ? -1 : a.n > b.n ? 1 : 0
    const left = a.n * b.d
    const right = b.n * a.d
    if (fits(left) && fits(right)) return left < right ? -1 : left > right ? 1 : 0
  }
  return compareRational(rationalOf(a), rationalOf(b))
}

export function addExact(a: Exact, b: Exact): Exact {
  if (isSmall(a) && isSmall(b)) {
    if (a.d === b.d && fits(a.n + b.n)) return { n: a.n + b.n, d: a.d }
    const left = a.n * b.d
    const right = b.n * a.d
    const d = a.d * b.d
    if (fits(left) && fits(right) && fits(left + right) && fits(d)) return { n: left + right, d }
  }
  return exactOf(add(rationalOf(a), rationalOf(b)))
}

export const negateExact = (a: Exact): Exact => (isSmall(a) ? { n: -a.n, d: a.d } : { n: -a.n, d: a.d })
export const subtractExact = (a: Exact, b: Exact): Exact =>
  isSmall(a) && isSmall(b)
    ? addExact(a, { n: -b.n, d: b.d })
    : exactOf(subtract(rationalOf(a), rationalOf(b)))
export const absoluteExact = (a: Exact): Exact => (a.n < 0 ? negateExact(a) : a)
export const isZero = (a: Exact): boolean => a.n === 0 || a.n === 0n

export function multiplyExact(a: Exact, b: Exact): Exact {
  if (isSmall(a) && isSmall(b)) {
    const n = a.n * b.n
    const d = a.d * b.d
    if (fits(n) && fits(d)) return { n, d }
  }
  return exactOf(multiply(rationalOf(a), rationalOf(b)))
}

/** `b` is not zero. */
export function divideExact(a: Exact, b: Exact): Exact {
  if (isSmall(b)) return multiplyExact(a, b.n < 0 ? { n: -b.d, d: -b.n } : { n: b.d, d: b.n })
  return multiplyExact(a, rational(b.d, b.n))
}

export const roundExact = (a: Exact, step: Rational, by: Rounding): Exact =>
  exactOf(roundTo(rationalOf(a), step, by))

/** Numbers beyond 4096 bits are unknown, as in the interpreter; small ones are far below. */
const bound = 2n ** 4096n
export const isBounded = (a: Exact): boolean => isSmall(a) || (a.n < bound && a.n > -bound && a.d < bound)
