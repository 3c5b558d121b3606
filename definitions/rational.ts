/**
 * Exact numbers of the rule language: a fraction of two integers, always reduced, denominator positive. An enterprise whose
 * share is exactly 5 % must not fail by a rounding error, so no floating point and no fixed precision stands between a fact
 * and a verdict; comparison of `a / b` with a limit is the cross multiplication of integers.
 */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a
  let y = b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Of two whole numbers that doubles hold exactly. */
function gcdOfDoubles(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

/** n / d, reduced. `d` must not be zero. */
export function rational(n: bigint | number, d: bigint | number = 1): Rational {
  if (d === 1 || d === 1n) return { n: BigInt(n), d: 1n }
  const [x, y] = [Number(n), Number(d)]
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y) && y !== 0) {
    const common = y < 0 ? -gcdOfDoubles(x, y) : gcdOfDoubles(x, y)
    return { n: BigInt(x / common), d: BigInt(y / common) }
  }
  const top = BigInt(n)
  const bottom = BigInt(d)
  if (bottom === 0n) throw new RangeError('a fraction over zero')
  const common = gcd(top, bottom < 0n ? -bottom : bottom) * (bottom < 0n ? -1n : 1n)
  return { n: top / common, d: bottom / common }
}

export const zero = rational(0)
const decimalForm = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/** Reads `-12.50` or `1.5e3`; undefined when the text is not a decimal. */
export function parseDecimal(text: string): Rational | undefined {
  const match = decimalForm.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const power = Number(exponent) - fraction.length
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power))
}

export const add = (a: Rational, b: Rational) =>
  a.d === 1n && b.d === 1n ? rational(a.n + b.n) : rational(a.n * b.d + b.n * a.d, a.d * b.d)
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d })
export const subtract = (a: Rational, b: Rational) => add(a, negate(b))
export const multiply = (a: Rational, b: Rational) => rational(a.n * b.n, a.d * b.d)
/** undefined when `b` is zero */
export const divide = (a: Rational, b: Rational) => (b.n === 0n ? undefined : rational(a.n * b.d, a.d * b.n))
export const absolute = (a: Rational): Rational => (a.n < 0n ? negate(a) : a)

/** -1, 0 or 1 */
export function compareRational(a: Rational, b: Rational): number {
  const difference = a.d === b.d ? a.n - b.n : a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const isWhole = (a: Rational) => a.d === 1n

export type Rounding = 'half-up' | 'down' | 'up' | 'floor' | 'ceiling'

/**
 * Rounds to an integer. `half-up` is 四舍五入 (halves go away from zero), `down` is 舍去 (towards zero), `up` is 进一
 * (away from zero).
 */
export function roundWhole(a: Rational, by: Rounding): bigint {
  const quotient = a.n / a.d
  const rest = a.n % a.d
  if (rest === 0n) return quotient
  const away = quotient + (a.n < 0n ? -1n : 1n)
  const size = rest < 0n ? -rest : rest
  switch (by) {
    case 'half-up':
      return size * 2n >= a.d ? away : quotient
    case 'down':
      return quotient
    case 'up':
      return away
    case 'floor':
      return a.n < 0n ? away : quotient
    case 'ceiling':
      return a.n < 0n ? quotient : away
  }
}

/** Rounds to a multiple of `step`, which must be positive. */
export const roundTo = (a: Rational, step: Rational, by: Rounding): Rational =>
  multiply(rational(roundWhole({ n: a.n * step.d, d: a.d * step.n }, by)), step)

/** A decimal with at most `places` digits after the point, trailing zeros cut, thousands separated. */
export function showDecimal(a: Rational, places: number, by: Rounding = 'half-up'): string {
  const power = 10n ** BigInt(places)
  const scaled = a.d === power ? a.n : roundWhole({ n: a.n * power, d: a.d }, by)
  const size = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const plain = size.slice(0, size.length - places)
  const whole = plain.length > 3 ? plain.replace(/\B(?=(\d{3})+$)/g, ',') : plain
  const fraction = places === 0 ? '' : size.slice(-places).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The plain decimal text, exact where the fraction terminates within 40 digits, otherwise cut there. */
export const decimalText = (a: Rational): string => showDecimal(a, 40, 'down').replaceAll(',', '')
