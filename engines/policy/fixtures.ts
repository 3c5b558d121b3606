import type { Fixtures } from '#platform/testing/fixtures.ts'
import { claimFixtures, withTwin } from './claims/fixtures.ts'
import type { policyContract } from './contract.ts'
import { correctionFixtures } from './corrections/fixtures.ts'
import { grantFixtures } from './grants.fixtures.ts'
import { objectionFixtures } from './objections.fixtures.ts'
import { runFixtures } from './runs.fixtures.ts'
import { sampleDay, samplePolicy } from './sample.ts'
import { anEmployer, aPaidGrant, aPublishedRun, aRun, asFounder, starter } from './scenes.fixtures.ts'
import { standingFixtures } from './standing/fixtures.ts'

/** A policy as somebody begins to write it: Chinese only, no document, no sum. */
const begun = {
  policy: {
    id: 'a-begun-policy',
    version: 1,
    title: { zh: '招工补贴' },
    department: 'human-resources',
    inForce: { from: '2026-01-01' },
    mode: 'on-application',
    conditions: { all: [{ id: 'c1', zh: '参保 20 人以上', when: '参保人数 >= 20人' }] },
    gives: { kind: 'cash', text: {}, amount: '' },
  },
}

/** A city with two benefits of which one is taken. */
export const prepareCity = withTwin

export const policyFixtures: Fixtures<typeof policyContract> = {
  ...runFixtures,
  ...grantFixtures,
  ...objectionFixtures,
  ...correctionFixtures(aPaidGrant),
  // Without a city in memory a draft that cannot be read is answered all the same.
  countPersons: { success: async () => ({ input: { policy: { conditions: '参保人数 >=' } } }) },
  effectOfDraft: { success: async () => ({ input: { policy: { conditions: '参保人数 >=' } } }) },
  sampleDraft: { success: async () => ({ input: { policy: { conditions: '参保人数 >=' } } }) },
  examplesOfDraft: { success: async () => ({ input: begun }) },
  listBuildingBlocks: { success: async () => ({ input: {} }) },
  ...standingFixtures,
  ...claimFixtures,
  listPolicies: { success: async () => ({ input: { q: '稳岗', limit: 1 } }) },
  getPolicy: { success: async () => ({ input: { policyId: samplePolicy } }) },
  matchParty: {
    success: async (town) => ({
      input: { partyId: (await anEmployer(town)).partyId, on: sampleDay },
      as: await asFounder(town),
    }),
  },
  listRuleSamples: { success: async () => ({ input: {} }) },
  tryRule: { success: async () => ({ input: { rule: '参保人数 <= 30', sheet: '{"参保人数": 20}' } }) },
  findPolicies: { success: async () => ({ input: { sheet: '{}' } }) },
  matchFacts: { success: async () => ({ input: { sheet: '{"参保人数": 20}', on: sampleDay } }) },
  listWaitingOrder: { success: async () => ({ input: {} }) },
  findPlaces: {
    success: async (town) => ({
      input: { partyId: (await anEmployer(town)).partyId },
      as: await asFounder(town),
    }),
  },
  delivery: {
    success: async (town) => {
      await aRun(town)
      return { input: {}, as: await starter(town) }
    },
  },
  listPublicities: { success: async () => ({ input: {} }) },
  listPublished: {
    success: async (town) => ({ input: { runId: (await aPublishedRun(town)).runId, limit: 1 } }),
  },
  listDisclosures: { success: async () => ({ input: {} }) },
  statistics: { success: async () => ({ input: {} }) },
}
