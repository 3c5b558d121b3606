import type { Instant } from '#kernel/time.ts'
import type { Lamp } from '../view-parts.ts'

/** The lamp of what has a deadline: grey = done, blue = the clock stands, red = late, amber = nearly due. */
export function lampOf(
  it: { done: boolean; held: boolean; dueAt?: Instant | undefined; amberAt?: Instant | undefined },
  now: Instant,
): Lamp {
  if (it.done) return 'grey'
  if (it.held) return 'blue'
  if (it.dueAt === undefined) return 'green'
  if (now > it.dueAt) return 'red'
  return it.amberAt === undefined || now >= it.amberAt ? 'amber' : 'green'
}
