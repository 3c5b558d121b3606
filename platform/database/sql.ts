import { createHash } from 'node:crypto'
import pg from 'pg'
import sqlTag, { type Sql, empty, join, raw } from 'sql-template-tag'

/** A tagged template: values become parameters, nested fragments are composed. */
export const sql = sqlTag
export { empty, join, raw, type Sql }

// Exact integers only, instants as ISO text, dates as dates: nothing is rounded or shifted on the way in.
pg.types.setTypeParser(20, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer outside the exact range: ${text}`)
  return value
})
pg.types.setTypeParser(1184, (text) => new Date(text).toISOString())
pg.types.setTypeParser(1082, (text) => text)

/** What store functions take first: a transaction, or a snapshot that only reads. */
export interface Trx {
  readonly rows: <Row>(query: Sql) => Promise<Row[]>
  /** the only row, or undefined */
  readonly find: <Row>(query: Sql) => Promise<Row | undefined>
  /** the only row; its absence is a defect */
  readonly get: <Row>(query: Sql) => Promise<Row>
  /** how many rows were written */
  readonly run: (query: Sql) => Promise<number>
  /** the raw connection, for COPY-like bulk work */
  readonly client: pg.PoolClient
}

const names = new Map<string, string>()
/** Statements are prepared once per connection under a name made from their text. */
function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = `y${createHash('sha1').update(text).digest('hex').slice(0, 20)}`
    if (names.size < 5_000) names.set(text, name)
  }
  return name
}

export function over(client: pg.PoolClient): Trx {
  const send = (query: Sql) => {
    const text = query.text
    return client.query({ name: nameOf(text), text, values: query.values })
  }
  const rows = async <Row>(query: Sql) => (await send(query)).rows as Row[]
  return {
    client,
    rows,
    find: async <Row>(query: Sql) => (await rows<Row>(query))[0],
    get: async <Row>(query: Sql) => {
      const [row] = await rows<Row>(query)
      if (!row) throw new Error(`expected a row: ${query.text}`)
      return row
    },
    run: async (query) => (await send(query)).rowCount ?? 0,
  }
}

/** Which owners' rows a transaction sees and may write; row-level security holds it to that. */
export interface Sight {
  readonly read: 'all' | readonly string[]
  readonly write: 'all' | 'none' | readonly string[]
}

const uuidList = /^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/
function setting(owners: Sight['read'] | Sight['write']): string {
  if (typeof owners === 'string') return owners
  const list = owners.join(',')
  if (list && !uuidList.test(list)) throw new Error('owner ids must be UUIDs')
  return list || 'none'
}

/** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
export async function transaction<T>(
  pool: pg.Pool,
  sight: Sight,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    const mode = sight.write === 'none' ? ' read only' : ''
    await client.query(
      `begin${mode}; set local yishang.read = '${setting(sight.read)}'; set local yishang.write = '${setting(sight.write)}'`,
    )
    const result = await work(over(client))
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

export const reading = <T>(pool: pg.Pool, read: Sight['read'], work: (trx: Trx) => Promise<T>): Promise<T> =>
  transaction(pool, { read, write: 'none' }, work)

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505'

/** One statement that only reads, over a pool whose connections see all: no transaction is needed around it. */
export const glance = async <Row>(pool: pg.Pool, query: Sql): Promise<Row[]> => {
  const text = query.text
  return (await pool.query({ name: nameOf(text), text, values: query.values })).rows as Row[]
}

export interface PoolOptions {
  /** what the server sees of these connections */
  readonly name?: string
  /** outside of any transaction, which says for itself what it sees, its connections see every owner's rows and write none */
  readonly seesAll?: boolean
}

export const createPool = (url: string, max: number, { name, seesAll }: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    ...(name ? { application_name: name } : {}),
    ...(seesAll ? { options: '-c yishang.read=all -c yishang.write=none' } : {}),
  })
  // An idle connection that the server drops must not end the process; the next query reconnects.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
export type Pool = pg.Pool
