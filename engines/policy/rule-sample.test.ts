import { expect, test } from 'vitest'
import { cityKinds } from '#definitions/city/kinds.ts'
import { loadCity } from '#platform/city-files.ts'
import { fileURLToPath } from 'node:url'
import { policyKinds } from './kinds.ts'
import { RuleSample, ruleSampleKind, writtenRule } from './rule-sample.ts'
import { ruleSamples, tryRule } from './try-rule.ts'

const today = '2026-03-02'
const { city } = await loadCity(fileURLToPath(new URL('../../cities/guangzhou', import.meta.url)), [
  ...cityKinds,
  ...policyKinds,
])

test('a sample is one rule in both languages, and its English holds no Chinese', () => {
  const samples = ruleSamples(city, today)
  expect(samples.length).toBeGreaterThan(0)
  for (const { rule, facts } of samples) {
    const [zh, en] = [rule.zh, rule.en].map((text) => tryRule(city, text, undefined, today).tried.rule?.hash)
    expect(en).toBe(zh)
    expect(rule.en).not.toMatch(/\p{Script=Han}/u)
    const answers = (['zh', 'en'] as const).map((language) => {
      const sheet = Object.fromEntries(facts.map(({ name, value }) => [name, value[language]]))
      const { tried } = tryRule(city, rule[language], JSON.stringify(sheet), today)
      expect(tried.faults).toEqual([])
      return tried.answer?.verdict
    })
    expect(answers[1]).toBe(answers[0])
  }
})

test('two rules under one title are a fault', () => {
  const [sample] = city.list(ruleSampleKind)
  const apart = { ...sample, rule: { zh: '参保人数 <= 30', en: 'hr.insured <= 31' } } as RuleSample
  expect(ruleSampleKind.check?.(apart, city).map(({ code }) => code)).toEqual(['sample-says-two-things'])
})

test('a rule written once stands for both languages', () => {
  const [sample] = city.list(ruleSampleKind)
  const once = RuleSample.parse({ ...sample, rule: '参保人数 <= 30' })
  expect(writtenRule(once)).toEqual({ zh: '参保人数 <= 30', en: '参保人数 <= 30' })
  expect(ruleSampleKind.check?.(once, city)).toEqual([])
})
