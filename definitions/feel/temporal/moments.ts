import { addMonths, type CivilDay, civilDay, epochDay, isCivilDay } from './calendar.ts'
import { day as dayLength, second } from './durations.ts'
import { offsetAt, offsetAtInstant, showZone, type Zone } from './zone.ts'

/** A calendar day. */
export class FeelDate implements CivilDay {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}
}

/** A time of day, with or without the place whose clocks show it. */
export class FeelTime {
  constructor(
    /** since midnight, below one day */
    readonly nanoseconds: bigint,
    readonly zone: Zone | undefined,
  ) {}
}

/** A day and a time of day. */
export class FeelDateTime {
  constructor(
    readonly date: FeelDate,
    readonly time: FeelTime,
  ) {}
}

export const feelDate = (year: number, month: number, day: number): FeelDate | undefined =>
  isCivilDay(year, month, day) ? new FeelDate(year, month, day) : undefined

export function feelTime(hour: number, minute: number, seconds: number, nano: number, zone?: Zone) {
  const whole = [hour, minute, seconds].every(Number.isInteger)
  if (!whole || hour < 0 || hour > 23 || minute < 0 || minute > 59 || seconds < 0 || seconds > 59)
    return undefined
  return new FeelTime(BigInt(hour * 3600 + minute * 60 + seconds) * second + BigInt(nano), zone)
}

const fromCivil = (day: CivilDay | undefined) =>
  day === undefined ? undefined : new FeelDate(day.year, day.month, day.day)

export const dateOfEpochDay = (days: number): FeelDate | undefined => fromCivil(civilDay(days))
export const dateAfterMonths = (date: FeelDate, months: bigint): FeelDate | undefined =>
  fromCivil(addMonths(date, months))

const floorDivide = (a: bigint, b: bigint) => (a >= 0n ? a / b : -((-a + b - 1n) / b))

/** Nanoseconds since 1970-01-01T00:00 on the clock of the moment's own place. */
export const localNanoseconds = ({ date, time }: FeelDateTime): bigint =>
  BigInt(epochDay(date)) * dayLength + time.nanoseconds

export function fromLocalNanoseconds(nanoseconds: bigint, zone: Zone | undefined): FeelDateTime | undefined {
  const days = floorDivide(nanoseconds, dayLength)
  const date = dateOfEpochDay(Number(days))
  if (date === undefined) return undefined
  return new FeelDateTime(date, new FeelTime(nanoseconds - days * dayLength, zone))
}

/** The offset from UTC of a moment, in seconds; undefined for a moment without a zone. */
export const offsetOf = (moment: FeelDateTime): number | undefined =>
  moment.time.zone === undefined ? undefined : offsetAt(moment.time.zone, localNanoseconds(moment))

/** Nanoseconds since 1970-01-01T00:00Z; a moment without a zone is read as UTC. */
export const instantOf = (moment: FeelDateTime): bigint =>
  localNanoseconds(moment) - BigInt(offsetOf(moment) ?? 0) * second

/** A moment so much later as time goes by, not as clocks show it: at a named place a clock may be put forward or back meanwhile. */
export function after(moment: FeelDateTime, nanoseconds: bigint): FeelDateTime | undefined {
  const { zone } = moment.time
  if (zone === undefined) return fromLocalNanoseconds(localNanoseconds(moment) + nanoseconds, zone)
  const instant = instantOf(moment) + nanoseconds
  return fromLocalNanoseconds(instant + BigInt(offsetAtInstant(zone, instant)) * second, zone)
}

export const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, new FeelTime(0n, undefined))
export const midnightUtc = (date: FeelDate): FeelDateTime =>
  new FeelDateTime(date, new FeelTime(0n, { k: 'offset', seconds: 0 }))

const anyDay = new FeelDate(2020, 1, 1)
/** The offset of a time without a day: of a named place, the one on 1 January 2020. */
export const offsetOfTime = (time: FeelTime): number | undefined => offsetOf(new FeelDateTime(anyDay, time))

const two = (value: number | bigint) => String(value).padStart(2, '0')

export function showDate({ year, month, day }: FeelDate): string {
  const digits = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : ''}${digits}-${two(month)}-${two(day)}`
}

export function showTime({ nanoseconds, zone }: FeelTime): string {
  const seconds = nanoseconds / second
  const fraction = (nanoseconds % second).toString().padStart(9, '0').replace(/0+$/, '')
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
  return `${clock}${fraction === '' ? '' : `.${fraction}`}${zone === undefined ? '' : showZone(zone)}`
}

export const showDateTime = ({ date, time }: FeelDateTime): string => `${showDate(date)}T${showTime(time)}`
