import { Decimal, finite } from './number.ts'
import type { Run } from './run.ts'
import { epochDay } from './temporal/calendar.ts'
import { day, DaysTime, daysTime, second, YearsMonths, yearsMonths } from './temporal/durations.ts'
import {
  after,
  dateAfterMonths,
  type FeelDate,
  FeelDateTime,
  FeelTime,
  fromLocalNanoseconds,
  instantOf,
  localNanoseconds,
  midnight,
  midnightUtc,
  offsetOfTime,
} from './temporal/moments.ts'
import type { ArithmeticSign } from './tree.ts'
import {
  type FeelValue,
  isDate,
  isDateTime,
  isDaysTime,
  isNumber,
  isText,
  isTime,
  isYearsMonths,
  kindOf,
} from './values.ts'

/** `left sign right`; null with its cause where the two do not go together. */
export function arithmetic(sign: ArithmeticSign, left: FeelValue, right: FeelValue, run: Run): FeelValue {
  if (left === null || right === null) return run.null('operand-null', sign)
  if (isNumber(left) && isNumber(right)) return numbers(sign, left, right, run)
  const result = sign === '**' ? undefined : others[sign](left, right, run)
  return result === undefined ? run.null('operand-type', `${kindOf(left)} ${sign} ${kindOf(right)}`) : result
}

export function numbers(sign: ArithmeticSign, a: Decimal, b: Decimal, run: Run): FeelValue {
  if (sign === '/' && b.isZero()) return run.null('divided-by-zero')
  if (sign === '**') return power(a, b, run)
  const result =
    sign === '+' ? a.plus(b) : sign === '-' ? a.minus(b) : sign === '*' ? a.times(b) : a.dividedBy(b)
  return asNumber(result, run)
}

export const asNumber = (value: Decimal, run: Run): Decimal | null =>
  value.isNaN() ? run.null('not-a-number') : (finite(value) ?? run.null('number-out-of-range'))

/** Exponents whose result is certainly outside the range are not tried; a fractional power takes many steps. */
function power(base: Decimal, exponent: Decimal, run: Run): FeelValue {
  if (base.isZero() && exponent.isNegative()) return run.null('divided-by-zero')
  const magnitude = base.isZero() ? 0 : Math.abs(base.e) + 1
  const near = base.minus(1).abs().lessThan('1e-6') || base.abs().minus(1).abs().lessThan('1e-6')
  if (exponent.abs().greaterThan(near ? 1e12 : 1e6) && magnitude > 0 && !base.abs().equals(1))
    return run.null('number-out-of-range', '**')
  run.step(exponent.isInteger() ? 10 : 2000)
  return asNumber(base.pow(exponent), run)
}

type Operation = (left: FeelValue, right: FeelValue, run: Run) => FeelValue | undefined

const periodOf = (months: bigint, run: Run) => yearsMonths(months) ?? run.null('duration-out-of-range')
const lengthOf = (nanoseconds: bigint, run: Run) => daysTime(nanoseconds) ?? run.null('duration-out-of-range')
const moment = <T>(value: T | undefined, run: Run) => value ?? run.null('temporal-out-of-range')

function later(from: FeelValue, by: FeelValue, sign: 1n | -1n, run: Run): FeelValue | undefined {
  if (isYearsMonths(by)) {
    const months = sign * by.months
    if (isDate(from)) return moment(dateAfterMonths(from, months), run)
    if (isDateTime(from)) {
      const date = dateAfterMonths(from.date, months)
      return moment(date === undefined ? undefined : new FeelDateTime(date, from.time), run)
    }
  }
  if (isDaysTime(by)) {
    const nanoseconds = sign * by.nanoseconds
    if (isDate(from))
      return moment(
        fromLocalNanoseconds(localNanoseconds(midnight(from)) + nanoseconds, undefined)?.date,
        run,
      )
    if (isDateTime(from)) return moment(after(from, nanoseconds), run)
    if (isTime(from)) return new FeelTime((((from.nanoseconds + nanoseconds) % day) + day) % day, from.zone)
  }
  return undefined
}

const add: Operation = (left, right, run) => {
  if (isText(left) && isText(right)) {
    run.text(left.length + right.length)
    return left + right
  }
  if (isYearsMonths(left) && isYearsMonths(right)) return periodOf(left.months + right.months, run)
  if (isDaysTime(left) && isDaysTime(right)) return lengthOf(left.nanoseconds + right.nanoseconds, run)
  return later(left, right, 1n, run) ?? later(right, left, 1n, run)
}

const subtract: Operation = (left, right, run) => {
  if (isYearsMonths(left) && isYearsMonths(right)) return periodOf(left.months - right.months, run)
  if (isDaysTime(left) && isDaysTime(right)) return lengthOf(left.nanoseconds - right.nanoseconds, run)
  if (isDate(left) && isDate(right)) return lengthOf(BigInt(epochDay(left) - epochDay(right)) * day, run)
  if (isTime(left) && isTime(right)) return betweenTimes(left, right, run)
  if ((isDate(left) || isDateTime(left)) && (isDate(right) || isDateTime(right)))
    return betweenMoments(left, right, run)
  return later(left, right, -1n, run)
}

function betweenTimes(a: FeelTime, b: FeelTime, run: Run): FeelValue {
  const from = offsetOfTime(a)
  const to = offsetOfTime(b)
  if ((from === undefined) !== (to === undefined)) return run.null('not-comparable', 'time')
  return lengthOf(a.nanoseconds - b.nanoseconds - BigInt((from ?? 0) - (to ?? 0)) * second, run)
}

/** A date stands for its first moment in UTC. */
function betweenMoments(a: FeelDate | FeelDateTime, b: FeelDate | FeelDateTime, run: Run): FeelValue {
  const left = isDate(a) ? midnightUtc(a) : a
  const right = isDate(b) ? midnightUtc(b) : b
  if ((left.time.zone === undefined) !== (right.time.zone === undefined))
    return run.null('not-comparable', 'date and time')
  return lengthOf(instantOf(left) - instantOf(right), run)
}

/** A whole count of months or nanoseconds times a number, fractions cut off. */
const scaled = (count: bigint, by: Decimal) =>
  BigInt(new Decimal(count.toString()).times(by).truncated().toFixed())
const scaledDown = (count: bigint, by: Decimal) =>
  BigInt(new Decimal(count.toString()).dividedBy(by).truncated().toFixed())

const multiply: Operation = (left, right, run) => {
  if (isNumber(left)) return isNumber(right) ? undefined : multiply(right, left, run)
  if (!isNumber(right)) return undefined
  if (isYearsMonths(left)) return periodOf(scaled(left.months, right), run)
  if (isDaysTime(left)) return lengthOf(scaled(left.nanoseconds, right), run)
  return undefined
}

const divide: Operation = (left, right, run) => {
  if (isNumber(right)) {
    if (!isYearsMonths(left) && !isDaysTime(left)) return undefined
    if (right.isZero()) return run.null('divided-by-zero')
    return isYearsMonths(left)
      ? periodOf(scaledDown(left.months, right), run)
      : lengthOf(scaledDown(left.nanoseconds, right), run)
  }
  if (isYearsMonths(left) && isYearsMonths(right)) return quotient(left.months, right.months, run)
  if (isDaysTime(left) && isDaysTime(right)) return quotient(left.nanoseconds, right.nanoseconds, run)
  return undefined
}

const quotient = (a: bigint, b: bigint, run: Run) =>
  numbers('/', new Decimal(a.toString()), new Decimal(b.toString()), run)

const others: Record<'+' | '-' | '*' | '/', Operation> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
}

export function negated(value: FeelValue, run: Run): FeelValue {
  if (value === null) return run.null('operand-null', '-')
  if (isNumber(value)) return value.negated()
  if (isYearsMonths(value)) return new YearsMonths(-value.months)
  if (isDaysTime(value)) return new DaysTime(-value.nanoseconds)
  return run.null('operand-type', `- ${kindOf(value)}`)
}
