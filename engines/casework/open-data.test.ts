import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { dcat } from './open-data-dcat.ts'
import { aboutOf, dataSets, notOfTheCatalogue, titleOf } from './open-data-sets.ts'
import { itemKind } from './definition.ts'
import { loadCity } from '#platform/city-files.ts'

const kindNames = new Set(composition.kinds.map(({ name }) => name))

const { city } = await loadCity(composition.defaultCity, composition.kinds)

describe('open data of the catalogue', () => {
  test('holds every kind of definition that a city writes, or says where else it is', () => {
    const open = new Set(dataSets.map(({ kind }) => kind))
    for (const name of kindNames) expect(open.has(name) !== name in notOfTheCatalogue, name).toBe(true)
    for (const name of Object.keys(notOfTheCatalogue)) expect(kindNames).toContain(name)
  })

  test('holds every published definition of its kind, word for word', () => {
    const kinds = new Map<string, DefinitionKind>(composition.kinds.map((kind) => [kind.name, kind]))
    for (const { id, kind: name, rows } of dataSets) {
      const kind = name === undefined ? undefined : kinds.get(name)
      if (!kind) continue
      const published = city.list(kind)
      const given = rows(city)
      expect(given.length, id).toBe(published.length)
      published.forEach((one, i) => expect(given[i], id).toMatchObject(one as object))
    }
  })

  test('has a title and a description of every set in both languages', () => {
    for (const { id } of [...dataSets, { id: 'service-record' }])
      for (const { zh, en } of [titleOf(id), aboutOf(id)]) {
        expect(zh, id).toMatch(/\p{Script=Han}/u)
        expect(en, id).toMatch(/^[A-Z][a-z]/)
      }
  })

  test('gives every limit, fee, deviation and ground that an item names, in rows of their own', () => {
    const items = city.list(itemKind)
    const count = (id: string) => dataSets.find((set) => set.id === id)?.rows(city).length
    const sum = (of: (item: (typeof items)[number]) => number) => items.reduce((all, one) => all + of(one), 0)
    expect(count('fees')).toBe(
      sum((item) => (item.charges?.length ?? 0) + (item.implementation?.fees?.length ?? 0)),
    )
    expect(count('deviations')).toBe(sum((item) => item.deviations.length))
    expect(count('grounds')).toBe(sum((item) => item.refusalGrounds?.length ?? 0))
    expect(count('time-limits')).toBe(
      sum(
        ({ limits, acceptance }) =>
          1 + (limits.statutory.limit ? 1 : 0) + (acceptance ? 1 : 0) + (limits.applyWithin?.limit ? 1 : 0),
      ),
    )
  })

  test('is described as DCAT wants it: each set with licence, columns and a download in both formats', () => {
    const licence = { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }
    const set = {
      id: 'items',
      title: { zh: '事项', en: 'Items' },
      description: { zh: '全部', en: 'All' },
      rows: 2,
      modified: '2026-03-02T01:00:00.000Z',
      licence,
      columns: [{ name: 'id', type: 'string' }],
    }
    const told = dcat({ sets: [set] }, { zh: '示例市', en: 'Sample' }) as Record<string, unknown>
    expect(told['dcat:dataset']).toMatchObject([
      {
        'dct:identifier': 'items',
        'dct:license': { '@id': licence.url },
        'dcat:distribution': [{ 'dcat:mediaType': 'application/json' }, { 'dcat:mediaType': 'text/csv' }],
      },
    ])
  })
})
