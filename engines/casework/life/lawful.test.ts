import { describe, expect, test } from 'vitest'
import { isRefusal } from '#kernel/refusal.ts'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import { workingCalendar } from '#kernel/calendar.ts'
import { guangzhouYears, usualHours } from '#kernel/calendar.fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { dayOf } from '#kernel/time.ts'
import { legalDeadline, silenceMoment } from './legal-limits.ts'
import { itemKind } from '../definition.ts'
import { city, founder, Matter } from '../scenario.fixtures.ts'

const calendar = cityCalendar(city)
const officer = (id: string, department: string): Actor => ({
  id,
  kind: 'account',
  name: id,
  partyIds: [],
  roles: [{ role: 'any', department }],
})
const water = officer('water', 'water')
const head = officer('head', 'water')
const culture = officer('culture', 'culture-tourism')
const press = officer('press', 'publicity-film')
const food = officer('food', 'market-regulation')
const day = (at: string | undefined) => at && dayOf(at, 480)

const who = { 'applicant-telephone': '13800000000' }
const shop = {
  ...who,
  'premises-name': '晨星饭店',
  district: 'tianhe',
  'address-line': '天河路1号101室',
  'premises-area': 120,
  'public-venue': false,
  'use-commitment': false,
  drains: true,
}
const rules = ['change-application', 'food-safety-rules', 'tolerance-commitment', 'fire-commitment']

function filed(theme: string, answers: Record<string, unknown>, now?: string): Matter {
  const matter = new Matter(now)
  matter.creditCode = '91440101MA5CJQ4N59'
  expect(matter.act('openDraft', { theme })).toBeInstanceOf(Array)
  matter.act('saveAnswers', { answers })
  expect(matter.act('submit', { signed: rules })).toBeInstanceOf(Array)
  return matter
}
const drains = (now?: string) => {
  const matter = filed('food-service', { ...shop, 'food-business-kind': 'prepacked' }, now)
  matter.act('claim', { stage: 'drainage.examine' }, water)
  return matter
}
const stage = 'drainage.examine'

describe('the law’s time for a decision', () => {
  test('is twenty working days from acceptance, and ten more once, told with their reason', () => {
    const matter = drains()
    matter.act('accept', { stage }, water)
    expect(day(matter.state.parts['drainage']?.legal?.dueAt)).toBe('2026-03-30')
    matter.act('extendDecision', { stage, reason: '需要核实排水口' }, head)
    expect(day(matter.state.parts['drainage']?.legal?.dueAt)).toBe('2026-04-14')
    expect(matter.state.served.map(({ document }) => document)).toContain('extension')
    expect(matter.act('extendDecision', { stage, reason: '再等等' }, head)).toBe('already-extended')
  })

  test('counts from the day of receipt where silence accepted it', () => {
    const matter = drains()
    matter.at('2026-03-10T01:00:00.000Z').act('deemAccepted', { part: 'drainage' })
    expect(day(matter.state.parts['drainage']?.legal?.dueAt)).toBe('2026-03-30')
  })

  test('stands still in a special procedure, which is announced, and runs on after it', () => {
    const matter = drains()
    matter.act('accept', { stage }, water)
    const special = { stage, kind: 'special-procedure', reason: '水质检测', basis: '行政许可法 第四十五条' }
    expect(matter.act('hold', special, water)).toBe('procedure-missing')
    matter.act('hold', { ...special, procedure: 'testing' }, water)
    expect(matter.state.parts['drainage']?.legal?.dueAt).toBeUndefined()
    expect(matter.state.served.at(-1)?.document).toBe('special-procedure')
    matter.at('2026-03-09T01:00:00.000Z').act('resume', { stage }, water)
    expect(day(matter.state.parts['drainage']?.legal?.dueAt)).toBe('2026-04-07')
  })

  test('never passes unnoticed, and whoever was late says why', () => {
    const matter = drains()
    matter.act('accept', { stage }, water)
    matter.at('2026-03-30T09:00:00.001Z')
    expect(matter.act('noteLegalLimit', { part: 'drainage' })).toBeInstanceOf(Array)
    expect(matter.state.parts['drainage']?.legalPassedAt).toBeDefined()
    expect(matter.act('extendDecision', { stage, reason: '太忙' }, head)).toBe('legal-limit-passed')
    matter.act('noteLamp', { stage, lamp: 'red' })
    matter.act('explainDelay', { stage, reason: '检测设备故障' }, water)
    expect(matter.state.parts['drainage']?.stages[0]?.delay?.reason).toBe('检测设备故障')
  })

  test('waits for the calendar where it runs into an unpublished year, and is counted when that is published', () => {
    const matter = drains('2026-12-21T01:00:00.000Z')
    matter.act('accept', { stage }, water)
    expect(matter.state.parts['drainage']?.legal).toMatchObject({ provisional: true, dueAt: undefined })
    expect(matter.pass(24).act('noteLegalLimit', { part: 'drainage' })).toBe('nothing-due')
    expect(matter.act('recountLimits')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ next: '2026-12-23T01:00:00.000Z' }) }),
    ])
    matter.calendar = workingCalendar(
      [...guangzhouYears, { year: 2027, off: ['2027-01-01'], work: [] }],
      usualHours,
      480,
    )
    matter.act('recountLimits')
    expect(day(matter.state.parts['drainage']?.legal?.dueAt)).toBe('2027-01-19')
    expect(day(matter.state.parts['drainage']?.stages[0]?.deadline.dueAt)).toBe('2027-01-19')
    expect(matter.act('recountLimits')).toBe('nothing-provisional')
  })
})

describe('a correction notice', () => {
  const notice = (field: string) => ({ stage, items: [{ field, reason: '与营业执照不一致' }] })

  test('names everything once; a second with an old fault needs a supervisor’s signature, which it uses up', () => {
    const matter = drains()
    matter.act('requestCorrection', notice('premises-name'), water)
    matter.act('answerCorrection', { part: 'drainage', answers: { 'premises-name': '晨星餐饮' } })
    expect(matter.act('requestCorrection', notice('address-line'), water)).toBe('fault-known-before')
    expect(matter.act('signSecondNotice', { stage, reason: '漏看了地址' }, water)).toBe('own-matter')
    matter.act('signSecondNotice', { stage, reason: '漏看了地址' }, head)
    expect(matter.act('requestCorrection', notice('address-line'), water)).toBeInstanceOf(Array)
    matter.act('answerCorrection', { part: 'drainage', answers: { 'address-line': '天河路2号' } })
    expect(matter.act('requestCorrection', notice('premises-name'), water)).toBe('fault-known-before')
  })

  test('is due in three days where the item’s own law says three', () => {
    const { acceptance } = city.get(itemKind, 'pollution-permit-simplified')
    expect(acceptance?.limit).toEqual({ count: 3, unit: 'days' })
  })
})

describe('a hearing', () => {
  const venue = () => {
    const matter = filed('culture-venue', {
      ...who,
      'venue-businesses': ['entertainment'],
      'premises-name': '晨星歌厅',
      district: 'tianhe',
      'address-line': '天河路1号',
    })
    matter.act('claim', { stage: 'entertainment.examine' }, culture)
    matter.act('accept', { stage: 'entertainment.examine' }, culture)
    return matter
  }
  const at = { stage: 'entertainment.examine' }
  const granting = { ...at, outcome: 'grant', reasons: '符合条件' }

  test('comes before the decision where the law demands it, seven days after its notice, and is not counted', () => {
    const matter = venue()
    expect(matter.act('decide', granting, culture)).toBe('hearing-outstanding')
    const place = '政务中心'
    expect(matter.act('announceHearing', { ...at, on: '2026-03-08', place }, culture)).toBe(
      'hearing-too-soon',
    )
    expect(matter.act('announceHearing', { ...at, on: '2026-04-30', place }, culture)).toBe(
      'hearing-too-late',
    )
    matter.act('announceHearing', { ...at, on: '2026-03-16', place }, culture)
    expect(matter.act('recordHearing', { ...at, record: '没有异议' }, culture)).toBe('hearing-not-yet')
    matter.at('2026-03-16T03:00:00.000Z').act('recordHearing', { ...at, record: '没有异议' }, culture)
    expect(day(matter.state.parts['entertainment']?.legal?.dueAt)).toBe('2026-04-14')
    expect(matter.act('decide', granting, culture)).toBeInstanceOf(Array)
  })

  test('is the applicant’s to ask for within five working days of acceptance', () => {
    expect(venue().act('requestHearing', { part: 'entertainment' })).toBeInstanceOf(Array)
    expect(venue().at('2026-03-10T01:00:00.000Z').act('requestHearing', { part: 'entertainment' })).toBe(
      'hearing-request-late',
    )
  })
})

describe('silence', () => {
  const printing = () => {
    const matter = filed('internal-print', { ...who, 'print-title': '企业内刊', 'print-copies': 500 })
    matter.act('claim', { stage: 'permit.examine' }, press)
    matter.act('accept', { stage: 'permit.examine' }, press)
    return matter
  }

  test('consents after the days that the item’s own law names, not before, and says that nobody decided', () => {
    const matter = printing()
    expect(matter.at('2026-03-31T01:00:00.000Z').act('deemGranted', { part: 'permit' })).toBe(
      'silence-says-nothing',
    )
    matter.at('2026-04-01T09:00:00.000Z').act('deemGranted', { part: 'permit' })
    expect(matter.state.parts['permit']).toMatchObject({ standing: 'granted', silence: 'granted' })
  })

  test('never consents where no law says so, however long it lasts', () => {
    const matter = drains()
    matter.act('accept', { stage }, water)
    expect(matter.pass(24 * 200).act('deemGranted', { part: 'drainage' })).toBe('silence-says-nothing')
  })

  test('renews at the end of the licence in force', () => {
    const item = {
      ...city.get(itemKind, 'drainage-permit'),
      silence: { means: 'renewed' as const, until: 'licence-until', basis: [] },
    }
    const until = silenceMoment(
      item,
      { 'licence-until': '2026-05-31' },
      '2026-04-01T01:00:00.000Z',
      [],
      calendar,
    )
    expect(until).toBe('2026-05-31T16:00:00.000Z')
    expect(silenceMoment(item, {}, '2026-04-01T01:00:00.000Z', [], calendar)).toBeUndefined()
  })
})

describe('documents that may follow', () => {
  const catering = () => {
    const matter = filed('food-service', { ...shop, 'food-business-kind': 'catering' })
    matter.act('claim', { stage: 'food.examine' }, food)
    return matter
  }
  const grant = {
    stage: 'food.examine',
    outcome: 'grant',
    reasons: '符合条件',
    results: { 'licence-number': 'JY1' },
  }

  test('are promised in writing, named with their day, and hold back the grant alone', () => {
    const matter = catering()
    expect(matter.state.commitments).toContain('tolerance-commitment')
    expect(matter.state.parts['food']?.owed?.materials).toEqual(['floor-plan'])
    expect(day(matter.state.parts['food']?.owed?.until)).toBe('2026-03-30')
    expect(matter.act('accept', { stage: 'food.examine' }, food)).toBeInstanceOf(Array)
    expect(matter.act('decide', grant, food)).toBe('materials-owed')
    matter.act('attachMaterial', { material: 'floor-plan', hash: 'ab'.repeat(32), fileName: '平面图.pdf' })
    expect(matter.state.parts['food']?.owed).toBeUndefined()
    expect(matter.act('decide', grant, food)).toBeInstanceOf(Array)
  })

  test('that stay away are noted on their day', () => {
    const matter = catering()
    expect(matter.act('noteSupplementOverdue', { part: 'food' })).toBe('nothing-due')
    matter.at('2026-03-30T09:00:01.000Z').act('noteSupplementOverdue', { part: 'food' })
    expect(matter.state.parts['food']?.owed?.overdueAt).toBeDefined()
  })
})

describe('a commitment', () => {
  const venue = { ...shop, 'food-business-kind': 'prepacked', 'public-venue': true }

  test('is decided at once and checked within two months', () => {
    const matter = filed('food-service', { ...venue, 'use-commitment': true })
    matter.act('decideByRule', { stage: 'fire.examine' })
    expect(matter.state.parts['fire']).toMatchObject({ standing: 'granted', checkBy: '2026-05-02' })
  })

  test('not chosen, an officer inspects; barred by a broken record, it is refused', () => {
    const usual = filed('food-service', { ...venue, 'use-commitment': false })
    usual.act('decideByRule', { stage: 'fire.examine' })
    expect(usual.state.parts['fire']?.stages[0]?.holder).toBe('officer')
    const matter = new Matter()
    matter.creditCode = '91440101MA5CJQ4N59'
    matter.facts = [
      { fact: 'credit.seriousList', value: true, on: '2026-01-01', source: 'market-regulation' },
    ]
    matter.act('openDraft', { theme: 'food-service' })
    matter.act('saveAnswers', { answers: { ...venue, 'use-commitment': true } })
    expect(matter.act('submit', { signed: rules })).toBe('commitment-barred')
  })
})

describe('a closed list of grounds', () => {
  test('is the only way to refuse a move, so that nobody is kept for reasons of revenue', () => {
    const matter = filed('move-district', {
      ...who,
      'new-district': 'nansha',
      'new-address': '南沙大道1号',
      'current-district': 'tianhe',
    })
    const refuse = {
      stage: 'registration.examine',
      outcome: 'refuse',
      reasons: '税额较大',
      basis: '区里规定',
    }
    matter.act('claim', { stage: 'registration.examine' }, food)
    expect(matter.act('decide', refuse, food)).toBe('ground-not-listed')
    expect(matter.act('decide', { ...refuse, ground: 'too-much-tax' }, food)).toBe('ground-not-listed')
    matter.act('decide', { ...refuse, ground: 'unlawful', basis: '市场主体登记管理条例 第二十条' }, food)
    expect(matter.state.parts['registration']).toMatchObject({ standing: 'refused', ground: 'unlawful' })
  })
})

describe('a licence that gathers several permits', () => {
  const venue = () =>
    filed('culture-venue', {
      ...who,
      'venue-businesses': ['internet', 'sport'],
      'premises-name': '晨星中心',
      district: 'tianhe',
      'address-line': '天河路1号',
    })
  const sport = officer('sport', 'sports')
  const end = (matter: Matter, part: string, outcome: string, actor: Actor) => {
    matter.act('claim', { stage: `${part}.examine` }, actor)
    matter.act('decide', { stage: `${part}.examine`, outcome, reasons: '见说明', basis: '条例' }, actor)
  }

  test('is given for what was granted where one part is refused, whichever came first', () => {
    for (const order of [
      ['internet', 'sport'],
      ['sport', 'internet'],
    ]) {
      const matter = venue()
      for (const part of order)
        end(matter, part, part === 'internet' ? 'grant' : 'refuse', part === 'internet' ? culture : sport)
      matter.act('decideByRule', { stage: 'permit.bundle' })
      expect(matter.state.parts['permit']?.standing).toBe('granted')
    }
  })

  test('is dropped when nothing was granted', () => {
    const matter = venue()
    end(matter, 'internet', 'refuse', culture)
    end(matter, 'sport', 'refuse', sport)
    expect(matter.state.parts['permit']?.standing).toBe('dropped')
    expect(matter.state.standing).toBe('refused')
  })
})

describe('legal limits', () => {
  test('are absent where no law names one, so that nothing is late by a guess', () => {
    const item = city.get(itemKind, 'tax-change')
    expect(legalDeadline(item, '2026-03-02T01:00:00.000Z', [], calendar)).toBeUndefined()
  })
  test('an enterprise that is not registered cannot change', () => {
    const outcome = new Matter().would('openDraft', { theme: 'change-company' }, founder)
    expect(isRefusal(outcome) && outcome.refusal).toBe('not-registered-yet')
  })
})
