import { evaluate as feelin } from 'feelin'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText } from '../rational.ts'
import { compileExpression } from './check.ts'
import { evaluate, question } from './evaluate.ts'
import { isRational } from './expression.ts'
import { compile, dictionary, faultsOf, sheet, today, valueOf } from './fixtures.ts'
import { normalise } from './normalise.ts'

const shown = (text: string, facts: Record<string, unknown> = {}, on = today) => {
  const value = valueOf(text, facts, on)
  return isRational(value) ? decimalText(value) : value
}

describe('what people type', () => {
  test.each([
    ['上年营业收入 ＞ 100万元', { 上年营业收入: '101万元' }, true],
    ['上年营业收入 ≥ 1,000万元', { 上年营业收入: '1000万元' }, true],
    ['上年营业收入≤１０００万元', { 上年营业收入: '1000万元' }, true],
    ['规模 = “大型”', { 规模: '大型' }, true],
    ['规模 ≠ "大型"', { 规模: '大型' }, false],
    ['占比 ≥ 5％', { 占比: '5%' }, true],
    ['占比 >= 50‰', { 占比: '5%' }, true],
    ['（人数 >= 30人） and 甲', { 人数: 30, 甲: '是' }, true],
    ['规模 in （“大型”、“小型”）', { 规模: '小型' }, true],
    ['上年营业收入 >= 0.1亿元', { 上年营业收入: '1000万元' }, true],
    ['fin.revenue.lastYear >= 1000 万元', { 'fin.revenue': { 2024: '1000万元' } }, true],
    ['起始日 >= date("2020-01-31")', { 起始日: '2020年1月31日' }, true],
    ['月份数 >= duration("P1Y")', { 月份数: 12 }, true],
    ['甲 = 是', { 甲: true }, true],
    ['人数 between 20人 and 30人', { 人数: 30 }, true],
  ])('%s', (text, facts, expected) => {
    expect(valueOf(text, facts)).toBe(expected)
  })

  test.each([
    ['营业收人 > 100万元', 'unknown-name'],
    ['2024年营收 > 3', 'name-starts-with-year'],
    ['R&D费用 > 3', 'unknown-character'],
    ['营业 收入 > 3', 'name-with-space'],
    ['not 甲', 'not-needs-brackets'],
    ['起始日 > date("2020-1-1")', 'date-form'],
    ['起始日 > date("2020/01/01")', 'date-form'],
    ['起始日 > date("2023-02-29")', 'date-form'],
    ['月份数 > duration("3年")', 'duration-form'],
    ['备忘 = 9144', 'type-mismatch'],
    ['营业收入 > 100万元', 'year-needed'],
    ['上年营业收入 > 100', 'money-unit'],
    ['上年营业收入 > 100人', 'money-unit'],
    ['占比 > 5', 'percent-sign'],
    ['占比 > 5人', 'unit-mismatch'],
    ['人数 > 5个月', 'unit-mismatch'],
    ['人数 > 5%', 'unit-mismatch'],
    ['规模 = "超大"', 'unknown-option'],
    ['规模 > "大型"', 'no-order'],
    ['甲 and 人数', 'boolean-needed'],
    ['人数 + 甲 > 3人', 'number-needed'],
    ['金额一 * 金额二 > 3元', 'unit-mismatch'],
    ['人数 in (100,200)', 'comma-ambiguous'],
    ['数一 > 12x', 'unknown-unit'],
    ['数一 = null', 'not-in-profile'],
    ['数一 = 数二 = 数三', 'comparison-chained'],
    ['数一 ** 2 > 3', 'not-in-profile'],
    ['decimal(数一, 2) > 3', 'unknown-function'],
    ['个数(清单) > 3', 'list-outside-derived'],
    ['清单 = 3', 'list-outside-function'],
    ['清单[种类 = "一类"] = 3', 'list-outside-function'],
    ['四舍五入(数一, 数二) > 3', 'rounding-places'],
    ['min(数一) > 3', 'list-needed'],
    ['起始日 + 3 > 结束日', 'date-arithmetic'],
    ['备忘 = "开头', 'string-open'],
    ['', 'rule-empty'],
    ['((甲)', 'rule-syntax'],
    ['甲 and', 'rule-syntax'],
    ['constructor > 1', 'unknown-name'],
    ['__proto__ = 是', 'unknown-name'],
    ['toString() = 1', 'unknown-function'],
    ['备忘.length > 1', 'unknown-name'],
  ])('%s is refused: %s', (text, code) => {
    expect(faultsOf(text)).toContain(code)
  })

  test('a fault tells the place, the nearest names and the way out in both languages', () => {
    const [fault] = compileExpression('甲 and 上年营业收人 > 100万元', {
      vocabulary: dictionary.vocabulary,
    }) as never as {
      span: object
      expected: string
      message: { zh: string; en: string }
      remedy: { zh: string; en: string }
    }[]
    expect(fault?.span).toEqual({ from: 6, until: 12 })
    expect(fault?.expected).toContain('上年营业收入')
    expect(fault?.message.zh).toContain('第 7 个字符')
    expect(fault?.remedy.en).toContain('Perhaps')
  })

  test('spans point into the text as typed, whatever was normalised before them', () => {
    const text = '上年营业收入 ≥ 1,000万元 and 营收 > 3'
    const [fault] = compileExpression(text, { vocabulary: dictionary.vocabulary }) as never as {
      words: string
    }[]
    expect(fault?.words).toBe('营收')
  })
})

describe('in gives back what is not its own', () => {
  const facts = { 数一: 50, 甲: '是', 乙: '否' }
  test.each([
    ['数一 in [60..70) or 甲', true],
    ['乙 and 数一 in [30..70) or 甲', true],
    ['数一 in [30..70) and 乙', false],
    ['数一 in > 60 or 甲', true],
    ['数一 in (1, 2) or 甲', true],
    ['数一 in (50) and 甲', true],
    ['not(数一 in [60..70) or 甲)', false],
    ['数一 in [30..50)', false],
    ['数一 in [30..50]', true],
    ['数一 in (50..60]', false],
    ['数一 in (< 10, >= 50)', true],
  ])('%s', (text, expected) => {
    expect(valueOf(text, facts)).toBe(expected)
  })

  test('it says the same with and without brackets, in random company', () => {
    const logic = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('甲', '乙', '丙', 'IN1', 'IN2'),
        fc.tuple(tie('e'), fc.constantFrom('and', 'or'), tie('e')).map((parts) => parts.join(' ')),
      ),
    })).e
    fc.assert(
      fc.property(
        logic,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 9 }),
        (shape, a, b, c, n) => {
          const bare = shape.replaceAll('IN1', '数一 in [3..6)').replaceAll('IN2', '数一 in (1, 2)')
          const bracketed = shape.replaceAll('IN1', '(数一 in [3..6))').replaceAll('IN2', '(数一 in (1, 2))')
          const known = { 甲: a, 乙: b, 丙: c, 数一: n }
          expect(valueOf(bare, known)).toBe(valueOf(bracketed, known))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('three values', () => {
  test.each([
    ['甲 and 乙', { 甲: '否' }, false],
    ['甲 and 乙', { 甲: '是' }, undefined],
    ['甲 or 乙', { 甲: '是' }, true],
    ['甲 or 乙', { 甲: '否' }, undefined],
    ['not(甲)', {}, undefined],
    ['甲 = 是', {}, undefined],
    ['甲 != 是', {}, undefined],
    ['数一 in (1, 2)', {}, undefined],
    ['if 甲 then 数一 > 1 else 数二 > 1', { 数一: 2, 数二: 2 }, undefined],
    ['数一 / 数二 > 1', { 数一: 1, 数二: 0 }, undefined],
    ['数一 in [1..数二]', { 数一: 0 }, false],
  ])('%s with %o', (text, facts, expected) => {
    expect(valueOf(text, facts)).toBe(expected)
  })
})

describe('values', () => {
  test.each([
    ['年数(起始日, 结束日)', { 起始日: '2020-02-29', 结束日: '2021-02-28' }, '1'],
    ['月数(起始日, 结束日)', { 起始日: '2025-01-31', 结束日: '2025-02-28' }, '1'],
    ['月数(起始日, 结束日)', { 起始日: '2025-01-31', 结束日: '2025-02-27' }, '0'],
    ['月数(起始日, 结束日)', { 起始日: '2025-03-01', 结束日: '2025-01-01' }, '-2'],
    ['天数(起始日, 今天)', { 起始日: '2024-06-30' }, '365'],
    ['今天 - 起始日', { 起始日: '2025-06-29' }, '1'],
    ['起始日 + 1个月', { 起始日: '2024-01-31' }, '2024-02-29'],
    ['起始日 - 1年', { 起始日: '2024-02-29' }, '2023-02-28'],
    ['起始日 + 60天', { 起始日: '2024-01-31' }, '2024-03-31'],
    ['年份(起始日)', { 起始日: '2024-01-31' }, '2024'],
    ['四舍五入(金额二 * 占比, 2)', { 金额二: '10,000.01元', 占比: '60%' }, '600001'],
    ['舍去(金额二 * 占比, 0)', { 金额二: '199.99元', 占比: '100%' }, '19900'],
    ['进一(金额二 * 占比, 0)', { 金额二: '199.01元', 占比: '100%' }, '20000'],
    ['round half up(数一, 2)', { 数一: '1.005' }, '1.01'],
    ['floor(数一)', { 数一: '-1.5' }, '-2'],
    ['max(数一, 数二, 3)', { 数一: 1, 数二: 2 }, '3'],
    ['绝对值(数一)', { 数一: -4 }, '4'],
    ['- 数一 - -2', { 数一: 4 }, '-2'],
    ['上年研发占比', { 研发费用: { 2024: '1万元' }, 营业收入: { 2024: '4万元' } }, '0.25'],
    ['大前年营业收入', { 营业收入: { 2022: '1元' } }, '100'],
    ['一类个数', { 清单: [{ 种类: '一类' }, { 种类: '二类' }] }, '1'],
    [
      '一类数额',
      {
        清单: [
          { 种类: '一类', 数额: '1.50元' },
          { 种类: '一类', 数额: '2元' },
        ],
      },
      '350',
    ],
    ['一类数额', { 清单: [] }, '0'],
    ['最近日子', { 清单: [{ 日子: '2024-01-01' }, { 日子: '2025-01-01' }] }, '2025-01-01'],
    ['最近日子', { 清单: [] }, undefined],
    ['一类个数', { 清单: [{ 数额: '1元' }] }, undefined],
    ['一类个数', {}, undefined],
  ])('%s with %o is %s', (text, facts, expected) => {
    expect(shown(text, facts)).toBe(expected)
  })
})

const comparisons = fc
  .tuple(
    fc.constantFrom('数一', '数二', '数三', '数一 + 数二', '数二 * 数三', '数一 - 数三 * 2'),
    fc.constantFrom('<', '<=', '>', '>=', '=', '!='),
    fc.constantFrom('数一', '数三', '3', '-2', '0'),
  )
  .map((parts) => parts.join(' '))
const rule = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('甲', '乙', '丙'),
    comparisons,
    fc.constantFrom('(数一 in [-1..2])', '(数二 in (1, 3, -2))', '(数三 in (-4..1])'),
    tie('e').map((inner) => `not(${inner})`),
    fc.tuple(tie('e'), fc.constantFrom('and', 'or'), tie('e')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('e'), tie('e'), tie('e')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
})).e
const number = fc.integer({ min: -5, max: 5 })
const known = fc.record({
  甲: fc.boolean(),
  乙: fc.boolean(),
  丙: fc.boolean(),
  数一: number,
  数二: number,
  数三: number,
})

test('with every fact known it answers as an independent FEEL evaluator does', () => {
  fc.assert(
    fc.property(rule, known, (text, facts) => {
      expect(valueOf(text, facts)).toBe(feelin(text, facts).value)
    }),
    { numRuns: 600 },
  )
})

test('an answer given with facts missing stands whatever the missing facts turn out to be', () => {
  fc.assert(
    fc.property(
      rule,
      known,
      fc.subarray(['甲', '乙', '丙', '数一', '数二', '数三'] as const),
      (text, facts, hidden) => {
        const partly = Object.fromEntries(
          Object.entries(facts).filter(([name]) => !hidden.includes(name as never)),
        )
        const early = valueOf(text, partly)
        if (early !== undefined) expect(valueOf(text, facts)).toBe(early)
      },
    ),
    { numRuns: 600 },
  )
})

describe('hostile text', () => {
  test.each([
    ['(', 'rule-too-deep'],
    ['not(', 'rule-too-deep'],
  ])('a thousand times %s', (part, code) => {
    expect(faultsOf(part.repeat(450))).toContain(code)
  })

  test.each([
    ['long', `甲${' and 甲'.repeat(500)}`],
    ['many words', `数一 > 1${' + 1'.repeat(450)}`],
    ['a chain of if', `${'if 甲 then '.repeat(120)}甲`],
    ['many minuses', `数一 > ${'- '.repeat(300)}1`],
    ['a number of a thousand digits', `数一 > ${'9'.repeat(1000)}`],
    ['a huge exponent', '数一 > 1e9999'],
    ['control characters', '甲\u0000 and 乙'],
    ['bidirectional marks', '甲\u202E and 乙'],
    ['an emoji', '甲 and 😀'],
    ['markup', '<script>alert(1)</script>'],
    ['a template', '\u0024{process.env}'],
  ])('%s is refused with words, quickly', (_name, text) => {
    const faults = faultsOf(text)
    expect(faults.length).toBeGreaterThan(0)
  })

  test('no text makes the compiler throw, and every refusal has both languages', () => {
    const pieces = fc.constantFrom(
      '甲',
      '数一',
      '上年营业收入',
      '3',
      '5%',
      '100万元',
      ' and ',
      ' or ',
      'not(',
      '(',
      ')',
      '[',
      ']',
      '..',
      ' in ',
      '>=',
      '=',
      '"',
      '“',
      '，',
      'date("',
      'if ',
      ' then ',
      ' else ',
      '+',
      '-',
      '*',
      '/',
      '.',
      '@',
      '人',
      '\n',
      '个数(',
      '清单',
      '𠮷',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
        (text) => {
          const compiled = compileExpression(text, { vocabulary: dictionary.vocabulary })
          if (!Array.isArray(compiled)) return
          for (const { message, remedy, code, span } of compiled) {
            expect(code && message.zh && message.en && remedy.zh && remedy.en).toBeTruthy()
            expect(span.from).toBeLessThanOrEqual(Math.max(text.length, 1))
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('numbers that grow without bound become unknown instead of eating memory', () => {
    const many = (part: string, count: number) => Array.from({ length: count }, () => part).join(' * ')
    const compiled = compile(`${many(`(${many('数一', 23)})`, 5)} > 0`)
    expect(evaluate(compiled, question(dictionary, sheet({ 数一: '123456789012' }), today))).toBeUndefined()
  })
})

test('quantities reach the parser in base units', () => {
  const normal = normalise('金额一 >= 1,500万元 and 占比 > 5％')
  expect('text' in normal && normal.text).toBe('金额一 >= 1500000000 and 占比 > 0.05')
})
