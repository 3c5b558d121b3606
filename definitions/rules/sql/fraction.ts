/**
 * A number in SQL: a fraction of two whole expressions, `d` above zero, both null where the number is unknown. Comparisons multiply
 * crosswise; nothing is ever divided with a rest lost. `digits` bound the size of each part.
 */
export interface Fraction {
  readonly n: Whole
  readonly d: Whole
}

export interface Whole {
  readonly sql: string
  /** at most so many decimal digits */
  readonly digits: number
  readonly constant?: bigint | undefined
}

const digitsIn = (value: bigint) => (value < 0n ? -value : value).toString().length

export const constant = (value: bigint): Whole => ({
  sql: value < 0n ? `(${value})` : String(value),
  digits: digitsIn(value),
  constant: value,
})
export const one = constant(1n)

export const whole = (sql: string, digits: number): Whole => ({ sql, digits })

export function times(a: Whole, b: Whole): Whole {
  if (a.constant !== undefined && b.constant !== undefined) return constant(a.constant * b.constant)
  if (a.constant === 1n) return b
  if (b.constant === 1n) return a
  return whole(`(${a.sql} * ${b.sql})`, a.digits + b.digits)
}

export function plus(a: Whole, b: Whole): Whole {
  if (a.constant !== undefined && b.constant !== undefined) return constant(a.constant + b.constant)
  return whole(`(${a.sql} + ${b.sql})`, Math.max(a.digits, b.digits) + 1)
}

export const minus = (a: Whole): Whole =>
  a.constant === undefined ? whole(`(-${a.sql})`, a.digits) : constant(-a.constant)

const sameParts = (a: Fraction, b: Fraction) => a.d.sql === b.d.sql

/** The two sides of a comparison of `a` with `b`, multiplied crosswise. */
export const crosswise = (a: Fraction, b: Fraction): readonly [Whole, Whole] => {
  if (sameParts(a, b)) return [a.n, b.n]
  const common = gcdOf(a.d, b.d)
  return [times(a.n, without(b.d, common)), times(b.n, without(a.d, common))]
}

export function sumOf(a: Fraction, b: Fraction): Fraction {
  if (sameParts(a, b)) return { n: plus(a.n, b.n), d: a.d }
  const common = gcdOf(a.d, b.d)
  const [left, right] = crosswise(a, b)
  return { n: plus(left, right), d: times(a.d, without(b.d, common)) }
}

export const opposite = (a: Fraction): Fraction => ({ n: minus(a.n), d: a.d })

export const productOf = (a: Fraction, b: Fraction): Fraction => ({ n: times(a.n, b.n), d: times(a.d, b.d) })

/** `a / b`, unknown where `b` is zero. */
export function quotientOf(a: Fraction, b: Fraction): Fraction {
  const [above, below] = crosswise(a, b)
  if (below.constant !== undefined) {
    if (below.constant === 0n) return { n: whole('null', 1), d: whole('null', 1) }
    return below.constant < 0n ? { n: minus(above), d: constant(-below.constant) } : { n: above, d: below }
  }
  return {
    n: whole(`(${above.sql} * ${signOf(below.sql)})`, above.digits),
    d: whole(`abs(nullif(${below.sql}, 0))`, below.digits),
  }
}

/** -1 or 1 as whole numbers, null for zero and for what is unknown; `sign` of a database may answer a double. */
export const signOf = (sql: string): string => `case when ${sql} < 0 then -1 when ${sql} > 0 then 1 end`

/** Constant factors that two denominators share need not be multiplied in. */
function gcdOf(a: Whole, b: Whole): bigint {
  let [x, y] = [a.constant ?? 1n, b.constant ?? 1n]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
const without = (a: Whole, factor: bigint): Whole =>
  a.constant === undefined ? a : constant(a.constant / factor)
