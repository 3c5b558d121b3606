import { instantFrom, msOf } from '#kernel/time.ts'
import { sampleDay, samplePolicy } from '#engines/policy/sample.ts'
import type { ExecuteResult } from '#platform/engine.ts'
import { reading, sql, transaction } from '#platform/database/sql.ts'
import type { System } from '#platform/system.ts'
import type { People } from './town.ts'

/** What a run is to be: whose money, how many of its payees the money covers. */
export interface Course {
  readonly bookId: string
  readonly period: string
  readonly covered: number
  readonly people: People
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

type Act = 'startRun' | 'publishRun' | 'approveRun'

async function act(
  system: System,
  operation: Act,
  { people, bookId, period }: Course,
  runId: string | null,
): Promise<ExecuteResult> {
  const start = { policyId: samplePolicy, asOf: sampleDay, period, bookId }
  return system.execute({
    engine: 'policy',
    operation,
    input: operation === 'startRun' ? start : { runId },
    actor: operation === 'approveRun' ? people.approver : people.starter,
    idempotencyKey: `crash:${operation}`,
  })
}

async function demand(...asked: Parameters<typeof act>): Promise<void> {
  const answer = await act(...asked)
  if (answer.kind === 'failed') throw new Error(`${asked[1]}: ${JSON.stringify(answer.failure)}`)
}

/** Offices that have the same benefit in mind start it at the same moment, and publish what they have; who got that far. */
export async function beginAtOnce(
  system: System,
  courses: readonly Course[],
  told: (begun: number) => void,
): Promise<Course[]> {
  const answers = await Promise.all(courses.map((course) => act(system, 'startRun', course, null)))
  const begun = courses.filter((_, index) => answers[index]?.kind === 'written')
  told(begun.length)
  await system.settle()
  const runs = await Promise.all(begun.map((course) => standingOf(system, course)))
  await Promise.all(
    begun.map((course, index) => demand(system, 'publishRun', course, runs[index]?.runId ?? null)),
  )
  await system.settle()
  return begun
}

/** A job that failed waits for some seconds of real time; here it is tried again at once, and the workers are told so. */
const hurry = (system: System) =>
  transaction(system.pool, { read: 'all', write: 'all' }, async (trx) => {
    const moved = await trx.run(
      sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null`,
    )
    if (moved > 0) await trx.run(sql`select pg_notify('jobs:insert', ${JSON.stringify({ count: moved })})`)
  })

/** A run that covers everybody is over when the last is paid; one whose money ends before stays open for those who wait. */
const isPaid = (state: string | null) => state === 'approved' || state === 'finished'

const usualRounds = 60
const askingMs = 6_000

/**
 * Takes a run from wherever it stands to where everybody whom the money covers is paid and told: what officers do, and the city's
 * clock, which `wait` moves. Returns whether it got there.
 */
export async function carryOn(
  system: System,
  course: Course,
  wait: (to: string) => void,
  mostRounds = usualRounds,
): Promise<boolean> {
  for (let round = 0; round < mostRounds; round++) {
    await system.settle()
    const { runId, state, ...count } = await standingOf(system, course)
    const now = system.clock.now()
    if (!runId) await demand(system, 'startRun', course, runId)
    else if (state === 'collected') await demand(system, 'publishRun', course, runId)
    else if (state === 'in-publicity') {
      const { today, calendar } = system.moment()
      const after = calendar.addWorkingDays(today, 6)
      if (after.provisional) throw new Error('the town has left the published calendar')
      wait(calendar.closeOf(after.day))
    } else if (state === 'publicity-over') await demand(system, 'approveRun', course, runId)
    else if (isPaid(state) && count.settled >= course.covered && count.told >= course.covered) return true
    else {
      wait(instantFrom(msOf(now) + askingMs))
      await hurry(system)
    }
  }
  return false
}
