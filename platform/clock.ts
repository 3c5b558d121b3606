import { type Instant, instantFrom } from '#kernel/time.ts'

/** The city's clock. Everything that needs the time asks it; tests and the demo move it. */
export interface Clock {
  readonly now: () => Instant
}

export interface AdjustableClock extends Clock {
  readonly offsetMs: () => number
  readonly setOffset: (ms: number) => void
}

/** Real time plus an offset. The offset is zero outside the demo and is kept in the database there. */
export function cityClock(offsetMs = 0, real: () => number = Date.now): AdjustableClock {
  let offset = offsetMs
  return {
    now: () => instantFrom(real() + offset),
    offsetMs: () => offset,
    setOffset: (ms) => {
      offset = ms
    },
  }
}

/** Stands still until moved. For tests. */
export function fixedClock(start: Instant): Clock & { set: (to: Instant) => void } {
  let current = start
  return { now: () => current, set: (to) => void (current = to) }
}
