import { monthNames } from '#kernel/day-text.ts'
import { Temporal } from 'temporal-polyfill'
import { Decimal, wholeNumber } from '../number.ts'
import type { Run } from '../run.ts'
import { dayOfWeek, dayOfYear, weekOfYear } from '../temporal/calendar.ts'
import { type DaysTime, readDuration, second, yearsMonths } from '../temporal/durations.ts'
import {
  type FeelDate,
  FeelDateTime,
  type FeelTime,
  feelDate,
  feelTime,
  fromLocalNanoseconds,
  midnight,
  midnightUtc,
} from '../temporal/moments.ts'
import { readDate, readDateTime, readTime } from '../temporal/read.ts'
import { offsetZone, readZone, type Zone } from '../temporal/zone.ts'
import { simple } from '../types.ts'
import { type FeelValue, isDate, isYearsMonths } from '../values.ts'
import {
  anyMoment,
  builtIn,
  date,
  dateTime,
  daysTime,
  number,
  optional,
  signature,
  text,
  time,
} from './signature.ts'

const dateType = simple('date')
const timeType = simple('time')
const momentType = simple('date and time')
const textType = simple('string')
const numberType = simple('number')

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const whole = (value: Decimal) => wholeNumber(value) ?? Number.NaN
const read = <T>(value: T | undefined, from: string, run: Run): T | null =>
  value ?? run.null('temporal-form', from)

function dateOfParts(year: Decimal, month: Decimal, day: Decimal, run: Run): FeelDate | null {
  return feelDate(whole(year), whole(month), whole(day)) ?? run.null('argument-value', 'date')
}

/** Seconds may have a fraction, cut to nanoseconds. */
function timeOfParts(
  hours: Decimal,
  minutes: Decimal,
  seconds: Decimal,
  zone: Zone | undefined,
  run: Run,
): FeelTime | null {
  const fraction = seconds.minus(seconds.floor()).times('1e9').truncated().toNumber()
  return (
    feelTime(whole(hours), whole(minutes), whole(seconds.floor()), fraction, zone) ??
    run.null('argument-value', 'time')
  )
}

function offsetOfDuration(offset: DaysTime | null, run: Run): Zone | undefined | null {
  if (offset === null) return undefined
  return offsetZone(Number(offset.nanoseconds) / Number(second)) ?? run.null('argument-value', 'offset')
}

const joined = (day: FeelDate | null, at: FeelTime | null): FeelDateTime | null =>
  day === null || at === null ? null : new FeelDateTime(day, at)

const dayOf = (moment: FeelDate | FeelDateTime) => (isDate(moment) ? moment : moment.date)

/** Whole months from one moment to another, negative backwards. */
function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): bigint {
  const [a, b] = [isDate(from) ? midnight(from) : from, isDate(to) ? midnight(to) : to]
  const count = BigInt(b.date.year - a.date.year) * 12n + BigInt(b.date.month - a.date.month)
  const beyond = b.date.day - a.date.day || Number(b.time.nanoseconds - a.time.nanoseconds)
  if (count > 0n && beyond < 0) return count - 1n
  return count < 0n && beyond > 0 ? count + 1n : count
}

function now(run: Run): FeelDateTime | null {
  const { clock } = run
  if (clock === undefined) return run.null('argument-value', 'clock')
  const zone = readZone(clock.zone)
  if (zone === undefined) return run.null('argument-value', 'clock')
  const instant = Temporal.Instant.fromEpochMilliseconds(clock.epochMilliseconds)
  const local = instant.toZonedDateTimeISO(clock.zone)
  const nanoseconds = instant.epochNanoseconds + BigInt(local.offsetNanoseconds)
  return fromLocalNanoseconds(nanoseconds, zone) ?? run.null('temporal-out-of-range')
}

const wholeDate = { year: number, month: number, day: number }
const wholeTime = { hour: number, minute: number, second: number }

export const momentFunctions = [
  builtIn(
    'date',
    signature({ from: text }, dateType, ({ from }, run) => read(readDate(from), from, run)),
    signature({ from: anyMoment }, dateType, ({ from }) => dayOf(from)),
    signature(wholeDate, dateType, ({ year, month, day }, run) => dateOfParts(year, month, day, run)),
  ),
  builtIn(
    'time',
    signature({ from: text }, timeType, ({ from }, run) => read(readTime(from), from, run)),
    signature({ from: time }, timeType, ({ from }) => from),
    signature({ from: dateTime }, timeType, ({ from }) => from.time),
    signature({ from: date }, timeType, ({ from }) => midnightUtc(from).time),
    signature({ ...wholeTime, offset: optional(daysTime) }, timeType, (given, run) => {
      const zone = offsetOfDuration(given.offset, run)
      return zone === null ? null : timeOfParts(given.hour, given.minute, given.second, zone, run)
    }),
  ),
  builtIn(
    'date and time',
    signature({ from: text }, momentType, ({ from }, run) => read(readDateTime(from), from, run)),
    signature({ from: dateTime }, momentType, ({ from }) => from),
    signature({ from: date }, momentType, ({ from }) => midnightUtc(from)),
    signature(
      { date: anyMoment, time },
      momentType,
      (given) => new FeelDateTime(dayOf(given.date), given.time),
    ),
    signature(
      { ...wholeDate, ...wholeTime, offset: optional(daysTime) },
      momentType,
      ({ year, month, day, hour, minute, second: seconds, offset }, run) => {
        const zone = offsetOfDuration(offset, run)
        if (zone === null) return null
        return joined(dateOfParts(year, month, day, run), timeOfParts(hour, minute, seconds, zone, run))
      },
    ),
    signature(
      { ...wholeDate, ...wholeTime, timezone: text },
      momentType,
      ({ year, month, day, hour, minute, second: seconds, timezone }, run) => {
        const zone = readZone(timezone.replace(/^@/, ''))
        if (zone === undefined) return run.null('argument-value', 'timezone')
        return joined(dateOfParts(year, month, day, run), timeOfParts(hour, minute, seconds, zone, run))
      },
    ),
  ),
  builtIn(
    'duration',
    signature(
      { from: text },
      simple('days and time duration'),
      ({ from }, run): FeelValue => read(readDuration(from), from, run),
    ),
  ),
  builtIn(
    'years and months duration',
    signature(
      { from: anyMoment, to: anyMoment },
      simple('years and months duration'),
      ({ from, to }, run) => {
        const period = yearsMonths(monthsBetween(from, to))
        return period ?? run.null('duration-out-of-range')
      },
    ),
    signature({ from: text }, simple('years and months duration'), ({ from }, run) => {
      const period = readDuration(from)
      return period !== undefined && isYearsMonths(period) ? period : run.null('temporal-form', from)
    }),
  ),
  builtIn(
    'day of year',
    signature({ date: anyMoment }, numberType, (given) => new Decimal(dayOfYear(dayOf(given.date)))),
  ),
  builtIn(
    'week of year',
    signature({ date: anyMoment }, numberType, (given) => new Decimal(weekOfYear(dayOf(given.date)))),
  ),
  builtIn(
    'day of week',
    signature({ date: anyMoment }, textType, (given) => weekdays[dayOfWeek(dayOf(given.date)) - 1] ?? null),
  ),
  builtIn(
    'month of year',
    signature({ date: anyMoment }, textType, (given) => monthNames[dayOf(given.date).month - 1] ?? null),
  ),
  builtIn(
    'now',
    signature({}, momentType, (_, run) => now(run)),
  ),
  builtIn(
    'today',
    signature({}, dateType, (_, run) => now(run)?.date ?? null),
  ),
]
