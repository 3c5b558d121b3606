import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Hold, TimeLimit } from '#kernel/time-limit.ts'
import { dueOf } from '#kernel/time-limit.ts'
import type { Instant } from '#kernel/time.ts'
import { addDays, instantAt, instantFrom, msOf } from '#kernel/time.ts'
import { deadlineOf } from './deadlines.ts'
import type { Item } from '../catalogue/item.ts'
import type { Answers, Deadline } from '../model.ts'

/**
 * When law asks for the decision at the latest, from acceptance on, holds left out; with the extension where one was
 * given, in the same unit as the limit. Undefined where the item's law names no limit.
 */
export function legalDeadline(
  item: Item,
  acceptedAt: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
  extension?: TimeLimit,
): Deadline | undefined {
  const { limit } = item.limits.statutory
  if (limit === undefined) return undefined
  const whole = extension ? { ...limit, count: limit.count + extension.count } : limit
  return deadlineOf(whole, acceptedAt, holds, calendar)
}

/**
 * When items that are decided together must all be decided, from the first acceptance on; with the extension that the
 * government has approved.
 */
export function jointDeadline(
  { limit }: { readonly limit: TimeLimit },
  from: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
  extension?: TimeLimit,
): Deadline {
  const whole = extension ? { ...limit, count: limit.count + extension.count } : limit
  return deadlineOf(whole, from, holds, calendar)
}

/** When silence becomes the decision that the item's law names; undefined without such a law, or while days are unpublished. */
export function silenceMoment(
  item: Item,
  answers: Answers,
  acceptedAt: Instant,
  holds: readonly Hold[],
  calendar: WorkingCalendar,
): Instant | undefined {
  const { silence } = item
  if (silence === undefined) return undefined
  if (silence.means === 'granted') return dueOf(silence.limit, acceptedAt, holds, calendar).dueAt
  const until = answers[silence.until]
  return typeof until === 'string' ? instantAt(addDays(until, 1), '00:00', calendar.offsetMinutes) : undefined
}

const dayMs = 86_400_000

/** A limit that runs into unpublished days is counted again every day until they are published. */
export const recountAt = (provisional: boolean, now: Instant): Instant | undefined =>
  provisional ? instantFrom(msOf(now) + dayMs) : undefined
