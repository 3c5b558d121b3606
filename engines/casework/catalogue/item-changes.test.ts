import { describe, expect, test } from 'vitest'
import { fieldKind } from '#definitions/city/kinds.ts'
import { itemKind, themeKind } from '../definition.ts'
import { checkForm } from '../filing/form.ts'
import type { Item } from './item.ts'
import { itemPublishing } from './item-publishing.ts'
import { makePlan } from '../filing/plan.ts'
import { pagesNow } from '../filing/plan-pages.ts'
import { city } from '../scenario.fixtures.ts'
import { themesBroken } from '../themes-broken.ts'

/** What an officer changes of an item in the page: its words tell it, its themes bear it, or it is said what breaks. */

const drainage = city.get(itemKind, 'drainage-permit')
const linesOf = (item: Item) =>
  new Map(itemPublishing.plain(item, city).map(({ key, text }) => [key, text.zh]))
const changed = (item: Item) => {
  const before = linesOf(drainage)
  const after = linesOf(item)
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
}
const [first, ...rest] = drainage.stages
if (!first) throw new Error('no stage')

describe('the plain words of an item', () => {
  test.each<[string, Partial<Item>, string[]]>([
    [
      'a field added',
      { fields: [...drainage.fields, { field: 'project-code', required: true }] },
      ['fields'],
    ],
    [
      'a field that may be left out',
      { fields: drainage.fields.map((one, i) => (i ? one : { ...one, required: false })) },
      [`optional ${drainage.fields[0]?.field}`],
    ],
    [
      'a field asked at times',
      { fields: drainage.fields.map((one, i) => (i ? one : { ...one, when: '向市政管网排水' })) },
      [`field ${drainage.fields[0]?.field}`],
    ],
    ['fields in another order', { fields: drainage.fields.toReversed() }, ['fields']],
    [
      'a material added',
      { materials: [...drainage.materials, { material: 'change-application' }] },
      ['materials'],
    ],
    [
      'a step added before the others',
      {
        stages: [
          {
            id: 'receive',
            title: { zh: '受理', en: 'Reception' },
            department: 'water',
            decidedBy: 'officer',
          },
          first,
          ...rest,
        ],
      },
      ['stages order', 'stages receive'],
    ],
    [
      'a step with a limit',
      { stages: [{ ...first, limit: { count: 3, unit: 'working-days' } }, ...rest] },
      [`stages ${first.id}`],
    ],
    [
      'a step of another office',
      { stages: [{ ...first, department: 'tax' }, ...rest] },
      [`stages ${first.id}`],
    ],
  ])('tell of %s, and of nothing else', (_, patch, keys) => {
    expect(changed({ ...drainage, ...patch }).sort()).toEqual([...keys].sort())
  })
})

describe('a form whose items were changed', () => {
  const theme = city.get(themeKind, 'food-service')
  const held = Object.values(theme.items).map(({ item }) => city.get(itemKind, item))
  const withDrainage = (patch: Partial<Item>) =>
    held.map((item) => (item.id === drainage.id ? { ...drainage, ...patch } : item))
  const fieldOf = (id: string) => city.find(fieldKind, id)
  const asked = (items: readonly Item[]) => pagesNow(theme, items, fieldOf).flatMap(({ fields }) => fields)

  test('as written is as its theme says', () => {
    for (const one of city.list(themeKind)) {
      const items = Object.values(one.items).map(({ item }) => city.get(itemKind, item))
      expect(pagesNow(one, items, fieldOf), one.id).toBe(one.pages)
    }
  })

  test('asks what an item has come to need, once, on a page of its own, and misses it', () => {
    const items = withDrainage({ fields: [...drainage.fields, { field: 'project-code', required: true }] })
    expect(asked(items).filter((id) => id === 'project-code')).toHaveLength(1)
    const answers = { drains: true, 'food-business-kind': 'prepacked' }
    expect(checkForm(makePlan(city, theme, items), answers, '2026-03-02').faults['project-code']).toBe(
      'missing',
    )
  })

  test('no longer asks what no item needs, but keeps what conditions hang on', () => {
    const without = held.map((item) => ({
      ...item,
      fields: item.fields.filter(({ field }) => field !== 'premises-area' && field !== 'food-business-kind'),
    }))
    expect(asked(without)).not.toContain('premises-area')
    expect(asked(without)).toContain('food-business-kind')
  })
})

describe('what a changed item would break', () => {
  test('is nothing as the city is written', () => {
    for (const item of city.list(itemKind)) expect(themesBroken(item, city), item.id).toEqual([])
  })

  test('is told with the theme: an output that another item is fed by', () => {
    const tax = city.get(itemKind, 'transfer-tax')
    const broken = themesBroken({ ...tax, outputs: [] }, city)
    expect(broken.map(({ code }) => code)).toContain('unknown-output')
    expect(broken[0]?.message.zh).toContain('企业间不动产转移')
  })

  test('is told with the theme: a condition that nobody can answer', () => {
    const broken = themesBroken(
      { ...drainage, fields: [{ field: 'drains', required: true, when: '没有人问过的事' }] },
      city,
    )
    expect(new Set(broken.map(({ code }) => code))).toEqual(new Set(['rule-not-understood']))
  })
})
