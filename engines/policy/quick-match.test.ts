import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { type KnownFact, knownSheet } from '#definitions/facts/known.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { keptCity } from '#platform/testing/city.ts'
import { enterpriseAt } from '#tools/synthetic-city/enterprise.ts'
import { within } from '#kernel/time.ts'
import { compilePolicy } from './compile.ts'
import { matchPolicy } from './match.ts'
import { Policy } from './policy.ts'
import { quickAnswers } from './quick-match.ts'

const city = await keptCity(composition.defaultCity, composition.kinds)
const dictionary = dictionaryOf(city.list(factKind))
const policies = city.entries.flatMap(({ kind, value }) => {
  const compiled = kind === 'policy' ? compilePolicy(Policy.parse(value), dictionary) : undefined
  return compiled === undefined || 'faults' in compiled ? [] : [compiled]
})
const on = '2025-06-30'
const inForce = policies.filter(({ policy }) => within(policy.inForce, on))

const factsOf = (index: number): KnownFact[] =>
  enterpriseAt({ seed: 11, lastYear: 2024 }, index).facts.map(({ id, year, stored }) => ({
    fact: id,
    value: stored as never,
    period: year === undefined ? undefined : String(year),
    on: '2024-12-31',
    source: 'test',
  }))

test('the quick answer is the explained answer: verdict, near miss, deciding condition, gap and missing facts', () => {
  let compared = 0
  for (let index = 0; index < 60; index += 1) {
    const facts = factsOf(index)
    // Every third enterprise has told only a part of what it knows.
    const told = index % 3 === 0 ? facts.filter((_, i) => (i + index) % 4 !== 0) : facts
    const sheet = knownSheet(dictionary.vocabulary, told)
    const quick = quickAnswers(inForce, dictionary, sheet, on)
    for (const [i, policy] of inForce.entries()) {
      const full = matchPolicy(policy, dictionary, sheet, on)
      const because = quick.because(i)
      expect(
        { ...quick.of(i), because: because?.id, missing: quick.missing(i) },
        `${policy.policy.id} ${index}`,
      ).toEqual({
        verdict: full.verdict,
        nearMiss: full.nearMiss,
        because: full.explanation.because,
        missing: full.verdict === 'unknown' ? full.explanation.missing : [],
      })
      if (full.verdict === 'ineligible' && because?.gap !== undefined)
        expect(full.explanation.summary.zh).toBe(`不符合：${because.text.zh}（${because.gap.zh}）`)
      if (full.verdict === 'ineligible' && because?.gap === undefined)
        expect(full.explanation.summary.zh).toBe(`不符合：${because?.text.zh}`)
      compared += 1
    }
  }
  expect(compared).toBeGreaterThan(3000)
})

test('after one fact changed, the answers are those of a fresh look', () => {
  for (let index = 0; index < 20; index += 1) {
    let facts = factsOf(index)
    const answers = quickAnswers(inForce, dictionary, knownSheet(dictionary.vocabulary, facts), on)
    for (const { fact } of factsOf(index)) {
      const before = inForce.map((_, i) => answers.of(i))
      facts = facts.filter((one) => one.fact !== fact)
      const sheet = knownSheet(dictionary.vocabulary, facts)
      const changed = answers.change(sheet, [fact])
      const fresh = quickAnswers(inForce, dictionary, sheet, on)
      const after = inForce.map((_, i) => answers.of(i))
      expect(after).toEqual(inForce.map((_, i) => fresh.of(i)))
      const differ = after.flatMap((one, i) =>
        one.verdict === before[i]?.verdict && one.nearMiss === before[i]?.nearMiss ? [] : [i],
      )
      expect(changed).toEqual(differ)
    }
  }
})
