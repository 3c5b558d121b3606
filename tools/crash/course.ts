import { instantFrom, msOf } from '#kernel/time.ts'
import type { Actor } from '#kernel/actor.ts'
import { sampleDay, samplePolicy } from '#engines/policy/sample.ts'
import { reading, sql, transaction } from '#platform/database/sql.ts'
import type { System } from '#platform/system.ts'

/** What a run is to be: whose money, how many of its payees the money covers. */
export interface Course {
  readonly bookId: string
  readonly period: string
  readonly covered: number
  readonly people: { readonly starter: Actor; readonly approver: Actor }
}

interface Standing {
  readonly runId: string | null
  readonly state: string | null
  readonly settled: number
  readonly told: number
}

const standingOf = (system: System, { bookId, period }: Course): Promise<Standing> =>
  reading(system.pool, 'all', (trx) =>
    trx.get<Standing>(sql`
      select r.owner_id as "runId", r.state,
        (select count(*)::int from ledger.transfer t where t.owner_id = ${bookId} and t.state = 'settled') as settled,
        (select count(*)::int from policy.grant g where g.run_id = r.owner_id and g.state = 'settled') as told
      from (select 1) one left join policy.run r on r.period = ${period} and r.book_id = ${bookId}`),
  )

async function act(system: System, operation: string, actor: Actor, input: Record<string, unknown>) {
  const answer = await system.execute({
    engine: 'policy',
    operation,
    input,
    actor,
    idempotencyKey: `crash:${operation}`,
  })
  if (answer.kind === 'failed') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
}

/** A job that failed waits for some seconds of real time; here it is tried again at once, and the workers are told so. */
const hurry = (system: System) =>
  transaction(system.pool, { read: 'all', write: 'all' }, async (trx) => {
    const moved = await trx.run(
      sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null`,
    )
    if (moved > 0) await trx.run(sql`select pg_notify('jobs:insert', ${JSON.stringify({ count: moved })})`)
  })

const mostRounds = 60
const askingMs = 6_000

/**
 * Takes a run from wherever it stands to where everybody whom the money covers is paid and told: what officers do, and the city's
 * clock, which `wait` moves. Returns whether it got there.
 */
export async function carryOn(system: System, course: Course, wait: (to: string) => void): Promise<boolean> {
  for (let round = 0; round < mostRounds; round++) {
    await system.settle()
    const { runId, state, ...count } = await standingOf(system, course)
    const { people, bookId, period, covered } = course
    const now = system.clock.now()
    if (!runId)
      await act(system, 'startRun', people.starter, {
        policyId: samplePolicy,
        asOf: sampleDay,
        period,
        bookId,
      })
    else if (state === 'collected') await act(system, 'publishRun', people.starter, { runId })
    else if (state === 'in-publicity') {
      const { today, calendar } = system.moment()
      const after = calendar.addWorkingDays(today, 6)
      if (after.provisional) throw new Error('the town has left the published calendar')
      wait(calendar.closeOf(after.day))
    } else if (state === 'publicity-over') await act(system, 'approveRun', people.approver, { runId })
    else if (state === 'approved' && count.settled >= covered && count.told >= covered) return true
    else {
      wait(instantFrom(msOf(now) + askingMs))
      await hurry(system)
    }
  }
  return false
}
