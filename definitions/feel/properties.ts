import { Decimal } from './number.ts'
import type { Run } from './run.ts'
import { dayOfWeek } from './temporal/calendar.ts'
import { DaysTime, day, hour, minute, second } from './temporal/durations.ts'
import {
  type FeelDate,
  type FeelDateTime,
  type FeelTime,
  offsetOf,
  offsetOfTime,
} from './temporal/moments.ts'
import {
  type FeelList,
  type FeelValue,
  isContext,
  isDate,
  isDateTime,
  isDaysTime,
  isList,
  isRange,
  isTime,
  isYearsMonths,
  kindOf,
} from './values.ts'

type Property = FeelValue | undefined
const number = (value: bigint | number) => new Decimal(value.toString())
const offset = (seconds: number | undefined) =>
  seconds === undefined ? null : new DaysTime(BigInt(seconds) * second)

function ofDate(date: FeelDate, name: string): Property {
  switch (name) {
    case 'year':
      return number(date.year)
    case 'month':
      return number(date.month)
    case 'day':
      return number(date.day)
    case 'weekday':
      return number(dayOfWeek(date))
    default:
      return undefined
  }
}

function ofTime(time: FeelTime, name: string): Property {
  switch (name) {
    case 'hour':
      return number(time.nanoseconds / hour)
    case 'minute':
      return number((time.nanoseconds / minute) % 60n)
    case 'second':
      return number((time.nanoseconds / second) % 60n)
    case 'time offset':
      return offset(offsetOfTime(time))
    case 'timezone':
      return time.zone?.k === 'region' ? time.zone.id : null
    default:
      return undefined
  }
}

function ofDateTime(moment: FeelDateTime, name: string): Property {
  if (name === 'time offset') return offset(offsetOf(moment))
  const ofDay = ofDate(moment.date, name)
  return ofDay === undefined ? ofTime(moment.time, name) : ofDay
}

/** Parts of a negative duration are negative. */
function ofDuration(value: FeelValue, name: string): Property {
  if (isYearsMonths(value)) {
    if (name === 'years') return number(value.months / 12n)
    return name === 'months' ? number(value.months % 12n) : undefined
  }
  if (!isDaysTime(value)) return undefined
  switch (name) {
    case 'days':
      return number(value.nanoseconds / day)
    case 'hours':
      return number((value.nanoseconds / hour) % 24n)
    case 'minutes':
      return number((value.nanoseconds / minute) % 60n)
    case 'seconds':
      return number(value.nanoseconds % minute).dividedBy(second.toString())
    default:
      return undefined
  }
}

function ofRange(value: FeelValue, name: string): Property {
  if (!isRange(value)) return undefined
  switch (name) {
    case 'start':
      return value.low ?? null
    case 'end':
      return value.high ?? null
    case 'start included':
      return value.lowIncluded
    case 'end included':
      return value.highIncluded
    default:
      return undefined
  }
}

/** `value.name`: an entry, a property, or of a list the list of them. */
export function property(value: FeelValue, name: string, run: Run): FeelValue {
  if (value === null) return run.null('operand-null', `.${name}`)
  if (isList(value)) return ofEach(value, name, run)
  if (isContext(value)) {
    const entry = value.get(name)
    return entry === undefined ? run.null('unknown-entry', name) : entry
  }
  const found = isDate(value)
    ? ofDate(value, name)
    : isTime(value)
      ? ofTime(value, name)
      : isDateTime(value)
        ? ofDateTime(value, name)
        : (ofDuration(value, name) ?? ofRange(value, name))
  return found === undefined ? run.null('unknown-property', `${kindOf(value)}.${name}`) : found
}

function ofEach(list: FeelList, name: string, run: Run): FeelValue {
  run.step(list.length)
  run.list(list.length)
  return list.map((item) => property(item, name, run))
}
