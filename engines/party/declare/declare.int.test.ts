import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { reading } from '#platform/database/sql.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { findFactSheet } from '../fact-sheets.ts'
import { aParty } from '../fixtures.ts'
import { listFacts } from '../store.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

test('what an enterprise tells of itself is shown to it, is not what it is paid on, and gives way to a department', async () => {
  const { partyId, founder } = await aParty(town)
  const told = await town.execute(
    'party',
    'declareFact',
    { partyId, fact: 'fin.revenue', year: 2025, value: '1,000万元' },
    { as: founder },
  )
  expect(told.kind).toBe('written')
  const mine = () => reading(town.system.pool, 'all', (trx) => listFacts(trx, partyId))
  const relied = async () => {
    const sheet = await reading(town.system.pool, 'all', (trx) => findFactSheet(trx, partyId, 'infinity'))
    return sheet?.facts ?? []
  }
  const revenue = { fact: 'fin.revenue', period: '2025', value: 1_000_000_000 }
  expect(await mine()).toContainEqual({ ...revenue, on: '2026-03-02', source: 'self-declared' })
  expect(await relied()).toEqual([])
  const known = { ...revenue, value: 900_000_000, on: '2026-02-28', source: 'tax' }
  await town.execute('party', 'recordFacts', { partyId, facts: [known], cause: 'tax' })
  expect(await mine()).toEqual([known])
  expect(await relied()).toEqual([known])
})
