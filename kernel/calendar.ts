import type { Day, Instant } from './time.ts'
import { addDays, dayOf, instantAt, instantFrom, msOf, weekday, yearOf } from './time.ts'

/** A year as the State Council's notice publishes it: only the exceptions to Monday–Friday. */
export interface PublishedYear {
  readonly year: number
  /** days off besides Saturdays and Sundays */
  readonly off: readonly Day[]
  /** Saturdays and Sundays that are worked (调休上班) */
  readonly work: readonly Day[]
}

/** One stretch of office hours, `HH:MM` to `HH:MM`, within one civil day. */
export interface OfficeSession {
  readonly from: string
  readonly until: string
}

/** Office hours of working days, while in force. `from` inclusive, `until` exclusive. */
export interface OfficeHours {
  readonly from: Day
  readonly until?: Day | undefined
  readonly sessions: readonly OfficeSession[]
}

/** The answer where the calendar ends: what is known so far, never a guess (待日历公布). */
export interface Provisional {
  readonly provisional: true
  /** working days counted on published days */
  readonly knownWorkingDays: number
  /** the last published day that was looked at; the day before the first unpublished one */
  readonly lastKnownDay: Day
}

/** An answer, or how far the published calendar reaches. */
export type Known<T> = (T & { readonly provisional?: undefined }) | Provisional

export interface WorkingCalendar {
  readonly offsetMinutes: number
  /** `unpublished` where no notice covers the year: nobody may take Monday–Friday for granted */
  isWorkingDay(day: Day): boolean | 'unpublished'
  /** The n-th working day after `day`, which itself does not count (民法典 art. 201). `n` ≥ 0; 0 is the day itself. */
  addWorkingDays(day: Day, n: number): Known<{ day: Day }>
  /** Working days after `from` up to and including `until`; 0 when `until` is not later. */
  workingDaysBetween(from: Day, until: Day): Known<{ count: number }>
  /** The day itself when it is worked, else the next that is (民法典 art. 203). */
  workingDayFrom(day: Day): Known<{ day: Day }>
  /** Minutes the office is open on a day: 0 on a day off, undefined on an unpublished day. */
  officeMinutesOf(day: Day): number | undefined
  /** Office minutes between two instants; 0 when `until` is not later. */
  officeMinutesBetween(from: Instant, until: Instant): Known<{ minutes: number }>
  /** When `minutes` of office time after `from` have run; `minutes` ≥ 0, and 0 is the instant itself. */
  addOfficeMinutes(from: Instant, minutes: number): Known<{ at: Instant }>
  /** The open intervals of a day, in order; undefined on an unpublished day. */
  officeIntervals(day: Day): readonly Interval[] | undefined
  /** When the office closes on a working day (民法典 art. 203); midnight after a day without known hours. */
  closeOf(day: Day): Instant
}

/** A stretch of time, in milliseconds of the epoch. */
interface Interval {
  readonly from: number
  readonly until: number
}

interface IndexedYear {
  /** first day of the year, as an ordinal of the epoch */
  readonly start: number
  /** working[i]: is the i-th day of the year worked; rank[i]: working days before it */
  readonly working: Uint8Array
  readonly rank: Uint16Array
}

const dayMs = 86_400_000
const ordinal = (day: Day) => msOf(`${day}T00:00:00.000Z`) / dayMs
const dayAt = (value: number): Day => new Date(value * dayMs).toISOString().slice(0, 10)

function indexYear(published: PublishedYear): IndexedYear {
  const first = `${published.year}-01-01`
  const start = ordinal(first)
  const length = ordinal(`${published.year + 1}-01-01`) - start
  const working = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const day = weekday(dayAt(start + i))
    working[i] = day === 0 || day === 6 ? 0 : 1
  }
  for (const day of published.off) if (yearOf(day) === published.year) working[ordinal(day) - start] = 0
  for (const day of published.work) if (yearOf(day) === published.year) working[ordinal(day) - start] = 1
  const rank = new Uint16Array(length + 1)
  for (let i = 0; i < length; i++) rank[i + 1] = (rank[i] ?? 0) + (working[i] ?? 0)
  return { start, working, rank }
}

/**
 * The calendar of a city. `years` in any order, gaps allowed (a day in a gap is unpublished); `hours` without
 * overlap. `offsetMinutes` east of UTC. Pure: two calendars of the same data answer alike.
 */
export function workingCalendar(
  years: readonly PublishedYear[],
  hours: readonly OfficeHours[],
  offsetMinutes: number,
): WorkingCalendar {
  const byYear = new Map(years.map((year) => [year.year, indexYear(year)]))

  const isWorkingDay = (day: Day) => {
    const year = byYear.get(yearOf(day))
    return year === undefined ? 'unpublished' : year.working[ordinal(day) - year.start] === 1
  }

  const provisional = (knownWorkingDays: number, firstUnknown: Day): Provisional => ({
    provisional: true,
    knownWorkingDays,
    lastKnownDay: addDays(firstUnknown, -1),
  })

  function addWorkingDays(day: Day, n: number): Known<{ day: Day }> {
    if (n === 0) return { day }
    let known = 0
    let from = addDays(day, 1)
    for (;;) {
      const year = byYear.get(yearOf(from))
      if (year === undefined) return provisional(known, from)
      const before = year.rank[ordinal(from) - year.start] ?? 0
      const inYear = (year.rank[year.working.length] ?? 0) - before
      if (known + inYear >= n) return { day: dayAt(year.start + nthWorking(year, before + n - known)) }
      known += inYear
      from = `${yearOf(from) + 1}-01-01`
    }
  }

  function workingDaysBetween(from: Day, until: Day): Known<{ count: number }> {
    let count = 0
    let day = addDays(from, 1)
    while (day <= until) {
      const year = byYear.get(yearOf(day))
      if (year === undefined) return provisional(count, day)
      const start = ordinal(day) - year.start
      const end = Math.min(ordinal(until) + 1 - year.start, year.working.length)
      count += (year.rank[end] ?? 0) - (year.rank[start] ?? 0)
      day = `${yearOf(day) + 1}-01-01`
    }
    return { count }
  }

  function workingDayFrom(day: Day): Known<{ day: Day }> {
    return isWorkingDay(day) === true ? { day } : addWorkingDays(addDays(day, -1), 1)
  }

  const sessionsOn = (day: Day) =>
    hours.find((span) => span.from <= day && (span.until === undefined || day < span.until))?.sessions ?? []

  /** of the published days that were asked for */
  const known = new Map<Day, readonly Interval[]>()
  function officeIntervals(day: Day): readonly Interval[] | undefined {
    const before = known.get(day)
    if (before) return before
    const works = isWorkingDay(day)
    if (works === 'unpublished') return undefined
    const open = works
      ? sessionsOn(day).map((session) => ({
          from: msOf(instantAt(day, session.from, offsetMinutes)),
          until: msOf(instantAt(day, session.until, offsetMinutes)),
        }))
      : []
    known.set(day, open)
    return open
  }

  function officeMinutesBetween(from: Instant, until: Instant): Known<{ minutes: number }> {
    const [start, end] = [msOf(from), msOf(until)]
    let open = 0
    if (start < end)
      for (let day = dayOf(from, offsetMinutes); day <= dayOf(until, offsetMinutes); day = addDays(day, 1)) {
        const intervals = officeIntervals(day)
        if (intervals === undefined) return provisional(knownBefore(from, day), day)
        for (const interval of intervals)
          open += Math.max(0, Math.min(interval.until, end) - Math.max(interval.from, start))
      }
    return { minutes: open / 60_000 }
  }

  function addOfficeMinutes(from: Instant, minutes: number): Known<{ at: Instant }> {
    let left = minutes * 60_000
    if (left === 0) return { at: from }
    for (let day = dayOf(from, offsetMinutes); ; day = addDays(day, 1)) {
      const intervals = officeIntervals(day)
      if (intervals === undefined) return provisional(knownBefore(from, day), day)
      for (const interval of intervals) {
        const start = Math.max(interval.from, msOf(from))
        if (interval.until - start >= left) return { at: instantFrom(start + left) }
        left -= Math.max(0, interval.until - start)
      }
    }
  }

  const knownBefore = (from: Instant, unknown: Day) => {
    const counted = workingDaysBetween(dayOf(from, offsetMinutes), addDays(unknown, -1))
    return counted.provisional ? counted.knownWorkingDays : counted.count
  }

  return {
    offsetMinutes,
    isWorkingDay,
    addWorkingDays,
    workingDaysBetween,
    workingDayFrom,
    officeMinutesOf: (day) =>
      officeIntervals(day)?.reduce((sum, interval) => sum + (interval.until - interval.from) / 60_000, 0),
    officeMinutesBetween,
    addOfficeMinutes,
    officeIntervals,
    closeOf: (day) => {
      const last = officeIntervals(day)?.at(-1)
      return last === undefined ? instantAt(addDays(day, 1), '00:00', offsetMinutes) : instantFrom(last.until)
    },
  }
}

/** Index of the n-th working day of a year, n from 1; the caller knows that the year has as many. */
function nthWorking(year: IndexedYear, n: number): number {
  let low = 0
  let high = year.working.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((year.rank[middle + 1] ?? 0) >= n) high = middle
    else low = middle + 1
  }
  return low
}
