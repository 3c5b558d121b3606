import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText } from '../rational.ts'
import { isRational } from '../rules/expression.ts'
import { dictionary, today } from '../rules/fixtures.ts'
import { parseFactSheet, sheetOf } from './sheet.ts'
import { dayFromText } from './values.ts'

const { vocabulary } = dictionary
const read = (input: unknown, on: string | null = today) => parseFactSheet(input, vocabulary, on ?? undefined)
const codes = (input: unknown, on?: string | null) => {
  const answer = read(input, on)
  return 'faults' in answer ? answer.faults.map(({ code }) => code) : []
}
const look = (input: unknown, fact: string, year?: number) => {
  const answer = read(input)
  if ('faults' in answer) throw new Error(answer.faults.map(({ message }) => message.zh).join('; '))
  const value = answer.sheet.lookup(fact, year)?.value
  return isRational(value) ? decimalText(value) : value
}

describe('values as people type them', () => {
  test.each([
    ['金额二', '10,000.01元', 't.cash', '1000001'],
    ['金额二', '¥1,234', 't.cash', '123400'],
    ['金额二', '１２元', 't.cash', '1200'],
    ['金额二', 10.5, 't.cash', '1050'],
    ['金额二', '-3元', 't.cash', '-300'],
    ['金额一', '1500万元', 't.money', '1500000000'],
    ['金额一', '1500万', 't.money', '1500000000'],
    ['金额一', 1500, 't.money', '1500000000'],
    ['金额一', '0.15亿元', 't.money', '1500000000'],
    ['占比', '5.5%', 't.share', '0.055'],
    ['占比', '5.5％', 't.share', '0.055'],
    ['占比', 0, 't.share', '0'],
    ['人数', '1,000人', 't.staff', '1000'],
    ['人数', 30, 't.staff', '30'],
    ['月份数', '12个月', 't.months', '12'],
    ['甲', '是', 't.flag', true],
    ['甲', 'FALSE', 't.flag', false],
    ['甲', '没有', 't.flag', false],
    ['起始日', '2024年3月1日', 't.day', '2024-03-01'],
    ['起始日', '2024/3/1', 't.day', '2024-03-01'],
    ['规模', '大型', 't.size', 'large'],
    ['规模', 'large', 't.size', 'large'],
    ['t.size', 'Large', 't.size', 'large'],
    ['Size', '小型', 't.size', 'small'],
    ['备忘', ' 你好 ', 't.note', '你好'],
    ['甲', '不知道', 't.flag', undefined],
    ['甲', null, 't.flag', undefined],
    ['甲', 'Unknown', 't.flag', undefined],
  ])('%s: %s', (name, value, fact, expected) => {
    expect(look({ [name]: value }, fact)).toBe(expected)
  })

  test.each([
    ['金额二', '10.001元', 'value-too-fine'],
    ['金额二', '十元', 'value-not-number'],
    ['金额二', '10人', 'value-unit'],
    ['金额二', '1,00元', 'value-not-number'],
    ['金额一', '-1万元', 'value-negative'],
    ['金额一', 2 ** 53 + 2, 'value-imprecise'],
    ['金额二', '99999999999999999999元', 'value-too-large'],
    ['金额二', true, 'value-not-number'],
    ['占比', 0.055, 'value-percent'],
    ['占比', '5', 'value-percent'],
    ['人数', 1.5, 'value-not-whole'],
    ['人数', '3个月', 'value-unit'],
    ['甲', 1, 'value-not-boolean'],
    ['甲', '也许', 'value-not-boolean'],
    ['起始日', '2025-02-29', 'value-not-date'],
    ['起始日', '01/02/2024', 'value-not-date'],
    ['起始日', 20240101, 'value-not-date'],
    ['规模', '巨型', 'value-not-option'],
    ['备忘', 5, 'value-not-text'],
    ['备忘', '长'.repeat(501), 'value-not-text'],
    ['清单', '一类', 'list-expected'],
    ['清单', [5], 'item-not-a-map'],
    ['清单', [{ 颜色: '红' }], 'unknown-field'],
    ['清单', [{ 数额: '多' }], 'value-not-number'],
    ['营业收入', { 二零: 1 }, 'year-expected'],
    ['营业收入', { 1066: 1 }, 'year-out-of-range'],
    ['甲[2024]', true, 'year-not-expected'],
    ['不存在', 1, 'unknown-fact'],
    ['01元', null, 'comma-splits'],
    ['__proto__', 1, 'unknown-fact'],
    ['constructor', 1, 'unknown-fact'],
    ['甲', { value: '是', on: '昨天' }, 'value-not-date'],
  ])('%s: %s is refused: %s', (name, value, code) => {
    expect(
      codes(
        JSON.parse(
          JSON.stringify({ 甲乙: null }).replace(
            '"甲乙":null',
            `${JSON.stringify(name)}:${JSON.stringify(value)}`,
          ),
        ),
      ),
    ).toEqual([code])
  })
})

describe('years', () => {
  test.each([
    [{ 营业收入: { 2024: '1元' } }],
    [{ 营业收入: { '2024年': '1元' } }],
    [{ '营业收入[2024]': '1元' }],
    [{ '营业收入（2024年）': '1元' }],
    [{ 'fin.revenue.2024': '1元' }],
    [{ 'fin.revenue[2024]': '1元' }],
    [{ '2024年营业收入': '1元' }],
    [{ 上年营业收入: '1元' }],
    [{ 'fin.revenue.lastYear': '1元' }],
    [{ 销售额: { 上年: '1元' } }],
    [{ fin: { revenue: { 2024: '1元' } } }],
    [{ Revenue: { 2024: { value: '1元', source: '税务局', on: '2025-03-01' } } }],
  ])('%o speaks of 2024', (input) => {
    expect(look(input, 'fin.revenue', 2024)).toBe('100')
    expect(look(input, 'fin.revenue', 2023)).toBeUndefined()
  })

  test('a yearly fact without a year is read as the last full year, and says so', () => {
    const answer = read({ 营业收入: '1元' })
    expect('notes' in answer && answer.notes).toEqual([
      {
        path: ['营业收入'],
        text: { zh: '“营业收入”没有写年份，按 2024 年理解', en: '“Revenue” has no year; read as 2024' },
      },
    ])
    expect(look({ 营业收入: '1元' }, 'fin.revenue', 2024)).toBe('100')
  })

  test('one fact told twice must be told alike', () => {
    expect(codes({ 上年营业收入: '1元', 营业收入: { 2024: '2元' } })).toEqual(['fact-twice'])
    expect(codes({ 上年营业收入: '1元', 营业收入: { 2024: '1.00元' } })).toEqual([])
  })
})

describe('the file', () => {
  test('all faults are told at once, with path, expectation and remedy in both languages', () => {
    const answer = read({ 占比: 5, 金额: { 二: 1 }, 清单: [{ 种类: '三类' }], 营业收人: '1元' })
    expect('faults' in answer && answer.faults.map(({ code, path }) => `${path.join('.')} ${code}`)).toEqual([
      '占比 value-percent',
      '金额 unknown-fact',
      '清单.0.种类 value-not-option',
      '营业收人 unknown-fact',
    ])
    if ('faults' in answer)
      for (const fault of answer.faults)
        expect(
          fault.expected && fault.message.zh && fault.message.en && fault.remedy.zh && fault.remedy.en,
        ).toBeTruthy()
    if ('faults' in answer) expect(answer.faults.at(-1)?.remedy.zh).toContain('营业收入')
  })

  test('facts may be wrapped with their day', () => {
    const answer = read({ on: '2023年5月1日', name: '示例', facts: { 上年营业收入: '1元' } }, null)
    expect('sheet' in answer && [answer.on, answer.sheet.lookup('fin.revenue', 2022) !== undefined]).toEqual([
      '2023-05-01',
      true,
    ])
    expect(codes({ facts: {}, other: 1 }, null)).toEqual(['sheet-unknown-part', 'sheet-no-date'])
  })

  test.each([[[]], ['text'], [5], [null], [undefined], [[{ 甲: true }]]])('%o is no fact sheet', (input) => {
    expect(codes(input)).toEqual(['sheet-not-a-map'])
  })

  test('a file of ten thousand facts is refused once', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`未知${i}`, 1]))
    expect(codes(many).length).toBeLessThanOrEqual(200)
  })

  test('whatever JSON is thrown at it, it answers', () => {
    const names = fc.constantFrom(
      '甲',
      '占比',
      '营业收入',
      '清单',
      'fin',
      'facts',
      'on',
      '__proto__',
      'value',
      '2024',
    )
    fc.assert(
      fc.property(
        fc.letrec<{ v: unknown }>((tie) => ({
          v: fc.oneof(
            { depthSize: 'small' },
            fc.string(),
            fc.double(),
            fc.boolean(),
            fc.constant(null),
            fc.array(tie('v'), { maxLength: 4 }),
            fc.dictionary(names, tie('v'), { maxKeys: 4 }),
          ),
        })).v,
        (input) => {
          const answer = read(input)
          expect('faults' in answer ? answer.faults.length : answer.on).toBeTruthy()
        },
      ),
      { numRuns: 500 },
    )
  })
})

test('stored values are read as stored: money in fen, a ratio as decimal text', () => {
  const stored = sheetOf(
    vocabulary,
    [
      { fact: 't.cash', value: 1000001 },
      { fact: 't.share', value: '0.055' },
      { fact: 'fin.revenue', year: 2024, value: 100 },
      { fact: 't.flag', value: null },
    ],
    { 't.list': [{ kind: 'one', sum: 150, on: null }] },
  )
  const value = (fact: string, year?: number) => stored.lookup(fact, year)?.value
  expect(value('t.cash')).toEqual({ n: 1000001n, d: 1n })
  expect(value('t.share')).toEqual({ n: 11n, d: 200n })
  expect(value('t.flag')).toBeUndefined()
  expect(stored.items('t.list')?.[0]?.get('sum')).toEqual({ n: 150n, d: 1n })
})

test('days are read year first only', () => {
  expect(dayFromText('2024-02-29')).toBe('2024-02-29')
  expect(dayFromText('2024-2/29')).toBeUndefined()
  expect(dayFromText('24-2-29')).toBeUndefined()
  expect(dayFromText('2023-02-29')).toBeUndefined()
})

describe('a day that is none', () => {
  test.each([
    [{ on: '2025-13-41', facts: { 参保人术: 3, 占比: 5 } }],
    [{ on: '2025-13-41', 参保人术: 3, 占比: 5 }],
    [{ 日期: '昨天', 事实: { 参保人术: 3, 占比: 5 } }],
  ])('is one fault and hides no other: %o', (input) => {
    expect(codes(input, null)).toEqual(['value-not-date', 'unknown-fact', 'value-percent'])
  })

  test('that is not told hides no other either', () => {
    expect(codes({ 占比: 5, 营业收入: { 1979: 1 } }, null)).toEqual([
      'sheet-no-date',
      'value-percent',
      'year-out-of-range',
    ])
  })
})

describe('a name misspelt', () => {
  test.each([
    ['Reveneu[2024]', 'Revenue'],
    ['reveneu', 'Revenue'],
    ['2024年营业收人', '营业收入'],
    ['R&D expenditur', 'R&D expenditure'],
    ['t.staf', 't.staff'],
  ])('%s is near %s', (written, meant) => {
    const answer = read({ [written]: 3 })
    const [fault] = 'faults' in answer ? answer.faults : []
    expect(fault?.code).toBe('unknown-fact')
    expect(fault?.remedy.en).toContain(meant)
    expect(fault?.remedy.zh).toContain(meant)
  })

  test('in a rule is not near a name that only a sheet may use', () => {
    expect(dictionary.vocabulary.near('Reveneu')).not.toContain('Revenue')
  })
})
