import { describe, expect, test } from 'vitest'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { openHold, openStages } from './model.ts'
import {
  claimed,
  colleague,
  draft,
  examine,
  founder,
  judged,
  lodged,
  Matter,
  registrar,
  signed,
  taxOfficer,
} from './scenario.fixtures.ts'

const types = (outcome: ReturnType<Matter['act']>) =>
  typeof outcome === 'string' ? outcome : outcome.map(({ type }) => type)
const notice = { stage: examine, items: [{ field: 'address-line', reason: '请写到门牌号' }] }

describe('a draft', () => {
  test('keeps what is valid of a page and names what is not, field by field', () => {
    const matter = new Matter()
    matter.act('openDraft', { theme: 'open-a-company' })
    matter.act('saveAnswers', {
      answers: { 'core-name': 'Star', district: 'tianhe', 'registered-capital': 0, 'opening-staff': 1.5 },
    })
    expect(matter.state.answers).toEqual({ district: 'tianhe' })
    expect(matter.state.faults).toEqual({
      'core-name': 'wrong-form',
      'registered-capital': 'too-small',
      'opening-staff': 'not-whole',
    })
  })

  test('a better answer takes the fault away, and an empty one takes the answer back', () => {
    const matter = draft({ 'core-name': 'Star' })
    matter.act('saveAnswers', { answers: { 'core-name': '晨星', district: null } })
    expect(matter.state.faults).toEqual({})
    expect(matter.state.answers['district']).toBeUndefined()
  })

  test('the account’s own name is never asked: it is known when the draft opens', () => {
    expect(draft().state.known).toEqual([{ field: 'founder-name', value: '陈晓雯', source: 'account' }])
  })

  test('the versions of theme and items in force at its opening are written into it', () => {
    const { state } = draft()
    expect(state.version).toBe(1)
    expect(state.items['registration']).toEqual({ item: 'company-registration', version: 1 })
  })

  test('ninety days untouched end it, and not an hour sooner', () => {
    const matter = draft()
    expect(matter.pass(24 * 90 - 1).act('expireDraft')).toBe('not-a-draft')
    expect(types(matter.pass(1).act('expireDraft'))).toEqual(['DraftExpired'])
  })
})

describe('filing', () => {
  test('tells every missing and wrong field at once', () => {
    const matter = new Matter()
    matter.act('openDraft', { theme: 'open-a-company' })
    matter.act('saveAnswers', {
      answers: { 'core-name': 'X', 'opening-staff': 0, 'book-bank-account': false },
    })
    const refusal = matter.would('submit', { signed }, founder)
    expect(refusal).toMatchObject({ refusal: 'answers-incomplete' })
    expect('fields' in refusal ? [...refusal.fields].sort() : []).toEqual(
      [
        'core-name',
        'trade-word',
        'business-activities',
        'district',
        'address-kind',
        'registered-capital',
        'founder-identity-number',
        'founder-telephone',
      ].sort(),
    )
    expect(refusal).toMatchObject({ details: { 'core-name': 'too-short', district: 'missing' } })
  })

  test('asks for what the chosen way needs and for nothing else: no staff, no insurance, no fund', () => {
    const matter = lodged({ 'opening-staff': 0, 'book-bank-account': false })
    expect(Object.keys(matter.state.parts).sort()).toEqual(['name', 'registration', 'seals', 'tax'])
    expect(matter.state.answers['housing-fund-ratio']).toBeUndefined()
  })

  test('a restricted word in the name is refused with the word', () => {
    const refusal = draft({ 'core-name': '中华晨星' }).would('submit', { signed }, founder)
    expect(refusal).toMatchObject({ refusal: 'name-restricted', details: { words: '中华' } })
  })

  test('a name that another has in the trade is refused, and its holder’s name is told', () => {
    const matter = draft()
    matter.takenBy = '广州晨星软件有限公司'
    expect(matter.would('submit', { signed }, founder)).toMatchObject({
      refusal: 'name-taken',
      details: { name: '广州晨星信息技术有限责任公司', other: '广州晨星软件有限公司' },
    })
  })

  test('the name is made of place, core name, trade and form, and kept for two months', () => {
    expect(lodged().state.name).toEqual({
      full: '广州晨星信息技术有限责任公司',
      core: '晨星',
      trade: '65',
      until: '2026-05-02',
    })
  })

  test('the commitments it rests on must be signed, each one', () => {
    expect(draft().act('submit', { signed: signed.slice(1) })).toBe('documents-unsigned')
  })

  test('a receipt is served and the promise of half a working day begins', () => {
    const { state } = lodged()
    expect(state.served.map(({ document }) => document)).toEqual(['receipt'])
    expect(state.deadline?.dueAt).toBe('2026-03-02T05:30:00.000Z')
  })
})

describe('the robot', () => {
  test('grants a name and a registration that meet every condition, and gives a valid credit code', () => {
    const { state } = judged()
    expect(state.parts['registration']?.standing).toBe('granted')
    expect(creditCodeFault(state.creditCode ?? '')).toBeUndefined()
  })

  test('opens tax, seals, insurance, fund and bank at once and side by side when the code is there', () => {
    const before = lodged()
    expect(openStages(before.state).map(({ id }) => id)).toEqual(['name.compare'])
    expect(openStages(judged().state).map(({ part }) => part)).toEqual([
      'bank-account',
      'housing-fund',
      'seals',
      'social-insurance',
      'tax',
    ])
  })

  test.each([
    ['an address of another kind', { 'address-kind': 'other' }, 'standard-address'],
    [
      'a trade that needs a licence first',
      { 'business-activities': ['financing-guarantee'] },
      'no-prior-approval',
    ],
  ])('hands %s to an officer and says why; it never refuses', (_, change, because) => {
    const matter = draft(change)
    matter.act('attachMaterial', { material: 'prior-licence', hash: 'ab', fileName: '许可.pdf' })
    matter.act('submit', { signed })
    matter.act('decideByRule', { stage: 'name.compare' })
    expect(matter.act('decideByRule', { stage: examine })).toEqual([])
    const [stage] = matter.state.parts['registration']?.stages ?? []
    expect(stage).toMatchObject({ holder: 'officer', handover: { reason: 'rule-not-met' } })
    expect(stage?.explanation?.because).toBe(because)
    expect(matter.events.map(({ type }) => type)).not.toContain('PartRefused')
  })

  test('a decision carries what it establishes: code, day, industry, kind, district', () => {
    const granted = judged().events.find(
      ({ type, data }) => type === 'PartGranted' && 'identity' in data && data.identity,
    )
    expect(granted?.data).toMatchObject({
      identity: { name: '广州晨星信息技术有限责任公司', registeredOn: '2026-03-02' },
      facts: expect.arrayContaining([
        { fact: 'ent.regDate', value: '2026-03-02' },
        { fact: 'ent.industry', value: '65' },
        { fact: 'ent.type', value: 'company' },
        { fact: 'ent.regDistrict', value: 'tianhe' },
      ]),
    })
  })
})

describe('acceptance and correction, 行政许可法 art. 32', () => {
  test('five working days of silence are acceptance, from the day of receipt', () => {
    const matter = judged({ 'address-kind': 'other' })
    expect(matter.at('2026-03-09T08:59:00.000Z').act('deemAccepted', { part: 'registration' })).toBe(
      'already-accepted',
    )
    expect(
      types(matter.at('2026-03-09T10:00:00.000Z').act('deemAccepted', { part: 'registration' })),
    ).toContain('PartAccepted')
    expect(matter.state.parts['registration']?.acceptedHow).toBe('deemed')
  })

  test('a notice after the fifth working day is too late', () => {
    expect(claimed().at('2026-03-10T02:00:00.000Z').act('requestCorrection', notice, registrar)).toBe(
      'notice-too-late',
    )
  })

  test('after acceptance nothing more may be asked for', () => {
    const matter = claimed()
    matter.act('accept', { stage: examine }, registrar)
    expect(matter.act('requestCorrection', notice, registrar)).toBe('already-accepted')
  })

  test('the clock stands while the applicant corrects, and runs again with the answer', () => {
    const matter = claimed()
    matter.act('requestCorrection', notice, registrar)
    const [stage] = matter.state.parts['registration']?.stages ?? []
    expect(stage && openHold(stage)?.kind).toBe('awaiting-applicant')
    expect(matter.state.holds.at(-1)?.until).toBeUndefined()
    matter
      .pass(48)
      .act('answerCorrection', { part: 'registration', answers: { 'address-line': '天河路1号1栋101室' } })
    expect(openStages(matter.state).some(openHold)).toBe(false)
    expect(matter.state.holds).toEqual([
      { from: '2026-03-02T01:00:00.000Z', until: '2026-03-04T01:00:00.000Z' },
    ])
    expect(matter.state.answers['address-line']).toBe('天河路1号1栋101室')
  })

  test('a second notice may name what the answer brought up, not what stood there before', () => {
    const matter = claimed()
    matter.act('requestCorrection', notice, registrar)
    matter.act('answerCorrection', { part: 'registration', answers: { 'address-line': '天河路1号1栋101室' } })
    const old = { stage: examine, items: [{ field: 'registered-capital', reason: '请核对' }] }
    expect(matter.act('requestCorrection', old, registrar)).toBe('fault-known-before')
    expect(types(matter.act('requestCorrection', notice, registrar))).toContain('CorrectionRequested')
  })

  test('every item of a notice must be answered', () => {
    const matter = claimed()
    const items = [...notice.items, { field: 'registered-capital', reason: '请核对' }]
    matter.act('requestCorrection', { stage: examine, items }, registrar)
    expect(
      matter.act('answerCorrection', { part: 'registration', answers: { 'address-line': '天河路2号' } }),
    ).toBe('correction-incomplete')
  })
})

describe('officers', () => {
  test('only the office that has a stage may claim it, and only in its district', () => {
    const matter = judged({ 'address-kind': 'other', district: 'nansha' })
    expect(matter.act('claim', { stage: examine }, taxOfficer)).toBe('not-your-office')
    expect(matter.act('claim', { stage: examine }, registrar)).toBe('not-your-office')
    expect(types(matter.act('claim', { stage: examine }, colleague))).toEqual(['StageClaimed'])
  })

  test('what one has claimed no other can act on', () => {
    const matter = claimed()
    expect(matter.act('claim', { stage: examine }, colleague)).toBe('claimed-by-another')
    expect(matter.act('decide', { stage: examine, outcome: 'grant', reasons: '齐全' }, colleague)).toBe(
      'not-in-your-hands',
    )
  })

  test('a refusal names the law, 行政许可法 art. 38, and what waited for it is dropped', () => {
    const matter = claimed()
    const refusing = { stage: examine, outcome: 'refuse', reasons: '住所不在本市' }
    expect(matter.act('decide', refusing, registrar)).toBe('basis-missing')
    matter.act('decide', { ...refusing, basis: '市场主体登记管理条例 第十九条' }, registrar)
    expect(matter.state.standing).toBe('refused')
    expect(Object.values(matter.state.parts).map(({ node, standing }) => [node, standing])).toEqual(
      expect.arrayContaining([
        ['name', 'granted'],
        ['registration', 'refused'],
        ['tax', 'dropped'],
      ]),
    )
    expect(matter.state.served.map(({ document }) => document)).toContain('refusal')
  })

  test('nothing is decided while the clock stands', () => {
    const matter = claimed()
    matter.act(
      'hold',
      {
        stage: examine,
        kind: 'special-procedure',
        procedure: 'appraisal',
        reason: '委托鉴定',
        basis: '行政许可法 第四十五条',
      },
      registrar,
    )
    expect(matter.act('decide', { stage: examine, outcome: 'grant', reasons: '齐全' }, registrar)).toBe(
      'clock-stands',
    )
  })

  test('a stage with a system may be taken back only when the system is silent or late', () => {
    const matter = judged()
    expect(matter.act('claim', { stage: 'tax.set-up' }, taxOfficer)).toBe('not-with-officers')
    matter.act('recordOutside', { stage: 'tax.set-up', status: 'unreachable' })
    expect(types(matter.act('claim', { stage: 'tax.set-up' }, taxOfficer))).toEqual(['StageHandedOver'])
  })

  test('a company that exists cannot be withdrawn', () => {
    expect(judged().act('withdraw')).toBe('company-exists')
    expect(types(lodged().act('withdraw'))).toEqual(['CaseWithdrawn'])
  })
})
