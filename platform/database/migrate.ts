import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'

/** Numbered SQL files of the platform and of every engine, applied once each, in order, by the owner. */
export interface MigrationSource {
  readonly name: string
  readonly directory: string
}

interface Migration {
  readonly id: string
  readonly text: string
  readonly checksum: string
}

export function readMigrations(sources: readonly MigrationSource[]): Migration[] {
  const all: Migration[] = []
  for (const source of sources) {
    if (!fs.existsSync(source.directory)) continue
    for (const file of fs.readdirSync(source.directory).sort()) {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(file))
        throw new Error(`${source.name}: not a migration's name: ${file}`)
      const text = fs.readFileSync(path.join(source.directory, file), 'utf8')
      all.push({
        id: `${source.name}/${file}`,
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
      })
    }
  }
  return all
}

/** One value over everything that shapes the schema: test templates and snapshots are keyed by it. */
export const migrationsHash = (sources: readonly MigrationSource[]): string =>
  createHash('sha256')
    .update(
      readMigrations(sources)
        .map((m) => m.id + m.checksum)
        .join(),
    )
    .update(securityText)
    .digest('hex')

/** Shared tables that no party owns. Everything else must be owned: the catalog lint reads this list. */
export const sharedTables: readonly string[] = [
  'platform.migration',
  'platform.feed',
  'platform.consumer',
  'platform.account',
  'platform.role_grant',
  'platform.session',
  'platform.file',
  'platform.definition',
  'platform.definition_head',
  'platform.clock',
  'platform.worker',
  // directories: what is given once in the city
  'casework.company_name',
  'casework.registration_number',
  'policy.programme',
  'ledger.fund_year',
]

/** Append-only for the application: it may add to the record, never change it. */
const appendOnly = ['platform.event', 'platform.audit_leaf', 'platform.receipt', 'platform.definition']

const securityText = fs.readFileSync(path.join(import.meta.dirname, 'security.sql'), 'utf8')

/** Brings the schema up to date. Waits for another migrator; refuses when an applied file was changed. */
export async function migrate(url: string, sources: readonly MigrationSource[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(734001)')
    await client.query('create schema if not exists platform')
    await client.query(
      'create table if not exists platform.migration (id text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    const applied = new Map(
      (
        await client.query<{ id: string; checksum: string }>('select id, checksum from platform.migration')
      ).rows.map((row) => [row.id, row.checksum]),
    )
    const done: string[] = []
    for (const migration of readMigrations(sources)) {
      const before = applied.get(migration.id)
      if (before === migration.checksum) continue
      if (before)
        throw new Error(`migration ${migration.id} was changed after it was applied; write a new one instead`)
      await client.query('begin')
      try {
        await client.query(migration.text)
        await client.query('insert into platform.migration (id, checksum) values ($1, $2)', [
          migration.id,
          migration.checksum,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${migration.id} failed: ${(error as Error).message}`, { cause: error })
      }
      done.push(migration.id)
    }
    await secure(client)
    return done
  } finally {
    await client.end()
  }
}

/** What `migrate` would apply, in order. */
export async function pendingMigrations(
  client: pg.Client,
  sources: readonly MigrationSource[],
): Promise<string[]> {
  const { rows: table } = await client.query<{ found: boolean }>(
    "select to_regclass('platform.migration') is not null as found",
  )
  const { rows } = table[0]?.found
    ? await client.query<{ id: string }>('select id from platform.migration')
    : { rows: [] }
  const applied = new Set(rows.map(({ id }) => id))
  return readMigrations(sources).flatMap(({ id }) => (applied.has(id) ? [] : [id]))
}

/** Grants and row-level security follow from the catalog, so a new table cannot be forgotten. */
async function secure(client: pg.Client): Promise<void> {
  await client.query(securityText)
  const { rows } = await client.query<{ schema: string; name: string; owned: boolean }>(`
    select n.nspname as schema, c.relname as name,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'owner_id') as owned
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'graphile%'
      and n.nspname not like 'pg_%'`)
  for (const schema of new Set(rows.map((row) => row.schema)))
    await client.query(`grant usage on schema "${schema}" to yishang_app, yishang_sealer`)
  for (const { schema, name, owned } of rows) {
    const table = `"${schema}"."${name}"`
    const full = `${schema}.${name}`
    await client.query(`revoke all on ${table} from yishang_app, yishang_sealer`)
    const rights = appendOnly.includes(full) ? 'select, insert' : 'select, insert, update, delete'
    if (full === 'platform.feed' || full === 'platform.migration')
      await client.query(`grant select on ${table} to yishang_app`)
    else await client.query(`grant ${rights} on ${table} to yishang_app`)
    await client.query(`grant select on ${table} to yishang_sealer`)
    if (owned && full !== 'platform.feed') await client.query(`select platform.guard('${schema}', '${name}')`)
  }
  await client.query('select platform.guard_receipts()')
  await client.query('revoke insert, update, delete on platform.consumer from yishang_sealer')
  await client.query(
    'grant insert on platform.feed to yishang_sealer; grant delete on platform.outbox to yishang_sealer',
  )
  await client.query('revoke delete on platform.outbox from yishang_app')
}
