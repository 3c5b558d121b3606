import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading } from '#platform/database/sql.ts'
import { openCityTown } from '#apps/testing/city-town.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { acted, aRecordedLicence, aSignedLicence, type Named, over } from './given.fixtures.ts'
import { licencesNow } from './shown-licence.ts'

/** How the licences of a party stand now, for whoever relies on one that was put forward before. */

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
}, 60_000)
afterAll(() => town?.close())

const standing = async ({ partyId, licenceId }: Named) => {
  const { today } = town.system.moment()
  const found = await reading(town.system.pool, 'all', (trx) => licencesNow(trx, partyId, today))
  return found.find(({ id }) => id === licenceId)
}

test('one issued here stands at level A', async () => {
  const licence = await aSignedLicence(town)
  expect(await standing(licence)).toEqual({
    from: 'here',
    id: licence.licenceId,
    level: 'A',
    standing: 'stands',
  })
})

test.each([
  ['revoke', 'revoked'],
  ['suspend', 'suspended'],
  ['cancel', 'cancelled'],
] as const)('after %s it is %s', async (operation, now) => {
  expect((await standing(await acted(town, operation)))?.standing).toBe(now)
})

test('past its last day it has expired, whether or not somebody has marked it so', async () => {
  expect((await standing(await aRecordedLicence(town, over)))?.standing).toBe('expired')
  expect((await standing(await acted(town, 'expire', over)))?.standing).toBe('expired')
})
