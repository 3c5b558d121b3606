import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { composition } from '#apps/composition.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { listFactSheets } from '#engines/party/fact-sheets.ts'
import { matchPolicy } from '#engines/policy/match.ts'
import { within } from '#kernel/time.ts'
import { keptCity } from '#platform/testing/city.ts'
import { reading } from '#platform/database/sql.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'
import { policiesOf } from './match.ts'
import { auditFile, auditStatement } from './policy-sql.ts'

const on = '2025-06-30'
let town: TestSystem
let auditor: pg.Client

beforeAll(async () => {
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
  })
  const options = { seed: 5, lastYear: 2024 }
  await loadCity(town.system.pool, town.system.moment().definitions, 150, options, town.clock.now())
  auditor = new pg.Client({ connectionString: town.urls.owner })
  await auditor.connect()
}, 120_000)
afterAll(async () => {
  await auditor.end()
  await town.close()
})

test('the statement alone gives an auditor the list that the engine gives, over the record’s own facts', async () => {
  const city = await keptCity(composition.defaultCity, composition.kinds)
  const dictionary = dictionaryOf(city.list(factKind))
  const parties = await reading(town.system.pool, 'all', (trx) =>
    listFactSheets(trx, { limit: 200, knownAt: town.clock.now() }),
  )
  expect(parties.length).toBe(150)
  let [compared, eligible] = [0, 0]
  for (const compiled of policiesOf(city).filter(({ policy }) => within(policy.inForce, on))) {
    const question = {
      policyId: compiled.policy.id,
      on,
      dialect: 'postgres',
      knownAt: town.clock.now(),
    } as const
    const made = auditStatement(city, question)
    if ('refused' in made) throw new Error(`${question.policyId}: ${made.refused}`)
    // Nobody in this city has told a list, so a column filled from lists is empty for the engine as well.
    await auditor.query('drop view if exists facts')
    const answers = await auditor.query(auditFile(question, made))
    const { rows } = (answers as unknown as pg.QueryResult[]).at(-1) as pg.QueryResult
    const said = new Map(rows.map((row) => [row.party_id, [row.verdict, row.amount_fen ?? null]]))
    for (const { partyId, facts } of parties) {
      const match = matchPolicy(compiled, dictionary, knownSheet(dictionary.vocabulary, facts), on)
      const amount = match.verdict === 'eligible' && match.amount !== null ? String(match.amount) : null
      expect(said.get(partyId), `${question.policyId} ${partyId}`).toEqual([match.verdict, amount])
      compared += 1
      if (match.verdict === 'eligible') eligible += 1
    }
  }
  expect(compared).toBeGreaterThan(7000)
  expect(eligible).toBeGreaterThan(100)
}, 120_000)
