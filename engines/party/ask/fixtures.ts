import type { Actor } from '#kernel/actor.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { askContract } from './contract.ts'

type AParty = (town: TestSystem) => Promise<{ partyId: string; founder: Actor }>

const insured = { fact: 'hr.insured' }
const officerOf = (town: TestSystem) =>
  town.account('facts-officer', 'officer', { department: 'social-insurance' })

/** What is asked of a department, by a party of the town. */
export const askFixtures = (aParty: AParty): Fixtures<typeof askContract> => {
  const asking =
    (input: Record<string, unknown>): Example =>
    async (town) => {
      const { partyId, founder } = await aParty(town)
      return { input: { partyId, ...input }, as: founder }
    }
  const asked = async (town: TestSystem) => {
    const { partyId, founder } = await aParty(town)
    const answer = await town.execute('party', 'askForFact', { partyId, ...insured }, { as: founder })
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
    return { partyId, requestId: answer.id, founder }
  }
  const byOfficer =
    (more: Record<string, unknown>, closed = false): Example =>
    async (town) => {
      const { partyId, requestId } = await asked(town)
      const as = await officerOf(town)
      const request = { partyId, requestId }
      if (closed)
        await town.execute('party', 'declineFactRequest', { ...request, reason: '没有登记' }, { as })
      return { input: { ...request, ...more }, as }
    }
  const told = { value: '20人', document: '社会保险登记系统' }
  return {
    askForFact: {
      success: asking(insured),
      refusals: {
        'fact-unknown': asking({ fact: 'no.such' }),
        'fact-without-owner': asking({ fact: 'hr.techStaffShare' }),
        'year-needed': asking({ fact: 'fin.revenue' }),
        'known-from-department': async (town) => {
          const { partyId, founder } = await aParty(town)
          const facts = [{ fact: 'hr.insured', value: 20, on: '2026-02-01', source: 'social-insurance' }]
          await town.execute('party', 'recordFacts', { partyId, facts, cause: 'test' })
          return { input: { partyId, ...insured }, as: founder }
        },
        'already-asked': async (town) => {
          const { partyId, founder } = await asked(town)
          return { input: { partyId, ...insured }, as: founder }
        },
      },
    },
    answerFactRequest: {
      success: byOfficer(told),
      refusals: {
        'request-closed': byOfficer(told, true),
        'value-not-read': byOfficer({ ...told, value: '很多' }),
      },
    },
    declineFactRequest: {
      success: byOfficer({ reason: '没有登记' }),
      refusals: { 'request-closed': byOfficer({ reason: '没有登记' }, true) },
    },
    listMyFactRequests: {
      success: async (town) => {
        const { partyId, founder } = await asked(town)
        return { input: { partyId }, as: founder }
      },
    },
    listFactRequests: {
      success: async (town) => {
        await asked(town)
        return { input: { limit: 1, state: 'open' }, as: await officerOf(town) }
      },
    },
  }
}
