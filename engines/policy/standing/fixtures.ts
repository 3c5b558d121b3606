import { aParty } from '#engines/party/fixtures.ts'
import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { standingContract } from './contract.ts'

const ofParty = async (town: TestSystem) => {
  const { partyId, founder } = await aParty(town)
  return { input: { partyId }, as: founder }
}

const supposing = async (town: TestSystem, fact: string, value: string) => {
  const { input, as } = await ofParty(town)
  return { input: { ...input, facts: [{ fact, value }] }, as }
}

export const standingFixtures: Fixtures<typeof standingContract> = {
  noteStanding: {
    success: async (town) => ({ input: { partyId: (await aParty(town)).partyId } }),
    refusals: {},
  },
  startRound: { success: async () => ({ input: { cause: 'day' } }), refusals: {} },
  listStandingChanges: { success: ofParty },
  whatIf: {
    success: (town) => supposing(town, 'ent.regDistrict', 'huangpu'),
    refusals: {
      'fact-unknown': (town) => supposing(town, 'no.such', 'huangpu'),
      'value-unfit': (town) => supposing(town, 'ent.regDistrict', 'atlantis'),
    },
  },
  foresee: { success: ofParty },
  bestCombination: { success: ofParty },
}
