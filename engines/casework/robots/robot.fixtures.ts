import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, anOfficer, type Filing, ids } from '../acts.fixtures.ts'
import type { robotContract } from './robot-contract.ts'

type Make = (town: TestSystem) => Promise<Filing>

const stage = 'registration.examine'
const rule = { item: 'company-registration', stage: 'examine', reason: '新规则先抽查一批' }
const looked = { agrees: true, note: '住所和经营范围与规则判断一致' }

/** `registered`: its registration was granted by the rule. */
export function robotFixtures(registered: Make): Fixtures<typeof robotContract> {
  const sampled: Make = async (town) => {
    await act(town, 'setRobot', { ...rule, mode: 'on', samplePercent: 100 })
    const filing = await registered(town)
    await act(town, 'setRobot', { ...rule, mode: 'on', samplePercent: 0 })
    return filing
  }
  const looking = async (town: TestSystem, filing: Filing) => ({
    input: { ...ids(filing), stage, ...looked },
    as: await anOfficer(town),
  })
  return {
    setRobot: {
      success: async () => ({ input: { ...rule, mode: 'on', samplePercent: 0 } }),
      refusals: {
        'no-such-rule': async () => ({
          input: { ...rule, stage: 'no-stage', mode: 'off', samplePercent: 0 },
        }),
      },
    },
    recheckRobot: {
      success: async (town) => looking(town, await sampled(town)),
      refusals: {
        'not-sampled': async (town) => looking(town, await registered(town)),
        'rechecked-before': async (town) => {
          const filing = await sampled(town)
          const { input, as } = await looking(town, filing)
          await act(town, 'recheckRobot', input, as)
          return { input, as }
        },
      },
    },
    robotFigures: { success: async () => ({ input: {} }) },
    listSampled: {
      success: async (town) => {
        await sampled(town)
        return { input: { limit: 5 }, as: await anOfficer(town) }
      },
    },
  }
}
