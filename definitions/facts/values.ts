import { creditCodeFault } from '#kernel/credit-code.ts'
import { absolute, compareRational, isWhole, parseDecimal, type Rational, zero } from '../rational.ts'
import type { Value } from '../rules/expression.ts'
import { canonicalUnit, maxDigits, quantity } from '../rules/units.ts'
import type { Fact, ListField } from './fact.ts'
import { isIndustryCode } from './size-class.ts'

type Pair = readonly [zh: string, en: string]

/** Why a value as written is not one of its fact. */
export interface BadValue {
  readonly code: string
  readonly expected: string
  readonly message: Pair
  readonly remedy: Pair
}

/** `value` is undefined where people say that they do not know. */
export type ReadValue = { readonly value: Value | undefined } | { readonly bad: BadValue }

const unknownWords = new Set(['unknown', '不知道', '未知', '不详', '不清楚'])
const yesWords = new Set(['是', '有', 'true', 'yes', 'y'])
const noWords = new Set(['否', '无', '没有', '不是', 'false', 'no', 'n'])
const maxText = 500

/** Whether people say that they do not know. An absent value is unknown, never no. */
export const saysUnknown = (raw: unknown): boolean =>
  raw === null || raw === undefined || (typeof raw === 'string' && unknownWords.has(raw.trim().toLowerCase()))

/** Reads one value as people type it: `10,000.01元`, `1500万元`, `5.5%`, 是, `2024年3月1日`, 大型, unknown. */
export function readValue(fact: Fact | ListField, raw: unknown): ReadValue {
  if (saysUnknown(raw)) return { value: undefined }
  switch (fact.type) {
    case 'boolean':
      return readBoolean(raw)
    case 'money':
      return readMoney(fact, raw)
    case 'ratio':
      return readRatio(fact, raw)
    case 'integer':
    case 'number':
      return readNumber(fact, raw)
    case 'date':
      return readDate(raw)
    case 'code':
      return readCode(fact, raw)
    default:
      return readText(fact, raw)
  }
}

const bad = (code: string, expected: string, message: Pair, remedy: Pair): ReadValue => ({
  bad: { code, expected, message, remedy },
})

const shown = (raw: unknown) => {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function readBoolean(raw: unknown): ReadValue {
  if (typeof raw === 'boolean') return { value: raw }
  const word = typeof raw === 'string' ? raw.trim().toLowerCase() : ''
  if (yesWords.has(word)) return { value: true }
  if (noWords.has(word)) return { value: false }
  return bad(
    'value-not-boolean',
    'true / false / 是 / 否 / unknown',
    [`“${shown(raw)}”不是“是”或“否”`, `“${shown(raw)}” is neither yes nor no`],
    ['请写 是、否，或 不知道', 'Write true, false or unknown'],
  )
}

interface Parsed {
  readonly digits: string
  readonly unit: string
}

/** A number with an optional unit; full-width digits and signs count as half-width. */
function parseNumber(raw: unknown): Parsed | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { digits: String(raw), unit: '' } : undefined
  if (typeof raw === 'bigint') return { digits: String(raw), unit: '' }
  if (typeof raw !== 'string') return undefined
  const text = raw
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]+/g, '')
    .replace(/^(?:¥|￥|人民币|CNY|RMB)/i, '')
    .replace('−', '-')
  const [, digits, unit] = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?)(\D*)$/.exec(text) ?? []
  if (digits === undefined || unit === undefined) return undefined
  return { digits: digits.replaceAll(',', ''), unit }
}

/** A JSON or YAML number beyond 2^53 has already lost digits. */
const imprecise = (raw: unknown) => typeof raw === 'number' && Math.abs(raw) > Number.MAX_SAFE_INTEGER

function checkedNumber(
  raw: unknown,
  example: string,
  exampleEn = example,
): { parsed: Parsed } | { bad: BadValue } {
  const fail = (code: string, message: Pair, remedy: Pair) => ({
    bad: { code, expected: example, message, remedy },
  })
  if (imprecise(raw))
    return fail(
      'value-imprecise',
      [
        '这个数太大，文件格式已经丢了末尾几位',
        'the number is too large for the file format and has lost digits',
      ],
      ['请用引号把它写成文字', 'Write it in quotation marks'],
    )
  const parsed = parseNumber(raw)
  if (parsed === undefined || parsed.digits.replace(/\D/g, '').length > maxDigits)
    return fail(
      'value-not-number',
      [`“${shown(raw)}”不是数`, `“${shown(raw)}” is not a number`],
      [`请写成 ${example}`, `Write for example ${exampleEn}`],
    )
  return { parsed }
}

/** Far beyond any enterprise, and within what is exact everywhere. */
const largest = { money: 2n ** 53n, count: 10n ** 12n }

function signedOk(fact: Fact | ListField, value: Rational): ReadValue {
  const size = absolute(value)
  if (size.n >= (fact.type === 'money' ? largest.money : largest.count) * size.d)
    return bad(
      'value-too-large',
      'a smaller value',
      ['这个数大得不合理', 'the number is too large'],
      ['请检查单位和位数', 'Check the unit and the digits'],
    )
  if (fact.signed || compareRational(value, zero) >= 0) return { value }
  return bad(
    'value-negative',
    '≥ 0',
    ['这一项不能小于 0', 'this cannot be below zero'],
    ['请检查正负号', 'Check the sign'],
  )
}

/** 万 after a sum of money can only be 万元. */
const moneyUnits: ReadonlyMap<string, string> = new Map([
  ['万', '万元'],
  ['亿', '亿元'],
])

function readMoney(fact: Fact | ListField, raw: unknown): ReadValue {
  const display = fact.display ?? '元'
  const checked = checkedNumber(raw, display === '元' ? '10,000.01元' : `1500${display}`)
  if ('bad' in checked) return checked
  const { digits, unit } = checked.parsed
  const amount = quantity(digits, moneyUnits.get(unit) ?? (unit === '' ? display : unit))
  if (amount?.kind !== 'money')
    return bad(
      'value-unit',
      '元 / 万元 / 亿元',
      [`“${shown(raw)}”的单位不是金额单位`, `“${shown(raw)}” has no unit of money`],
      ['请写 元、万元 或 亿元', 'Write 元, 万元 or 亿元'],
    )
  if (!isWhole(amount.amount))
    return bad(
      'value-too-fine',
      '0.01元',
      ['金额最小到分', 'money goes down to 0.01 元'],
      ['请把金额写到分为止', 'Write at most two decimals of 元'],
    )
  return signedOk(fact, amount.amount)
}

function readRatio(fact: Fact | ListField, raw: unknown): ReadValue {
  const checked = checkedNumber(raw, '5.5%')
  if ('bad' in checked) return checked
  const { digits, unit } = checked.parsed
  const amount = quantity(digits, unit)
  if (amount?.kind === 'bare' && unit === '' && amount.amount.n === 0n) return { value: amount.amount }
  if (amount?.kind !== 'ratio')
    return bad(
      'value-percent',
      '5.5%',
      [
        `“${shown(raw)}”没有写百分号，分不清是比例还是百分数`,
        `“${shown(raw)}” has no percent sign: a fraction or a percentage?`,
      ],
      ['请写成 5.5% 这样', 'Write it as 5.5%'],
    )
  return signedOk(fact, amount.amount)
}

function readNumber(fact: Fact | ListField, raw: unknown): ReadValue {
  const wanted = fact.unit === undefined ? undefined : canonicalUnit(fact.unit)
  const checked = checkedNumber(raw, `30${wanted ?? ''}`, '30')
  if ('bad' in checked) return checked
  const { digits, unit } = checked.parsed
  const amount = quantity(digits, unit)
  const agrees = amount?.kind === 'bare' || (amount?.kind === 'count' && amount.unit === wanted)
  if (amount === undefined || !agrees)
    return bad(
      'value-unit',
      wanted ?? 'a number without unit',
      [`“${shown(raw)}”的单位不对`, `“${shown(raw)}” has another unit`],
      wanted === undefined
        ? ['请只写数字', 'Write the number alone']
        : [`请写数字，或数字加“${wanted}”`, `Write the number alone or with ${wanted}`],
    )
  if (fact.type === 'integer' && !isWhole(amount.amount))
    return bad(
      'value-not-whole',
      'a whole number',
      ['这一项要整数', 'a whole number is needed'],
      ['请写整数', 'Write a whole number'],
    )
  return signedOk(fact, amount.amount)
}

/** The day in a text written year first: 2024-03-01, 2024/3/1, 2024.3.1, 2024年3月1日. Undefined where no such day exists. */
export function dayFromText(text: string): string | undefined {
  const [, year, , month, day] = /^(\d{4})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})日?$/.exec(text.trim()) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === iso && year >= '1000'
    ? iso
    : undefined
}

function readDate(raw: unknown): ReadValue {
  const day = typeof raw === 'string' ? dayFromText(raw) : undefined
  if (day !== undefined) return { value: day }
  return bad(
    'value-not-date',
    '2024-03-01',
    [`“${shown(raw)}”不是日期，或没有这一天`, `“${shown(raw)}” is not a date`],
    ['请写成 2024-03-01 或 2024年3月1日', 'Write it as 2024-03-01'],
  )
}

function readCode(fact: Fact | ListField, raw: unknown): ReadValue {
  const values = fact.values ?? []
  const word = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : undefined
  const found = values.find(
    ({ code, zh, en }) =>
      word !== undefined && (code === word || zh === word || en.toLowerCase() === word.toLowerCase()),
  )
  if (found !== undefined) return { value: found.code }
  const options = values.slice(0, 15)
  return bad(
    'value-not-option',
    options.map(({ zh }) => zh).join(' / '),
    [`没有“${shown(raw)}”这个选项`, `there is no option “${shown(raw)}”`],
    [`可选：${options.map(({ zh }) => zh).join('、')}`, `Options: ${options.map(({ en }) => en).join(', ')}`],
  )
}

function readText(fact: Fact | ListField, raw: unknown): ReadValue {
  if (typeof raw === 'number' && fact.format === 'industry') return readText(fact, String(raw))
  const text = typeof raw === 'string' ? raw.trim() : ''
  if (text === '' || text.length > maxText)
    return bad(
      'value-not-text',
      `1…${maxText} characters`,
      [`“${shown(raw)}”不是文字，或太长`, `“${shown(raw)}” is no text, or too long`],
      [
        `请写不超过 ${maxText} 个字的文字，数字代码请加引号`,
        `Write a text of at most ${maxText} characters; put codes of digits in quotation marks`,
      ],
    )
  if (fact.format === 'credit-code' && creditCodeFault(text.toUpperCase()) !== undefined)
    return bad(
      'value-not-credit-code',
      '18 characters of GB 32100',
      [
        `“${shown(raw)}”不是有效的统一社会信用代码`,
        `“${shown(raw)}” is not a valid unified social credit code`,
      ],
      ['请对照营业执照检查 18 位代码', 'Check the 18 characters against the business licence'],
    )
  if (fact.format === 'industry' && !isIndustryCode(text.toUpperCase()))
    return bad(
      'value-not-industry',
      'C3911 / 3911 / 65',
      [`“${shown(raw)}”不是国民经济行业代码`, `“${shown(raw)}” is not an industry code of GB/T 4754`],
      ['请写 2 到 4 位行业代码，例如 6510', 'Write two to four digits, for example 6510'],
    )
  return { value: fact.format === undefined ? text : text.toUpperCase() }
}

/** A stored value (分, exact decimal text, code, day) as the language sees it; undefined where the store holds nothing. */
export function fromStored(
  fact: Fact | ListField,
  stored: boolean | number | string | null | undefined,
): Value | undefined {
  if (stored === null || stored === undefined) return undefined
  switch (fact.type) {
    case 'money':
    case 'ratio':
    case 'integer':
    case 'number': {
      const value = parseDecimal(String(stored))
      if (value === undefined) throw new TypeError(`stored value of ${fact.id} is not a number`)
      return value
    }
    default:
      return typeof stored === 'number' ? String(stored) : stored
  }
}
