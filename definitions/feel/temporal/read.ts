import { epochDay } from './calendar.ts'
import {
  dateOfEpochDay,
  type FeelDate,
  FeelDateTime,
  type FeelTime,
  feelDate,
  feelTime,
  midnight,
} from './moments.ts'
import { type DaysTime, readDuration, type YearsMonths } from './durations.ts'
import { readZone } from './zone.ts'

const dateForm = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/
const timeForm = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,20}))?(Z|z|[+-][\d:]{5,8}|@.{1,100})?$/

/** The end of a day may be written as its 24th hour. */
const endOfDay = /^24:00:00(?:\.0+)?(?!\.)(?!\d)/

/** Reads `2026-01-31`; years have four digits, more where needed and then no leading zero. */
export function readDate(text: string): FeelDate | undefined {
  const match = dateForm.exec(text)
  if (match === null) return undefined
  const [, sign, year, month, day] = match
  if (sign === '-' && /^0+$/.test(year ?? '')) return undefined
  return feelDate(Number(`${sign}${year}`), Number(month), Number(day))
}

/** Reads `08:30:00`, a fraction of a second to nine digits, and `Z`, an offset or `@Asia/Shanghai`. */
export function readTime(text: string): FeelTime | undefined {
  const match = timeForm.exec(text)
  if (match === null) return undefined
  const [, hours, minutes, seconds, fraction = '', place] = match
  const zone = place === undefined ? undefined : readZone(place.startsWith('@') ? place.slice(1) : place)
  if (place !== undefined && zone === undefined) return undefined
  if (endOfDay.test(text)) return feelTime(0, 0, 0, 0, zone)
  const nano = Number(fraction.padEnd(9, '0').slice(0, 9))
  return feelTime(Number(hours), Number(minutes), Number(seconds), nano, zone)
}

/** Reads a day, `T` and a time; a day alone is its first moment. */
export function readDateTime(text: string): FeelDateTime | undefined {
  const split = text.indexOf('T')
  const date = readDate(split < 0 ? text : text.slice(0, split))
  if (date === undefined) return undefined
  if (split < 0) return midnight(date)
  const written = text.slice(split + 1)
  const time = readTime(written)
  if (time === undefined) return undefined
  if (!endOfDay.test(written)) return new FeelDateTime(date, time)
  const next = dateOfEpochDay(epochDay(date) + 1)
  return next && new FeelDateTime(next, time)
}

/** What `@"…"` holds. */
export const readTemporal = (
  text: string,
): FeelDate | FeelTime | FeelDateTime | YearsMonths | DaysTime | undefined =>
  readDate(text) ??
  readTime(text) ??
  (text.includes('T') ? readDateTime(text) : undefined) ??
  readDuration(text)
