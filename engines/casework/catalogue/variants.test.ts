import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { checkCity } from '#definitions/city/check-city.ts'
import { readCityFiles } from '#platform/city-files.ts'
import { fileURLToPath } from 'node:url'
import { itemKind } from '../definition.ts'
import { pagesFor } from '../filing/form.ts'
import { itemGuide } from './guides.ts'
import type { Item } from './item.ts'
import { itemAs } from './item-as.ts'
import { planOf } from '../filing/plans.ts'
import { city, Matter } from '../scenario.fixtures.ts'
import { variantComplaints } from './variant-checks.ts'

/** 一类一策: one item, asked and promised by business format. */

const today = '2026-03-02'
const food = city.get(itemKind, 'food-business-licence')
const shop = {
  'applicant-telephone': '13800000000',
  'premises-name': '晨星饭店',
  district: 'tianhe',
  'address-line': '天河路1号101室',
  'premises-area': 120,
  'public-venue': false,
  drains: false,
}
const signed = ['food-safety-rules', 'tolerance-commitment', 'delivery-packaging-rules']

function draft(answers: Record<string, unknown>): Matter {
  const matter = new Matter()
  matter.creditCode = '91440101MA5CJQ4N59'
  matter.act('openDraft', { theme: 'food-service' })
  matter.act('saveAnswers', { answers: { ...shop, ...answers } })
  return matter
}

describe('a filing of a business format', () => {
  const asked = (kind: string) =>
    pagesFor(planOf(city, 'food-service'), { ...shop, 'food-business-kind': kind }, today).flatMap(
      ({ fields }) => fields,
    )

  test('is asked what its format needs, and nothing of another', () => {
    expect(asked('takeaway')).toContain('delivery-platforms')
    expect(asked('takeaway')).not.toContain('diners')
    expect(asked('canteen')).toEqual(expect.arrayContaining(['diners', 'canteen-contracted']))
    expect(asked('catering').filter((id) => ['diners', 'delivery-platforms'].includes(id))).toEqual([])
  })

  test('is held back by what its format must answer', () => {
    expect(draft({ 'food-business-kind': 'takeaway' }).act('submit', { signed })).toBe('answers-incomplete')
  })

  test('keeps the format it was filed for, with its steps, materials and promise', () => {
    const canteen = draft({ 'food-business-kind': 'canteen', diners: 300, 'canteen-contracted': false })
    canteen.act('submit', { signed })
    expect(canteen.state.terms?.['food']?.variant).toBe('canteen')
    expect(Object.values(canteen.state.parts['food']?.stages ?? {})[0]?.id).toBe('food.visit')

    const retail = draft({ 'food-business-kind': 'retail' })
    retail.act('submit', { signed: ['food-safety-rules'] })
    expect(retail.state.parts['food']?.stages[0]?.limit).toEqual({ count: 10, unit: 'working-days' })
    expect(retail.state.promise).toEqual({ count: 10, unit: 'working-days' })
    expect(retail.state.parts['food']?.owed).toBeUndefined()
  })

  test('stays in its format when a correction changes the answer that told it', () => {
    const matter = draft({ 'food-business-kind': 'retail' })
    matter.act('submit', { signed: ['food-safety-rules'] })
    const before = matter.state.terms
    matter.take({
      type: 'AnswersSaved',
      data: {
        answers: { 'food-business-kind': 'canteen' },
        cleared: [],
        faults: {},
        until: matter.now,
        at: matter.now,
      },
    })
    expect(matter.state.terms).toEqual(before)
  })
})

describe('the guide', () => {
  test('tells each format with its condition in words, its promise and its materials', () => {
    const formats = itemGuide(city, food.id, today)?.formats ?? []
    expect(formats.map(({ id }) => id)).toEqual(food.variants?.map(({ id }) => id))
    const retail = formats.find(({ id }) => id === 'retail')
    expect(retail?.promise.count).toBe(10)
    expect(retail?.when.en).not.toMatch(/\p{Script=Han}/u)
    expect(retail?.materials.map(({ zh }) => zh)).not.toContain('经营场所平面图')
  })
})

describe('the check of a city', () => {
  const codes = (patch: Partial<Item>) =>
    variantComplaints({ ...food, ...patch }, city).map(({ code }) => code)
  const [first, second, ...others] = food.variants ?? []
  if (!first || !second) throw new Error('no formats')

  test('finds nothing wrong with the city as written', () => {
    for (const item of city.list(itemKind)) expect(variantComplaints(item, city), item.id).toEqual([])
  })

  test.each<[string, string, Partial<Item>]>([
    [
      'two formats that fit at once',
      'variants-overlap',
      { variants: [first, { ...second, when: first.when }] },
    ],
    [
      'a format that no answer reaches',
      'variant-unreachable',
      { variants: [{ ...first, when: '食品经营方式 = "单位食堂" and 食品经营方式 = "食品销售"' }] },
    ],
    [
      'a format behind another that takes all',
      'variant-unreachable',
      { variants: [{ ...first, when: '场所面积 >= 0' }, second], variantsInOrder: true },
    ],
    [
      'an overlap at one single number',
      'variants-overlap',
      {
        variants: [
          { ...first, when: '场所面积 <= 100' },
          { ...second, when: '场所面积 >= 100' },
        ],
      },
    ],
    [
      'a condition over what the item does not ask',
      'rule-not-understood',
      { variants: [{ ...first, when: '债务已经结清' }] },
    ],
    [
      'a format told by what only formats ask',
      'variant-hangs-on-itself',
      { variants: [{ ...first, when: '就餐人数 > 10' }, ...others] },
    ],
    [
      'a material left out that is not there',
      'variant-drops-unknown',
      { variants: [{ ...first, materials: { drop: ['transfer-contract'] } }] },
    ],
    [
      'a material that is wanted already',
      'variant-adds-known',
      { variants: [{ ...first, materials: { add: [{ material: 'floor-plan' }] } }] },
    ],
    ['no step left', 'variant-without-steps', { variants: [{ ...first, steps: { drop: ['examine'] } }] }],
    [
      'a promise longer than the law',
      'promise-over-law',
      {
        variants: [
          {
            ...first,
            promised: { limit: { count: 30, unit: 'working-days' }, basis: [], confidence: 'sample' },
          },
        ],
      },
    ],
  ])('tells of %s', (_, code, patch) => {
    expect(codes(patch)).toContain(code)
  })

  test('bears formats that fit at once where the item orders them', () => {
    const variants = [first, { ...second, when: '场所面积 > 0' }]
    expect(codes({ variants, variantsInOrder: true })).toEqual([])
  })

  test('loads the second city with its formats', async () => {
    const files = await readCityFiles(fileURLToPath(new URL('../../../cities/template', import.meta.url)))
    const { city: template, faults } = checkCity(files, composition.kinds)
    expect(faults).toEqual([])
    const sign = template.get(itemKind, 'shop-sign-permit')
    expect(itemAs(sign, { variant: sign.variants?.[0] }).stages.map(({ id }) => id)).toEqual([
      'decide',
      'visit',
    ])
  })
})
