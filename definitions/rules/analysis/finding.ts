import type { Bilingual } from '#kernel/text.ts'
import { saidFacts, type Witness } from './witness.ts'

export type FindingCode = keyof typeof words

/** A name or a row number that a sentence speaks of. */
type About = Bilingual | number

interface Words {
  readonly weight: 'error' | 'warning' | 'note'
  readonly zh: (name: string, about: readonly string[], witness: string) => string
  readonly en: (name: string, about: readonly string[], witness: string) => string
  readonly remedy: readonly [zh: string, en: string]
  /** what a sound rule has at this place */
  readonly expected: string
}

const words = {
  'rule-contradiction': {
    weight: 'error',
    zh: (_, [a, b]) => (b === undefined ? `“${a}”永远不成立` : `“${a}”和“${b}”不可能同时成立`),
    en: (_, [a, b]) =>
      b === undefined ? `“${a}” can never hold` : `“${a}” and “${b}” can never hold together`,
    remedy: ['请检查界限和方向，或改成“任一”', 'Check limits and direction, or write any'],
    expected: 'a condition that somebody can meet',
  },
  'rule-always-true': {
    weight: 'warning',
    zh: (_, [a]) => `“${a}”对谁都成立，等于没有写`,
    en: (_, [a]) => `“${a}” holds for everybody and decides nothing`,
    remedy: ['请检查界限，或删去这一条', 'Check the limits or remove it'],
    expected: 'a condition that somebody fails',
  },
  'rule-subsumed': {
    weight: 'warning',
    zh: (_, [a, b]) => `有了“${b}”，“${a}”不起作用`,
    en: (_, [a, b]) => `“${a}” decides nothing beside “${b}”`,
    remedy: ['请检查两处的界限，或删去多余的一条', 'Check the limits of both or remove the idle one'],
    expected: 'conditions that each decide something',
  },
  'rule-exclusive': {
    weight: 'note',
    zh: (_, [a]) => `“${a}”的几种情形互不重叠`,
    en: (_, [a]) => `the ways of “${a}” exclude one another`,
    remedy: ['不用修改', 'Nothing to do'],
    expected: '',
  },
  'tier-unreachable': {
    weight: 'error',
    zh: (name, [a]) => `“${name}”的一档“${a}”永远轮不到，前面的档已经包括它`,
    en: (name, [a]) => `the tier “${a}” of “${name}” is never reached: earlier ones take it all`,
    remedy: ['请调整各档的次序或界限', 'Change the order or the limits of the tiers'],
    expected: 'a tier that somebody reaches',
  },
  'tier-overlap': {
    weight: 'warning',
    zh: (name, [a, b], witness) => `“${name}”的两档“${a}”和“${b}”重叠：${witness}两档都算`,
    en: (name, [a, b], witness) =>
      `two tiers of “${name}”, “${a}” and “${b}”, overlap: ${witness} is in both`,
    remedy: ['请写清界限归哪一档', 'Say which tier the limit belongs to'],
    expected: 'tiers that do not overlap',
  },
  'tier-gap': {
    weight: 'warning',
    zh: (name, _, witness) => `“${name}”的各档之间有空档：${witness}哪一档都不算，落到 otherwise`,
    en: (name, _, witness) =>
      `there is a gap between the tiers of “${name}”: ${witness} is in none and falls to otherwise`,
    remedy: ['请补上这一段，或确认它就该归 otherwise', 'Cover it, or make sure that otherwise is meant'],
    expected: 'tiers without a gap',
  },
  'table-row-never': {
    weight: 'error',
    zh: (name, [row]) => `“${name}”表的第 ${row} 行永远不会符合`,
    en: (name, [row]) => `row ${row} of the table “${name}” can never fit`,
    remedy: ['请检查这一行各格', 'Check the cells of the row'],
    expected: 'a row that somebody fits',
  },
  'table-row-unreachable': {
    weight: 'error',
    zh: (name, [row]) => `“${name}”表的第 ${row} 行永远轮不到，前面的行已经包括它`,
    en: (name, [row]) => `row ${row} of the table “${name}” is never reached: earlier ones take it all`,
    remedy: ['请调整行的次序，或删去这一行', 'Change the order of the rows or remove it'],
    expected: 'a row that somebody reaches',
  },
  'table-overlap': {
    weight: 'error',
    zh: (name, [a, b], witness) => `“${name}”表的第 ${a} 行和第 ${b} 行重叠：${witness}两行都符合`,
    en: (name, [a, b], witness) => `rows ${a} and ${b} of the table “${name}” overlap: ${witness} fits both`,
    remedy: [
      '请把界限分开；确要先后为准请写 hit: F',
      'Separate the limits; write hit: F if the order decides',
    ],
    expected: 'one row at most',
  },
  'table-conflict': {
    weight: 'error',
    zh: (name, [a, b], witness) => `“${name}”表的第 ${a} 行和第 ${b} 行结果不同，却都符合：${witness}`,
    en: (name, [a, b], witness) =>
      `rows ${a} and ${b} of the table “${name}” differ in their results and both fit: ${witness}`,
    remedy: ['请统一结果或把界限分开', 'Give both the same result or separate their limits'],
    expected: 'the same result',
  },
  'table-gap': {
    weight: 'warning',
    zh: (name, _, witness) => `“${name}”表有空档：${witness}哪一行都不符合，结果不知道`,
    en: (name, _, witness) =>
      `the table “${name}” has a gap: ${witness} fits no row, and the result is unknown`,
    remedy: ['请补一行，或写 otherwise', 'Add a row, or write otherwise'],
    expected: 'a row for every case',
  },
} satisfies Readonly<Record<string, Words>>

export const findingCodes = Object.keys(words) as readonly FindingCode[]

/** A finding in words; `name` is the condition, parameter or table it was found in. */
export function findingSaid(
  code: FindingCode,
  name: Bilingual,
  about: readonly About[],
  witness: Witness | undefined,
): { weight: Words['weight']; expected: string; message: Bilingual; remedy: Bilingual } {
  const { weight, zh, en, remedy, expected }: Words = words[code]
  const told = witness === undefined ? { zh: '', en: '' } : saidFacts(witness)
  const say = (language: 'zh' | 'en') =>
    about.map((one) => (typeof one === 'number' ? String(one) : one[language]))
  return {
    weight,
    expected,
    message: { zh: zh(name.zh, say('zh'), `${told.zh} `), en: en(name.en, say('en'), told.en) },
    remedy: { zh: remedy[0], en: remedy[1] },
  }
}
