import { afterAll, beforeAll, expect, test } from 'vitest'
import { partyEngine } from '#engines/party/index.ts'
import { mandatedParties } from '#engines/party/store.ts'
import { partyIdFor } from '#engines/party/import/read-import.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { enterpriseAt } from './enterprise.ts'
import { loadCity } from './load.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({ engines: [partyEngine], processes: [], mandatesOf: mandatedParties })
})
afterAll(() => town.close())

test('a city is loaded once, each enterprise with its stream, and is a party like any other', async () => {
  const options = { seed: 3, lastYear: 2025 }
  const load = () =>
    loadCity(town.system.pool, town.system.moment().definitions, 300, options, town.clock.now())
  const first = await load()
  expect(first.enterprises).toBe(300)
  expect(first.facts).toBeGreaterThan(300)
  expect(await load()).toEqual({ enterprises: 0, facts: 0 })
  const { creditCode, name } = enterpriseAt(options, 12)
  const partyId = partyIdFor(creditCode)
  expect(await town.query('party', 'getParty', { partyId })).toMatchObject({ answer: { name, creditCode } })
  const recorded = await town.execute('party', 'recordFacts', {
    partyId,
    cause: 'test',
    facts: [{ fact: 'hr.headcount', value: 5, on: '2026-01-01', source: 'statistics' }],
  })
  expect(recorded).toMatchObject({ kind: 'written', version: 2 })
  await town.system.settle()
  const { rows } = await town.admin(
    `select count(*)::int as n from platform.feed where type = 'EnterpriseEntered'`,
  )
  expect(rows[0]).toEqual({ n: 300 })
})
