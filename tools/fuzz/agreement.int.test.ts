import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { dictionary, today } from '#definitions/rules/fixtures.ts'
import { duckdb } from '#definitions/rules/sql/dialect.ts'
import { testDatabase } from '#platform/testing/database.ts'
import { agree, type BackEnd, type Outcome, told } from './agreement.ts'
import { closures, columns, sql } from './back-ends.ts'
import { type FactsDatabase, openDuckdb, openPostgres } from './databases.ts'

/** Another seed: FUZZ_SEED=123 npx vitest run tools/fuzz */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_250_630)
const least = 1_000_000

let postgres: FactsDatabase
let duck: FactsDatabase
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await testDatabase(composition.migrations)
  drop = database.drop
  postgres = await openPostgres(database.adminUrl)
  duck = await openDuckdb()
}, 120_000)

afterAll(async () => {
  await postgres.close()
  await duck.close()
  await drop()
})

const both = (one: Outcome, other: Outcome): Outcome => ({
  comparisons: one.comparisons + other.comparisons,
  differences: one.differences + other.differences,
  refused: one.refused + other.refused,
  first: one.first ?? other.first,
})

test('interpreter, closures, columns, PostgreSQL and DuckDB give one answer, a million times', async () => {
  const inProcess: BackEnd[] = [
    closures(dictionary, today),
    columns('columns in WebAssembly', dictionary, today, { kernels: 'wasm' }),
    columns('columns in JavaScript', dictionary, today, { kernels: 'javascript' }),
  ]
  const all = [...inProcess, sql(postgres, dictionary, today), sql(duck, dictionary, today)]
  let outcome: Outcome = { comparisons: 0, differences: 0, refused: 0 }
  for (let round = 0; outcome.comparisons < least && outcome.differences === 0; round += 1) {
    // Every fourth round adds thirds and sevenths, which only memory can hold.
    const fractions = round % 4 === 3
    const size = { policies: 40, rows: 1500, fractions }
    outcome = both(outcome, await agree(seed + round, size, fractions ? inProcess : all, dictionary, today))
  }
  process.stdout.write(
    `fuzz: seed ${seed}, ${outcome.comparisons} comparisons, ${outcome.differences} differences, ${outcome.refused} refused by a database\n`,
  )
  expect(outcome.first === undefined ? '' : told(outcome.first)).toBe('')
  expect(outcome.comparisons).toBeGreaterThanOrEqual(least)
}, 300_000)

describe('a planted fault is found', () => {
  const size = { policies: 60, rows: 300, fractions: false }
  const faultIn = async (backEnd: BackEnd) => agree(seed, size, [backEnd], dictionary, today)

  test.each<[string, (text: string) => string]>([
    ['below for at most', (text) => text.replaceAll(' <= ', ' < ')],
    ['unknown for no', (text) => text.replaceAll('"t.flag"', 'coalesce("t.flag", false)')],
    ['a date one day late', (text) => text.replaceAll('"t.day"', '("t.day" - 1)')],
  ])(
    '%s',
    async (_, change) => {
      const outcome = await faultIn(sql(duck, dictionary, today, change))
      expect(outcome.differences).toBeGreaterThan(0)
      expect(outcome.first?.row.size).toBeLessThan(6)
    },
    60_000,
  )

  test('doubles for whole numbers', async () => {
    const doubles = { ...duck, dialect: { ...duckdb, whole: 'double' } }
    const outcome = await faultIn(sql(doubles, dictionary, today, (text) => text.replaceAll('//', '/')))
    expect(outcome.differences).toBeGreaterThan(0)
  }, 60_000)
})
