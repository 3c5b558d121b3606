import { aParty } from '#engines/party/fixtures.ts'
import { addDays } from '#kernel/time.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, anOfficer, type Filing, ids, later } from '../acts.fixtures.ts'
import type { afterwardsContract } from './afterwards-contract.ts'
import type { feeContract } from '../fees/fee-contract.ts'
import type { checkContract } from '../checks/check-contract.ts'
import {
  accept,
  begun,
  by,
  byAnother,
  days,
  entertainment,
  environment,
  holdIt,
  followed,
} from './lawful.fixtures.ts'

/** What follows a decision: delivery, the one limit of a joint licence, checks of commitments, taking back. */

type Make = (town: TestSystem) => Promise<Filing>

const someId = '5d1f0c1a-7f5e-4f0e-8a43-0f6f6e2b9d11'
const reason = { reason: '涉及多个部门，需要会商' }
const joint = followed(entertainment, accept)
const culture = 'culture-tourism'

const system =
  (make: Make, more: Record<string, unknown>, afterDays = 0): Example =>
  async (town) => {
    const filing = await make(town)
    later(town, afterDays)
    return { input: { ...ids(filing), ...more } }
  }

/** `registered`: a case whose registration was granted, with its other items open. `rated`: one that is over and rated. */
export const afterwardsFixtures = (
  registered: Make,
  rated: Make,
): Fixtures<typeof afterwardsContract & typeof feeContract> => ({
  extendJointLimit: {
    success: byAnother(joint, culture, reason),
    refusals: {
      'case-ended': byAnother(
        followed(joint, (town, filing) => act(town, 'withdraw', ids(filing), filing.founder)),
        culture,
        reason,
      ),
      'no-joint-limit': byAnother(followed(environment, accept), 'ecology-environment', reason),
      'own-matter': by(joint, () => reason),
      'already-extended': byAnother(
        followed(joint, async (town, filing) =>
          act(town, 'extendJointLimit', { ...ids(filing), ...reason }, await anOfficer(town, culture)),
        ),
        culture,
        reason,
      ),
      'clock-stands': byAnother(followed(joint, holdIt), culture, reason),
      'legal-limit-passed': byAnother(followed(joint, days(100)), culture, reason),
    },
  },
  noteJointLimit: {
    success: system(joint, {}, 100),
    refusals: { 'nothing-due': system(joint, {}) },
  },
  recordDelivery: {
    success: system(registered, { part: 'registration', licenceId: someId }),
    refusals: { 'not-granted': system(registered, { part: 'tax', licenceId: someId }) },
  },
  noteDeliveryOverdue: {
    success: system(registered, { part: 'registration' }, 30),
    refusals: { 'nothing-due': system(registered, { part: 'registration' }) },
  },
  notePayment: {
    success: system(registered, { receivableId: someId, standing: 'due' }),
    refusals: {},
  },
  recordRatingSent: {
    success: system(rated, { stage: 'registration.examine', system: 'vertical', receipt: 'VP1' }),
    refusals: {
      'not-rated': system(registered, { stage: 'registration.examine', system: 'vertical', receipt: 'VP1' }),
    },
  },
  revokePart: {
    success: system(registered, { part: 'registration', ...reason, basis: '行政许可法 第六十九条' }),
    refusals: {
      'not-granted': system(registered, { part: 'tax', ...reason, basis: '行政许可法 第六十九条' }),
    },
  },
})

interface Planned {
  readonly partyId: string
  readonly checkId: string
}
const fire = 'fire-rescue'

async function aCheckInput(town: TestSystem) {
  town.clock.set(begun)
  const { partyId } = await aParty(town)
  const { today } = town.system.moment()
  return {
    partyId,
    caseId: someId,
    part: 'fire',
    item: 'fire-safety-check',
    itemVersion: 1,
    title: '广州晨星饭店',
    department: fire,
    district: 'tianhe',
    opensOn: addDays(today, 10),
    by: addDays(today, 40),
  }
}
async function aPlannedCheck(town: TestSystem): Promise<Planned> {
  const input = await aCheckInput(town)
  const { id } = await act(town, 'planCheck', input)
  return { partyId: input.partyId, checkId: id }
}
export async function anOpenCheck(town: TestSystem): Promise<Planned> {
  const check = await aPlannedCheck(town)
  later(town, 11)
  await act(town, 'openCheck', { ...check })
  return check
}
const found = { findings: '现场与承诺一致' }
const toMend = (town: TestSystem) => ({
  outcome: 'to-mend',
  findings: '一处安全出口被货架挡住',
  mendBy: addDays(town.system.moment().today, 7),
})

const recording =
  (
    make: (town: TestSystem) => Promise<Planned>,
    more: (town: TestSystem) => Record<string, unknown>,
  ): Example =>
  async (town) => {
    const check = await make(town)
    return { input: { ...check, ...more(town) }, as: await anOfficer(town, fire) }
  }
const timed =
  (make: (town: TestSystem) => Promise<Planned>, afterDays: number): Example =>
  async (town) => {
    const check = await make(town)
    later(town, afterDays)
    return { input: { ...check } }
  }

export const checkFixtures: Fixtures<typeof checkContract> = {
  planCheck: { success: async (town) => ({ input: await aCheckInput(town) }), refusals: {} },
  openCheck: { success: timed(aPlannedCheck, 11), refusals: { 'nothing-due': timed(aPlannedCheck, 1) } },
  recordCheck: {
    success: recording(anOpenCheck, () => ({ outcome: 'kept', ...found })),
    refusals: {
      'check-not-open': recording(aPlannedCheck, () => ({ outcome: 'kept', ...found })),
      'basis-missing': recording(anOpenCheck, () => ({ outcome: 'broken', findings: '没有喷淋系统' })),
      'mended-before': recording(async (town) => {
        const check = await anOpenCheck(town)
        await act(town, 'recordCheck', { ...check, ...toMend(town) }, await anOfficer(town, fire))
        return check
      }, toMend),
      'mend-day-missing': recording(anOpenCheck, (town) => ({ ...toMend(town), mendBy: undefined })),
    },
  },
  noteCheckOverdue: { success: timed(anOpenCheck, 60), refusals: { 'nothing-due': timed(anOpenCheck, 1) } },
  listChecks: {
    success: async (town) => {
      await anOpenCheck(town)
      return { input: { view: 'open', limit: 5 }, as: await anOfficer(town, fire) }
    },
  },
}
