import path from 'node:path'
import { reachOf } from '#kernel/actor.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { dayOf } from '#kernel/time.ts'
import { createAccounts, type Accounts, type MandatesOf } from './auth/accounts.ts'
import { type CityBasics, cityBasics } from './city-basics.ts'
import type { AdjustableClock, Clock } from './clock.ts'
import { createPool, type Pool, reading, sql } from './database/sql.ts'
import type { DatabaseUrls } from './database/roles.ts'
import { definitionBook, definitionRevision, definitionsAfter } from './definition-store.ts'
import type { Engine, Execute, Moment, OutsideNews, RunQuery } from './engine.ts'
import { openBackground } from './background.ts'
import { createExecute } from './execute.ts'
import { createLive, type Live } from './feed/live.ts'
import { createFiles, type Files } from './files.ts'
import { type Keys, openKeys } from './keys.ts'
import { LeaseLost, type OpenLease } from './lease.ts'
import { noSteps, type Steps } from './steps.ts'
import { type Folds, openFolds } from './writing/folds.ts'
import { createMirror, type Mirror } from './mirror/mirror.ts'
import type { MirrorSource } from './mirror/source.ts'
import type { Log } from './log.ts'
import { type Outside, stepped } from './connectors.ts'
import type { Process } from './process.ts'
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
  readonly folds?: Folds
  /** another keeper of the right to work in the background than the database */
  readonly lease?: OpenLease
}

/** A running city: one database, its engines, its clock. */
export interface System {
  readonly pool: Pool
  /** sees all and writes nothing: for looking whether anything happened */
  readonly watch: Pool
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
  /** takes in definitions published since, as every turn does; how many there were */
  readonly reloadDefinitions: () => Promise<number>
  /** tells whoever listens of whom something was recorded */
  readonly live: Live
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
  const pool = createPool(options.urls.app, options.poolSize ?? 16)
  const watch = createPool(options.urls.app, 2, { seesAll: true })
  const kinds = [...options.kinds, ...engines.flatMap((engine) => engine.definitions)]
  let city: CityBasics
  const book = definitionBook(kinds)
  let revision = -1
  /** Takes in what was published since, here or by another process; how much that was. */
  const reloadDefinitions = async (): Promise<number> => {
    if ((await definitionRevision(watch)) === revision) return 0
    const added = await definitionsAfter(pool, revision)
    book.add(added.rows)
    revision = added.revision
    city = cityBasics(book.on(dayOf(clock.now(), 0)))
    return added.rows.length
  }
  await reloadDefinitions()

  const registry = createRegistry(engines)
  const missing = ungranted(registry, city!.rights)
  if (missing.length) throw new RolesIncomplete(missing)
  const moment = (): Moment => {
    const now = clock.now()
    const today = dayOf(now, city.offsetMinutes)
    return { now, today, calendar: city.calendar, definitions: book.on(today) }
  }
  const offered = {
    engines: engines.map((engine) => engine.name),
    screens: engines.flatMap((engine) => engine.screens),
    kinds,
  }
  const files = createFiles(pool, path.join(options.home, 'files'))
  const keys = openKeys(options.home, () => city.signature)
  const { address } = options
  const receipts = createReceiptBook(pool, log)
  const rights = () => city.rights
  let wake: () => void = () => undefined
  const { folds = openFolds() } = options
  const writerOver = (over: Pool) =>
    createExecute({ pool: over, registry, rights, moment, committed: () => wake(), folds, steps })
  const { execute } = writerOver(pool)
  const mirror =
    options.mirror && createMirror({ pool, watch, home: options.home, source: options.mirror, moment, log })
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
  const live = createLive(watch)
  const enlist = () =>
    openBackground({
      urls: options.urls,
      engines,
      processes: options.processes,
      writerOver,
      context: { query, moment, outside: stepped(options.outside, steps), files, log, keys, address },
      moment,
      log,
      steps,
      lease: options.lease,
      poolSize: Math.min(8, options.poolSize ?? 16),
    })
  let background = enlist()
  /** ends of those that were replaced; what stands still in them may take its time */
  const ends: Promise<void>[] = []
  let working = false
  const startJobs = async () => {
    if (working) return
    working = true
    await background.startJobs()
  }
  /** One that stood still and was replaced begins anew under a lease of its own; what it was doing stays refused. */
  const workOn = async (): Promise<number> => {
    try {
      return await background.turn()
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
      log.warn({ err: error }, 'this process was replaced and takes up work again under a new lease')
      const lost = background
      background = enlist()
      ends.push(lost.stop().catch((err: unknown) => log.warn({ err }, 'what was replaced did not end well')))
      if (working) await background.startJobs()
      return 1
    }
  }

  const turn = async (): Promise<number> => {
    await reloadDefinitions()
    await live.advance()
    const moved = await workOn()
    await receipts.flush()
    return moved + ((await mirror?.advance()) ?? 0)
  }
  const loop = createLoop(turn, log)
  wake = loop.wake

  return {
    pool,
    watch,
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
      if (requests.length) await background.add(requests)
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
        const due = await background.waiting()
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
      await mirror?.close()
      await background.stop()
      await Promise.all(ends)
      await Promise.all([pool.end(), watch.end()])
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
