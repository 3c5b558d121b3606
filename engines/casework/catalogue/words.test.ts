import { describe, expect, test } from 'vitest'
import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import { overlay } from '#definitions/city/overlay.ts'
import type { Field, Material } from '#definitions/city/schemas.ts'
import { city } from '../scenario.fixtures.ts'
import { planOf } from '../filing/plans.ts'
import { fieldBroken, materialBroken } from './word-broken.ts'
import { wordPage, wordRows } from './word-uses.ts'

/** Fields and materials that officers write: who uses them, and what a change may not break. */

const laid = (kind: 'field' | 'material', value: Field | Material) =>
  overlay(city, [{ kind, id: value.id, version: value.version ?? 1, value }])
const changed = (id: string, more: Partial<Field>) => {
  const field: Field = { ...city.get(fieldKind, id), version: 2, ...more }
  return fieldBroken(field, laid('field', field)).map(({ code, path }) => [code, path.join('/')])
}
const material = (id: string, more: Partial<Material>) => {
  const one: Material = { ...city.get(materialKind, id), version: 2, ...more }
  return materialBroken(one, laid('material', one)).map(({ code, path }) => [code, path.join('/')])
}

describe('a field that items use', () => {
  test('may be asked in other words, with other hints and limits', () => {
    expect(changed('address-kind', { question: { zh: '公司设在哪里？', en: 'Where is it?' } })).toEqual([])
    expect(changed('vehicles', { constraints: { min: 1, max: 500 } })).toEqual([])
  })

  test('keeps its type, for answers given already are of it', () => {
    expect(changed('vehicles', { type: 'text' })).toEqual([['type-in-use', 'type']])
  })

  test('keeps the name that rules call it by, and the names of what follows from its choices', () => {
    expect(changed('address-kind', { title: { zh: '地址种类', en: 'Kind' } })).toEqual([
      ['name-in-rules', 'title/zh'],
    ])
    expect(changed('address-kind', { derives: undefined })).toContainEqual(['name-in-rules', 'derives'])
  })

  test('keeps every choice that answers may hold', () => {
    expect(changed('address-kind', { choices: 'transport-businesses' })).toContainEqual([
      'choices-in-use',
      'choices',
    ])
  })
})

test('a field that nobody uses changes freely, and a code is one field’s alone', () => {
  const fresh: Field = {
    id: 'field-2026-abc',
    title: { zh: '仓库数量', en: 'Warehouses' },
    type: 'integer',
  }
  expect(fieldBroken(fresh, laid('field', fresh))).toEqual([])
  const derives = [
    { id: 'transports-freight', title: { zh: '有仓库', en: 'Has one' }, attribute: 'any', is: true },
  ]
  const taken: Field = { ...fresh, derives }
  expect(fieldBroken(taken, laid('field', taken)).map(({ code }) => code)).toEqual(['code-taken'])
})

test('a material in use is not turned into one that is written from answers; its words may change', () => {
  expect(material('floor-plan', { source: 'generated' })).toEqual([['source-in-use', 'source']])
  expect(material('floor-plan', { hint: { zh: '标明尺寸。', en: 'With measures.' } })).toEqual([])
})

test('a name that another has is refused where it is written', () => {
  const twin: Material = { ...city.get(materialKind, 'floor-plan'), id: 'material-2026-abc' }
  const all = laid('material', twin)
  expect(materialKind.check?.(twin, all).map(({ code, path }) => [code, path.join('/')])).toEqual([
    ['name-taken', 'title/zh'],
  ])
  const field: Field = { ...city.get(fieldKind, 'vehicles'), id: 'field-2026-abc' }
  expect(fieldKind.check?.(field, laid('field', field)).map(({ code }) => code)).toEqual(['name-taken'])
})

test('each is listed with the items and themes that use it, and found by either name', () => {
  const [row] = wordRows(city, { kind: 'material', search: 'floor plan' })
  expect(row).toMatchObject({ id: 'floor-plan', of: 'applicant', version: 1 })
  expect(row?.usedBy.map(({ id }) => id)).toContain('food-business-licence')
  const address = wordRows(city, { search: '地址类型' })
  expect(address.flatMap(({ usedBy }) => usedBy.map(({ kind }) => kind))).toEqual(
    expect.arrayContaining(['item', 'theme']),
  )
  expect(wordRows(city, {}).filter(({ usedBy }) => usedBy.length === 0)).toEqual([])
})

test('they are read page by page, each once and in one order', () => {
  const seen: string[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { items, next } = wordPage(city, { after, limit: 40 })
    seen.push(...items.map(({ kind, id }) => `${kind} ${id}`))
    after = next
  }
  expect(seen).toEqual(wordRows(city, {}).map(({ kind, id }) => `${kind} ${id}`))
})

test('a plan that was made before is made anew when a field of it has a new version', () => {
  const before = planOf(city, 'open-a-company')
  expect(planOf(city, 'open-a-company')).toBe(before)
  const hint = { zh: '写到门牌号。', en: 'Down to the door.' }
  const field: Field = { ...city.get(fieldKind, 'address-line'), version: 2, hint }
  const after = planOf(laid('field', field), 'open-a-company')
  expect(after.fields.get('address-line')?.hint).toEqual(hint)
  expect(planOf(city, 'open-a-company').fields.get('address-line')?.hint).not.toEqual(hint)
})
