import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Definitions } from '#kernel/definition.ts'
import { overlay } from '#definitions/city/overlay.ts'
import { districtItemKind, itemKind } from '../definition.ts'
import { districtComplaints, misfits } from './district-checks.ts'
import { DistrictItem } from './district-item.ts'
import { districtItemRows } from './district-views.ts'
import { itemGuide } from './guides.ts'
import { inDistrict } from './item-as.ts'
import { itemPublishing } from './item-publishing.ts'
import { roughly } from './rough-limits.ts'
import { city, Matter } from '../scenario.fixtures.ts'

/** A district's version of a city's item: all of the city's, and better in what it names. */

const today = '2026-03-02'
const nansha = city.get(districtItemKind, 'food-business-licence-nansha')
const food = city.get(itemKind, 'food-business-licence')

function filed(district: string): Matter {
  const matter = new Matter()
  matter.creditCode = '91440101MA5CJQ4N59'
  matter.act('openDraft', { theme: 'food-service' })
  matter.act('saveAnswers', {
    answers: {
      'applicant-telephone': '13800000000',
      'premises-name': '晨星饭店',
      district,
      'address-line': '进港大道1号',
      'premises-area': 120,
      'public-venue': false,
      drains: false,
      'food-business-kind': 'catering',
    },
  })
  expect(matter.act('submit', { signed: ['food-safety-rules', 'tolerance-commitment'] })).toBeInstanceOf(
    Array,
  )
  return matter
}

describe('a case filed in a district with a version of its own', () => {
  const matter = filed('nansha')

  test('runs on it: its promise counts, and what it waives is not asked for', () => {
    expect(matter.state.terms?.['food']?.local).toEqual({ id: nansha.id, version: 1 })
    expect(matter.state.parts['food']?.stages[0]?.limit).toEqual({ count: 8, unit: 'working-days' })
    expect(matter.state.promise).toEqual({ count: 8, unit: 'working-days' })
    expect(matter.state.parts['food']?.owed).toBeUndefined()
  })

  test('is done as the city does it everywhere else', () => {
    const elsewhere = filed('tianhe')
    expect(elsewhere.state.terms?.['food']?.local).toBeUndefined()
    expect(elsewhere.state.parts['food']?.stages[0]?.limit).toEqual({ count: 20, unit: 'working-days' })
  })
})

describe('the guide', () => {
  test('names the districts that differ, and tells how', () => {
    const guide = itemGuide(city, food.id, today)
    expect(guide?.districts.map(({ id }) => id)).toEqual(['nansha'])
    expect(guide?.local).toBeUndefined()
    expect(itemGuide(city, food.id, today, 'tianhe')?.promise).toEqual(guide?.promise)
    const there = itemGuide(city, food.id, today, 'nansha')
    expect(there?.promise.count).toBe(8)
    expect(there?.local).toMatchObject({ cityPromise: guide?.promise, waives: [{ zh: '经营场所平面图' }] })
    expect(there?.place.addresses).toHaveLength(1)
    expect(there?.formats.every(({ promise }) => promise.count <= 8)).toBe(true)
  })
})

describe('the check of a city', () => {
  const codes = (patch: Partial<DistrictItem>) =>
    districtComplaints({ ...nansha, ...patch }, food, [], city).map(
      ({ code, weight }) => `${code} ${weight ?? ''}`,
    )
  const promise = (count: number) => ({
    promised: { limit: { count, unit: 'working-days' as const }, basis: [], confidence: 'sample' as const },
  })

  test.each(['acceptConditions', 'materials', 'fields', 'stages'])(
    'refuses a version that names %s of its own',
    (key) => {
      const read = DistrictItem.safeParse({
        ...nansha,
        [key]: [{ zh: '注册资本不少于100万元', en: 'Capital' }],
      })
      expect(read.success).toBe(false)
      const [issue] = read.error?.issues ?? []
      expect(issue).toMatchObject({ params: { code: 'district-adds' }, path: [key] })
    },
  )

  test('refuses a promise that is no shorter, and one longer than the law', () => {
    expect(codes(promise(20))).toEqual(['district-not-shorter '])
    expect(codes(promise(30))).toEqual(['district-not-shorter ', 'promise-over-law '])
  })

  test('refuses to waive what nobody wants, a second version, and one for a version to come', () => {
    expect(codes({ waives: ['transfer-contract'] })).toEqual(['district-waives-unknown '])
    expect(codes({ itemVersion: 2 })).toContain('district-version-unknown ')
    expect(
      districtComplaints(nansha, food, [{ ...nansha, id: 'another' }], city).map(({ code }) => code),
    ).toEqual(['district-twice'])
  })
})

describe('when the city’s item gets a new version', () => {
  const next = {
    ...food,
    version: 2,
    limits: {
      ...food.limits,
      promised: { ...food.limits.promised, limit: { count: 5, unit: 'working-days' as const } },
    },
    materials: food.materials.filter(({ material }) => material !== 'floor-plan'),
  }
  const moved: Definitions = overlay(city, [{ kind: 'item', id: food.id, version: 2, value: next }])

  test('its author is warned which districts’ versions do not fit it any more', () => {
    const warned = itemPublishing.warns?.(next, city) ?? []
    expect(warned.map(({ code }) => code)).toEqual(['district-not-shorter', 'district-waives-unknown'])
    expect(warned[0]?.message.zh).toContain('南沙区')
    expect(itemPublishing.warns?.(food, city)).toEqual([])
  })

  test('they are listed first, and stop nothing: the city starts, and the better of the two holds', () => {
    expect(districtItemRows(moved, {})[0]).toMatchObject({
      id: nansha.id,
      cityVersion: 2,
      promise: { count: 5 },
    })
    expect(districtItemRows(moved, {})[0]?.misfits).toHaveLength(2)
    expect(districtComplaints(nansha, next, [], city).every(({ weight }) => weight === 'warning')).toBe(true)
  })
})

describe('whatever a district writes', () => {
  const limit = fc.record({
    count: fc.integer({ min: 1, max: 90 }),
    unit: fc.constantFrom('working-days' as const, 'days' as const, 'months' as const),
  })
  const locals = fc.record({
    promised: fc.option(limit, { nil: undefined }),
    waives: fc.option(
      fc.subarray(
        city.list(itemKind).flatMap(({ materials }) => materials.map(({ material }) => material)),
        { minLength: 1 },
      ),
      { nil: undefined },
    ),
  })

  test('nothing is promised later, asked beyond the city’s, or taken from the law', () => {
    fc.assert(
      fc.property(fc.constantFrom(...city.list(itemKind)), locals, (item, { promised, waives }) => {
        const local = {
          ...nansha,
          item: item.id,
          waives,
          promised: promised && { limit: promised, basis: [], confidence: 'sample' as const },
        }
        const done = inDistrict(item, local)
        expect(roughly(done.limits.promised.limit)).toBeLessThanOrEqual(roughly(item.limits.promised.limit))
        expect(done.limits.statutory).toEqual(item.limits.statutory)
        expect(done.acceptConditions).toEqual(item.acceptConditions)
        expect(done.fields).toEqual(item.fields)
        expect(done.stages).toEqual(item.stages)
        for (const material of done.materials) expect(item.materials).toContain(material)
        if (misfits(local, item, city).length === 0 && promised)
          expect(done.limits.promised.limit).toEqual(promised)
      }),
    )
  })
})
