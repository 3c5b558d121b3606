import { expect, test } from 'vitest'
import { evaluate } from 'feelin'
import { benchDictionary, benchPolicy } from './city.ts'
import { feelSpelling, infix, type Spelling, sqlSpelling, zenSpelling } from './infix.ts'

const dictionary = benchDictionary()
const { conditions } = benchPolicy(dictionary, 'p', [
  '金额甲 in [30万元..500万元)',
  '类别丙 in ("选项1"、"选项2")',
  '(日期甲 >= date("2020-01-01") or 标志甲 = true)',
  '金额丁 / 金额乙 >= (if 金额乙 <= 500万元 then 5% else 3.5%)',
])

test.each<[string, Spelling, string]>([
  [
    'SQL',
    sqlSpelling,
    "(((money0 >= 30000000 and money0 < 500000000)) and (code2 in ('c1', 'c2')) and ((day0 >= date '2020-01-01') or (truth0 = true)) and ((money3 / money1) >= case when (money1 <= 500000000) then 0.05 else 0.035 end))",
  ],
  [
    'Zen',
    zenSpelling,
    '((money0 != null and ((money0 >= 30000000 and money0 < 500000000))) and (code2 != null and (code2 in ["c1", "c2"])) and ((day0 != null and (day0 >= 18262)) or (truth0 != null and (truth0 == true))) and (money3 != null and money1 != null and ((money3 / money1) >= ((money1 <= 500000000) ? 0.05 : 0.035))))',
  ],
])('a bench policy in %s', (_, spelling, expected) => {
  expect(infix(conditions, spelling)).toBe(expected)
})

test('in FEEL it says the same of a row', () => {
  const row = { money0: 30_000_000, code2: 'c2', day0: 18_000, truth0: true, money1: 100, money3: 5 }
  const text = infix(conditions, feelSpelling)
  expect(evaluate(text, row).value).toBe(true)
  expect(evaluate(text, { ...row, money0: 29_999_999 }).value).toBe(false)
  expect(evaluate(text, { ...row, money3: 4 }).value).toBe(false)
})
