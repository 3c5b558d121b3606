import type { Day } from '#kernel/time.ts'
import { type Engine, type Execute, systemActor } from '../engine.ts'
import type { Log } from '../log.ts'

/**
 * Makes the daily writes of all engines when the city's clock shows a day for the first time. The idempotency key is the day, so that
 * a restart or a second process makes them no second time.
 */
export function createDays(engines: readonly Engine[], execute: Execute, log: Log) {
  const actor = systemActor('day')
  let begun: Day | undefined
  return async (today: Day): Promise<void> => {
    if (begun === today) return
    for (const { name, daily } of engines)
      for (const { operation, input } of daily) {
        const idempotencyKey = `${name}.${operation}:${today}`
        const made = await execute({ engine: name, operation, input, actor, idempotencyKey })
        if (made.kind === 'failed')
          log.error({ operation, today, failure: made.failure }, 'a daily write was not made')
      }
    begun = today
  }
}
