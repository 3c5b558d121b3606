import fs from 'node:fs'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { composition } from '#apps/composition.ts'
import { instantFrom } from '#kernel/time.ts'
import { cityClock } from '#platform/clock.ts'
import { connect } from '#platform/connectors.ts'
import { createPool, reading, sql } from '#platform/database/sql.ts'
import { type OpenDatabase, openDatabase } from '#platform/database/open.ts'
import { openApiDocument } from '#platform/http/openapi.ts'
import { createHttp } from '#platform/http/server.ts'
import { serveWeb } from '#platform/http/static.ts'
import { createLog, type Log } from '#platform/log.ts'
import { seedCity, type Seeded } from '#platform/seed-city.ts'
import { serviceHandlers } from '#platform/service-handlers.ts'
import { platformServices } from '#platform/services.ts'
import { openSystem, type System } from '#platform/system.ts'
import { addressOf, type Config, readConnections, root } from './config.ts'
import { startSandbox } from './sandbox.ts'
import { companySeat, openDemoAccounts } from './demo.ts'
import { lendEnterprise } from './demo-company.ts'
import { beginDemoClock } from './demo-clock.ts'
import { populate } from './populate.ts'

export interface RunningServer {
  readonly url: string
  readonly system: System
  readonly demo: readonly { login: string; name: string; role: string }[]
  /** enterprises invented now */
  readonly populated: number
  readonly seeded: Seeded
  readonly stop: () => Promise<void>
}

/** Opens the database, seeds the city, wires the engines and listens. Everything a process needs to be a city. */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = createLog(config.logLevel)
  fs.mkdirSync(config.home, { recursive: true, mode: 0o700 })
  const database = await openDatabase({ ...config, migrations: composition.migrations, log })
  return serve(config, database, log).catch(async (error: unknown) => {
    // A start that is refused leaves nothing running behind it.
    await database.close()
    throw error
  })
}

async function serve(config: Config, database: OpenDatabase, log: Log): Promise<RunningServer> {
  const seeded = await seed(config, database.urls.app)
  const clock = cityClock(database.embedded ? await clockOffset(database.urls.app) : 0)
  let { port } = config
  const here = () => addressOf({ ...config, port, publicUrl: undefined })
  const sandbox = database.embedded
    ? await startSandbox(config.home, clock, () => `${here()}/api/outside`)
    : undefined
  const outside = connect({ ...sandbox?.connections, ...readConnections(config.connections) })
  const system = await openSystem({
    urls: database.urls,
    home: config.home,
    engines: composition.engines,
    processes: composition.processes,
    kinds: composition.cityKinds,
    mandatesOf: composition.mandatesOf,
    mirror: composition.mirror,
    clock,
    outside,
    log,
    address: () => addressOf({ ...config, port }),
  })
  if (database.embedded) await beginDemoClock(system, clock)
  const demo = database.embedded ? await openDemoAccounts(system) : undefined
  const populated = database.embedded ? await populate(system, config.enterprises, outside) : 0
  if (populated > 0) await lendEnterprise(system, companySeat)
  const http = await createHttp({
    registry: system.registry,
    execute: system.execute,
    query: system.query,
    services: platformServices,
    handlers: serviceHandlers({ system, demo, newcomerRole: 'founder' }),
    actorOf: (token) => {
      const { now, today } = system.moment()
      return system.accounts.actorOf(token, now, today)
    },
    messages: (engine) => system.registry.engine(engine).messages,
    log,
    secureCookies: config.secureCookies,
  })
  const api = openApiDocument(system.registry, platformServices, { title: 'Yishang', version: '0.1.0' })
  http.get('/api/openapi.json', async () => api)
  if (!(await serveWeb(http, path.join(root, 'dist', 'web')))) log.warn('the web is not built: npm run build')
  await http.listen({ host: config.host, port: config.port })
  port = (http.server.address() as AddressInfo).port
  await system.start()
  const url = here()
  const pidFile = path.join(config.home, 'server.json')
  fs.writeFileSync(pidFile, JSON.stringify({ pid: process.pid, url }))
  return {
    url,
    system,
    demo: demo ?? [],
    populated,
    seeded,
    stop: async () => {
      await http.close()
      await system.stop()
      await sandbox?.stop()
      await database.close()
      fs.rmSync(pidFile, { force: true })
    },
  }
}

async function seed(config: Config, appUrl: string): Promise<Seeded> {
  const pool = createPool(appUrl, 1)
  try {
    return await seedCity(pool, config.cityDirectory, composition.kinds, instantFrom(Date.now()))
  } finally {
    await pool.end()
  }
}

async function clockOffset(appUrl: string): Promise<number> {
  const pool = createPool(appUrl, 1)
  try {
    const row = await reading(pool, 'all', (trx) =>
      trx.get<{ offset: number }>(sql`select offset_ms as offset from platform.clock`),
    )
    return row.offset
  } finally {
    await pool.end()
  }
}
