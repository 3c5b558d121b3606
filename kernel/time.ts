import { z } from 'zod'

/** A civil date, `YYYY-MM-DD`, in the city's time zone. Dates compare as strings. */
export const Day = z.iso.date().meta({ title: 'Day' })
export type Day = z.output<typeof Day>

/** A moment, ISO 8601 in UTC with milliseconds and a final `Z`. Instants compare as strings. */
export const Instant = z.iso.datetime().meta({ title: 'Instant' })
export type Instant = z.output<typeof Instant>

/** From is inclusive, until exclusive; an open end is absent. */
export const Period = z.object({ from: Day, until: Day.optional() })
export type Period = z.output<typeof Period>

const dayMs = 86_400_000
const midnight = (day: Day) => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10))
const dayFrom = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

export const instantFrom = (ms: number): Instant => new Date(ms).toISOString()
export const msOf = (instant: Instant): number => Date.parse(instant)
export const addDays = (day: Day, days: number): Day => dayFrom(midnight(day) + days * dayMs)
export const daysBetween = (from: Day, until: Day): number => (midnight(until) - midnight(from)) / dayMs
/** 0 = Sunday … 6 = Saturday */
export const weekday = (day: Day): number => new Date(midnight(day)).getUTCDay()
export const yearOf = (day: Day): number => +day.slice(0, 4)

/** Adds months; a day that the target month lacks becomes its last day (民法典 art. 202). */
export function addMonths(day: Day, months: number): Day {
  const first = new Date(Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return dayFrom(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(last, +day.slice(8, 10))))
}

/** The civil date of an instant at a fixed distance from UTC (+480 minutes in China, which has no summer time). */
export const dayOf = (instant: Instant, offsetMinutes: number): Day =>
  dayFrom(msOf(instant) + offsetMinutes * 60_000)

/** The instant at `HH:MM` of a civil date. */
export const instantAt = (day: Day, clock: string, offsetMinutes: number): Instant =>
  instantFrom(midnight(day) + (+clock.slice(0, 2) * 60 + +clock.slice(3, 5) - offsetMinutes) * 60_000)

export const within = (period: Period, day: Day): boolean =>
  period.from <= day && (period.until === undefined || day < period.until)
