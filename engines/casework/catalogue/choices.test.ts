import { describe, expect, test } from 'vitest'
import { choiceListKind, fieldKind } from '#definitions/city/kinds.ts'
import { overlay } from '#definitions/city/overlay.ts'
import type { ChoiceList, Field } from '#definitions/city/schemas.ts'
import type { Definitions } from '#kernel/definition.ts'
import { itemKind } from '../definition.ts'
import { planOf } from '../filing/plans.ts'
import { city } from '../scenario.fixtures.ts'
import { linesOf } from './form/plain-parts.ts'
import { choiceListParts } from './form/word-form.ts'
import { choiceListBroken } from './choices-broken.ts'
import { districtOf } from './formats.ts'
import { wordRows } from './word-uses.ts'

/** Lists of choices that officers write: who uses them, and what a change may not break. */

type Choice = ChoiceList['choices'][number]
const laid = (list: ChoiceList, all: Definitions = city) =>
  overlay(all, [{ kind: 'choice-list', id: list.id, version: list.version ?? 1, value: list }])
/** The next version of a list, its choices changed. */
function next(
  id: string,
  change: (choices: readonly Choice[]) => readonly Choice[],
  all: Definitions = city,
) {
  const before = all.get(choiceListKind, id)
  return { ...before, version: 2, choices: [...change(before.choices)] }
}
const told = (list: ChoiceList, all: Definitions = city) =>
  choiceListBroken(list, laid(list, all)).map(({ code, path }) => [code, path.join('/')])
const changed = (...[id, change, all = city]: Parameters<typeof next>) => told(next(id, change, all), all)
const but = (value: string, more: Partial<Choice>) => (choices: readonly Choice[]) =>
  choices.map((one) => (one.value === value ? { ...one, ...more } : one))
const without = (value: string) => (choices: readonly Choice[]) =>
  choices.filter((one) => one.value !== value)
const truck: Choice = { value: 'truck', zh: '餐车', en: 'Food truck', attributes: { licence: true } }

describe('a list whose fields items ask', () => {
  test('may be longer, in another order, with other hints, attributes more and names that no rule says', () => {
    const change = (choices: readonly Choice[]) =>
      but('canteen', { en: 'Staff canteen', hint: { zh: '只供本单位人员。', en: 'For staff alone.' } })([
        truck,
        ...choices.toReversed(),
      ])
    expect(changed('food-business-kinds', change)).toEqual([])
    expect(changed('bank-branches', but('sample-bank-nansha', { attributes: {} }))).toEqual([])
  })

  test('keeps every choice that answers may hold, and its code', () => {
    const list = next('utilities', without('gas'))
    const gone = choiceListBroken(list, laid(list))
    expect(gone.map(({ code, expected }) => [code, expected])).toEqual([['choice-in-use', 'gas']])
    const users = wordRows(city, { kind: 'choice-list' }).find(({ id }) => id === 'utilities')?.usedBy ?? []
    expect(users.some(({ title }) => gone[0]?.message.zh.includes(title.zh))).toBe(true)
    expect(changed('utilities', but('gas', { value: 'town-gas' }))).toEqual([['choice-in-use', 'choices']])
  })

  test('keeps the names that rules call a choice by', () => {
    expect(changed('food-business-kinds', but('canteen', { zh: '食堂' }))).toEqual([
      ['name-in-rules', 'choices/2/zh'],
    ])
    expect(changed('food-business-kinds', but('prepacked', { zh: '预包装食品' }))).toEqual([])
  })

  test('does not let two choices change names: rules would mean the other one', () => {
    const swapped = (choices: readonly Choice[]) =>
      but('bakery', { zh: '单位食堂' })(but('canteen', { zh: '现场制售糕点饮品' })(choices))
    expect(changed('food-business-kinds', swapped)).toEqual([
      ['name-in-rules', 'choices/2/zh'],
      ['name-in-rules', 'choices/3/zh'],
    ])
  })

  test('keeps a name that only an old version of an item says: a case may still run under it', () => {
    const item = city.get(itemKind, 'food-business-licence')
    const [material] = item.materials
    if (!material) throw new Error('the item wants no material')
    const older = {
      ...item,
      version: 9,
      materials: [{ ...material, when: '食品经营方式 != "只卖预包装食品"' }],
    }
    const versions: Definitions = {
      ...city,
      versions: (kind) =>
        kind.name === 'item' ? [...city.versions(kind), older as never] : city.versions(kind),
    }
    const rename = but('prepacked', { zh: '预包装食品' })
    expect(changed('food-business-kinds', rename, versions)).toEqual([['name-in-rules', 'choices/6/zh']])
  })

  test('keeps the choice that stands for an answer left alone', () => {
    expect(changed('organisation-forms', without('llc'))).toContainEqual(['choice-initial', 'choices'])
  })

  test('keeps the attributes from which fields conclude, decisions establish and names are told apart', () => {
    expect(changed('transport-businesses', but('freight', { attributes: {} }))).toEqual([
      ['attribute-read', 'choices/0/attributes'],
    ])
    expect(changed('business-activities', but('retail', { attributes: { approval: 'none' } }))).toEqual([
      ['attribute-read', 'choices/7/attributes'],
    ])
    expect(changed('trade-words', but('trading', { attributes: {} }))).toEqual([
      ['attribute-read', 'choices/6/attributes'],
    ])
  })

  test('keeps an attribute of one kind, whose value may change while some choice still leads there', () => {
    const number = but('retail', { attributes: { approval: 'none', industry: 52 } })
    expect(changed('business-activities', number)).toEqual([['attribute-read', 'choices/7/attributes']])
    const after = but('retail', { attributes: { approval: 'after', industry: '52' } })
    expect(changed('business-activities', after)).toEqual([])
    expect(changed('transport-businesses', but('freight', { attributes: { freight: false } }))).toEqual([
      ['conclusion-lost', 'choices'],
    ])
  })

  test('leaves every business format some answers that lead to it', () => {
    const item = city.get(itemKind, 'food-business-licence')
    const [variant] = item.variants ?? []
    if (!variant) throw new Error('the item has no format')
    const plain = { ...item, variants: [{ ...variant, when: '仅销售预包装食品 and not(需食品经营许可)' }] }
    const all = overlay(city, [{ kind: 'item', id: item.id, version: item.version, value: plain }])
    expect(changed('food-business-kinds', (choices) => choices, all)).toEqual([])
    const both = but('prepacked', { attributes: { filing: true, licence: true } })
    expect(changed('food-business-kinds', both, all)).toEqual([['variant-unreachable', 'choices']])
  })
})

test('a list that no field offers changes freely, one whose field nobody asks only keeps that field right', () => {
  const list: ChoiceList = {
    id: 'list-2026-abc',
    title: { zh: '餐车类型', en: 'Kinds of food truck' },
    confidence: 'unverified',
    choices: [truck, { value: 'cart', zh: '餐饮推车', en: 'Cart' }],
  }
  const cart = { ...list, version: 2, choices: list.choices.slice(0, 1) }
  expect(told(cart, laid(list))).toEqual([])
  const field: Field = {
    id: 'field-2026-abc',
    title: { zh: '餐车类型', en: 'Kind of truck' },
    type: 'choice',
    choices: list.id,
    initial: 'cart',
  }
  const offered = overlay(laid(list), [{ kind: 'field', id: field.id, version: 1, value: field }])
  expect(told(cart, offered)).toEqual([['choice-initial', 'choices']])
  expect(told({ ...cart, choices: list.choices.slice(1) }, offered)).toEqual([])
})

describe('a list alone', () => {
  const faults = (list: ChoiceList) =>
    choiceListKind.check?.(list, laid(list)).map(({ code, path }) => [code, path.join('/')])
  const list = city.get(choiceListKind, 'utilities')

  test('calls no two choices alike, whether by code or by name', () => {
    expect(faults(list)).toEqual([])
    const twice = { value: 'heat', zh: '供水', en: 'water' }
    const [, water] = list.choices
    const choices = [...list.choices, { ...twice, zh: water?.zh ?? '' }]
    expect(faults({ ...list, choices })).toEqual([
      ['choice-twice', 'choices/4/zh'],
      ['choice-twice', 'choices/4/en'],
    ])
  })

  test('has values of one kind for an attribute, and a name of its own', () => {
    const text = but('water', { attributes: { power: 'no' } })(list.choices)
    expect(faults({ ...list, choices: [...text] })).toEqual([
      ['attribute-types-differ', 'choices/1/attributes/power'],
    ])
    expect(faults({ ...list, id: 'list-2026-abc' })).toEqual([['name-taken', 'title/zh']])
  })
})

test('a field whose answer when left alone is none of its choices is told so', () => {
  const field: Field = { ...city.get(fieldKind, 'organisation-form'), initial: 'partnership' }
  expect(fieldKind.check?.(field, city).map(({ code, path }) => [code, path.join('/')])).toEqual([
    ['initial-not-offered', 'initial'],
  ])
})

test('a list is listed with the fields that offer it, then with what asks those', () => {
  const [row] = wordRows(city, { kind: 'choice-list', search: 'transport' })
  expect(row).toMatchObject({ id: 'transport-businesses', choices: 3, version: 1 })
  expect(row?.usedBy[0]).toMatchObject({ kind: 'field', id: 'transport-businesses' })
  expect(row?.usedBy.slice(1).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['item', 'theme']))
  expect(new Set(row?.usedBy.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(row?.usedBy.length)
})

test('a choice is one line under its code, in each language its own; their order is a line of its own', () => {
  const lines = (list: ChoiceList) => linesOf(choiceListParts, list, city)
  const list = city.get(choiceListKind, 'food-business-kinds')
  const told = new Map(lines(list).map(({ key, text }) => [key, text]))
  expect(told.get('choices retail')).toEqual({
    zh: '食品销售，代号 retail，属性 licence = 是',
    en: 'Food retail; code: retail; attributes: licence = yes',
  })
  const [first, ...rest] = list.choices
  if (!first) throw new Error('the list is empty')
  const longer = lines({ ...list, choices: [first, truck, ...rest] })
  const changed = longer.filter(({ key, text }) => JSON.stringify(told.get(key)) !== JSON.stringify(text))
  expect(changed.map(({ key }) => key)).toEqual(['choices order', 'choices truck'])
})

test('a plan that was made before is made anew when a list of its fields has a new version', () => {
  const before = planOf(city, 'open-a-company')
  const list = next('organisation-forms', (choices) => [
    ...choices,
    { value: 'partnership', zh: '合伙企业', en: 'Partnership' },
  ])
  const offered = (all: Definitions) =>
    planOf(all, 'open-a-company')
      .fields.get('organisation-form')
      ?.choices.map(({ value }) => value)
  expect(offered(laid(list))).toContain('partnership')
  expect(offered(city)).not.toContain('partnership')
  expect(planOf(city, 'open-a-company').theme).toBe(before.theme)
})

test('an attribute called code makes no district of a choice', () => {
  const list = next('organisation-forms', but('llc', { attributes: { code: '440106' } }))
  const plan = planOf(laid(list), 'open-a-company')
  expect(districtOf(plan, { 'organisation-form': 'llc', district: 'haizhu' })?.id).toBe('haizhu')
  expect(districtOf(plan, { 'organisation-form': 'llc' })).toBeUndefined()
})
