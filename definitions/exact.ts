import {
  add,
  compareRational,
  multiply,
  type Rational,
  rational,
  roundTo,
  type Rounding,
  showDecimal,
  subtract,
} from './rational.ts'

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

/** The next whole number that is not smaller. */
export function ceilingExact(a: Exact): Exact {
  if (!isSmall(a)) return roundExact(a, rational(1), 'ceiling')
  if (a.d === 1) return a
  const rest = a.n % a.d
  return rest === 0 ? { n: a.n / a.d, d: 1 } : { n: (a.n - rest) / a.d + Number(rest > 0), d: 1 }
}

/** Whether so many decimals write a number out. */
export function endsWithin(a: Exact, places: number): boolean {
  if (!isSmall(a) || !fits(10 * a.d)) return 10n ** BigInt(places) % rationalOf(a).d === 0n
  let rest = a.n % a.d
  for (let i = 0; i < places && rest !== 0; i += 1) rest = (10 * rest) % a.d
  return rest === 0
}

/** As `showDecimal`. */
export function showExact(a: Exact, places: number, by: 'half-up' | 'up' = 'half-up'): string {
  if (isSmall(a)) {
    const power = powersOfTen[places] ?? Number.NaN
    const top = Math.abs(a.n) * power
    if (fits(top)) {
      const rest = top % a.d
      const more = by === 'up' ? rest > 0 : rest >= a.d - rest
      const size = (top - rest) / a.d + Number(more)
      return showUnits(a.n < 0 ? -size : size, places)
    }
  }
  return showDecimal(rationalOf(a), places, by)
}

const powersOfTen = Array.from({ length: 16 }, (_, i) => 10 ** i)
const threeDigits = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'))
const lastDigits = threeDigits.map((digits) => digits.replace(/0+$/, ''))

/**
 * A whole number of units of the last decimal: with its point, without trailing zeros, thousands separated. At most twelve places. Whole
 * numbers within 2^53 are divided here without a remainder function: the quotient of two never rounds up to a whole number it is below.
 */
export function showUnits(units: number, places: number): string {
  const size = Math.abs(units)
  const power = powersOfTen[places] ?? 1
  const whole = Math.floor(size / power)
  const rest = size - whole * power
  const text = whole < 1000 ? String(whole) : grouped(whole)
  const signed = units < 0 ? `-${text}` : text
  return rest === 0 ? signed : `${signed}.${decimals(rest, power)}`
}

/** `rest / power`, which is below one, three digits at a time. */
function decimals(rest: number, power: number): string {
  let [left, text] = [rest, '']
  while (left > 0) {
    left *= 1000
    const group = Math.floor(left / power)
    left -= group * power
    text += (left === 0 ? lastDigits : threeDigits)[group]
  }
  return text
}

function grouped(whole: number): string {
  let [left, text] = [whole, '']
  while (left >= 1000) {
    const above = Math.floor(left / 1000)
    text = `,${threeDigits[left - above * 1000]}${text}`
    left = above
  }
  return `${left}${text}`
}

/** Numbers beyond 4096 bits are unknown, as in the interpreter; small ones are far below. */
const bound = 2n ** 4096n
export const isBounded = (a: Exact): boolean => isSmall(a) || (a.n < bound && a.n > -bound && a.d < bound)
