import path from 'node:path'
import pg from 'pg'
import { composition } from '#apps/composition.ts'
import { addressOf, type Config } from '#apps/server/config.ts'
import { instantFrom } from '#kernel/time.ts'
import { cityClock } from '#platform/clock.ts'
import { unconnected } from '#platform/connectors.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { openDatabase, type OpenDatabase } from '#platform/database/open.ts'
import { createPool, type Pool, reading, sql } from '#platform/database/sql.ts'
import { createLog } from '#platform/log.ts'
import { applyDefinitions, readDefinitions } from '#platform/definition-store.ts'
import { openSystem, type System } from '#platform/system.ts'
import { soundCityRows } from './city-rows.ts'
import { problem } from './command.ts'

/** The same database the server uses; one that runs already is joined and left running. */
export async function withDatabase<T>(
  config: Config,
  work: (database: OpenDatabase, pool: Pool) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    ...config,
    migrations: composition.migrations,
    log: createLog('silent'),
  }).catch((error: Error) => {
    throw unavailable(error)
  })
  const pool = createPool(database.urls.app, 4)
  try {
    return await work(database, pool)
  } finally {
    await pool.end()
    if (database.attached) database.leave()
    else await database.close()
  }
}

/** A system beside the server's, over the same record: an administrator's acts go through the same write path. */
export const withSystem = <T>(config: Config, work: (system: System) => Promise<T>): Promise<T> =>
  withDatabase(config, async (database, pool) => {
    // The record holds the definitions; files only fill an empty one.
    if (!(await readDefinitions(pool)).length)
      await applyDefinitions(
        pool,
        await soundCityRows(config.cityDirectory),
        'files',
        instantFrom(Date.now()),
      )
    const clock = database.embedded
      ? await reading(pool, 'all', (trx) =>
          trx.get<{ offset: number }>(sql`select offset_ms as offset from platform.clock`),
        )
      : { offset: 0 }
    const system = await openSystem({
      urls: database.urls,
      home: config.home,
      engines: composition.engines,
      processes: composition.processes,
      kinds: composition.cityKinds,
      mandatesOf: composition.mandatesOf,
      clock: cityClock(clock.offset),
      outside: unconnected,
      log: createLog('silent'),
      address: () => addressOf(config),
      poolSize: 6,
    })
    try {
      return await work(system)
    } finally {
      await system.stop()
    }
  })

/** A plain connection as the administrator, for looking without preparing anything. */
export async function withAdministrator<T>(
  config: Config,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const server = config.databaseUrl ? undefined : await startEmbedded(path.join(config.home, 'database'))
  const client = new pg.Client({
    connectionString: config.databaseUrl ?? server?.adminUrl('postgres'),
  })
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw error instanceof pg.DatabaseError || (error as NodeJS.ErrnoException).code
      ? unavailable(error as Error)
      : error
  } finally {
    await client.end().catch(() => undefined)
    if (server && !server.attached) server.stop()
  }
}

const unavailable = (error: Error) =>
  problem(
    'database-unavailable',
    [`数据库打不开：${error.message}`, `The database cannot be opened: ${error.message}`],
    [
      '请检查 DATABASE_URL 和状态目录，或运行 yishang doctor。',
      'Check DATABASE_URL and the state directory, or run yishang doctor.',
    ],
    1,
  )
