import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { isRational, type Value } from '#definitions/rules/expression.ts'
import type { Slot } from '#definitions/rules/ground.ts'
import type { Dialect } from '#definitions/rules/sql/dialect.ts'
import { duckdb, postgres } from '#definitions/rules/sql/dialect.ts'
import type { Rational } from '#definitions/rational.ts'

type Row = ReadonlyMap<string, Value>
export type Answers = readonly (readonly (string | boolean | null)[])[]

/** A database that holds rows in the documented shape and runs a statement over them. */
export interface FactsDatabase {
  readonly dialect: Dialect
  /** replaces the relation `facts`: one column for each slot, `party_id` is the place of the row */
  load(slots: readonly Slot[], rows: readonly Row[]): Promise<void>
  /** every row's answers in the order of `rows`, without `party_id` */
  run(sql: string): Promise<Answers>
  close(): Promise<void>
}

/** A decimal that ends, as text; rows for databases hold no other numbers. */
function decimal({ n, d }: Rational): string {
  let places = 0
  let power = 1n
  while (power % d !== 0n) {
    places += 1
    power *= 10n
    if (places > 40) throw new RangeError(`${n}/${d} is no decimal`)
  }
  const digits = ((n < 0n ? -n : n) * (power / d)).toString().padStart(places + 1, '0')
  const cut = digits.length - places
  return `${n < 0n ? '-' : ''}${digits.slice(0, cut)}${places === 0 ? '' : `.${digits.slice(cut)}`}`
}

function written(value: Value | undefined): string {
  if (value === undefined) return 'null'
  if (isRational(value)) return decimal(value)
  return typeof value === 'boolean' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

function statements(dialect: Dialect, slots: readonly Slot[], rows: readonly Row[]): string[] {
  const columns = slots.map(({ key, type }) => `"${key}" ${dialect.columnType(type)}`)
  const values = rows.map((row, i) => `(${[i, ...slots.map(({ key }) => written(row.get(key)))].join(', ')})`)
  return [
    'drop table if exists facts',
    `create table facts (${['party_id integer', ...columns].join(', ')})`,
    `insert into facts values ${values.join(',\n')}`,
  ]
}

/** A private schema of a PostgreSQL server, in a session of its own. */
export async function openPostgres(url: string): Promise<FactsDatabase> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create schema if not exists fuzz')
  await client.query('set search_path to fuzz')
  await client.query('set jit to off')
  return {
    dialect: postgres,
    load: async (slots, rows) => {
      for (const statement of statements(postgres, slots, rows)) await client.query(statement)
    },
    run: async (sql) => {
      const { rows } = await client.query({
        text: sql,
        rowMode: 'array',
        types: { getTypeParser: () => textOf },
      })
      return (rows as (string | null)[][]).map(([, ...answers]) => answers.map(boolOf))
    },
    close: () => client.end(),
  }
}

const textOf = (text: unknown) => text as string
const boolOf = (text: string | null) => (text === 't' ? true : text === 'f' ? false : text)

export async function openDuckdb(): Promise<FactsDatabase> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  return {
    dialect: duckdb,
    load: async (slots, rows) => {
      for (const statement of statements(duckdb, slots, rows)) await connection.run(statement)
    },
    run: async (sql) => {
      const reader = await connection.runAndReadAll(sql)
      return reader
        .getRows()
        .map(([, ...answers]) =>
          answers.map((answer) => (answer === null || typeof answer === 'boolean' ? answer : String(answer))),
        )
    },
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
