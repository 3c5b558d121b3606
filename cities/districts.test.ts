import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { districtItemKind, itemKind } from '#engines/casework/definition.ts'
import { judge } from '#engines/publication/judge.ts'
import { writableIn } from '#engines/publication/parts.ts'
import { loadCity } from '#platform/city-files.ts'

/** A district's version of an item at the desk where it is written: what it says against the city's, and what keeps it from being published. */

const { kinds } = composition
const { city } = await loadCity(fileURLToPath(new URL('guangzhou', import.meta.url)), kinds)
const kind = writableIn(kinds, 'district-item')
const items = writableIn(kinds, 'item')
if (!kind || !items) throw new Error('not written in the page')
const nansha = JSON.parse(
  JSON.stringify(city.get(districtItemKind, 'food-business-licence-nansha')),
) as Record<string, unknown>
const draft = {
  department: 'market-regulation',
  district: 'nansha',
  definitionId: String(nansha['id']),
  basedOn: 1,
}
const judged = (body: Record<string, unknown>) =>
  judge(kind, kinds, draft, [{ kind: 'district-item', body }], city)

describe('a district’s draft', () => {
  test('is read line against line with the city’s item', () => {
    const { sound, against } = judged(nansha)
    expect(sound).toBe(true)
    expect(against?.title.zh).toContain('食品经营许可')
    expect(against?.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: 'limits promised limit',
          before: expect.objectContaining({ zh: '20 个工作日' }),
          after: expect.objectContaining({ zh: '8 个工作日' }),
        }),
        expect.objectContaining({ key: 'implementation addresses' }),
        expect.objectContaining({ key: 'district guide' }),
      ]),
    )
    expect(against?.changes.some(({ key }) => key.toLowerCase().includes('conditions'))).toBe(false)
  })

  test.each<[string, Record<string, unknown>]>([
    [
      'a condition of its own',
      { acceptConditions: [{ zh: '在本区注册满三年。', en: 'Registered here for three years.' }] },
    ],
    ['a material of its own', { materials: [{ material: 'transfer-contract' }] }],
  ])('with %s is not fit to be published, and says why', (_, more) => {
    const { sound, faults } = judged({ ...nansha, ...more })
    expect(sound).toBe(false)
    expect(faults.map(({ code }) => code)).toEqual(['district-adds'])
    expect(faults[0]?.remedy.zh).toContain('删去')
  })

  test('of another district’s office is not fit either', () => {
    expect(judged({ ...nansha, district: 'tianhe' }).faults.map(({ code }) => code)).toContain(
      'office-differs',
    )
  })
})

describe('a draft of the city’s item', () => {
  test('warns of districts’ versions that it leaves behind, and may be published all the same', () => {
    const item = city.get(itemKind, 'food-business-licence')
    const body = JSON.parse(JSON.stringify(item)) as {
      limits: { promised: { limit: { count: number } } }
      variants: unknown[]
    }
    body.limits.promised.limit.count = 6
    const { sound, lacks, warnings } = judge(
      items,
      kinds,
      { department: 'market-regulation', district: undefined, definitionId: item.id, basedOn: 1 },
      [{ kind: 'item', body: { ...body, version: 2 } }],
      city,
    )
    expect(sound).toBe(true)
    expect(lacks).toEqual([])
    expect(warnings.map(({ code }) => code)).toEqual(['district-not-shorter'])
  })
})
