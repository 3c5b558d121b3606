import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemKind } from '../definition.ts'
import type { Item } from '../catalogue/item.ts'
import { itemAs, onTrack } from '../catalogue/item-as.ts'
import { roughly } from '../catalogue/rough-limits.ts'
import { city, Matter } from '../scenario.fixtures.ts'
import { trackComplaints } from './track-checks.ts'
import { explainTrack } from './tracks.ts'

/** 信易+: what trust opens, and what it never touches. */

const food = city.get(itemKind, 'food-business-licence')
const [track] = food.fastTracks ?? []
if (!track) throw new Error('no fast track')
const fact = (id: string, value: string | boolean) => ({
  fact: id,
  value,
  on: '2026-01-05',
  source: 'development-reform',
})
const trusted = [
  fact('credit.grade', 'excellent'),
  fact('credit.seriousList', false),
  fact('credit.brokenCommitment', false),
]
const answers = {
  'applicant-telephone': '13800000000',
  'premises-name': '晨星食堂',
  district: 'tianhe',
  'address-line': '天河路1号101室',
  'premises-area': 120,
  'public-venue': false,
  drains: false,
  'food-business-kind': 'canteen',
  diners: 300,
  'canteen-contracted': true,
}

function filing(facts: Matter['facts']): Matter {
  const matter = new Matter()
  matter.creditCode = '91440101MA5CJQ4N59'
  matter.facts = facts
  matter.act('openDraft', { theme: 'food-service' })
  matter.act('saveAnswers', { answers })
  return matter
}
const signed = ['food-safety-rules', 'tolerance-commitment']

describe('an enterprise whose facts open a fast track', () => {
  const matter = filing(trusted)
  matter.act('submit', { signed })

  test('goes on it without asking: shorter promise, no visit that is only usual, first in the queue', () => {
    expect(matter.state.terms?.['food']?.track).toBe('trusted')
    const [stage] = matter.state.parts['food']?.stages ?? []
    expect(stage?.id).toBe('food.examine')
    expect(stage?.limit).toEqual({ count: 5, unit: 'working-days' })
    expect(matter.state.promise).toEqual({ count: 5, unit: 'working-days' })
    expect(matter.events.find(({ type }) => type === 'StageOpened')?.data).toMatchObject({
      track: 'trusted',
      ahead: true,
    })
  })

  test('may hand in later what others bring, on a written promise', () => {
    expect(matter.state.parts['food']?.owed?.materials).toEqual(['floor-plan', 'canteen-contract'])
  })

  test('is told why, condition by condition, and the record keeps it', () => {
    const [judged] = matter.state.tracks ?? []
    expect(judged).toMatchObject({ part: 'food', taken: true, explanation: { verdict: 'eligible' } })
    expect(judged?.explanation.tree.map(({ truth }) => truth)).toEqual(['true', 'true', 'true'])
  })

  test('keeps every day that law gives for the decision', () => {
    matter.act(
      'claim',
      { stage: 'food.examine' },
      {
        id: 'food',
        kind: 'account',
        name: '何静',
        partyIds: [],
        roles: [{ role: 'any', department: 'market-regulation' }],
      },
    )
    matter.act(
      'accept',
      { stage: 'food.examine' },
      {
        id: 'food',
        kind: 'account',
        name: '何静',
        partyIds: [],
        roles: [{ role: 'any', department: 'market-regulation' }],
      },
    )
    expect(matter.state.parts['food']?.legal?.dueAt?.slice(0, 10)).toBe('2026-03-30')
  })
})

describe('an enterprise of which something is not known', () => {
  test('is not on the track, is not refused, and hears which fact is missing and who has it', () => {
    const matter = filing(trusted.slice(1))
    expect(matter.act('submit', { signed })).toBe('materials-missing')
    matter.act('attachMaterial', {
      material: 'canteen-contract',
      hash: 'ab'.repeat(32),
      fileName: '合同.pdf',
    })
    expect(matter.act('submit', { signed })).toBeInstanceOf(Array)
    expect(matter.state.terms?.['food']?.track).toBeUndefined()
    const [judged] = matter.state.tracks ?? []
    expect(judged).toMatchObject({
      taken: false,
      explanation: {
        verdict: 'unknown',
        missing: [{ fact: 'credit.grade', ask: 'development-reform' }],
      },
    })
    expect(judged?.explanation.summary.zh).toContain('公共信用综合评价等级')
    expect(matter.state.parts['food']?.stages[0]?.id).toBe('food.visit')
  })

  test('with a fact that speaks against it hears which, and what it would take', () => {
    const facts = [fact('credit.grade', 'good'), ...trusted.slice(1)]
    expect(explainTrack(city, track, facts, '2026-03-02')).toMatchObject({
      verdict: 'ineligible',
      because: 'grade',
    })
  })
})

describe('the check of a city', () => {
  const codes = (patch: Partial<Item>, more: object) =>
    trackComplaints({ ...food, ...patch, fastTracks: [{ ...track, ...more }] }, city).map(({ code }) => code)
  const limit = (count: number) => ({
    limit: { count, unit: 'working-days' as const },
    basis: [],
    confidence: 'sample' as const,
  })
  const tolerance = (more: object) => ({ tolerance: { ...track.tolerance, ...more } })

  test.each<[string, string, Partial<Item>, object]>([
    ['a limit that is not shorter', 'track-not-shorter', {}, { promised: limit(20) }],
    ['a condition on what nobody keeps', 'rule-not-understood', {}, { when: '没有这样的事实' }],
    [
      'documents that follow after the law’s time',
      'track-over-law',
      {},
      tolerance({ within: { count: 30, unit: 'working-days' } }),
    ],
    [
      'a main document that would follow',
      'track-main-material',
      {},
      tolerance({ materials: ['floor-plan', 'food-safety-rules'] }),
    ],
    [
      'what everybody has, denied to the trusted',
      'track-takes-away',
      {},
      tolerance({ materials: ['canteen-contract'] }),
    ],
    ['a visit that is not there to be left out', 'track-no-visit', { variants: undefined }, {}],
    [
      'nothing given',
      'track-gives-nothing',
      {},
      { promised: undefined, tolerance: undefined, first: undefined, withoutVisits: undefined },
    ],
    [
      'no step left',
      'track-without-steps',
      {
        variants: undefined,
        stages: food.stages.map((stage) => ({ ...stage, onSite: 'by-practice' as const })),
      },
      {},
    ],
  ])('tells of %s', (_, code, patch, more) => {
    expect(codes(patch, more)).toContain(code)
  })
})

describe('whatever a fast track is made of', () => {
  const stages = food.stages.flatMap((stage) =>
    (['by-law', 'by-practice', undefined] as const).map((onSite, i) => ({
      ...stage,
      id: `step-${i}`,
      onSite,
    })),
  )
  const tracks = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    withoutVisits: fc.constantFrom(true as const, undefined),
    first: fc.constantFrom(true as const, undefined),
  })

  test('no limit of law changes, no promise grows, and no visit that law asks for is left out', () => {
    fc.assert(
      fc.property(tracks, ({ count, ...gifts }) => {
        const item = { ...food, stages }
        const promised = {
          limit: { count, unit: 'working-days' as const },
          basis: [],
          confidence: 'sample' as const,
        }
        const done = onTrack(item, { ...track, ...gifts, promised })
        expect(done.limits.statutory).toEqual(item.limits.statutory)
        expect(done.acceptance).toEqual(item.acceptance)
        expect(roughly(done.limits.promised.limit)).toBeLessThanOrEqual(roughly(item.limits.promised.limit))
        expect(done.stages.some(({ onSite }) => onSite === 'by-law')).toBe(true)
        expect(done.refusalGrounds).toEqual(item.refusalGrounds)
      }),
    )
    expect(itemAs(food, { track }).legalBasis).toEqual(food.legalBasis)
  })
})
