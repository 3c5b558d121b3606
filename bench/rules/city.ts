import { Fact } from '#definitions/facts/fact.ts'
import { dice, type Dice } from '#definitions/rules/columns/random-rules.ts'
import { type RawColumn, type RawColumns, unknownDay, unknownTruth } from '#definitions/rules/columns/raw.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { compileDictionary, type Dictionary } from '#definitions/rules/dictionary.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'

/**
 * A synthetic city for measuring, as `rules.md` describes it: 20 numbers (log-normal, 5 % unknown), 5 dates, 8 code lists of 4 to 97
 * values, 7 truths (3 % unknown); policies of 4 to 6 conditions over them, each fulfilled by one or two enterprises in a hundred.
 */
const numerals = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'
const letter = (place: number) => numerals[place] ?? '甲'
const counts = { money: 20, days: 5, codes: 8, truths: 7 } as const
const codeSizes = [4, 6, 8, 11, 20, 31, 60, 97]
const range = (length: number) => Array.from({ length }, (_, place) => place)

const shared = { group: 'bench', source: 'tax', legalClass: 'open' } as const
const facts = [
  ...range(counts.money).map((i) => ({
    id: `b.money${i}`,
    zh: `金额${letter(i)}`,
    en: `Money ${i}`,
    type: 'money',
  })),
  ...range(counts.days).map((i) => ({
    id: `b.day${i}`,
    zh: `日期${letter(i)}`,
    en: `Day ${i}`,
    type: 'date',
  })),
  ...range(counts.codes).map((i) => ({
    id: `b.code${i}`,
    zh: `类别${letter(i)}`,
    en: `Class ${i}`,
    type: 'code',
    values: range(codeSizes[i] ?? 4).map((k) => ({ code: `c${k}`, zh: `选项${k}`, en: `Option ${k}` })),
  })),
  ...range(counts.truths).map((i) => ({
    id: `b.truth${i}`,
    zh: `标志${letter(i)}`,
    en: `Flag ${i}`,
    type: 'boolean',
  })),
].map((fact) => Fact.parse({ ...shared, ...fact }))

export const benchDay = '2026-01-01'
export const benchDictionary = (): Dictionary => {
  const { dictionary, complaints } = compileDictionary(facts)
  if (complaints.length > 0) throw new Error(complaints.map(({ message }) => message.en).join('\n'))
  return dictionary
}

const unit = (roll: Dice) => (roll(1_000_000) + 0.5) / 1_000_000
/** Box and Muller. */
const normal = (roll: Dice) => Math.sqrt(-2 * Math.log(unit(roll))) * Math.cos(2 * Math.PI * unit(roll))
const firstDay = 10_000
const days = 10_400

export function benchColumns(rows: number, seed = 1): RawColumns {
  const roll = dice(seed)
  const columns = new Map<string, RawColumn>()
  const memory = (bytes: number) => new SharedArrayBuffer(rows * bytes)
  for (const i of range(counts.money)) {
    const values = new Float64Array(memory(8))
    for (let row = 0; row < rows; row += 1)
      values[row] = roll(20) === 0 ? Number.NaN : Math.round(Math.exp(18 + 2 * normal(roll)))
    columns.set(`b.money${i}`, { kind: 'number', values, scale: 1 })
  }
  for (const i of range(counts.days)) {
    const values = new Int32Array(memory(4))
    for (let row = 0; row < rows; row += 1) values[row] = roll(20) === 0 ? unknownDay : firstDay + roll(days)
    columns.set(`b.day${i}`, { kind: 'day', values })
  }
  for (const i of range(counts.codes)) {
    const size = codeSizes[i] ?? 4
    const values = new Uint16Array(memory(2))
    for (let row = 0; row < rows; row += 1) values[row] = roll(size)
    columns.set(`b.code${i}`, { kind: 'code', values, names: range(size).map((k) => `c${k}`) })
  }
  for (const i of range(counts.truths)) {
    const values = new Uint8Array(memory(1))
    for (let row = 0; row < rows; row += 1) values[row] = roll(33) === 0 ? unknownTruth : roll(2)
    columns.set(`b.truth${i}`, { kind: 'truth', values })
  }
  return { rows, columns }
}

/** Limits that documents write: 500万元, 1,000万元 … */
const limits = [10, 30, 50, 100, 200, 300, 500, 800, 1000, 2000, 3000, 5000]
const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

function condition(roll: Dice): string {
  const money = () => `金额${letter(roll(counts.money))}`
  const limit = () => `${pick(roll, limits)}万元`
  switch (roll(8)) {
    case 0:
    case 1:
      return `${money()} ${pick(roll, ['>=', '<=', '>', '<'])} ${limit()}`
    case 2: {
      const low = roll(limits.length - 1)
      return `${money()} in [${limits[low]}万元..${limits[low + 1 + roll(limits.length - low - 1)]}万元)`
    }
    case 3: {
      const i = 2 + roll(counts.codes - 2)
      const chosen = new Set(range(1 + roll(4)).map(() => `"选项${roll(codeSizes[i] ?? 4)}"`))
      return `类别${letter(i)} in (${[...chosen].join('、')})`
    }
    case 4:
      return `标志${letter(roll(counts.truths))} = ${pick(roll, ['true', 'false'])}`
    case 5:
      return `日期${letter(roll(counts.days))} ${pick(roll, ['>=', '<='])} date("20${10 + roll(15)}-01-01")`
    case 6:
      return `金额${letter(roll(3))} / 金额${letter(5 + roll(2))} >= ${1 + roll(12)}%`
    default:
      return `金额${letter(3 + roll(2))} / 金额乙 >= (if 金额乙 <= 500万元 then 5% else if 金额乙 <= 2000万元 then ${pick(roll, ['4%', '3.5%'])} else 3%)`
  }
}

export function benchPolicy(dictionary: Dictionary, id: string, conditions: readonly string[]): PolicyRule {
  const compiled = compileClause({ all: [...conditions] }, dictionary)
  const always = compileClause(true, dictionary)
  const amount = compileClause('金额甲 * 1% >= 0元', dictionary)
  if ('faults' in compiled || 'faults' in always || 'faults' in amount)
    throw new Error(conditions.join(' and '))
  const { tree } = amount
  const sum = tree.kind === 'test' && tree.expression.op === 'compare' ? tree.expression.left : undefined
  const round = { toFen: 100, by: 'half-up' } as const
  return {
    id,
    appliesTo: always,
    conditions: compiled,
    parameters: new Map(),
    benefit: { amount: sum, components: [], round },
  }
}

export function benchPolicies(dictionary: Dictionary, count: number, seed = 2): PolicyRule[] {
  const roll = dice(seed)
  return range(count).map((i) => {
    const conditions = range(4 + roll(3)).map(() =>
      roll(25) === 0 ? `(${condition(roll)} or ${condition(roll)})` : condition(roll),
    )
    return benchPolicy(dictionary, `b${i}`, conditions)
  })
}
