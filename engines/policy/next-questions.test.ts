import { beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import type { Definitions } from '#kernel/definition.ts'
import { keptCity } from '#platform/testing/city.ts'
import { findPolicies } from './library.ts'

let definitions: Definitions
beforeAll(async () => {
  definitions = await keptCity(composition.defaultCity, composition.kinds)
})
const on = '2026-06-30'
const ask = (answers: Record<string, unknown>, skip: string[] = []) =>
  findPolicies(definitions, { sheet: JSON.stringify(answers), skip }, on)

test('before anything is known it asks for facts, and gets none of the policies', () => {
  const found = ask({})
  expect(found.faults).toEqual([])
  expect(found.gets).toEqual([])
  expect(found.open).toBeGreaterThan(20)
  expect(found.ask).toHaveLength(3)
})

test('every answer leaves fewer policies open or as many, and the same fact is never asked twice', () => {
  const answers: Record<string, unknown> = {}
  const asked = new Set<string>()
  let open = Number.POSITIVE_INFINITY
  for (let round = 0; round < 6; round++) {
    const found = ask(answers)
    expect(found.open).toBeLessThanOrEqual(open)
    open = found.open
    for (const { name, type, values } of found.ask) {
      expect(asked).not.toContain(name)
      asked.add(name)
      answers[name] = type === 'boolean' ? false : type === 'date' ? '2020-01-01' : (values?.[0]?.code ?? 0)
    }
  }
  expect(asked.size).toBeGreaterThan(6)
})

test('what somebody would rather not say is not asked again', () => {
  const [first] = ask({}).ask
  expect(ask({}, [first?.name ?? '']).ask.map(({ name }) => name)).not.toContain(first?.name)
})

test('a wrong answer is an answer with its place, and nothing is lost', () => {
  const found = ask({ 'hr.insured': 'many' })
  expect(found.faults.length).toBeGreaterThan(0)
  expect(found.faults[0]?.path).toContain('hr.insured')
})
