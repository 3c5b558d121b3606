import { describe, expect, test } from 'vitest'
import { confirmationsOf } from '../filing/confirmations.ts'
import { itemKind } from '../definition.ts'
import { itemGuide, itemSummaries } from './guides.ts'
import { city } from '../scenario.fixtures.ts'

const items = city.list(itemKind)

describe('the catalogue of Guangzhou', () => {
  test('holds every row of the seed list, each with a guide in both languages', () => {
    expect(items.length).toBeGreaterThanOrEqual(90)
    for (const item of items) {
      const guide = itemGuide(city, item.id, '2026-03-02')
      expect(guide?.steps.length, item.id).toBeGreaterThan(0)
      expect(
        guide?.acceptConditions.every(({ zh, en }) => zh !== '' && en !== ''),
        item.id,
      ).toBe(true)
    }
  })

  test('is found by name, by what it yields, by office, and by the first letters in pinyin', () => {
    const found = (search: string) => itemSummaries(city, search).map(({ id }) => id)
    expect(found('排入排水管网')).toContain('drainage-permit')
    expect(found('wsprpsgw')).toEqual(['drainage-permit'])
    expect(found('drainage permit')).toContain('drainage-permit')
    expect(found('没有这样的事项')).toEqual([])
    expect(found('').length).toBe(items.length)
  })

  test('a limit the law states is never a guess: it is verified, or listed as to be confirmed', () => {
    for (const { id, limits, toConfirm = [] } of items) {
      const { limit, onTheSpot, basis } = limits.statutory
      const known = limit !== undefined || onTheSpot === true
      if (known) expect(basis.length, id).toBeGreaterThan(0)
      else expect(limits.statutory.note, id).toBeDefined()
      if (known && basis.some(({ confidence }) => confidence !== 'verified'))
        expect([...toConfirm, 'statutory'], id).toContain('statutory')
    }
  })

  test('nothing is said of silence, hearings or shorter notices where the item’s law does not say it', () => {
    const withSilence = items.filter(({ silence }) => silence !== undefined).map(({ id }) => id)
    expect(withSilence.sort()).toEqual([
      'device-trial-approval',
      'internal-print-permit',
      'religious-print-permit',
    ])
    const hearings = items.filter(({ specialProcedures = [] }) =>
      specialProcedures.some(({ kind, mandatory }) => kind === 'hearing' && mandatory === true),
    )
    expect(hearings.map(({ id }) => id)).toEqual(['entertainment-venue'])
    expect(itemGuide(city, 'pollution-permit-key', '2026-03-02')?.acceptance.limit).toEqual({
      count: 3,
      unit: 'days',
    })
    expect(itemGuide(city, 'food-business-licence', '2026-03-02')?.acceptance.limit.count).toBe(5)
  })

  test('what nobody has confirmed is told to officers, element by element', () => {
    const food = confirmationsOf(city).find(({ item }) => item.id === 'food-business-licence')
    expect(food?.elements).toContain('materials')
    expect(food?.elements).not.toContain('statutory')
    const drugs = confirmationsOf(city).find(({ item }) => item.id === 'drug-production')
    expect(drugs?.elements).toContain('statutory')
  })
})
