import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Contender, higherThan } from './highest.ts'

const contenders = fc
  .array(
    fc.record({
      // few values, so that equal sums and days are common
      amount: fc.integer({ min: 1, max: 4 }),
      since: fc.constantFrom('2024-01-01', '2025-01-01'),
      group: fc.constantFrom('a', 'b', undefined),
    }),
    { maxLength: 9 },
  )
  .map((list): Contender[] =>
    list.map((one, i) => ({ ...one, policyId: `p${i}`, title: { zh: `政策${i}`, en: `Policy ${i}` } })),
  )

const isLawful = (some: readonly Contender[]) =>
  some.every((a, i) => some.slice(i + 1).every((b) => a.group === undefined || a.group !== b.group))

const sum = (some: readonly Contender[]) => some.reduce((all, { amount }) => all + (amount ?? 0), 0)
/** How a choice of the same sum reads under the rule for ties: the days of its members, then their identifiers. */
const ties = (some: readonly Contender[]) =>
  some
    .filter(({ group }) => group !== undefined)
    .sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1))
    .map(({ since, policyId }) => `${since} ${policyId}`)
    .join('|')

/** Every subset, without any cleverness: of those that take one of a group at most, the one that brings most. */
function byTrying(all: readonly Contender[]): readonly Contender[] {
  let best: readonly Contender[] = []
  for (let mask = 0; mask < 1 << all.length; mask++) {
    const taken = all.filter((_, i) => mask & (1 << i))
    if (!isLawful(taken)) continue
    const more = sum(taken) - sum(best)
    if (more > 0 || (more === 0 && taken.length === best.length && ties(taken) < ties(best))) best = taken
  }
  return best
}

test('what is paid of every group is what no lawful choice of any kind betters', () => {
  fc.assert(
    fc.property(contenders, (all) => {
      const paid = all.filter((one) => higherThan(one, all) === undefined)
      expect(paid.map(({ policyId }) => policyId)).toEqual(byTrying(all).map(({ policyId }) => policyId))
    }),
    { numRuns: 300 },
  )
})

test('whoever is left out is told of the one that is paid, which stands in its group and is not lower', () => {
  fc.assert(
    fc.property(contenders, (all) => {
      for (const one of all) {
        const higher = higherThan(one, all)
        if (!higher) continue
        expect(higher.group).toBe(one.group)
        expect(higher.amount ?? 0).toBeGreaterThanOrEqual(one.amount ?? 0)
        expect(higherThan(higher, all)).toBeUndefined()
      }
    }),
  )
})
