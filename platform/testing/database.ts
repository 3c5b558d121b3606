import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../database/embedded.ts'
import { migrate, migrationsHash, type MigrationSource } from '../database/migrate.ts'
import { type DatabaseUrls, prepareRoles } from '../database/roles.ts'
import { prepareJobs } from '../jobs.ts'

/** Where the test server keeps itself, and how: quick for tests, durable as in production for measurements. */
export const quickSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
const servers = {
  quick: {
    home: path.resolve(import.meta.dirname, '../../.yishang/test'),
    settings: { ...quickSettings, max_connections: '300' },
  },
  durable: { home: path.resolve(import.meta.dirname, '../../.yishang/bench'), settings: {} },
} as const
export type ServerKind = keyof typeof servers

const running = new Map<ServerKind, ReturnType<typeof startEmbedded>>()
/** One server for all test files of a run. */
function testServer(kind: ServerKind): ReturnType<typeof startEmbedded> {
  const server = running.get(kind) ?? startEmbedded(servers[kind].home, servers[kind].settings)
  running.set(kind, server)
  return server
}

export async function startTestServer(kind: ServerKind): Promise<void> {
  await testServer(kind)
}

/** Ends the server, whoever started it. */
export async function stopTestServer(kind: ServerKind): Promise<void> {
  if (!fs.existsSync(servers[kind].home)) return
  const server = await startEmbedded(servers[kind].home, servers[kind].settings)
  running.delete(kind)
  server.stop()
}

const templates = new Map<string, Promise<DatabaseUrls>>()

/** The job tables' preparation shapes the template as well as the migrations do. */
const shapeOf = (sources: readonly MigrationSource[]): string =>
  createHash('sha256')
    .update(migrationsHash(sources))
    .update(fs.readFileSync(path.join(import.meta.dirname, '..', 'jobs.ts')))
    .digest('hex')

/** A fresh database cloned from a template that already has every migration. Dropped by `drop`. */
export async function testDatabase(
  sources: readonly MigrationSource[],
  kind: ServerKind = 'quick',
): Promise<{
  urls: DatabaseUrls
  adminUrl: string
  home: string
  drop: () => Promise<void>
}> {
  const { adminUrl: adminOf } = await testServer(kind)
  const { home } = servers[kind]
  const template = `t_${shapeOf(sources).slice(0, 24)}`
  let ready = templates.get(kind + template)
  if (!ready) {
    ready = prepareTemplate(adminOf, template, sources, home)
    templates.set(kind + template, ready)
  }
  const roles = await ready
  const name = `x_${randomBytes(8).toString('hex')}`
  await withAdmin(adminOf('postgres'), (client) =>
    client.query(`create database ${name} template ${template}`),
  )
  const at = (url: string) => {
    const u = new URL(url)
    u.pathname = `/${name}`
    return u.toString()
  }
  return {
    adminUrl: adminOf(name),
    home: path.join(home, name),
    urls: { owner: at(roles.owner), app: at(roles.app), sealer: at(roles.sealer) },
    drop: async () => {
      await withAdmin(adminOf('postgres'), (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      )
      fs.rmSync(path.join(home, name), { recursive: true, force: true })
    },
  }
}

async function withAdmin(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Two test processes may race here; the advisory lock lets one build and the other find it built. */
async function prepareTemplate(
  adminOf: (database: string) => string,
  template: string,
  sources: readonly MigrationSource[],
  home: string,
): Promise<DatabaseUrls> {
  let roles: DatabaseUrls | undefined
  await withAdmin(adminOf('postgres'), async (client) => {
    await client.query('select pg_advisory_lock(734100)')
    const { rowCount } = await client.query(
      'select 1 from pg_database where datname = $1 and datistemplate',
      [template],
    )
    if (!rowCount) {
      await client.query(`drop database if exists ${template} with (force)`)
      await client.query(`create database ${template}`)
    }
    roles = await prepareRoles(adminOf(rowCount ? 'postgres' : template), home)
    if (!rowCount) {
      await migrate(roles.owner, sources)
      await prepareJobs(roles.owner)
      await client.query(`alter database ${template} is_template true`)
    } else roles = withDatabase(roles, template)
  })
  if (!roles) throw new Error('the test template was not prepared')
  return roles
}

const withDatabase = (urls: DatabaseUrls, database: string): DatabaseUrls => {
  const at = (url: string) => {
    const u = new URL(url)
    u.pathname = `/${database}`
    return u.toString()
  }
  return { owner: at(urls.owner), app: at(urls.app), sealer: at(urls.sealer) }
}
