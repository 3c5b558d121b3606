import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import type { Item } from '#definitions/facts/sheet.ts'
import type { Rational } from '#definitions/rational.ts'
import { isRational, type Type, typeOf, type Value } from '#definitions/rules/expression.ts'
import { type Dialect, duckdb, postgres } from '#definitions/rules/sql/dialect.ts'
import type { FactColumn } from '#definitions/rules/sql/statement.ts'
import { listFacts } from './dictionary.ts'
import type { Row } from './rows.ts'

export type Answers = readonly (readonly (string | boolean | null)[])[]

/** A database that holds rows in the documented shape and runs a statement over them. */
export interface FactsDatabase {
  readonly dialect: Dialect
  /** replaces the relation `facts`: `party_id` is the place of the row */
  load(columns: readonly FactColumn[], rows: readonly Row[]): Promise<void>
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
  return typeof value === 'boolean' ? String(value) : quoted(value)
}
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

const fieldsOf = (list: string) => listFacts.find(({ id }) => id === list)?.fields ?? []

/** A list as the record keeps it: money as a number of 分, other numbers as decimal text, what is missing left out. */
function asJson(list: string, entries: readonly Item[]): string {
  const stored = (value: Value, { kind }: Type) =>
    isRational(value) ? (kind === 'money' ? Number(value.n) : decimal(value)) : value
  return quoted(
    JSON.stringify(
      entries.map((entry) =>
        Object.fromEntries(
          fieldsOf(list).flatMap((field) => {
            const value = entry.get(field.id)
            return value === undefined ? [] : [[field.id, stored(value, typeOf(field))]]
          }),
        ),
      ),
    ),
  )
}

const asStructs = (list: string, entries: readonly Item[]): string =>
  `[${entries
    .map(
      (entry) =>
        `{${fieldsOf(list)
          .map(({ id }) => `'${id}': ${written(entry.get(id))}`)
          .join(', ')}}`,
    )
    .join(', ')}]`

function statements(dialect: Dialect, columns: readonly FactColumn[], rows: readonly Row[]): string[] {
  const cell = (row: Row, { slot, type }: FactColumn) => {
    if (slot.type.kind !== 'broken') return written(row.facts.get(slot.key))
    const entries = row.lists.get(slot.fact)
    if (entries === undefined) return 'null'
    return dialect.name === 'postgres'
      ? asJson(slot.fact, entries)
      : `cast(${asStructs(slot.fact, entries)} as ${type})`
  }
  const values = rows.map((row, i) => `(${[i, ...columns.map((column) => cell(row, column))].join(', ')})`)
  return [
    'drop table if exists facts',
    `create table facts (${['party_id integer', ...columns.map(({ slot, type }) => `"${slot.key}" ${type}`)].join(', ')})`,
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
    load: async (columns, rows) => {
      for (const statement of statements(postgres, columns, rows)) await client.query(statement)
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
    load: async (columns, rows) => {
      for (const statement of statements(duckdb, columns, rows)) await connection.run(statement)
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
