import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { grantContract } from './contract-grants.ts'
import {
  anEmployer,
  announcement,
  aPublishedRun,
  asFounder,
  theCollectedRun,
  written,
} from './scenes.fixtures.ts'

/** Examples of what a party is told and says of its own benefits. */
export const grantFixtures: Fixtures<typeof grantContract> = {
  announceGrant: {
    success: async (town) => {
      const run = await theCollectedRun(town)
      return { input: announcement(run, (await anEmployer(town)).partyId) }
    },
    refusals: {
      'already-granted': async (town) => {
        const run = await aPublishedRun(town)
        return { input: announcement(run, run.party.partyId) }
      },
      'group-granted': async (town) => {
        const run = await theCollectedRun(town)
        const { partyId } = await anEmployer(town)
        const inGroup = { ...announcement(run, partyId), groups: ['highest:refunds'] }
        await written(town, 'policy', 'announceGrant', inGroup)
        return { input: { ...inGroup, policyId: 'expansion-subsidy' } }
      },
    },
  },
  confirmAccount: {
    success: async (town) => {
      const { grantId, party } = await aPublishedRun(town)
      return {
        input: { partyId: party.partyId, grantId, account: '9900000000000026' },
        as: await asFounder(town),
      }
    },
    refusals: {
      'account-fixed': async (town) => {
        const { grantId, party } = await aPublishedRun(town)
        const grant = { partyId: party.partyId, grantId }
        await written(town, 'policy', 'progressGrant', { ...grant, number: 1, state: 'settled' })
        return { input: { ...grant, account: '9900000000000026' }, as: await asFounder(town) }
      },
    },
  },
  progressGrant: {
    success: async (town) => {
      const { grantId, party } = await aPublishedRun(town)
      return { input: { partyId: party.partyId, grantId, number: 3, state: 'waiting' } }
    },
    refusals: {},
  },
  listMyGrants: {
    success: async (town) => ({
      input: { partyId: (await aPublishedRun(town)).party.partyId },
      as: await asFounder(town),
    }),
  },
}
