import { randomUUID } from 'node:crypto'
import { createPool, type Pool, reading, transaction } from './database/sql.ts'
import type { Engine, Execute, JobContext, JobRequest, Moment } from './engine.ts'
import type { Fence, Writer } from './execute.ts'
import { type Consumer, createConsumers } from './feed/consumers.ts'
import { createDays } from './feed/days.ts'
import { createSequencer } from './feed/sequencer.ts'
import { fireTimers } from './feed/timers.ts'
import { createJobs, reactionConsumer } from './jobs.ts'
import { connectionName, type OpenLease, openLease } from './lease.ts'
import type { Log } from './log.ts'
import { type Process, processConsumer } from './process.ts'
import type { Steps } from './steps.ts'

export interface BackgroundOptions {
  readonly urls: { readonly app: string; readonly sealer: string }
  readonly engines: readonly Engine[]
  readonly processes: readonly Process[]
  /** the write path over connections of the lease's own */
  readonly writerOver: (pool: Pool) => Writer
  /** what jobs are given besides what depends on the lease */
  readonly context: Omit<
    JobContext,
    'execute' | 'executeAll' | 'leaseUntil' | 'reading' | 'staging' | 'claiming'
  >
  readonly moment: () => Moment
  readonly log: Log
  readonly steps: Steps
  readonly lease?: OpenLease | undefined
  readonly poolSize: number
}

/**
 * All that one lease allows: turns of the feed and jobs, over connections that carry the lease's name. Who was replaced leaves it
 * behind as it is, with whatever stands still in it, and begins another.
 */
export interface Background {
  /** reports, then numbers, consumers, timers; throws `LeaseLost` in one that was replaced */
  readonly turn: () => Promise<number>
  readonly startJobs: () => Promise<void>
  readonly add: (requests: readonly (JobRequest & { key: string })[]) => Promise<void>
  /** jobs that could run now or are running */
  readonly waiting: () => Promise<number>
  readonly stop: () => Promise<void>
}

export function openBackground(options: BackgroundOptions): Background {
  const { urls, engines, processes, moment, log, steps } = options
  const workerId = randomUUID()
  const pool = createPool(urls.app, options.poolSize, { name: connectionName(workerId), seesAll: true })
  const sequencer = createSequencer({ sealerUrl: urls.sealer, name: connectionName(workerId), log, steps })
  const lease = (options.lease ?? openLease)({
    pool,
    now: () => moment().now,
    endSealer: (other) => sequencer.endConnections(connectionName(other)),
    log,
    workerId,
  })
  const fence: Fence = (trx) => lease.check(trx)
  const writer = options.writerOver(pool)
  const execute: Execute = (command) => writer.execute(command, fence)
  const jobs = createJobs({ pool, appUrl: urls.app, lease, log, steps })
  const reactions = engines.flatMap((engine) => engine.reactions ?? [])
  const followers: Consumer[] = [
    ...processes.map((process) => processConsumer(process, execute, log)),
    ...(reactions.length ? [reactionConsumer(reactions, jobs)] : []),
  ]
  const consumers = createConsumers({ pool, consumers: followers, fence, log, steps })
  const beginDay = createDays(engines, execute, log)
  const context: JobContext = {
    ...options.context,
    execute,
    executeAll: (commands) => writer.executeAll(commands, fence),
    leaseUntil: () => lease.until(),
    reading: (work) => reading(pool, 'all', work),
    staging: (ownerId, work) => transaction(pool, { read: 'all', write: [ownerId] }, work),
    claiming: (work) => transaction(pool, { read: 'all', write: [] }, work),
  }
  return {
    turn: async () => {
      await lease.report()
      await beginDay(moment().today)
      const numbered = await sequencer.tick()
      if (numbered === undefined) {
        consumers.forget()
        return 0
      }
      return (
        numbered.rows +
        (await consumers.advanceAll(numbered.head)) +
        (await fireTimers(pool, execute, moment().now, log, steps))
      )
    },
    startJobs: () => jobs.start(Object.assign({}, ...engines.map((engine) => engine.jobs)), context),
    add: jobs.add,
    waiting: jobs.waiting,
    stop: async () => {
      await jobs.stop()
      await lease.end()
      await sequencer.stop()
      await pool.end()
    },
  }
}
