import type { Run } from './run.ts'
import { epochDay } from './temporal/calendar.ts'
import { second } from './temporal/durations.ts'
import {
  type FeelDateTime,
  type FeelTime,
  instantOf,
  localNanoseconds,
  offsetOfTime,
} from './temporal/moments.ts'
import {
  type FeelContext,
  type FeelList,
  FeelRange,
  type FeelValue,
  isBoolean,
  isContext,
  isDate,
  isDateTime,
  isDaysTime,
  isFunction,
  isList,
  isNumber,
  isRange,
  isText,
  isTime,
  isYearsMonths,
} from './values.ts'

const sign = (difference: bigint | number) => (difference < 0 ? -1 : difference > 0 ? 1 : 0)

/** Texts in the order of their code points, which is not that of UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    const low = i > 0 && isLowSurrogate(a, i) && isLowSurrogate(b, i) ? i - 1 : i
    return sign((a.codePointAt(low) ?? 0) - (b.codePointAt(low) ?? 0))
  }
  return sign(a.length - b.length)
}

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

function compareTime(a: FeelTime, b: FeelTime): number | undefined {
  const from = offsetOfTime(a)
  const to = offsetOfTime(b)
  if ((from === undefined) !== (to === undefined)) return undefined
  return sign(a.nanoseconds - BigInt(from ?? 0) * second - (b.nanoseconds - BigInt(to ?? 0) * second))
}

function compareDateTime(a: FeelDateTime, b: FeelDateTime): number | undefined {
  if ((a.time.zone === undefined) !== (b.time.zone === undefined)) return undefined
  return a.time.zone === undefined
    ? sign(localNanoseconds(a) - localNanoseconds(b))
    : sign(instantOf(a) - instantOf(b))
}

/** -1, 0 or 1; undefined when the two have no order: other kinds, or only one of them with a zone. */
export function order(a: FeelValue, b: FeelValue): number | undefined {
  if (isNumber(a)) return isNumber(b) ? a.comparedTo(b) : undefined
  if (isText(a)) return isText(b) ? compareText(a, b) : undefined
  if (isDate(a)) return isDate(b) ? sign(epochDay(a) - epochDay(b)) : undefined
  if (isTime(a)) return isTime(b) ? compareTime(a, b) : undefined
  if (isDateTime(a)) return isDateTime(b) ? compareDateTime(a, b) : undefined
  if (isYearsMonths(a)) return isYearsMonths(b) ? sign(a.months - b.months) : undefined
  if (isDaysTime(a)) return isDaysTime(b) ? sign(a.nanoseconds - b.nanoseconds) : undefined
  return undefined
}

/**
 * FEEL's `=`: null equals only null; values of different kinds are neither equal nor different, which is undefined. Durations
 * of both kinds compare: they are equal where both are empty.
 */
export function equal(a: FeelValue, b: FeelValue, run: Run): boolean | undefined {
  run.step()
  if (a === null || b === null) return a === b
  if (isBoolean(a)) return isBoolean(b) ? a === b : undefined
  if (isList(a)) return isList(b) ? equalLists(a, b, run) : undefined
  if (isContext(a)) return isContext(b) ? equalContexts(a, b, run) : undefined
  if (isRange(a)) return isRange(b) ? equalRanges(a, b, run) : undefined
  if (isFunction(a)) return isFunction(b) ? a === b : undefined
  if (isText(a)) return isText(b) ? a === b : undefined
  if ((isTime(a) && isTime(b)) || (isDateTime(a) && isDateTime(b))) return order(a, b) === 0
  if (isYearsMonths(a) && isDaysTime(b)) return a.months === 0n && b.nanoseconds === 0n
  if (isDaysTime(a) && isYearsMonths(b)) return a.nanoseconds === 0n && b.months === 0n
  const difference = order(a, b)
  return difference === undefined ? undefined : difference === 0
}

function all(parts: Iterable<() => boolean | undefined>): boolean | undefined {
  let result: boolean | undefined = true
  for (const part of parts) {
    const answer = part()
    if (answer === false) return false
    if (answer === undefined) result = undefined
  }
  return result
}

const equalLists = (a: FeelList, b: FeelList, run: Run) =>
  a.length === b.length && all(a.map((item, i) => () => equal(item, b[i] ?? null, run)))

const equalContexts = (a: FeelContext, b: FeelContext, run: Run) =>
  a.size === b.size &&
  [...a.keys()].every((key) => b.has(key)) &&
  all(
    [...a].map(
      ([key, value]) =>
        () =>
          equal(value, b.get(key) ?? null, run),
    ),
  )

function equalEnds(a: FeelValue | undefined, b: FeelValue | undefined, run: Run): boolean | undefined {
  if (a === undefined || b === undefined) return a === b
  return equal(a, b, run)
}

const equalRanges = (a: FeelRange, b: FeelRange, run: Run) =>
  a.lowIncluded === b.lowIncluded &&
  a.highIncluded === b.highIncluded &&
  a.equality?.sign === b.equality?.sign &&
  all([
    () => equalEnds(a.low, b.low, run),
    () => equalEnds(a.high, b.high, run),
    () => equalEnds(a.equality?.operand, b.equality?.operand, run),
  ])

/** Whether two values are one and the same: equal in kind and in everything that can be seen of them. */
export const same = (a: FeelValue, b: FeelValue, run: Run): boolean => equal(a, b, run) === true

/** Whether the value lies in the range; undefined when it cannot be compared with an end. */
export function inRange(value: FeelValue, range: FeelRange, run: Run): boolean | undefined {
  if (range.equality !== undefined) {
    const answer = equal(value, range.equality.operand, run)
    return answer === undefined ? undefined : answer === (range.equality.sign === '=')
  }
  const low = beyond(range.low, value, range.lowIncluded)
  const high = beyond(value, range.high, range.highIncluded)
  if (low === false || high === false) return false
  return low === undefined || high === undefined ? undefined : true
}

function beyond(
  low: FeelValue | undefined,
  high: FeelValue | undefined,
  included: boolean,
): boolean | undefined {
  if (low === undefined || high === undefined) return true
  const difference = order(low, high)
  return difference === undefined ? undefined : difference < 0 || (included && difference === 0)
}
