import { z } from 'zod'
import type { WorkingCalendar } from './calendar.ts'
import type { Day, Instant } from './time.ts'
import { addDays, addMonths, dayOf, daysBetween, instantFrom, msOf } from './time.ts'

/**
 * A time limit as law and promises state it. `days`, `months` and `years` are calendar time whose last day rolls to
 * the next working day (民法典 arts. 201–203). A fraction of a working day (0.5) is counted in office minutes.
 */
export const TimeLimit = z.strictObject({
  count: z.number().positive(),
  unit: z.enum(['office-minutes', 'working-days', 'days', 'months', 'years']),
})
export type TimeLimit = z.output<typeof TimeLimit>

/** A time in which the clock stands. Without `until` it still stands. */
export interface Hold {
  readonly from: Instant
  readonly until?: Instant | undefined
}

export interface Due {
  /** absent while provisional or held */
  readonly dueAt?: Instant | undefined
  /** the count runs into an unpublished year: 待日历公布, no legal consequence yet */
  readonly provisional: boolean
  /** an open hold stands before the end */
  readonly held: boolean
  /** the clock that counts: office minutes, working days, or calendar days */
  readonly clock: Clock
  /** when the matter was done; then the lamp is out */
  readonly doneAt?: Instant | undefined
}

export type Clock = 'office-minutes' | 'working-days' | 'days'

export interface Remaining {
  readonly clock: Clock
  /** how much the limit allows, in units of the clock */
  readonly allowed: number
  /** how much has run, holds left out; more than `allowed` when late */
  readonly used: number
  /** true when unpublished days were met: `used` counts the published ones only */
  readonly provisional: boolean
}

/** A matter's clock: one limit, its start, the holds. Holds may overlap and come in any order. */
interface Run {
  readonly clock: Clock
  readonly allowed: number
  readonly start: Instant
  readonly holds: readonly { from: number; until: number }[]
  readonly calendar: WorkingCalendar
}

/** Longest walk over civil days; a limit beyond it is a defect of the definition. */
const horizonDays = 40_000

/**
 * When the limit ends. The first day does not count. A day counts as held when a hold began on an earlier day and
 * has not ended before it: time runs through the day a hold starts and again after the day it ends. Office minutes
 * leave out holds to the minute. Day limits end when the office closes.
 */
export function dueOf(
  limit: TimeLimit,
  startedAt: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
): Due {
  const run = runOf(limit, startedAt, holds, calendar)
  if (run === undefined) return { provisional: true, held: false, clock: 'office-minutes' }
  return run.clock === 'office-minutes' ? dueInMinutes(run) : dueInDays(run)
}

/** The clock of a limit and how much it allows, in units of the clock; undefined while days are unpublished. */
export const allowanceOf = (limit: TimeLimit, startedAt: Instant, calendar: WorkingCalendar) =>
  clockOf(limit, dayOf(startedAt, calendar.offsetMinutes), calendar)

/** How much of the limit has run at `now`. Stands still within a hold. */
export function remaining(
  limit: TimeLimit,
  startedAt: Instant,
  holds: readonly Hold[],
  now: Instant,
  calendar: WorkingCalendar,
): Remaining {
  const run = runOf(limit, startedAt, holds, calendar)
  if (run === undefined) return { clock: 'office-minutes', allowed: limit.count, used: 0, provisional: true }
  const counted = run.clock === 'office-minutes' ? minutesUsed(run, now) : daysUsed(run, now)
  return { clock: run.clock, allowed: run.allowed, ...counted }
}

/** grey = done · blue = held · red = late · amber = nearly due · green */
export type Lamp = 'green' | 'amber' | 'red' | 'blue' | 'grey'

export interface LampSettings {
  readonly amberWorkingDays: number
  /** for limits counted in office minutes, where a whole working day would always be amber */
  readonly amberOfficeMinutes: number
}
export const usualLamp: LampSettings = { amberWorkingDays: 1, amberOfficeMinutes: 60 }

/** The lamp of a queue row. A provisional limit is green: nobody is late by days that are not published. */
export function lamp(due: Due, now: Instant, calendar: WorkingCalendar, settings = usualLamp): Lamp {
  if (due.doneAt !== undefined) return 'grey'
  if (due.held) return 'blue'
  if (due.dueAt === undefined) return 'green'
  if (now > due.dueAt) return 'red'
  return nearlyDue(due.clock, due.dueAt, now, calendar, settings) ? 'amber' : 'green'
}

function nearlyDue(clock: Clock, dueAt: Instant, now: Instant, calendar: WorkingCalendar, set: LampSettings) {
  if (clock === 'office-minutes') {
    const left = calendar.officeMinutesBetween(now, dueAt)
    return !left.provisional && left.minutes <= set.amberOfficeMinutes
  }
  const offset = calendar.offsetMinutes
  const left = calendar.workingDaysBetween(dayOf(now, offset), dayOf(dueAt, offset))
  return !left.provisional && left.count <= set.amberWorkingDays
}

function runOf(
  limit: TimeLimit,
  start: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
): Run | undefined {
  const spans = holds.map((hold) => ({
    from: msOf(hold.from),
    until: hold.until === undefined ? Number.POSITIVE_INFINITY : msOf(hold.until),
  }))
  const counted = allowanceOf(limit, start, calendar)
  return counted && { ...counted, start, holds: spans, calendar }
}

function clockOf(
  limit: TimeLimit,
  day: Day,
  calendar: WorkingCalendar,
): Pick<Run, 'clock' | 'allowed'> | undefined {
  switch (limit.unit) {
    case 'office-minutes':
      return { clock: 'office-minutes', allowed: limit.count }
    case 'working-days': {
      if (Number.isInteger(limit.count)) return { clock: 'working-days', allowed: limit.count }
      const first = calendar.workingDayFrom(day)
      if (first.provisional) return undefined
      return { clock: 'office-minutes', allowed: limit.count * (calendar.officeMinutesOf(first.day) ?? 0) }
    }
    case 'days':
      return { clock: 'days', allowed: limit.count }
    case 'months':
      return { clock: 'days', allowed: daysBetween(day, addMonths(day, limit.count)) }
    case 'years':
      return { clock: 'days', allowed: daysBetween(day, addMonths(day, limit.count * 12)) }
  }
}

/** Held civil days: after the day the hold starts, up to and including the day it ends. */
function heldDays(run: Run) {
  const offset = run.calendar.offsetMinutes
  const spans = run.holds.map((hold) => ({
    from: dayOf(instantFrom(hold.from), offset),
    until: hold.until === Number.POSITIVE_INFINITY ? undefined : dayOf(instantFrom(hold.until), offset),
  }))
  return (day: Day): 'held' | 'open' | undefined => {
    let found: 'held' | undefined
    for (const span of spans) {
      if (day <= span.from) continue
      if (span.until === undefined) return 'open'
      if (day <= span.until) found = 'held'
    }
    return found
  }
}

function dueInDays(run: Run): Due {
  const { calendar, clock } = run
  const heldOn = heldDays(run)
  const first = dayOf(run.start, calendar.offsetMinutes)
  let used = 0
  for (let i = 1; i < horizonDays; i++) {
    const day = addDays(first, i)
    const held = heldOn(day)
    if (held === 'open') return { provisional: false, held: true, clock }
    if (held === 'held') continue
    const works = calendar.isWorkingDay(day)
    if (clock === 'days' && used < run.allowed) used += 1
    else if (clock === 'working-days' && works === true) used += 1
    const last = used >= run.allowed
    if (works === 'unpublished' && (last || clock === 'working-days'))
      return { provisional: true, held: false, clock }
    if (last && works === true)
      return { dueAt: calendar.closeOf(day), provisional: false, held: false, clock }
  }
  throw new RangeError(`a time limit of ${run.allowed} ${clock} has no end within ${horizonDays} days`)
}

function daysUsed(run: Run, now: Instant) {
  const { calendar } = run
  const heldOn = heldDays(run)
  const today = dayOf(now, calendar.offsetMinutes)
  let used = 0
  let provisional = false
  for (let day = addDays(dayOf(run.start, calendar.offsetMinutes), 1); day <= today; day = addDays(day, 1)) {
    const held = heldOn(day)
    if (held === 'open') break
    if (held === 'held') continue
    const works = run.clock === 'days' || calendar.isWorkingDay(day)
    if (works === true) used += 1
    else if (works === 'unpublished') provisional = true
  }
  return { used, provisional }
}

function dueInMinutes(run: Run): Due {
  const clock = 'office-minutes'
  let left = run.allowed * 60_000
  let day = dayOf(run.start, run.calendar.offsetMinutes)
  for (let i = 0; i < horizonDays; i++, day = addDays(day, 1)) {
    const intervals = run.calendar.officeIntervals(day)
    if (intervals === undefined) return { provisional: !stands(run, day), held: stands(run, day), clock }
    for (const piece of runningPieces(run, intervals)) {
      if (piece.until - piece.from >= left)
        return { dueAt: instantFrom(piece.from + left), provisional: false, held: false, clock }
      left -= piece.until - piece.from
    }
    if (stands(run, day)) return { provisional: false, held: true, clock }
  }
  throw new RangeError(`a time limit of ${run.allowed} office minutes has no end within ${horizonDays} days`)
}

function minutesUsed(run: Run, now: Instant) {
  const { calendar } = run
  const today = dayOf(now, calendar.offsetMinutes)
  let used = 0
  for (let day = dayOf(run.start, calendar.offsetMinutes); day <= today; day = addDays(day, 1)) {
    const intervals = calendar.officeIntervals(day)
    if (intervals === undefined) return { used: used / 60_000, provisional: true }
    for (const piece of runningPieces(run, intervals))
      used += Math.max(0, Math.min(piece.until, msOf(now)) - piece.from)
  }
  return { used: used / 60_000, provisional: false }
}

/** Does an open hold stand from some moment up to the end of this day on? */
const stands = (run: Run, day: Day) =>
  run.holds.some(
    (hold) =>
      hold.until === Number.POSITIVE_INFINITY &&
      dayOf(instantFrom(hold.from), run.calendar.offsetMinutes) <= day,
  )

/** The open intervals of a day after the start, with the holds cut out. */
function runningPieces(run: Run, intervals: readonly { from: number; until: number }[]) {
  let pieces = intervals.map((open) => ({ from: Math.max(open.from, msOf(run.start)), until: open.until }))
  for (const hold of run.holds)
    pieces = pieces.flatMap((piece) => [
      { from: piece.from, until: Math.min(piece.until, hold.from) },
      { from: Math.max(piece.from, hold.until), until: piece.until },
    ])
  return pieces.filter((piece) => piece.from < piece.until).sort((a, b) => a.from - b.from)
}
