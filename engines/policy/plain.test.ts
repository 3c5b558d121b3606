import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkCity } from '#definitions/city/check-city.ts'
import { departmentKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { readCityFiles } from '#platform/city-files.ts'
import { policyKind } from './definition.ts'
import { policyKinds } from './kinds.ts'
import { plainPolicy } from './plain.ts'
import { filledIn, reusableCheckKind } from './reusable-check.ts'

const files = await readCityFiles(fileURLToPath(new URL('../../cities/guangzhou', import.meta.url)))
const wanted =
  /^(departments\.yaml|facts\/|rules\/|policies\/(job-stabilisation-refund|expansion-subsidy|small-profit-income-tax|high-tech-income-tax)\/)/
const { city } = checkCity(new Map([...files].filter(([file]) => wanted.test(file))), [
  departmentKind,
  factKind,
  ...policyKinds,
])

const lineOf = (id: string, key: string) =>
  plainPolicy(city.get(policyKind, id), city).find((line) => line.key.startsWith(key))?.text

describe('a policy in plain words', () => {
  test('says its steps as conditions, in both languages, not as rules', () => {
    const text = lineOf('job-stabilisation-refund', 'parameter')
    expect(text?.zh).toContain('其余 60%')
    expect(text?.en).toContain('60% otherwise')
    expect(`${text?.zh} ${text?.en}`).not.toMatch(/[<>!]=/)
    expect(text?.en.replace(/^Share refunded: /, '')).not.toMatch(/\p{Script=Han}/u)
  })

  test('names those it shares its fund or a group with, never their ids', () => {
    const group = lineOf('small-profit-income-tax', 'exclusive')
    expect(group).toEqual(city.get(policyKind, 'high-tech-income-tax').title)
    const fund = lineOf('job-stabilisation-refund', 'budget')
    expect(fund?.zh).toContain(city.get(policyKind, 'expansion-subsidy').title.zh)
    expect(fund?.en).not.toContain('unemployment-fund')
  })
})

describe('a reusable check', () => {
  const check = city.get(reusableCheckKind, 'registered-for-years')

  test('is a condition with numbers in its blanks', () =>
    expect(filledIn(check.condition, new Map([['years', '2']]))).toEqual({ when: '成立日期 <= 今天 - 2年' }))

  test('is refused where its blanks do not stand in its words and its condition', () => {
    const faults =
      reusableCheckKind.check?.({ ...check, says: { ...check.says, en: 'Registered' } }, city) ?? []
    expect(faults.map(({ code, path }) => [code, path])).toEqual([['blank-mismatch', ['says']]])
  })

  test('is refused where its condition is no rule of the city', () => {
    const faults = reusableCheckKind.check?.(
      { ...check, condition: { when: '没有这个词 >= {years}人' } },
      city,
    )
    expect(faults?.length).toBeGreaterThan(0)
  })
})
