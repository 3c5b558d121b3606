import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker'
import type { Job, JobContext, JobRequest } from './engine.ts'
import type { Consumer } from './feed/consumers.ts'
import { type Pool, createPool, glance, sql, transaction } from './database/sql.ts'
import { connectionName, type Lease, LeaseLost } from './lease.ts'
import type { Log } from './log.ts'
import { noSteps, type Steps } from './steps.ts'
import type { Recorded } from '#kernel/engine.ts'
import pg from 'pg'

/** Work with the outside world: tried until it succeeds, with growing pauses, in processes that may be killed. */
export interface Jobs {
  readonly add: (requests: readonly (JobRequest & { key: string })[]) => Promise<void>
  readonly start: (tasks: Readonly<Record<string, Job>>, context: JobContext) => Promise<void>
  /** jobs that could run now or are running */
  readonly waiting: () => Promise<number>
  readonly stop: () => Promise<void>
}

export async function prepareJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silent })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`
      grant usage on schema graphile_worker to yishang_app;
      grant select, insert, update, delete on all tables in schema graphile_worker to yishang_app;
      grant usage, select on all sequences in schema graphile_worker to yishang_app;
      grant execute on all functions in schema graphile_worker to yishang_app`)
    // The job tables have row security without a policy, which shuts out everybody but their owner.
    await client.query(`
      do $$ declare one record; begin
        for one in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
        loop
          execute format('drop policy if exists working on graphile_worker.%I', one.relname);
          execute format('create policy working on graphile_worker.%I to yishang_app using (true) with check (true)', one.relname);
        end loop;
      end $$`)
  } finally {
    await client.end()
  }
}

/**
 * Whether a job's end could be written is asked for a moment later, where the library hears a failure. Written at once, it would
 * hear none, and a connection that the database ended in the middle of a job would end the whole process.
 */
const heardEnds: GraphileConfig.Preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }
const restartMs = 1_000

const silent = new Logger(() => () => undefined)

export interface JobsOptions {
  readonly pool: Pool
  readonly appUrl: string
  readonly lease: Lease
  readonly log: Log
  readonly steps?: Steps | undefined
}

export function createJobs({ pool, appUrl, lease, log, steps = noSteps }: JobsOptions): Jobs {
  let runner: Runner | undefined
  let stopped: Promise<void> | undefined
  const workerPool = createPool(appUrl, 6, { name: connectionName(lease.workerId) })
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ worker: message }, 'job worker')
  })
  const names: string[] = []
  /** Jobs whose end could not be written are done again: they would stay locked by one who is no more. */
  const freeJobsOf = (ended: readonly string[]) =>
    transaction(pool, { read: 'all', write: 'all' }, (trx) =>
      trx.run(sql`select graphile_worker.force_unlock_workers(${[...ended]}::text[])`),
    )
  /** Locks and runs jobs until it is stopped, or loses its connections with a job in hand. */
  async function openRunner(tasks: Readonly<Record<string, Job>>, context: JobContext): Promise<Runner> {
    // No job begins before it is on record who locks it: else a job of one killed at that moment would stay locked.
    let begin: () => void = () => undefined
    let refuse: (error: unknown) => void = () => undefined
    const recorded = new Promise<void>((resolve, reject) => {
      begin = resolve
      refuse = reject
    })
    recorded.catch(() => undefined)
    const events: WorkerEvents = new EventEmitter()
    // The library locks jobs in the name of the pool, whichever of its workers runs them.
    const ended = [...names]
    events.on('pool:create', ({ workerPool }) => {
      names.push(workerPool.id)
      lease.lockAs(workerPool.id)
    })
    const opened = await run({
      events,
      pgPool: workerPool,
      concurrency: 4,
      pollInterval: 1_000,
      noHandleSignals: true,
      logger,
      preset: heardEnds,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, job]) => [
          name,
          async (payload: unknown) => {
            await recorded
            await steps(`job ${name} begun`)
            await job(payload as Record<string, unknown>, context)
            await steps(`job ${name} done`)
          },
        ]),
      ),
    })
    runner = opened
    try {
      await lease.report()
      if (ended.length) await freeJobsOf(ended)
      begin()
    } catch (error) {
      refuse(error)
      await opened.stop()
      throw error
    }
    return opened
  }

  return {
    add: (requests) =>
      transaction(pool, { read: 'all', write: 'all' }, async (trx) => {
        for (const request of requests)
          await trx.run(sql`
            select graphile_worker.add_job(${request.task}, ${JSON.stringify(request.payload)}::json,
              queue_name := ${request.queue ?? null}, job_key := ${request.key}, max_attempts := 25)`)
      }),
    start: async (tasks, context) => {
      const begin = async () => {
        const opened = await openRunner(tasks, context)
        void opened.promise.then(beginLater)
      }
      const beginLater = () => void setTimeout(beginAgain, restartMs).unref()
      const beginAgain = () => {
        if (stopped) return
        begin().catch((err: unknown) => {
          log.warn({ err }, 'the job worker did not begin again')
          // Who was replaced works on under another lease, with a job worker of that one.
          if (!(err instanceof LeaseLost)) beginLater()
        })
      }
      await begin()
    },
    waiting: async () => {
      const [row] = await glance<{ n: number }>(
        pool,
        sql`
          select count(*)::int as n from graphile_worker.jobs
          where attempts < max_attempts and (run_at <= now() or locked_at is not null)`,
      )
      return row?.n ?? 0
    },
    stop: () => {
      stopped ??= (async () => {
        // Whoever ended by itself refuses to be stopped; its jobs in hand are waited for in either case.
        await Promise.allSettled([runner?.stop(), runner?.promise])
        await workerPool.end()
      })()
      return stopped
    },
  }
}

/** Turns events into jobs by the engines' own pure tables. */
export function reactionConsumer(
  reactions: readonly ((recorded: Recorded) => readonly JobRequest[])[],
  jobs: Jobs,
): Consumer {
  return {
    name: 'reactions',
    handle: async (batch) => {
      const requests = batch.flatMap((recorded) =>
        reactions.flatMap((react, engine) =>
          react(recorded).map((request, index) => ({
            ...request,
            key: `${recorded.seq}:${engine}:${index}`,
          })),
        ),
      )
      if (requests.length) await jobs.add(requests)
    },
  }
}
