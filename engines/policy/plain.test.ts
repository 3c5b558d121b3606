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
  /^(departments\.yaml|facts\/|rules\/|policies\/(job-stabilisation-refund|start-up-rent-subsidy|expansion-subsidy|small-profit-income-tax|high-tech-income-tax)\/)/
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

describe('the way in which a policy is come by, in plain words', () => {
  const rent = city.get(policyKind, 'start-up-rent-subsidy')
  const linesOf = (policy: typeof rent) => plainPolicy(policy, city)

  test('says what is promised, until when it is checked and what follows', () => {
    const lines = linesOf(rent)
    expect(lines.filter(({ key }) => key.startsWith('promise')).map(({ text }) => text.zh)).toEqual([
      '实际经营场地就是注册地址，场地是租来的',
      '场地不是本企业或经营者自有物业',
      expect.stringMatching(/^2 个月内核查；承诺不实的，退回/),
    ])
  })

  test('tells an application that a case decides from one that is made elsewhere, and never an id', () => {
    const { commitment: _, ...claim } = rent.claim ?? { decideWorkingDays: 1, confidence: 'sample' as const }
    const lines = linesOf({ ...rent, mode: 'on-application', claim: { ...claim, theme: 'no-such-theme' } })
    const text = (key: string) => lines.find((one) => one.key === key)?.text
    expect(text('mode')?.zh).toBe('申请后由办件决定')
    expect(text('claim theme')?.en).toBe('A theme that is not published')
    const elsewhere = linesOf({ ...rent, mode: 'on-application', claim: undefined })
    expect(elsewhere.find(({ key }) => key === 'mode')?.text.zh).toBe('申请后发放')
  })

  test('says with which others only the highest is paid, and by which document', () => {
    const highest = { group: 'a-group', document: '某号文', confidence: 'verified' as const }
    const line = linesOf({ ...rent, highest }).find(({ key }) => key === 'highest')
    expect(line?.text.zh).toContain('今后加入同一组的政策')
    expect(line?.text.zh).toContain('某号文')
    expect(line?.text.zh).not.toContain('a-group')
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
