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
  await tellLists(parties.map(({ partyId }) => partyId))
  const told = await reading(town.system.pool, 'all', (trx) =>
    listFactSheets(trx, { limit: 200, knownAt: town.clock.now() }),
  )
  let compared = 0
  const eligible = new Map<string, number>()
  for (const compiled of policiesOf(city).filter(({ policy }) => within(policy.inForce, on))) {
    const question = {
      policyId: compiled.policy.id,
      on,
      dialect: 'postgres',
      knownAt: town.clock.now(),
    } as const
    const made = auditStatement(city, question)
    if ('refused' in made) throw new Error(`${question.policyId}: ${made.refused}`)
    await auditor.query('drop view if exists facts')
    const answers = await auditor.query(auditFile(question, made))
    const { rows } = (answers as unknown as pg.QueryResult[]).at(-1) as pg.QueryResult
    const said = new Map(rows.map((row) => [row.party_id, [row.verdict, row.amount_fen ?? null]]))
    for (const { partyId, facts } of told) {
      const match = matchPolicy(compiled, dictionary, knownSheet(dictionary.vocabulary, facts), on)
      const amount = match.verdict === 'eligible' && match.amount !== null ? String(match.amount) : null
      expect(said.get(partyId), `${question.policyId} ${partyId}`).toEqual([match.verdict, amount])
      compared += 1
      if (match.verdict === 'eligible')
        eligible.set(question.policyId, (eligible.get(question.policyId) ?? 0) + 1)
    }
  }
  expect(compared).toBeGreaterThan(7000)
  expect([...eligible.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(100)
  // These hang on lists: hires, titles, equipment.
  for (const policy of ['expansion-subsidy', 'high-tech-income-tax', 'equipment-one-off-deduction'])
    expect(eligible.get(policy) ?? 0, policy).toBeGreaterThan(10)
}, 120_000)

/** Lists as departments tell them: some long, some empty, some with an entry that says too little. */
async function tellLists(parties: readonly string[]): Promise<void> {
  const hired = { contract: true, contractMonths: 12, subsidised: false, group: 'graduate-of-year', age: 22 }
  const title = { code: 'hnte', grantDate: '2024-06-30', expiry: '2027-06-30', level: '国家级' }
  const kinds: readonly Readonly<Record<string, readonly Record<string, string | number | boolean>[]>>[] = [
    {
      'hr.hires': [
        { ...hired, insuredMonths: 3 },
        { ...hired, insuredMonths: 2 },
      ],
      'title.list': [title],
      'fin.newEquipment': [
        { price: 500_000_000, boughtOn: '2024-03-01' },
        { price: 12_345, boughtOn: '2024-12-31' },
      ],
      'benefit.received': [],
    },
    {
      'hr.hires': [
        { ...hired, insuredMonths: 3 },
        { contract: true, group: 'graduate-of-year' },
      ],
      'title.list': [{ ...title, expiry: '2025-06-29' }],
      'fin.newEquipment': [{ price: 500_000_001, boughtOn: '2024-03-01' }],
      'benefit.received': [{ policyId: 'start-up-grant', year: 2023, amount: 1_000_000 }],
    },
    { 'hr.hires': [], 'title.list': [], 'fin.newEquipment': [] },
    {},
  ]
  for (const [i, partyId] of parties.entries()) {
    const facts = Object.entries(kinds[i % kinds.length] ?? {}).map(([fact, value]) => ({
      fact,
      value,
      on: '2025-06-01',
      source: 'human-resources',
    }))
    if (facts.length > 0) await town.execute('party', 'recordFacts', { partyId, cause: 'test', facts })
  }
}
