import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestCombination, type Offer } from './combination.ts'

const offers = fc
  .array(
    fc.record({
      amountFen: fc.integer({ min: 0, max: 1_000_000 }),
      exclusive: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    }),
    { maxLength: 9 },
  )
  .map((list): Offer[] =>
    list.map((one, i) => ({ ...one, policyId: `p${i}`, title: { zh: `政策${i}`, en: `Policy ${i}` } })),
  )

const isLawful = (taken: readonly Offer[]) =>
  taken.every((a, i) =>
    taken.slice(i + 1).every((b) => !a.exclusive.some((group) => b.exclusive.includes(group))),
  )

/** Every subset, without any cleverness. */
const bestByTrying = (all: readonly Offer[]): number => {
  let best = 0
  for (let mask = 0; mask < 1 << all.length; mask++) {
    const taken = all.filter((_, i) => mask & (1 << i))
    if (isLawful(taken))
      best = Math.max(
        best,
        taken.reduce((sum, one) => sum + one.amountFen, 0),
      )
  }
  return best
}

test('no lawful choice brings more than the combination told', () => {
  fc.assert(
    fc.property(offers, (all) => {
      const { take, leave, totalFen } = bestCombination(all)
      expect(isLawful(take)).toBe(true)
      expect(totalFen).toBe(bestByTrying(all))
      expect(take.length + leave.length).toBe(all.length)
      for (const one of leave) expect(one.insteadOf.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

test('the order in which the offers are listed does not matter', () => {
  fc.assert(
    fc.property(offers, (all) => {
      const ids = (list: readonly Offer[]) => list.map(({ policyId }) => policyId)
      expect(ids(bestCombination(all.toReversed()).take)).toEqual(ids(bestCombination(all).take))
    }),
  )
})
