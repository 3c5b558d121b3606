import { expect, test } from 'vitest'
import { publicCount } from './try-rule.ts'

test('the public is told three digits and tens, and nothing below ten', () => {
  expect([0, 9, 10, 14, 95, 996, 1234, 1239, 123_456, 3_412_345].map(publicCount)).toEqual([
    0, 0, 10, 10, 100, 1000, 1230, 1240, 123_000, 3_410_000,
  ])
})

test('two rules that differ by one enterprise are told alike almost everywhere, and never in another order', () => {
  const told = Array.from({ length: 5000 }, (_, count) => publicCount(count))
  const steps = told.filter((count, i) => i > 0 && count !== told[i - 1]).length
  expect(steps).toBeLessThan(5000 / 9)
  expect(told.every((count, i) => i === 0 || count >= (told[i - 1] ?? 0))).toBe(true)
})
