import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { objectionContract } from './contract-objections.ts'
import { clickPolicy } from './claims/fixtures.ts'
import {
  anEmployer,
  aPublishedRun,
  asFounder,
  lodge,
  nobody,
  objection,
  starter,
  theCollectedRun,
  written,
} from './scenes.fixtures.ts'

const answer = { upheld: false, reason: '缴费记录经核对无误。' }
/** A verdict of a policy in force, about somebody who has just begun. */
async function aVerdict(town: TestSystem) {
  const { partyId } = await anEmployer(town)
  return { partyId, policyId: clickPolicy, ...objection }
}
async function anObjection(town: TestSystem) {
  const input = await aVerdict(town)
  const { id: objectionId } = await written(town, 'policy', 'objectToVerdict', input, await asFounder(town))
  return { partyId: input.partyId, objectionId }
}

/** Examples of objections and their answers. */
export const objectionFixtures: Fixtures<typeof objectionContract> = {
  lodgeObjection: {
    success: async (town) => {
      const { runId, party } = await aPublishedRun(town)
      return { input: { partyId: party.partyId, runId, ...objection }, as: await asFounder(town) }
    },
    refusals: {
      'run-unknown': async (town) => ({
        input: { partyId: (await anEmployer(town)).partyId, runId: nobody, ...objection },
        as: await asFounder(town),
      }),
      'not-in-publicity': async (town) => {
        const { runId, party } = await theCollectedRun(town)
        return { input: { partyId: party.partyId, runId, ...objection }, as: await asFounder(town) }
      },
      'candidate-unknown': async (town) => {
        const { runId, party } = await aPublishedRun(town)
        return {
          input: { partyId: party.partyId, runId, aboutPartyId: nobody, ...objection },
          as: await asFounder(town),
        }
      },
    },
  },
  objectToVerdict: {
    success: async (town) => ({ input: await aVerdict(town), as: await asFounder(town) }),
    refusals: {
      'policy-unknown': async (town) => ({
        input: { ...(await aVerdict(town)), policyId: 'no-such-policy' },
        as: await asFounder(town),
      }),
      'objection-open': async (town) => {
        const input = await aVerdict(town)
        await written(town, 'policy', 'objectToVerdict', input, await asFounder(town))
        return { input, as: await asFounder(town) }
      },
    },
  },
  noteObjectionCase: {
    success: async (town) => ({ input: { ...(await anObjection(town)), caseId: nobody } }),
    refusals: {},
  },
  resolveObjection: {
    success: async (town) => ({ input: { ...(await anObjection(town)), ...answer } }),
    refusals: {
      'already-resolved': async (town) => {
        const input = { ...(await anObjection(town)), ...answer }
        await written(town, 'policy', 'resolveObjection', input)
        return { input }
      },
    },
  },
  listObjections: {
    success: async (town) => {
      const run = await aPublishedRun(town)
      await lodge(town, run)
      return { input: { runId: run.runId }, as: await starter(town) }
    },
  },
}
