import type pg from 'pg'
import type { Actor } from '#kernel/actor.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import type { Instant } from '#kernel/time.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import { accountIdOf, type MandatesOf } from '../auth/accounts.ts'
import { fixedClock } from '../clock.ts'
import { type Outside, unconnected } from '../connectors.ts'
import { type HashedPassword, hashPassword } from '../auth/password.ts'
import { applyDefinitions, type StoredDefinition } from '../definition-store.ts'
import type { DatabaseUrls } from '../database/roles.ts'
import { createPool } from '../database/sql.ts'
import { type Engine, type ExecuteResult, type QueryResult, systemActor } from '../engine.ts'
import { createLog } from '../log.ts'
import { migrationSources } from '../migration-sources.ts'
import type { MirrorSource } from '../mirror/source.ts'
import type { Process } from '../process.ts'
import type { Steps } from '../steps.ts'
import { openSystem, type System } from '../system.ts'
import { type ServerKind, testDatabase } from './database.ts'
import { openFolds } from '../writing/folds.ts'
import { testTown } from './test-town.ts'

/** A whole system over a fresh database, with a clock that stands still and turns that the test makes. */
export interface TestSystem {
  readonly system: System
  readonly urls: DatabaseUrls
  readonly clock: ReturnType<typeof fixedClock>
  readonly founder: Actor
  /** an account with the role of newcomers */
  readonly account: (
    login: string,
    role?: string,
    office?: { department?: string; district?: string; personId?: string },
  ) => Promise<Actor>
  /** the same account with its mandates of now */
  readonly refresh: (actor: Actor) => Promise<Actor>
  readonly execute: (
    engine: string,
    operation: string,
    input: Record<string, unknown>,
    how?: { as?: Actor; key?: string; version?: number },
  ) => Promise<ExecuteResult>
  readonly query: <T>(
    engine: string,
    operation: string,
    input: Record<string, unknown>,
    as?: Actor,
  ) => Promise<QueryResult<T>>
  /** SQL as the superuser, to look behind the curtain */
  readonly admin: (text: string) => Promise<pg.QueryResult<Record<string, unknown>>>
  readonly counts: () => Promise<unknown>
  /** streams are read from their beginning again: for what changes the record behind the system's back */
  readonly forget: () => void
  readonly close: () => Promise<void>
  /** stops the system and leaves its database, to which nobody is connected any more, to be copied */
  readonly park: () => Promise<{ adminUrl: string; home: string; drop: () => Promise<void> }>
}

export interface TestSystemOptions {
  readonly engines: readonly Engine[]
  readonly processes: readonly Process[]
  readonly mandatesOf: MandatesOf
  /** instead of the built-in test town, whose roles may do everything their contract allows */
  readonly definitions?: readonly StoredDefinition[]
  readonly kinds?: readonly DefinitionKind[]
  readonly now?: Instant
  readonly outside?: Outside
  readonly mirror?: MirrorSource
  readonly steps?: Steps
  /** `durable` for measurements: commits reach the disk */
  readonly server?: ServerKind
}

let sequence = 0
let hashed: Promise<HashedPassword> | undefined
/** One password for all accounts of all tests, hashed once: hashing is slow on purpose. */
const testPassword = () => (hashed ??= hashPassword('a long password'))

export async function openTestSystem(options: TestSystemOptions): Promise<TestSystem> {
  const database = await testDatabase(migrationSources(options.engines), options.server)
  const clock = fixedClock(options.now ?? '2026-03-02T02:00:00.000Z')
  let folds = openFolds()
  const seed = createPool(database.urls.app, 1)
  await applyDefinitions(seed, options.definitions ?? testTown(options.engines), 'test', clock.now())
  await seed.end()
  const system = await openSystem({
    urls: database.urls,
    home: database.home,
    engines: options.engines,
    processes: options.processes,
    kinds: options.kinds ?? cityKinds,
    mandatesOf: options.mandatesOf,
    clock,
    outside: options.outside ?? unconnected,
    ...(options.mirror ? { mirror: options.mirror } : {}),
    ...(options.steps ? { steps: options.steps } : {}),
    folds: { find: (stream) => folds.find(stream), keep: (stream, fold) => folds.keep(stream, fold) },
    log: createLog(process.env['YISHANG_TEST_LOG'] ?? 'silent'),
    address: () => 'https://city.example',
    poolSize: 8,
  })
  // A test may ask several things at once, which one connection does not answer.
  const admin = createPool(database.adminUrl, 4)

  const refresh = async (actor: Actor): Promise<Actor> => {
    const { rows } = await admin.query<{ login: string }>(
      'select login from platform.account where account_id = $1',
      [actor.id],
    )
    const session = await system.accounts.assume(rows[0]?.login ?? '', clock.now())
    return system.accounts.actorOf(session?.token, clock.now(), system.moment().today)
  }
  const account: TestSystem['account'] = async (
    login,
    role = 'newcomer',
    { personId, ...office }: { department?: string; district?: string; personId?: string } = {},
  ) => {
    await system.accounts.create(
      {
        login,
        name: `账号 ${login}`,
        password: await testPassword(),
        roles: [{ role, ...office }],
        personId,
      },
      clock.now(),
    )
    return refresh({ id: accountIdOf(login), kind: 'account', name: login, roles: [], partyIds: [] })
  }
  return {
    system,
    urls: database.urls,
    clock,
    founder: await account('founder'),
    account,
    refresh,
    execute: (engine, operation, input, how = {}) =>
      system.execute({
        engine,
        operation,
        input,
        actor: how.as ?? systemActor('test'),
        idempotencyKey: how.key ?? `test-key-${++sequence}`,
        expectedVersion: how.version,
      }),
    query: (engine, operation, input, as = systemActor('test')) =>
      system.query({ engine, operation, input, actor: as }),
    admin: (text) => admin.query(text),
    forget: () => {
      folds = openFolds()
    },
    counts: async () =>
      (
        await admin.query(`
          select (select count(*)::int from platform.event) events, (select count(*)::int from platform.outbox) outbox,
            (select count(*)::int from platform.audit_leaf) leaves, (select count(*)::int from platform.idempotency) answers,
            (select sum(version)::int from platform.stream) versions`)
      ).rows[0],
    park: async () => {
      await system.stop()
      await admin.end()
      const { adminUrl, home, drop } = database
      return { adminUrl, home, drop }
    },
    close: async () => {
      await system.stop()
      await admin.end()
      await database.drop()
    },
  }
}
