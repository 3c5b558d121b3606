import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Hold, TimeLimit } from '#kernel/time-limit.ts'
import { allowanceOf, dueOf, remaining, usualLamp } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import type { Deadline } from '../model.ts'

/** When a limit ends, and when its lamp turns amber. */
export function deadlineOf(
  limit: TimeLimit,
  startedAt: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
): Deadline {
  const due = dueOf(limit, startedAt, holds, calendar)
  const amber = earlier(limit, startedAt, holds, calendar)
  return {
    dueAt: due.dueAt,
    amberAt: due.dueAt === undefined ? undefined : amber,
    clock: due.clock,
    provisional: due.provisional,
  }
}

/** The moment at which only what the lamp's settings allow is left; undefined when it is amber from the start. */
function earlier(limit: TimeLimit, startedAt: Instant, holds: readonly Hold[], calendar: WorkingCalendar) {
  const allowance = allowanceOf(limit, startedAt, calendar)
  if (allowance === undefined) return undefined
  const { allowed, clock } = allowance
  const less =
    clock === 'office-minutes'
      ? { count: allowed - usualLamp.amberOfficeMinutes, unit: 'office-minutes' as const }
      : { count: allowed - usualLamp.amberWorkingDays, unit: clock }
  return less.count > 0 ? dueOf(less, startedAt, holds, calendar).dueAt : undefined
}

/** Office minutes between two moments, without the time in which the clock stood. */
export function officeMinutes(
  from: Instant,
  until: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
): number {
  return Math.round(remaining({ count: 1, unit: 'office-minutes' }, from, holds, until, calendar).used)
}

/** Five working days, where no law of the item says otherwise (行政许可法 art. 32(4)). */
export const usualAcceptance: TimeLimit = { count: 5, unit: 'working-days' }

/** Silence after receipt means acceptance at this moment; undefined while days are unpublished. */
export const acceptanceDeadline = (
  receivedAt: Instant,
  limit: TimeLimit,
  calendar: WorkingCalendar,
): Instant | undefined => dueOf(limit, receivedAt, [], calendar).dueAt
