import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { Match } from '#engines/policy/contract-library.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { loadCity } from '#tools/synthetic-city/load.ts'
import { demonstrationSource, lendEnterprise } from './demo-company.ts'

let town: TestSystem
let items: readonly Match[] = []
beforeAll(async () => {
  town = await openCityTown()
  const { definitions, now } = town.system.moment()
  await loadCity(town.system.pool, definitions, 300, { seed: 2025, lastYear: 2025 }, now)
  const seat = await town.account('lent', 'newcomer')
  const partyId = await lendEnterprise(town.system, 'lent')
  const answer = await town.query<{ items: Match[] }>(
    'policy',
    'matchParty',
    { partyId },
    await town.refresh(seat),
  )
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer.failure))
  items = answer.answer.items
})
afterAll(() => town?.close())

describe('the enterprise that the demonstration lends', () => {
  test('gets something with one click and something on a promise', () => {
    const claimable = items.filter(({ claimed, verdict }) => claimed && verdict === 'eligible')
    expect(claimable.map(({ policyId }) => policyId)).toContain('start-up-grant')
    expect(items.filter(({ promisable }) => promisable).map(({ policyId }) => policyId)).toContain(
      'start-up-rent-subsidy',
    )
  })

  test('nearly gets something, and is told by how much', () => {
    const near = items.find(({ policyId }) => policyId === 'start-up-hiring-subsidy')
    expect(near).toMatchObject({ nearMiss: true })
    expect(near?.explanation.summary.zh).toMatch(/差 1 人/)
  })

  test('has policies of which a fact is missing, and others that do not concern it', () => {
    expect(items.some(({ verdict, promisable }) => verdict === 'unknown' && !promisable)).toBe(true)
    expect(items.some(({ verdict }) => verdict === 'not-applicable')).toBe(true)
  })

  test('reads beside each such fact that it is there for the demonstration', () => {
    const grant = items.find(({ policyId }) => policyId === 'start-up-grant')
    const used = grant?.explanation.tree.flatMap(({ used: facts }) => facts) ?? []
    expect(used.find(({ fact }) => fact === 'hr.founderGroup')?.source).toBe(demonstrationSource)
  })
})
