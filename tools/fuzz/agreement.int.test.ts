import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { javascriptKernels } from '#definitions/rules/columns/kernels-javascript.ts'
import { runnerOn } from '#definitions/rules/columns/run.ts'
import { today } from '#definitions/rules/fixtures.ts'
import { duckdb } from '#definitions/rules/sql/dialect.ts'
import { testDatabase } from '#platform/testing/database.ts'
import { agree, type BackEnd, nothing, type Outcome, together, told } from './agreement.ts'
import { closures, columns, sql } from './back-ends.ts'
import { type FactsDatabase, openDuckdb, openPostgres } from './databases.ts'
import { interpreted, type Oracle } from './oracle.ts'

/** Another seed: FUZZ_SEED=123 npx vitest run tools/fuzz */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_250_630)
const least = { verdicts: 1_000_000, sums: 50_000 }

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

test('interpreter, closures, columns, PostgreSQL and DuckDB give one answer, a million times', async () => {
  const inProcess: BackEnd[] = [
    closures(today),
    columns('columns in WebAssembly', today, { kernels: 'wasm' }),
    columns('columns in JavaScript', today, { kernels: 'javascript' }),
  ]
  const all = [...inProcess, sql(postgres, today), sql(duck, today)]
  let outcome: Outcome = nothing
  const isEnough = () => outcome.verdicts >= least.verdicts && outcome.sums >= least.sums
  for (let round = 0; !isEnough() && outcome.differences === 0; round += 1) {
    // Every fourth round adds thirds and sevenths, which only memory can hold.
    const fractions = round % 4 === 3
    const size = { policies: 40, rows: 1500, fractions }
    outcome = together(outcome, await agree(seed + round, size, fractions ? inProcess : all, today))
  }
  const { verdicts, sums, differences, refused } = outcome
  process.stdout.write(
    `fuzz: seed ${seed}, ${verdicts} verdicts, ${sums} sums, ${differences} differences, ${refused} refused by a database\n`,
  )
  expect(outcome.first === undefined ? '' : told(outcome.first)).toBe('')
}, 300_000)
