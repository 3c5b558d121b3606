import type { Type } from '../expression.ts'
import type { EntryField } from '../ground.ts'

/** What the two databases say differently. */
export interface Dialect {
  readonly name: 'postgres' | 'duckdb'
  /** the type that holds whole numbers exactly, and how many digits it can hold */
  readonly whole: string
  readonly mostDigits: number
  /** the type a column of the facts relation has */
  readonly columnType: (type: Type) => string
  /** the type of a column that holds a list, and how its entries are taken out as rows named `entry(item)` */
  readonly listType: (fields: readonly EntryField[]) => string
  readonly entriesOf: (list: string) => string
  /** a field of `entry.item`, in the type a column of it would have */
  readonly fieldOf: (field: EntryField) => string
  /** how many parts of one a number's column counts in, so that its value times this is whole; 1 where columns are exact decimals */
  readonly scaleOf: (type: Type) => bigint
  /** digits of the largest value of a column, times its scale */
  readonly digitsOf: (type: Type) => number
  /** the whole part of `n / d`, both at least zero */
  readonly quotient: (n: string, d: string) => string
  readonly year: (day: string) => string
  readonly month: (day: string) => string
  readonly addDays: (day: string, days: string) => string
  readonly addMonths: (day: string, months: string) => string
  /** whether a text fulfils a regular expression */
  readonly matches: (text: string, pattern: string) => string
}

/** Decimals of PostgreSQL are exact at any length; more than 1,200 digits could pass the bound at which the interpreter gives up. */
export const postgres: Dialect = {
  name: 'postgres',
  whole: 'numeric',
  mostDigits: 1200,
  columnType: ({ kind }) =>
    kind === 'boolean'
      ? 'boolean'
      : kind === 'date'
        ? 'date'
        : kind === 'text' || kind === 'code'
          ? 'text'
          : 'numeric',
  listType: () => 'jsonb',
  entriesOf: (list) => `cross join lateral jsonb_array_elements(${list}) as entry(item)`,
  fieldOf: ({ id, type }) => `cast(entry.item ->> '${id}' as ${postgres.columnType(type)})`,
  scaleOf: () => 1n,
  digitsOf: () => 40,
  quotient: (n, d) => `div(${n}, ${d})`,
  year: (day) => `extract(year from ${day})`,
  month: (day) => `extract(month from ${day})`,
  addDays: (day, days) => `(${day} + cast(${days} as integer))`,
  addMonths: (day, months) => `cast(${day} + make_interval(months => cast(${months} as integer)) as date)`,
  matches: (text, pattern) => `(${text} ~ '${pattern}')`,
}

const millionth = 1_000_000n

/** Whole numbers of DuckDB have 128 bits; products beyond them are an error, so a rule that could reach it is refused. */
export const duckdb: Dialect = {
  name: 'duckdb',
  whole: 'hugeint',
  mostDigits: 38,
  columnType: ({ kind }) =>
    kind === 'boolean'
      ? 'boolean'
      : kind === 'date'
        ? 'date'
        : kind === 'text' || kind === 'code'
          ? 'varchar'
          : kind === 'money'
            ? 'bigint'
            : 'decimal(18, 6)',
  listType: (fields) =>
    `struct(${fields.map(({ id, type }) => `"${id}" ${duckdb.columnType(type)}`).join(', ')})[]`,
  entriesOf: (list) => `cross join unnest(${list}) as entry(item)`,
  fieldOf: ({ id }) => `entry.item."${id}"`,
  scaleOf: ({ kind }) => (kind === 'money' ? 1n : millionth),
  digitsOf: () => 18,
  quotient: (n, d) => `(${n} // ${d})`,
  year: (day) => `cast(year(${day}) as hugeint)`,
  month: (day) => `cast(month(${day}) as hugeint)`,
  addDays: (day, days) => `(${day} + cast(${days} as integer))`,
  addMonths: (day, months) => `cast(${day} + to_months(cast(${months} as integer)) as date)`,
  matches: (text, pattern) => `regexp_matches(${text}, '${pattern}')`,
}

export const dialects = { postgres, duckdb } as const
