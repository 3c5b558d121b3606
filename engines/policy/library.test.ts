import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { definitionsOn } from '#platform/definition-store.ts'
import { keptCityRows } from '#platform/testing/city.ts'
import { searchPolicies } from './library.ts'

const on = '2026-03-02'
const rows = await keptCityRows(composition.defaultCity, composition.kinds)
const definitions = definitionsOn(rows, composition.kinds)(on)

test('the library shows what is in force before what is over, and its pages leave nothing out', () => {
  const { items, next } = searchPolicies(definitions, { on, limit: 1_000 })
  expect(next).toBeUndefined()
  const over = items.findIndex(({ inForce }) => !inForce)
  expect(over).toBeGreaterThan(40)
  expect(items.slice(over).some(({ inForce }) => inForce)).toBe(false)
  const paged: string[] = []
  for (let after: string | undefined; ; ) {
    const page = searchPolicies(definitions, { on, limit: 7, after })
    paged.push(...page.items.map(({ policyId }) => policyId))
    after = page.next
    if (after === undefined) break
  }
  expect(paged).toEqual(items.map(({ policyId }) => policyId))
})
