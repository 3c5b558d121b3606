import { randomUUID } from 'node:crypto'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'
import { type Pool, reading, sql, transaction, type Trx } from './database/sql.ts'
import type { Log } from './log.ts'

/** How long a worker that does not report is waited for, in milliseconds of the city's clock. */
export const leaseMs = 60_000

/** How long the end of a replaced worker's connection is waited for, in milliseconds. */
const endingMs = 5_000

/** The name that a worker's connections carry, by which whoever takes over ends them. */
export const connectionName = (workerId: string) => `yishang:${workerId}`

/** Thrown in a worker that others took for dead: what it was doing is somebody else's work now. */
export class LeaseLost extends Error {
  constructor(workerId: string) {
    super(`worker ${workerId} was replaced while it stood still`)
  }
}

/**
 * The right to work in the background. Reported at every turn of the feed; who does not report for `leaseMs` is replaced: first its
 * row is marked, so that nothing it begins from then on is committed, then its open connections are ended, with whatever
 * transaction stood still in them, and only then are its jobs free for others.
 */
export interface Lease {
  readonly workerId: string
  /** the names under which this worker locks jobs */
  readonly lockAs: (jobWorker: string) => void
  /** reports, and replaces those who no longer do; throws `LeaseLost` in one that was replaced itself */
  readonly report: () => Promise<void>
  /** throws `LeaseLost` unless this worker still works; asked inside the transaction that it guards */
  readonly check: (trx: Trx) => Promise<void>
  /** until when nobody replaces this worker; reports first where that was long ago, as after a clock that was moved on */
  readonly until: () => Promise<Instant>
  readonly end: () => Promise<void>
}

export interface LeaseOptions {
  readonly pool: Pool
  readonly now: () => Instant
  /** ends the connections of the role that numbers and seals */
  readonly endSealer: (workerId: string) => Promise<void>
  readonly log: Log
  readonly workerId?: string
}

export type OpenLease = (options: LeaseOptions) => Lease

export const openLease: OpenLease = ({ pool, now, endSealer, log, workerId = randomUUID() }) => {
  const jobWorkers: string[] = []
  let reportedAt: Instant | undefined

  const find = async (trx: Trx): Promise<Instant> => {
    const row = await trx.find<{ until: Instant }>(
      sql`select until from platform.worker where worker_id = ${workerId} and lapsed_at is null`,
    )
    if (!row) throw new LeaseLost(workerId)
    return row.until
  }

  async function replace(lapsed: readonly { id: string; jobs: readonly string[] }[]): Promise<void> {
    for (const { id, jobs } of lapsed) {
      await endSealer(id)
      await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
        await trx.run(sql`
          select pg_terminate_backend(pid, ${endingMs}) from pg_stat_activity
          where application_name = ${connectionName(id)} and usename = current_user and pid <> pg_backend_pid()`)
        await trx.run(sql`select graphile_worker.force_unlock_workers(${[...jobs]}::text[])`)
      })
      log.warn({ worker: id }, 'took over the work of one who no longer reports')
    }
  }

  async function report(): Promise<void> {
    const at = now()
    if (reportedAt && at >= reportedAt && msOf(at) - msOf(reportedAt) < leaseMs / 4) return
    const until = instantFrom(msOf(at) + leaseMs)
    const lapsed = await transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
      const kept = await trx.run(sql`
        insert into platform.worker (worker_id, since, until, job_workers)
        values (${workerId}, ${at}, ${until}, ${jobWorkers})
        on conflict (worker_id) do update set until = excluded.until, job_workers = excluded.job_workers
        where worker.lapsed_at is null`)
      if (kept === 0) throw new LeaseLost(workerId)
      return trx.rows<{ id: string; jobs: string[] }>(sql`
        update platform.worker set lapsed_at = ${at}
        where lapsed_at is null and until < ${at} and worker_id <> ${workerId}
        returning worker_id as id, job_workers as jobs`)
    })
    reportedAt = at
    await replace(lapsed)
  }

  return {
    workerId,
    lockAs: (jobWorker) => {
      jobWorkers.push(jobWorker)
      reportedAt = undefined
    },
    report,
    check: async (trx) => void (await find(trx)),
    until: async () => {
      await report()
      return reading(pool, 'all', find)
    },
    end: async () => {
      await transaction(pool, { read: 'all', write: 'all' }, (trx) =>
        trx.run(sql`delete from platform.worker where worker_id = ${workerId} and lapsed_at is null`),
      )
    },
  }
}
