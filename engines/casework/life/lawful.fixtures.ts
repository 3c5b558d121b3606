import { aParty } from '#engines/party/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { addDays } from '#kernel/time.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, anOfficer, type Filing, ids, later } from '../acts.fixtures.ts'
import type { lawfulContract } from './lawful-contract.ts'
import { aThemeDraft, aThemeLodged, anEnterprise, taken } from '../themes.fixtures.ts'

/** The course out of the usual: extension, hearing, silence, commitment, documents that follow. */

export const begun = '2026-03-02T01:00:00.000Z'
interface Taken extends Filing {
  readonly officer: Actor
  readonly stage: string
}
type Make = (town: TestSystem) => Promise<Taken>

/** A filing whose stage an officer has taken; the calendar of 2026 lies ahead. */
const take =
  (theme: string, stage: string, department: string, chosen: Record<string, unknown> = {}): Make =>
  async (town) => {
    town.clock.set(begun)
    const filing = await aThemeLodged(town, theme, chosen)
    return { ...filing, stage, officer: await taken(town, filing, stage, department) }
  }
export const drainage = take('food-service', 'drainage.examine', 'water', {
  'food-business-kind': 'prepacked',
})
export const entertainment = take('culture-venue', 'entertainment.examine', 'culture-tourism', {
  'venue-businesses': ['entertainment'],
})
export const environment = take('construction', 'environment.examine', 'ecology-environment')
const catering = take('food-service', 'food.examine', 'market-regulation', {
  'food-business-kind': 'catering',
})
const print = take('internal-print', 'permit.examine', 'publicity-film')

export const followed =
  (make: Make, ...acts: ((town: TestSystem, at: Taken) => Promise<unknown> | unknown)[]): Make =>
  async (town) => {
    const made = await make(town)
    for (const one of acts) await one(town, made)
    return made
  }
export const accept = (town: TestSystem, { officer, stage, ...filing }: Taken) =>
  act(town, 'accept', { ...ids(filing), stage }, officer)
export const days = (count: number) => (town: TestSystem) => later(town, count)
const extend = async (town: TestSystem, { stage, ...filing }: Taken) =>
  act(
    town,
    'extendDecision',
    { ...ids(filing), stage, reason: '需要补充核实排水口' },
    await anOfficer(town, 'water'),
  )
export const holdIt = (town: TestSystem, { officer, stage, ...filing }: Taken) =>
  act(
    town,
    'hold',
    { ...ids(filing), stage, kind: 'legal-action', reason: '等待诉讼结果', basis: '行政许可法' },
    officer,
  )
const hearingOn = (town: TestSystem, count: number) => ({
  on: addDays(town.system.moment().today, count),
  place: '天河区政务中心三楼',
})
const announce = (town: TestSystem, { officer, stage, ...filing }: Taken) =>
  act(town, 'announceHearing', { ...ids(filing), stage, ...hearingOn(town, 8) }, officer)

/** Said by the officer who has it. */
export const by =
  (make: Make, more: (town: TestSystem) => Record<string, unknown> = () => ({})): Example =>
  async (town) => {
    const { officer, stage, ...filing } = await make(town)
    return { input: { ...ids(filing), stage, ...more(town) }, as: officer }
  }
/** Said by another officer of the same department. */
export const byAnother =
  (make: Make, department: string, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const { officer: _, stage, ...filing } = await make(town)
    return { input: { ...ids(filing), stage, ...more }, as: await anOfficer(town, department) }
  }
const applicant =
  (make: Make, part: string): Example =>
  async (town) => {
    const filing = await make(town)
    return { input: { ...ids(filing), part }, as: filing.founder }
  }
const system =
  (make: (town: TestSystem) => Promise<Filing>, more: Record<string, unknown>): Example =>
  async (town) => ({ input: { ...ids(await make(town)), ...more } })

const reason = { reason: '现场情况复杂，需要多部门会商' }
const record = () => ({ record: '申请人和利害关系人到场陈述，没有异议' })
const announced = followed(entertainment, accept, announce)
const noticed = followed(drainage, (town, { officer, stage, ...filing }) =>
  act(
    town,
    'requestCorrection',
    { ...ids(filing), stage, items: [{ field: 'premises-name', reason: '与营业执照不一致' }] },
    officer,
  ),
)
const noted = followed(drainage, days(60), (town, { stage, officer: _, ...filing }) =>
  act(town, 'noteLamp', { ...ids(filing), stage, lamp: 'red' }),
)
const simply = async (town: TestSystem) => {
  town.clock.set(begun)
  return aThemeLodged(town, 'close-simply')
}
const yearEnd = async (town: TestSystem) => {
  town.clock.set('2026-12-28T01:00:00.000Z')
  return aThemeLodged(town, 'construction')
}
const closed = followed(drainage, (town, filing) => act(town, 'withdraw', ids(filing), filing.founder))

export const lawfulFixtures: Fixtures<typeof lawfulContract> = {
  serviceRecord: { success: async () => ({ input: {} }) },
  signSecondNotice: {
    success: byAnother(noticed, 'water', reason),
    refusals: {
      'stage-not-open': byAnother(closed, 'water', reason),
      'own-matter': by(noticed, () => reason),
      'no-notice-served': byAnother(drainage, 'water', reason),
    },
  },
  extendDecision: {
    success: byAnother(followed(drainage, accept), 'water', reason),
    refusals: {
      'stage-not-open': byAnother(closed, 'water', reason),
      'own-matter': by(followed(drainage, accept), () => reason),
      'not-accepted-yet': byAnother(drainage, 'water', reason),
      'no-extension-in-law': byAnother(followed(environment, accept), 'ecology-environment', reason),
      'already-extended': byAnother(followed(drainage, accept, extend), 'water', reason),
      'clock-stands': byAnother(followed(drainage, accept, holdIt), 'water', reason),
      'legal-limit-passed': byAnother(followed(drainage, accept, days(60)), 'water', reason),
    },
  },
  explainDelay: {
    success: by(noted, () => reason),
    refusals: {
      'not-your-office': by(noted, () => ({ ...reason, stage: 'fire.examine' })),
      'not-late': by(drainage, () => reason),
    },
  },
  requestHearing: {
    success: applicant(followed(entertainment, accept), 'entertainment'),
    refusals: {
      'not-accepted-yet': applicant(entertainment, 'entertainment'),
      'no-hearing-in-law': applicant(followed(drainage, accept), 'drainage'),
      'hearing-known': applicant(announced, 'entertainment'),
      'hearing-request-late': applicant(followed(entertainment, accept, days(20)), 'entertainment'),
    },
  },
  announceHearing: {
    success: by(followed(entertainment, accept), (town) => hearingOn(town, 8)),
    refusals: {
      'stage-not-open': by(closed, (town) => hearingOn(town, 8)),
      'not-in-your-hands': async (town) => {
        const { officer: _, stage, ...filing } = await followed(entertainment, accept)(town)
        const as = await anOfficer(town, 'culture-tourism')
        return { input: { ...ids(filing), stage, ...hearingOn(town, 8) }, as }
      },
      'clock-stands': by(announced, (town) => hearingOn(town, 9)),
      'not-accepted-yet': by(entertainment, (town) => hearingOn(town, 8)),
      'hearing-known': by(
        followed(announced, days(9), (town, { officer, stage, ...filing }) =>
          act(town, 'recordHearing', { ...ids(filing), stage, ...record() }, officer),
        ),
        (town) => hearingOn(town, 8),
      ),
      'hearing-too-soon': by(followed(entertainment, accept), (town) => hearingOn(town, 6)),
      'hearing-too-late': by(followed(entertainment, accept), (town) => hearingOn(town, 60)),
    },
  },
  recordHearing: {
    success: by(followed(announced, days(9)), record),
    refusals: {
      'stage-not-open': by(closed, record),
      'not-in-your-hands': byAnother(followed(announced, days(9)), 'culture-tourism', record()),
      'no-hearing-announced': by(followed(entertainment, accept), record),
      'hearing-not-yet': by(announced, record),
    },
  },
  deemGranted: {
    success: system(followed(print, accept, days(40)), { part: 'permit' }),
    refusals: { 'silence-says-nothing': system(followed(drainage, accept, days(90)), { part: 'drainage' }) },
  },
  noteLegalLimit: {
    success: system(followed(drainage, accept, days(60)), { part: 'drainage' }),
    refusals: { 'nothing-due': system(followed(drainage, accept), { part: 'drainage' }) },
  },
  noteSupplementOverdue: {
    success: system(followed(catering, days(60)), { part: 'food' }),
    refusals: { 'nothing-due': system(catering, { part: 'food' }) },
  },
  endWait: {
    success: system(
      async (town) => {
        const filing = await simply(town)
        later(town, 25)
        return filing
      },
      { stage: 'notice.announce' },
    ),
    refusals: { 'nothing-due': system(simply, { stage: 'notice.announce' }) },
  },
  recountLimits: {
    success: system(yearEnd, {}),
    refusals: { 'nothing-provisional': system(drainage, {}) },
  },
}

const granting = () => ({ outcome: 'grant', reasons: '申请材料齐全' })
export const aHearingDue = by(followed(entertainment, accept), granting)
export const anOwing = by(catering, granting)
export const aMoveTaken = by(
  take('move-district', 'registration.examine', 'market-regulation', { 'new-district': 'nansha' }),
  () => ({ outcome: 'refuse', reasons: '企业税额较大，不宜迁出', basis: '没有' }),
)
/** Social insurance has sent its part of a move back to officers; no law names a ground on which they could refuse it. */
export const aMoveSentBack: Example = async (town) => {
  const move = await take('move-district', 'registration.examine', 'market-regulation', {
    'new-district': 'nansha',
  })(town)
  await act(town, 'decide', { ...ids(move), stage: move.stage, ...granting() }, move.officer)
  const stage = 'social-insurance.change'
  await act(town, 'recordOutside', { ...ids(move), stage, status: 'rejected', reason: '系统退回' })
  const officer = await taken(town, move, stage, 'social-insurance')
  const refusal = { outcome: 'refuse', reasons: '系统退回', basis: '没有' }
  return { input: { ...ids(move), stage, ...refusal }, as: officer }
}
export const unregistered: Example = async (town) => {
  const { partyId, founder } = await aParty(town)
  return { input: { partyId, theme: 'change-company' }, as: founder }
}
export const barredCommitment: Example = async (town) => {
  town.clock.set(begun)
  const party = await anEnterprise(town, { 'credit.seriousList': true })
  const chosen = { 'food-business-kind': 'prepacked', 'public-venue': true, 'use-commitment': true }
  const filing = await aThemeDraft(town, 'food-service', chosen, party)
  return { input: { ...ids(filing), signed: ['fire-commitment'] }, as: filing.founder }
}
