import { aParty } from '#engines/party/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, anOfficer, type Filing, freshCore, ids, later } from './acts.fixtures.ts'
import { afterwardsFixtures, checkFixtures } from './life/afterwards.fixtures.ts'
import { robotFixtures } from './robots/robot.fixtures.ts'
import type { caseworkContract } from './contract.ts'
import { matterFixtures } from './life/matter.fixtures.ts'
import { lapsedBeforeFiling, proofFixtures, relyingOnWhatLapses } from './filing/proof.fixtures.ts'
import { surveyFixtures, surveyRefusals } from './survey/survey.fixtures.ts'
import {
  aHearingDue,
  anOwing,
  aMoveSentBack,
  aMoveTaken,
  barredCommitment,
  lawfulFixtures,
  unregistered,
} from './life/lawful.fixtures.ts'

export { act, anOfficer, type Filing, freshCore, later } from './acts.fixtures.ts'

/** What a founder answers for a small software company without staff. */
export const simpleAnswers = {
  'trade-word': 'information-technology',
  'organisation-form': 'llc',
  'business-activities': ['software-development'],
  district: 'tianhe',
  'address-kind': 'declared',
  'address-line': '天河路1号101室',
  'registered-capital': 100_000_000,
  'founder-kind': 'myself',
  'opening-staff': 0,
  'book-bank-account': false,
  'founder-identity-number': '440106199003071231',
  'founder-telephone': '13800000000',
} as const

export const toSign = [
  'registration-application',
  'articles-of-association',
  'address-declaration',
  'seal-impressions',
]

export async function aDraft(town: TestSystem): Promise<Filing> {
  const { partyId, founder } = await aParty(town)
  const { id } = await act(town, 'openDraft', { partyId, theme: 'open-a-company' }, founder)
  return { partyId, caseId: id, founder }
}

export async function aFilledDraft(town: TestSystem, more: Record<string, unknown> = {}): Promise<Filing> {
  const filing = await aDraft(town)
  const answers = { 'core-name': freshCore(), ...simpleAnswers, ...more }
  await act(town, 'saveAnswers', { ...ids(filing), answers }, filing.founder)
  return filing
}

export async function aLodged(town: TestSystem, more: Record<string, unknown> = {}): Promise<Filing> {
  const filing = await aFilledDraft(town, more)
  await act(town, 'submit', { ...ids(filing), signed: toSign }, filing.founder)
  return filing
}

/** Registered by rule: the company exists, and its other items are open. */
export async function aRegistered(town: TestSystem, more: Record<string, unknown> = {}): Promise<Filing> {
  const filing = await aLodged(town, more)
  await act(town, 'decideByRule', { ...ids(filing), stage: 'name.compare' })
  return filing
}

/** A filing that the rule hands to an officer: its address is of another kind. */
export const anOfficersCase = (town: TestSystem): Promise<Filing> =>
  aRegistered(town, { 'address-kind': 'other' })

export const examine = 'registration.examine'

export interface Claimed extends Filing {
  readonly officer: Actor
}
export async function aClaimed(town: TestSystem): Promise<Claimed> {
  const filing = await anOfficersCase(town)
  const officer = await anOfficer(town)
  await act(town, 'claim', { ...ids(filing), stage: examine }, officer)
  return { ...filing, officer }
}

const founderSays =
  (make: (town: TestSystem) => Promise<Filing>, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const filing = await make(town)
    return { input: { ...ids(filing), ...more }, as: filing.founder }
  }
const officerSays =
  (make: (town: TestSystem) => Promise<Claimed>, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const claimed = await make(town)
    return { input: { ...ids(claimed), stage: examine, ...more }, as: claimed.officer }
  }
const systemSays =
  (make: (town: TestSystem) => Promise<Filing>, more: Record<string, unknown> = {}): Example =>
  async (town) => ({ input: { ...ids(await make(town)), ...more } })

/** The same, by somebody who did not claim it. */
const strangerSays =
  (more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const claimed = await aClaimed(town)
    return { input: { ...ids(claimed), stage: examine, ...more }, as: await anOfficer(town) }
  }
const closedStage =
  (more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const filing = await aRegistered(town)
    return { input: { ...ids(filing), stage: examine, ...more }, as: await anOfficer(town) }
  }

const notice = { items: [{ field: 'address-line', reason: '请写到门牌号' }] }
const special = {
  kind: 'special-procedure',
  procedure: 'appraisal',
  reason: '委托鉴定',
  basis: '行政许可法 第四十五条',
}
const granting = { outcome: 'grant', reasons: '材料齐全，符合法定形式' }
const refusing = { outcome: 'refuse', reasons: '住所不在本市', basis: '市场主体登记管理条例 第十九条' }

const aNoticed = async (town: TestSystem) => {
  const claimed = await aClaimed(town)
  await act(town, 'requestCorrection', { ...ids(claimed), stage: examine, ...notice }, claimed.officer)
  return claimed
}
const aCorrected = async (town: TestSystem) => {
  const claimed = await aNoticed(town)
  const answers = { 'address-line': '天河路1号1栋101室' }
  await act(town, 'answerCorrection', { ...ids(claimed), part: 'registration', answers }, claimed.founder)
  return claimed
}
const aHeld = async (town: TestSystem) => {
  const claimed = await aClaimed(town)
  await act(town, 'hold', { ...ids(claimed), stage: examine, ...special }, claimed.officer)
  return claimed
}
const anAccepted = async (town: TestSystem) => {
  const claimed = await aClaimed(town)
  await act(town, 'accept', { ...ids(claimed), stage: examine }, claimed.officer)
  return claimed
}
const aRefused = async (town: TestSystem) => {
  const claimed = await aClaimed(town)
  await act(town, 'decide', { ...ids(claimed), stage: examine, ...refusing }, claimed.officer)
  return claimed
}
const aRated = async (town: TestSystem) => {
  const filing = await aRefused(town)
  await act(town, 'rateService', { ...ids(filing), score: 2 }, filing.founder)
  return filing
}
const aWithdrawn = async (town: TestSystem) => {
  const filing = await aLodged(town)
  await act(town, 'withdraw', ids(filing), filing.founder)
  return filing
}
const aFundStage = async (town: TestSystem) => {
  const filing = await aRegistered(town, { 'opening-staff': 3, 'register-social-insurance': false })
  const officer = await anOfficer(town, 'housing-fund')
  await act(town, 'claim', { ...ids(filing), stage: 'housing-fund.register' }, officer)
  return { ...filing, officer }
}
const hash = 'ab'.repeat(32)
const aFile = async (town: TestSystem) => {
  const bytes = new TextEncoder().encode('%PDF-1.7 a proof')
  const { hash } = await town.system.files.put(bytes, 'application/pdf', town.system.clock.now())
  return hash
}

const ownRead = (make: (town: TestSystem) => Promise<Filing>, more: Record<string, unknown> = {}) => ({
  success: founderSays(make, more),
})
const publicRead = (input: Record<string, unknown> = {}) => ({ success: async () => ({ input }) })

export const caseworkFixtures: Fixtures<typeof caseworkContract> = {
  openDraft: {
    success: async (town) => {
      const { partyId, founder } = await aParty(town)
      return { input: { partyId, theme: 'open-a-company' }, as: founder }
    },
    refusals: {
      'theme-unknown': async (town) => {
        const { partyId, founder } = await aParty(town)
        return { input: { partyId, theme: 'fly-to-the-moon' }, as: founder }
      },
      'already-registered': async (town) => {
        const { partyId, founder } = await aParty(town)
        await town.execute('party', 'assignIdentity', {
          partyId,
          creditCode: '91440101MA5CJQ4N59',
          name: '广州示例科技有限公司',
          registeredOn: '2026-03-02',
        })
        return { input: { partyId, theme: 'open-a-company' }, as: founder }
      },
      'not-registered-yet': unregistered,
      'case-already-open': founderSays(aDraft, { theme: 'open-a-company' }),
    },
  },
  saveAnswers: {
    success: founderSays(aDraft, { answers: { district: 'tianhe', 'core-name': 'x' } }),
    refusals: {
      'not-a-draft': founderSays(aLodged, { answers: {} }),
      'field-unknown': founderSays(aDraft, { answers: { 'shoe-size': 43 } }),
    },
  },
  attachMaterial: {
    success: async (town) => {
      const filing = await aDraft(town)
      const input = {
        ...ids(filing),
        material: 'address-proof',
        hash: await aFile(town),
        fileName: '租约.pdf',
      }
      return { input, as: filing.founder }
    },
    refusals: {
      'case-ended': founderSays(aRefused, { material: 'address-proof', hash, fileName: '租约.pdf' }),
      'material-unknown': founderSays(aDraft, {
        material: 'articles-of-association',
        hash,
        fileName: '章程.pdf',
      }),
      'file-unknown': founderSays(aDraft, { material: 'address-proof', hash, fileName: '租约.pdf' }),
    },
  },
  proveMaterial: proofFixtures(aFilledDraft, aRefused),
  submit: {
    success: founderSays(aFilledDraft, { signed: toSign }),
    refusals: {
      'not-a-draft': founderSays(aLodged, { signed: toSign }),
      'answers-incomplete': founderSays(aDraft, { signed: toSign }),
      'name-restricted': founderSays((town) => aFilledDraft(town, { 'core-name': `中国${freshCore()}` }), {
        signed: toSign,
      }),
      'name-taken': async (town) => {
        const core = freshCore()
        await aLodged(town, { 'core-name': core })
        return founderSays((t) => aFilledDraft(t, { 'core-name': core }), { signed: toSign })(town)
      },
      'materials-missing': founderSays(
        (town) =>
          aFilledDraft(town, {
            'founder-kind': 'people',
            'other-founders': [{ name: '李四', identityNumber: '11010519491231002X', share: 40 }],
          }),
        { signed: toSign },
      ),
      'licence-fallen': founderSays(
        async (town) =>
          lapsedBeforeFiling(
            town,
            await aFilledDraft(town, {
              'business-activities': ['security-services'],
              'address-kind': 'other',
            }),
          ),
        { signed: toSign },
      ),
      'documents-unsigned': founderSays(aFilledDraft, { signed: [] }),
      'commitment-barred': barredCommitment,
      ...surveyRefusals,
    },
  },
  withdraw: {
    success: founderSays(aLodged, { reason: '换一个地址再办' }),
    refusals: {
      'case-ended': founderSays(aRefused),
      'company-exists': founderSays((town) => aRegistered(town, { 'opening-staff': 2 })),
    },
  },
  answerCorrection: {
    success: founderSays(aNoticed, {
      part: 'registration',
      answers: { 'address-line': '天河路1号1栋101室' },
    }),
    refusals: {
      'no-correction-open': founderSays(anOfficersCase, { part: 'registration', answers: {} }),
      'correction-incomplete': founderSays(aNoticed, { part: 'registration', answers: {} }),
      'answers-incomplete': founderSays(aNoticed, { part: 'registration', answers: { 'address-line': 'x' } }),
    },
  },
  rateService: {
    success: founderSays(aRefused, { score: 4, comment: '解释清楚' }),
    refusals: {
      'not-decided-yet': founderSays(aLodged, { score: 5 }),
      'already-rated': async (town) => {
        const filing = await aRefused(town)
        await act(town, 'rateService', { ...ids(filing), score: 2 }, filing.founder)
        return { input: { ...ids(filing), score: 5 }, as: filing.founder }
      },
    },
  },
  claim: {
    success: async (town) => ({
      input: { ...ids(await anOfficersCase(town)), stage: examine },
      as: await anOfficer(town),
    }),
    refusals: {
      'stage-not-open': closedStage(),
      'not-your-office': async (town) => {
        const filing = await aRegistered(town, { 'opening-staff': 3 })
        return { input: { ...ids(filing), stage: 'housing-fund.register' }, as: await anOfficer(town, 'tax') }
      },
      'not-with-officers': async (town) => ({
        input: { ...ids(await aRegistered(town)), stage: 'tax.set-up' },
        as: await anOfficer(town, 'tax'),
      }),
      'claimed-by-another': strangerSays(),
    },
  },
  release: {
    success: officerSays(aClaimed),
    refusals: { 'stage-not-open': closedStage(), 'not-in-your-hands': strangerSays() },
  },
  handOver: {
    success: officerSays(aClaimed, { department: 'data-administration', reason: '综合窗口先核对' }),
    refusals: {
      'stage-not-open': closedStage({ department: 'tax', reason: '转办' }),
      'not-in-your-hands': strangerSays({ department: 'tax', reason: '转办' }),
      'receiver-unknown': officerSays(aClaimed, {
        officer: '00000000-0000-4000-8000-000000000000',
        reason: '请接手',
      }),
      'receiver-may-not': async (town) => {
        const claimed = await aClaimed(town)
        const { id } = await anOfficer(town, 'market-regulation', 'nansha')
        return {
          input: { ...ids(claimed), stage: examine, officer: id, reason: '请接手' },
          as: claimed.officer,
        }
      },
    },
  },
  accept: {
    success: officerSays(aClaimed),
    refusals: {
      'stage-not-open': closedStage(),
      'not-in-your-hands': strangerSays(),
      'already-accepted': officerSays(anAccepted),
    },
  },
  requestCorrection: {
    success: officerSays(aClaimed, notice),
    refusals: {
      'stage-not-open': closedStage(notice),
      'not-in-your-hands': strangerSays(notice),
      'notice-too-late': async (town) => {
        const claimed = await aClaimed(town)
        later(town, 12)
        return { input: { ...ids(claimed), stage: examine, ...notice }, as: claimed.officer }
      },
      'clock-stands': officerSays(aHeld, notice),
      'already-accepted': officerSays(anAccepted, notice),
      'field-unknown': officerSays(aClaimed, { items: [{ field: 'shoe-size', reason: '请写鞋码' }] }),
      'fault-known-before': officerSays(aCorrected, {
        items: [{ field: 'registered-capital', reason: '请核对注册资本' }],
      }),
    },
  },
  hold: {
    success: officerSays(aClaimed, special),
    refusals: {
      'stage-not-open': closedStage(special),
      'not-in-your-hands': strangerSays(special),
      'clock-stands': officerSays(aHeld, special),
      'procedure-missing': officerSays(aClaimed, { ...special, procedure: undefined }),
    },
  },
  resume: {
    success: officerSays(aHeld),
    refusals: {
      'stage-not-open': closedStage(),
      'not-in-your-hands': strangerSays(),
      'clock-runs': officerSays(aClaimed),
      'correction-open': officerSays(aNoticed),
    },
  },
  decide: {
    success: officerSays(aClaimed, granting),
    refusals: {
      'stage-not-open': closedStage(granting),
      'not-in-your-hands': strangerSays(granting),
      'clock-stands': officerSays(aHeld, granting),
      'hearing-outstanding': aHearingDue,
      'materials-owed': anOwing,
      'proof-lapsed': async (town) => {
        const officer = await anOfficer(town)
        const filing = await aFilledDraft(town, {
          'business-activities': ['security-services'],
          'address-kind': 'other',
        })
        await relyingOnWhatLapses(town, filing, officer, examine, toSign)
        return { input: { ...ids(filing), stage: examine, ...granting }, as: officer }
      },
      'refusal-without-law': aMoveSentBack,
      'ground-not-listed': aMoveTaken,
      'basis-missing': officerSays(aClaimed, { outcome: 'refuse', reasons: '住所不在本市' }),
      'results-missing': officerSays(aFundStage, { stage: 'housing-fund.register', ...granting }),
    },
  },
  ...lawfulFixtures,
  ...matterFixtures,
  ...surveyFixtures,
  ...afterwardsFixtures(aRegistered, aRated),
  ...checkFixtures,
  decideByRule: {
    success: systemSays(aLodged, { stage: 'name.compare' }),
    refusals: {
      'stage-not-open': systemSays(aWithdrawn, { stage: 'name.compare' }),
      'not-with-the-rule': systemSays(aRegistered, { stage: 'tax.set-up' }),
    },
  },
  askOutside: {
    success: systemSays(aRegistered, { stage: 'tax.set-up', attempt: 2 }),
    refusals: { 'not-outside': systemSays(aRegistered, { stage: examine, attempt: 2 }) },
  },
  recordOutside: {
    success: systemSays(aRegistered, {
      stage: 'tax.set-up',
      status: 'done',
      receipt: 'TX1',
      results: { invoiceAccount: 'EI1', invoiceQuotaFen: 10_000_000 },
    }),
    refusals: { 'not-outside': systemSays(anOfficersCase, { stage: examine, status: 'received' }) },
  },
  deemAccepted: {
    success: async (town) => {
      const filing = await anOfficersCase(town)
      later(town, 12)
      return { input: { ...ids(filing), part: 'registration' } }
    },
    refusals: { 'already-accepted': systemSays(anAccepted, { part: 'registration' }) },
  },
  noteLamp: {
    success: async (town) => {
      const filing = await anOfficersCase(town)
      later(town, 12)
      return { input: { ...ids(filing), stage: examine, lamp: 'red' } }
    },
    refusals: { 'nothing-due': systemSays(anOfficersCase, { stage: examine, lamp: 'red' }) },
  },
  expireDraft: {
    success: async (town) => {
      const filing = await aDraft(town)
      later(town, 91)
      return { input: ids(filing) }
    },
    refusals: { 'not-a-draft': systemSays(aDraft) },
  },
  endNameReservation: {
    success: async (town) => {
      const filing = await anOfficersCase(town)
      later(town, 70)
      return { input: ids(filing) }
    },
    refusals: { 'no-name-reserved': systemSays(aRegistered) },
  },
  listThemes: publicRead(),
  getThemeForm: publicRead({ theme: 'open-a-company' }),
  listColleagues: { success: officerSays(aClaimed) },
  listVocabulary: { success: async () => ({ input: {} }) },
  listFieldsAndMaterials: publicRead({ kind: 'material', search: '平面图' }),
  listItems: publicRead({ search: '登记' }),
  listDistrictItems: publicRead({ search: '许可' }),
  getItem: publicRead({ item: 'company-registration' }),
  ...robotFixtures(aRegistered),
  readCatalogueFile: {
    success: async (town) => ({
      input: { file: Buffer.from('[{"CATANAME":"一项许可"}]').toString('base64') },
      as: await anOfficer(town),
    }),
    refusals: {
      'file-unreadable': async (town) => ({
        input: { file: Buffer.from('{"neither": json').toString('base64') },
        as: await anOfficer(town),
      }),
    },
  },
  listOpenData: publicRead({}),
  describeOpenData: publicRead({}),
  exportOpenData: publicRead({ set: 'themes', format: 'csv' }),
  checkName: publicRead({ theme: 'open-a-company', core: '晨星', trade: 'technology', form: 'llc' }),
  listMyCases: {
    success: async (town) => ({ input: {}, as: (await aLodged(town)).founder }),
  },
  getCase: ownRead(aLodged),
  previewAnswers: ownRead(aFilledDraft),
  listQueue: {
    success: async (town) => {
      await anOfficersCase(town)
      return { input: { search: '晨星', lamp: 'green', limit: 5 }, as: await anOfficer(town) }
    },
  },
  countQueue: { success: async (town) => ({ input: {}, as: await anOfficer(town) }) },
  getQueueCase: {
    success: async (town) => {
      const claimed = await aClaimed(town)
      return { input: ids(claimed), as: claimed.officer }
    },
  },
  getMaterial: {
    success: async (town) => {
      const filing = await aDraft(town)
      const attached = { material: 'address-proof', hash: await aFile(town), fileName: '租约.pdf' }
      await act(town, 'attachMaterial', { ...ids(filing), ...attached }, filing.founder)
      return { input: { ...ids(filing), material: 'address-proof' }, as: filing.founder }
    },
  },
  getDocument: ownRead(aNoticed, { document: 'correction', part: 'registration' }),
  caseStatistics: {
    success: async (town) => {
      await aRefused(town)
      return { input: { theme: 'open-a-company' } }
    },
  },
  publicFigures: publicRead({ theme: 'open-a-company' }),
}
