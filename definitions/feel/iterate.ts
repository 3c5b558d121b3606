import { Decimal, wholeNumber } from './number.ts'
import type { Run } from './run.ts'
import { epochDay } from './temporal/calendar.ts'
import { dateOfEpochDay } from './temporal/moments.ts'
import { type FeelValue, isDate, isList, isNumber, isRange } from './values.ts'

/** What a loop visits: the items of a list, the whole numbers or days of a range, or one value; null with its cause otherwise. */
export function iterations(
  from: FeelValue,
  until: FeelValue | undefined,
  run: Run,
): Iterable<FeelValue> | null {
  if (until !== undefined) return counted(from, until, true, true, run)
  if (from === null) return run.null('operand-null', 'in')
  if (isRange(from)) {
    if (from.low === undefined || from.high === undefined) return run.null('range-form', 'open')
    return counted(from.low, from.high, from.lowIncluded, from.highIncluded, run)
  }
  return isList(from) ? from : [from]
}

/** Up from the first to the last, or down when the last is lower. */
function counted(
  from: FeelValue,
  to: FeelValue,
  fromIncluded: boolean,
  toIncluded: boolean,
  run: Run,
): Iterable<FeelValue> | null {
  if (isNumber(from) && isNumber(to)) {
    const [first, last] = [wholeNumber(from), wholeNumber(to)]
    if (first === undefined || last === undefined) return run.null('range-form', `${from}..${to}`)
    return walk(first, last, fromIncluded, toIncluded, (value) => new Decimal(value))
  }
  if (isDate(from) && isDate(to))
    return walk(
      epochDay(from),
      epochDay(to),
      fromIncluded,
      toIncluded,
      (value) => dateOfEpochDay(value) ?? null,
    )
  return run.null('range-form', 'for')
}

function* walk(
  first: number,
  last: number,
  firstIncluded: boolean,
  lastIncluded: boolean,
  make: (value: number) => FeelValue,
): Generator<FeelValue> {
  const step = first <= last ? 1 : -1
  const from = firstIncluded ? first : first + step
  const to = lastIncluded ? last : last - step
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) yield make(value)
}
