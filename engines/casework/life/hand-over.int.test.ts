import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, ids } from '../acts.fixtures.ts'
import { aClaimed, type Claimed, examine } from '../fixtures.ts'

/** To whom an officer may hand a matter over: colleagues of the department whose posts reach it, each with what is in hand. */

let town: TestSystem
let claimed: Claimed
beforeAll(async () => {
  town = await openCityTown()
  claimed = await aClaimed(town)
}, 60_000)
afterAll(() => town?.close())

const asked = async (department?: string) => {
  const answer = await town.query<{ items: { id: string; name: string; holds: number }[] }>(
    'casework',
    'listColleagues',
    { ...ids(claimed), stage: examine, ...(department ? { department } : {}) },
    claimed.officer,
  )
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer))
  return answer.answer.items
}
const idsOf = async (department?: string) => (await asked(department)).map(({ id }) => id)

test('colleagues of the department and of the district, or of every district, are offered: nobody else', async () => {
  const here = { department: 'market-regulation', district: 'tianhe' }
  const near = await town.account('near', 'officer', here)
  const whole = await town.account('whole', 'officer', { department: 'market-regulation' })
  const far = await town.account('far', 'officer', { department: 'market-regulation', district: 'nansha' })
  const taxes = await town.account('taxes', 'officer', { department: 'tax', district: 'tianhe' })
  const founder = await town.account('founder-here', 'founder', here)
  const offered = await idsOf()
  expect(offered).toEqual(expect.arrayContaining([near.id, whole.id]))
  for (const one of [far, taxes, founder, claimed.officer]) expect(offered).not.toContain(one.id)
  expect(await idsOf('tax')).toContain(taxes.id)
})

test('each with how many cases are in hand; who takes one over has one more', async () => {
  const busy = await town.account('busy', 'officer', { department: 'market-regulation', district: 'tianhe' })
  const holds = async () => (await asked()).find(({ id }) => id === busy.id)?.holds
  expect(await holds()).toBe(0)
  const other = await aClaimed(town)
  await act(
    town,
    'handOver',
    { ...ids(other), stage: examine, officer: busy.id, reason: '请接手' },
    other.officer,
  )
  expect(await holds()).toBe(1)
})
