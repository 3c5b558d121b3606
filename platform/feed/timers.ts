import type { Instant } from '#kernel/time.ts'
import { glance, type Pool, sql, transaction } from '../database/sql.ts'
import { type Execute, systemActor } from '../engine.ts'
import type { Log } from '../log.ts'
import { noSteps, type Steps } from '../steps.ts'

interface DueTimer {
  owner_id: string
  stream_id: string
  name: string
  due_at: Instant
  operation: string
  input: Record<string, unknown>
}

/**
 * Calls what asked to be called by now, on the city's clock. Fired twice after a crash, the second call is a repeat. The pool sees
 * all.
 */
export async function fireTimers(
  pool: Pool,
  execute: Execute,
  now: Instant,
  log: Log,
  steps: Steps = noSteps,
): Promise<number> {
  const due = await glance<DueTimer>(
    pool,
    sql`
      select owner_id, stream_id, name, due_at, operation, input from platform.timer
      where due_at <= ${now} order by due_at limit 100`,
  )
  for (const timer of due) {
    const [engine = '', operation = ''] = timer.operation.split('.')
    const result = await execute({
      engine,
      operation,
      input: timer.input,
      actor: systemActor('timer'),
      idempotencyKey: `timer:${timer.stream_id}:${timer.name}:${timer.due_at}`,
    })
    if (result.kind === 'failed')
      log.info(
        { timer: timer.name, stream: timer.stream_id, failure: result.failure },
        'timer found nothing to do',
      )
    await steps(`timer ${timer.operation} called`)
    await transaction(pool, { read: 'all', write: [timer.owner_id] }, (trx) =>
      trx.run(sql`
        delete from platform.timer where owner_id = ${timer.owner_id} and stream_id = ${timer.stream_id}
          and name = ${timer.name} and due_at = ${timer.due_at}`),
    )
  }
  return due.length
}
