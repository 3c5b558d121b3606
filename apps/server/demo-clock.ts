import { reading, sql, transaction } from '#platform/database/sql.ts'
import type { AdjustableClock } from '#platform/clock.ts'
import type { System } from '#platform/system.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import { addDays, dayOf, type Day, type Instant } from '#kernel/time.ts'

/** Working days that must be published ahead, so that publicity and time limits of a demonstration can be walked through. */
const workingDaysAhead = 60
const dayMs = 86_400_000
const weekDays = 7
const mostWeeks = 520

/**
 * How many days before today a demonstration begins: 0 while the city's calendar reaches far enough ahead, else so many
 * whole weeks that it does. A calendar that never does changes nothing.
 */
export function daysBefore(now: Instant, calendar: WorkingCalendar): number {
  const today = dayOf(now, calendar.offsetMinutes)
  const reaches = (day: Day) => !calendar.addWorkingDays(day, workingDaysAhead).provisional
  for (let weeks = 0; weeks < mostWeeks; weeks++)
    if (reaches(addDays(today, -weeks * weekDays))) return weeks * weekDays
  return 0
}

/** Sets the clock of a demonstration in which nothing has happened yet. One that has begun goes on from where it stands. */
export async function beginDemoClock(system: System, clock: AdjustableClock): Promise<void> {
  const { begun } = await reading(system.pool, 'all', (trx) =>
    trx.get<{ begun: boolean }>(sql`select exists (select 1 from platform.event) as begun`),
  )
  if (begun || clock.offsetMs() !== 0) return
  const { now, calendar } = system.moment()
  const offset = -daysBefore(now, calendar) * dayMs
  if (offset === 0) return
  await transaction(system.pool, { read: 'all', write: 'all' }, (trx) =>
    trx.run(sql`update platform.clock set offset_ms = ${offset}`),
  )
  clock.setOffset(offset)
}
