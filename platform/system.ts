import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { reachOf } from '#kernel/actor.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { dayOf } from '#kernel/time.ts'
import { createAccounts, type Accounts, type MandatesOf } from './auth/accounts.ts'
import { type CityBasics, cityBasics } from './city-basics.ts'
import type { AdjustableClock, Clock } from './clock.ts'
import { createPool, type Pool, reading, sql, transaction } from './database/sql.ts'
import type { DatabaseUrls } from './database/roles.ts'
import { definitionsOn, readDefinitions } from './definition-store.ts'
import type { Engine, Execute, JobContext, Moment, OutsideNews, RunQuery } from './engine.ts'
import { createExecute, type Fence } from './execute.ts'
import { type Consumer, createConsumers } from './feed/consumers.ts'
import { createSequencer } from './feed/sequencer.ts'
import { createLive, type Live } from './feed/live.ts'
import { fireTimers } from './feed/timers.ts'
import { createDays } from './feed/days.ts'
import { createFiles, type Files } from './files.ts'
import { createJobs, reactionConsumer } from './jobs.ts'
import { type Keys, openKeys } from './keys.ts'
import { connectionName, LeaseLost, type OpenLease, openLease } from './lease.ts'
import { noSteps, type Steps } from './steps.ts'
import { createMirror, type Mirror } from './mirror/mirror.ts'
import type { MirrorSource } from './mirror/source.ts'
import type { Log } from './log.ts'
import { type Outside, stepped } from './connectors.ts'
import { type Process, processConsumer } from './process.ts'
import { createQuery } from './query.ts'
import { createReceiptBook } from './receipts.ts'
import { createRegistry, type Registry, RolesIncomplete, ungranted } from './registry.ts'

export interface SystemOptions {
  readonly urls: DatabaseUrls
  readonly home: string
  readonly engines: readonly Engine[]
  readonly processes: readonly Process[]
  /** kinds of definition that belong to no engine */
  readonly kinds: readonly DefinitionKind[]
  readonly mandatesOf: MandatesOf
  readonly clock: Clock | AdjustableClock
  readonly outside: Outside
  readonly log: Log
  /** where the public reaches this system, without a final slash; printed on licences */
  readonly address: () => string
  readonly poolSize?: number
  /** given where this process is to hold all enterprises in memory */
  readonly mirror?: MirrorSource
  /** told of every named place that work passes; for tests that end the process there */
  readonly steps?: Steps
  /** another keeper of the right to work in the background than the database */
  readonly lease?: OpenLease
}

/** A running city: one database, its engines, its clock. */
export interface System {
  readonly pool: Pool
  readonly registry: Registry
  readonly execute: Execute
  readonly query: RunQuery
  readonly accounts: Accounts
  readonly files: Files
  readonly keys: Keys
  readonly moment: () => Moment
  readonly city: () => CityBasics
  readonly outside: Outside
  /** all enterprises in memory, where this process holds them */
  readonly mirror: Mirror | undefined
  /** follows up what another system said, by the engines' own tables */
  readonly hear: (news: OutsideNews) => Promise<void>
  readonly clock: Clock | AdjustableClock
  /** tells whoever listens of whom something was recorded */
  readonly live: Live
  /** reads the definitions again after they changed */
  readonly reloadDefinitions: () => Promise<void>
  /** one turn of the feed: sequence, consumers, timers; returns how much was done */
  readonly turn: () => Promise<number>
  /** turns until nothing moves and no job waits */
  readonly settle: () => Promise<void>
  /** starts turning by itself, and the job workers */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly health: () => Promise<{ database: boolean; waiting: number; feed: number }>
}

export async function openSystem(options: SystemOptions): Promise<System> {
  const { engines, log, clock } = options
  const { steps = noSteps } = options
  const workerId = randomUUID()
  const pool = createPool(options.urls.app, options.poolSize ?? 16, connectionName(workerId))
  const kinds = [...options.kinds, ...engines.flatMap((engine) => engine.definitions)]
  let city: CityBasics
  let definitions: ReturnType<typeof definitionsOn>
  const reloadDefinitions = async () => {
    const rows = await readDefinitions(pool)
    definitions = definitionsOn(rows, kinds)
    city = cityBasics(definitions(dayOf(clock.now(), 0)))
  }
  await reloadDefinitions()

  const registry = createRegistry(engines)
  const missing = ungranted(registry, city!.rights)
  if (missing.length) throw new RolesIncomplete(missing)
  const moment = (): Moment => {
    const now = clock.now()
    const today = dayOf(now, city.offsetMinutes)
    return { now, today, calendar: city.calendar, definitions: definitions(today) }
  }
  const offered = {
    engines: engines.map((engine) => engine.name),
    screens: engines.flatMap((engine) => engine.screens),
    kinds,
  }
  const files = createFiles(pool, path.join(options.home, 'files'))
  const keys = openKeys(options.home)
  const { address } = options
  const receipts = createReceiptBook(pool, log)
  const rights = () => city.rights
  let wake: () => void = () => undefined
  const execute = createExecute({ pool, registry, rights, moment, committed: () => wake(), steps })
  const mirror =
    options.mirror && createMirror({ pool, home: options.home, source: options.mirror, moment, log })
  const query = createQuery({
    pool,
    registry,
    rights,
    moment,
    receipts,
    files,
    keys,
    address,
    offered,
    mirror,
  })
  const sequencer = createSequencer({
    sealerUrl: options.urls.sealer,
    name: connectionName(workerId),
    log,
    steps,
  })
  const lease = (options.lease ?? openLease)({
    pool,
    now: () => clock.now(),
    endSealer: (other) => sequencer.endConnections(connectionName(other)),
    log,
    workerId,
  })
  const fence: Fence = (trx) => lease.check(trx)
  /** what is done in the background is done by whoever holds the lease */
  const work: Execute = (command) => execute(command, fence)
  const jobs = createJobs({ pool, appUrl: options.urls.app, lease, log, steps })
  const consumers = createConsumers({
    pool,
    consumers: consumersOf(options, work, jobs, log),
    fence,
    log,
    steps,
  })
  const live = createLive(pool)
  const context: JobContext = {
    execute: work,
    leaseUntil: () => lease.until(),
    query,
    moment,
    outside: stepped(options.outside, steps),
    files,
    log,
    keys,
    address,
    reading: (work) => reading(pool, 'all', work),
    staging: (ownerId, work) => transaction(pool, { read: 'all', write: [ownerId] }, work),
    claiming: (work) => transaction(pool, { read: 'all', write: [] }, work),
  }

  const beginDay = createDays(engines, work, log)
  const turn = async (): Promise<number> => {
    await lease.report().catch((error: unknown) => {
      if (error instanceof LeaseLost) void jobs.stop()
      throw error
    })
    await live.advance()
    await beginDay(moment().today)
    const numbered = await sequencer.tick()
    if (numbered === undefined) return 0
    const moved = await consumers.advanceAll()
    const fired = await fireTimers(pool, work, clock.now(), log, steps)
    await receipts.flush()
    return numbered + moved + fired + ((await mirror?.advance()) ?? 0)
  }
  const loop = createLoop(turn, log)
  wake = loop.wake
  let working = false
  const startJobs = async () => {
    if (working) return
    working = true
    await jobs.start(Object.assign({}, ...engines.map((engine) => engine.jobs)), context)
  }

  return {
    pool,
    registry,
    execute,
    query,
    accounts: createAccounts(pool, options.mandatesOf),
    files,
    keys,
    moment,
    city: () => city,
    outside: options.outside,
    hear: async (news) => {
      const requests = engines.flatMap((engine) => engine.hears?.(news) ?? [])
      if (requests.length) await jobs.add(requests)
    },
    clock,
    live,
    reloadDefinitions,
    turn,
    mirror,
    settle: async () => {
      await startJobs()
      for (let quiet = 0; quiet < 2; ) {
        const moved = await turn()
        const due = await jobs.waiting()
        quiet = moved === 0 && due === 0 ? quiet + 1 : 0
        if (due > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    start: async () => {
      void mirror?.boot().catch((error: unknown) => log.error({ err: error }, 'the city is not in memory'))
      await startJobs()
      loop.start()
    },
    stop: async () => {
      await loop.stop()
      await receipts.flush()
      mirror?.save()
      await jobs.stop()
      await lease.end()
      await sequencer.stop()
      await pool.end()
    },
    health: async () => {
      try {
        const row = await reading(pool, 'all', (trx) =>
          trx.get<{ waiting: number; feed: number }>(sql`
            select (select count(*) from platform.outbox)::int as waiting,
              coalesce((select max(seq) from platform.feed), 0)::int as feed`),
        )
        return { database: true, ...row }
      } catch {
        return { database: false, waiting: 0, feed: 0 }
      }
    },
  }
}

function consumersOf(
  { engines, processes }: SystemOptions,
  execute: Execute,
  jobs: ReturnType<typeof createJobs>,
  log: Log,
): Consumer[] {
  const reactions = engines.flatMap((engine) => engine.reactions ?? [])
  return [
    ...processes.map((process) => processConsumer(process, execute, log)),
    ...(reactions.length ? [reactionConsumer(reactions, jobs)] : []),
  ]
}

const tickMs = 100

/** Turns at once after a commit, and every 100 ms in any case: other processes commit too. */
function createLoop(turn: () => Promise<number>, log: Log) {
  let running = false
  let current: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const go = () => {
    if (!running || current) return
    clearTimeout(timer)
    current = turn().then(
      (moved) => {
        current = undefined
        if (!running) return
        if (moved > 0) setImmediate(go)
        else timer = setTimeout(go, tickMs)
      },
      (error: unknown) => {
        current = undefined
        if (error instanceof LeaseLost) {
          running = false
          log.fatal({ err: error }, 'this process was replaced and works no more: start it again')
          return
        }
        log.error({ err: error }, 'a turn of the feed failed')
        if (running) timer = setTimeout(go, tickMs * 10)
      },
    )
  }
  return {
    wake: () => {
      if (running && !current) setImmediate(go)
    },
    start: () => {
      running = true
      go()
    },
    stop: async () => {
      running = false
      clearTimeout(timer)
      await current
    },
  }
}

/** What an account may do, for the web to show only what will work. */
export function rightsOf(
  system: System,
  actor: Parameters<typeof reachOf>[0],
): Record<string, 'public' | 'own' | 'jurisdiction' | 'all'> {
  const may: Record<string, 'public' | 'own' | 'jurisdiction' | 'all'> = {}
  for (const engine of system.registry.engines)
    for (const [operation, row] of Object.entries(engine.contract)) {
      if (row.kind === 'write' && row.internal) continue
      const name = `${engine.name}.${operation}`
      if (row.permission === 'public') may[name] = 'public'
      else {
        const reach = reachOf(actor, name, row.permission, system.city().rights)
        if (reach.kind !== 'none') may[name] = reach.kind
      }
    }
  return may
}
