import { Decimal as Plain } from 'decimal.js'

/** Decimals of IEEE 754 decimal128: 34 digits, half even, exponents -6143 to 6144. The library's global settings are left alone. */
export const Decimal = Plain.clone({
  precision: 34,
  rounding: Plain.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -7000,
  toExpPos: 7000,
  defaults: true,
})
export type Decimal = Plain
export type Rounding = Plain.Rounding

export const zero = new Decimal(0)
export const one = new Decimal(1)
const form = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** Reads digits rounded to 34; undefined when they are no number or beyond its range. */
export function readNumber(text: string): Decimal | undefined {
  if (!form.test(text)) return undefined
  return finite(new Decimal(text).toSignificantDigits(34))
}

/** The value when it is a number that FEEL has. */
export const finite = (value: Decimal): Decimal | undefined => (value.isFinite() ? value : undefined)

/** Plain notation without trailing zeros. */
export const showNumber = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed())

/** A whole number small enough to be counted with, otherwise undefined. */
export function wholeNumber(value: Decimal): number | undefined {
  if (!value.isInteger()) return undefined
  const number = value.toNumber()
  return Number.isSafeInteger(number) ? number : undefined
}
