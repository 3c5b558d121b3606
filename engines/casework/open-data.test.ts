import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { dcat } from './open-data-dcat.ts'
import { dataSets, notOfTheCatalogue } from './open-data-sets.ts'
import { itemKind } from './definition.ts'
import { caseworkKinds } from './kinds.ts'
import { city } from './scenario.fixtures.ts'

const cityKindNames = composition.cityKinds.map(({ name }) => name)

describe('open data of the catalogue', () => {
  test('holds every kind of definition of the city and of services, or says where else it is', () => {
    const open = new Set(dataSets.map(({ kind }) => kind))
    for (const name of [...cityKindNames, ...caseworkKinds.map((kind) => kind.name)]) {
      const said = name in notOfTheCatalogue
      expect(open.has(name) !== said, name).toBe(true)
    }
    for (const name of Object.keys(notOfTheCatalogue)) expect(cityKindNames).toContain(name)
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
