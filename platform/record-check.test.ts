import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import type { StoredDefinition } from './definition-store.ts'
import { recordFaults } from './record-check.ts'
import { keptCityRows } from './testing/city.ts'

const rows = await keptCityRows(composition.defaultCity, composition.kinds)
const faultsOf = (recorded: readonly StoredDefinition[]) =>
  recordFaults(recorded, composition.kinds, composition.engines, '2026-03-02')
const altered = (kind: string, change: (body: Record<string, unknown>) => Record<string, unknown>) =>
  rows.map((row) =>
    row.kind === kind && row === rows.find((one) => one.kind === kind)
      ? { ...row, body: change(row.body as Record<string, unknown>) }
      : row,
  )

test('what the files publish fits this release', () => {
  expect(faultsOf(rows)).toEqual({ faults: [], ungranted: [] })
})

test('a definition of an older form is named', () => {
  const { faults } = faultsOf(altered('policy', ({ conditions: _, ...body }) => body))
  expect(faults).toContainEqual(expect.objectContaining({ kind: 'policy', code: 'definition-of-older-form' }))
})

test('a policy whose rule no longer compiles is named', () => {
  const { faults } = faultsOf(altered('policy', (body) => ({ ...body, conditions: '没有这个事实 = true' })))
  expect(faults).toContainEqual(expect.objectContaining({ kind: 'policy' }))
})

test('roles from before an operation existed are told by the operation', () => {
  const older = rows.map((row) =>
    row.kind === 'role'
      ? {
          ...row,
          body: JSON.parse(
            JSON.stringify(row.body).replaceAll('"casework.submit"', '"casework.saveAnswers"'),
          ) as unknown,
        }
      : row,
  )
  expect(faultsOf(older).ungranted).toEqual(['casework.submit'])
})
