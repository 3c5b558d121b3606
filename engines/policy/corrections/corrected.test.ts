import { expect, test } from 'vitest'
import type { KnownFact } from '#definitions/facts/known.ts'
import { correctedFacts } from './corrected.ts'

const day = '2025-06-30'
const fact = (name: string, value: string | number | boolean, on: string, period?: string): KnownFact => ({
  fact: name,
  value,
  on,
  source: 'test',
  ...(period ? { period } : {}),
})
const then = [
  fact('paid', 1, '2025-01-31', '2024'),
  fact('size', 'small', '2025-01-31'),
  fact('listed', false, '2025-01-31'),
]
const correcting = (...changed: readonly KnownFact[]) => {
  const rest = then.filter((one) => changed.every((other) => other.fact !== one.fact))
  return correctedFacts({ facts: then }, { facts: [...rest, ...changed] }, day)
}

test('a fact of a period is corrected whenever it is told', () => {
  const corrected = fact('paid', 2, '2026-02-01', '2024')
  expect(correcting(corrected)).toContainEqual(corrected)
})

test('what was valid by the day is corrected, and what nobody knew then is added', () => {
  const size = fact('size', 'large', '2025-06-30')
  const found = fact('zombie', true, '2024-12-31')
  expect(correcting(size, found)).toEqual(expect.arrayContaining([size, found]))
})

test('what became true later corrects nothing', () => {
  expect(correcting(fact('listed', true, '2025-07-01'))).toContainEqual(fact('listed', false, '2025-01-31'))
  expect(correcting(fact('merged', true, '2025-07-01')).map((one) => one.fact)).not.toContain('merged')
})
