import { Fact } from '#definitions/facts/fact.ts'
import { type FactSheet, parseFactSheet } from '#definitions/facts/sheet.ts'
import { compileExpression } from './check.ts'
import { compileDictionary } from './dictionary.ts'
import { evaluate, question } from './evaluate.ts'
import type { Expression, Type, Value } from './expression.ts'

const base = { group: 'test', source: 'tax', legalClass: 'open' }
const written = [
  { id: 't.flag', zh: '甲', en: 'Flag one', type: 'boolean' },
  { id: 't.other', zh: '乙', en: 'Flag two', type: 'boolean' },
  { id: 't.third', zh: '丙', en: 'Flag three', type: 'boolean' },
  { id: 't.n', zh: '数一', en: 'Number one', type: 'number', signed: true },
  { id: 't.m', zh: '数二', en: 'Number two', type: 'number', signed: true },
  { id: 't.k', zh: '数三', en: 'Number three', type: 'number', signed: true },
  { id: 't.money', zh: '金额一', en: 'Money one', type: 'money', display: '万元' },
  { id: 't.cash', zh: '金额二', en: 'Money two', type: 'money', display: '元', signed: true },
  { id: 't.share', zh: '占比', en: 'Share', type: 'ratio' },
  { id: 't.staff', zh: '人数', en: 'Staff', type: 'integer', unit: '人' },
  { id: 't.months', zh: '月份数', en: 'Months', type: 'integer', unit: '个月' },
  { id: 't.day', zh: '起始日', en: 'Start', type: 'date' },
  { id: 't.end', zh: '结束日', en: 'End', type: 'date' },
  { id: 't.note', zh: '备忘', en: 'Memo', type: 'text' },
  {
    id: 't.size',
    zh: '规模',
    en: 'Size',
    type: 'code',
    values: [
      { code: 'large', zh: '大型', en: 'Large' },
      { code: 'small', zh: '小型', en: 'Small' },
    ],
  },
  {
    id: 'fin.revenue',
    zh: '营业收入',
    en: 'Revenue',
    aliases: ['销售额'],
    type: 'money',
    display: '万元',
    period: 'year',
  },
  { id: 'rd.total', zh: '研发费用', en: 'R&D expenditure', type: 'money', display: '万元', period: 'year' },
  {
    id: 'rd.share',
    zh: '研发占比',
    en: 'R&D share',
    type: 'ratio',
    period: 'year',
    derived: '研发费用 / 营业收入',
  },
  {
    id: 't.list',
    zh: '清单',
    en: 'List',
    type: 'list',
    fields: [
      {
        id: 'kind',
        zh: '种类',
        en: 'Kind',
        type: 'code',
        values: [
          { code: 'one', zh: '一类', en: 'One' },
          { code: 'two', zh: '二类', en: 'Two' },
        ],
      },
      { id: 'sum', zh: '数额', en: 'Sum', type: 'money', display: '元' },
      { id: 'on', zh: '日子', en: 'Day', type: 'date' },
    ],
  },
  { id: 't.ones', zh: '一类个数', en: 'Ones', type: 'integer', derived: '个数(清单[种类 = "一类"])' },
  {
    id: 't.onesSum',
    zh: '一类数额',
    en: 'Sum of ones',
    type: 'money',
    derived: '合计(清单[种类 = "一类"].数额)',
  },
  { id: 't.latest', zh: '最近日子', en: 'Latest', type: 'date', derived: '最大(清单.日子)' },
]

/** A small dictionary for tests of the language. */
export const testFacts = written.map((fact) => Fact.parse({ ...base, ...fact }))
const { dictionary: compiledDictionary, complaints } = compileDictionary(testFacts)
if (complaints.length > 0) throw new Error(complaints.map(({ message }) => message.zh).join('\n'))
export const dictionary = compiledDictionary
export const today = '2025-06-30'

export function sheet(facts: Record<string, unknown>, on = today): FactSheet {
  const parsed = parseFactSheet(facts, dictionary.vocabulary, on)
  if ('faults' in parsed)
    throw new Error(parsed.faults.map(({ path, message }) => `${path.join('.')}: ${message.zh}`).join('\n'))
  return parsed.sheet
}

/** Compiles or throws with the codes of the faults. */
export function compile(text: string, parameters?: ReadonlyMap<string, Type>): Expression {
  const compiled = compileExpression(text, {
    vocabulary: dictionary.vocabulary,
    ...(parameters === undefined ? {} : { parameters }),
  })
  if (Array.isArray(compiled)) throw new Error(`${text}: ${compiled.map(({ code }) => code).join(', ')}`)
  return compiled
}

/** The codes of the faults of a text; none where it compiles. */
export function faultsOf(text: string): string[] {
  const compiled = compileExpression(text, { vocabulary: dictionary.vocabulary })
  return Array.isArray(compiled) ? compiled.map(({ code }) => code) : []
}

export const valueOf = (text: string, facts: Record<string, unknown> = {}, on = today): Value | undefined =>
  evaluate(compile(text), question(dictionary, sheet(facts, on), on))
