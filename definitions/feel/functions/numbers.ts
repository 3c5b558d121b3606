import { asNumber } from '../arithmetic.ts'
import { Decimal, one, type Rounding, wholeNumber } from '../number.ts'
import type { Run } from '../run.ts'
import { daysTime as lengthOf, yearsMonths as periodOf } from '../temporal/durations.ts'
import { simple } from '../types.ts'
import { type FeelFunction, type FeelValue } from '../values.ts'
import { builtIn, daysTime, number, omittable, signature, yearsMonths } from './signature.ts'

const result = simple('number')
/** Steps that a logarithm or exponential costs. */
const costly = 1000
const leastScale = -6111
const mostScale = 6176

/** Rounds to so many places after the point; a negative scale rounds before it. */
function rounded(value: Decimal, scale: Decimal | null, mode: Rounding, run: Run): FeelValue {
  const places = scale === null ? 0 : wholeNumber(scale.truncated())
  if (places === undefined || places < leastScale || places > mostScale)
    return run.null('argument-value', 'scale')
  if (places >= 0) return value.toDecimalPlaces(places, mode)
  const unit = new Decimal(`1e${-places}`)
  return asNumber(value.dividedBy(unit).toDecimalPlaces(0, mode).times(unit), run)
}

const rounding = (
  name: string,
  mode: Rounding,
  scale: typeof number | ReturnType<typeof omittable<Decimal>>,
) =>
  builtIn(
    name,
    signature({ n: number, scale }, result, (given, run) => rounded(given.n, given.scale, mode, run)),
  )

function unary(name: string, compute: (value: Decimal, run: Run) => FeelValue): FeelFunction {
  return builtIn(
    name,
    signature({ number }, result, (given, run) => compute(given.number, run)),
  )
}

/** The remainder has the sign of the divisor. */
function modulo(dividend: Decimal, divisor: Decimal, run: Run): FeelValue {
  if (divisor.isZero()) return run.null('divided-by-zero')
  run.step(50)
  const remainder = dividend.mod(divisor)
  const other = !remainder.isZero() && remainder.isNegative() !== divisor.isNegative()
  return asNumber(other ? remainder.plus(divisor) : remainder, run)
}

const isParity = (value: Decimal, parity: number) => value.isInteger() && value.mod(2).abs().equals(parity)
const size = (value: bigint) => (value < 0n ? -value : value)

export const numberFunctions = [
  rounding('decimal', Decimal.ROUND_HALF_EVEN, number),
  rounding('floor', Decimal.ROUND_FLOOR, omittable(number)),
  rounding('ceiling', Decimal.ROUND_CEIL, omittable(number)),
  rounding('round up', Decimal.ROUND_UP, number),
  rounding('round down', Decimal.ROUND_DOWN, number),
  rounding('round half up', Decimal.ROUND_HALF_UP, number),
  rounding('round half down', Decimal.ROUND_HALF_DOWN, number),
  builtIn(
    'abs',
    signature({ n: number }, result, ({ n }) => n.abs()),
    signature({ n: yearsMonths }, result, ({ n }) => periodOf(size(n.months)) ?? null),
    signature({ n: daysTime }, result, ({ n }) => lengthOf(size(n.nanoseconds)) ?? null),
  ),
  builtIn(
    'modulo',
    signature({ dividend: number, divisor: number }, result, (given, run) =>
      modulo(given.dividend, given.divisor, run),
    ),
  ),
  unary('sqrt', (value, run) =>
    value.isNegative() && !value.isZero() ? run.null('argument-value', 'number') : value.sqrt(),
  ),
  unary('log', (value, run) => {
    run.step(costly)
    return value.greaterThan(0) ? asNumber(value.ln(), run) : run.null('argument-value', 'number')
  }),
  unary('exp', (value, run) => {
    run.step(costly)
    if (value.abs().greaterThan(15_000)) return run.null('number-out-of-range', 'exp')
    return value.isZero() ? one : asNumber(value.exp(), run)
  }),
  builtIn(
    'odd',
    signature({ number }, simple('boolean'), (given) => isParity(given.number, 1)),
  ),
  builtIn(
    'even',
    signature({ number }, simple('boolean'), (given) => isParity(given.number, 0)),
  ),
]
