import { parseDocument } from 'yaml'
import type { City } from '#definitions/city/city.ts'
import { industryKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { anyDay, parseFactSheet, type SheetNote } from '#definitions/facts/sheet.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { showMoney } from '#definitions/facts/show.ts'
import { complain } from '#definitions/complaint.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { rational } from '#definitions/rational.ts'
import { type CompiledPolicy, compilePolicy } from '#engines/policy/compile.ts'
import { policyKind } from '#engines/policy/definition.ts'
import { Examples, examplesKind } from '#engines/policy/examples.ts'
import { matchAll, type PolicyMatch } from '#engines/policy/match.ts'
import { Policy } from '#engines/policy/policy.ts'
import { articleText } from '#kernel/article.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Condition, Verdict } from '#kernel/explanation.ts'
import type { Bilingual, Language } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'

export interface MatchAnswer {
  readonly on: Day
  readonly matches: readonly (PolicyMatch & { readonly verdictText: Bilingual })[]
  readonly notes: readonly SheetNote[]
}

export const verdictWords: Readonly<Record<Verdict, Bilingual>> = {
  eligible: { zh: '符合', en: 'Qualifies' },
  ineligible: { zh: '不符合', en: 'Does not qualify' },
  unknown: { zh: '缺数据', en: 'Facts missing' },
  'not-applicable': { zh: '不适用', en: 'Does not apply' },
}

export const maxSheetCharacters = 1_000_000

/**
 * Judges a stranger's fact sheet, JSON or YAML text, by all policies of a city in force on the day. Faults of the sheet and of the day
 * are answered all at once. Throws only when the city itself is broken, which its check has told before.
 */
export function runMatch(
  city: City,
  text: string,
  on: string | undefined,
): MatchAnswer | { faults: readonly Complaint[] } {
  const read = readSheetText(text)
  if ('faults' in read) return read
  const dictionary = dictionaryOf(city.list(factKind), city.list(industryKind))
  const day = on === undefined ? undefined : dayFromText(on)
  if (on !== undefined && day === undefined) {
    const others = parseFactSheet(read.value, dictionary.vocabulary, anyDay)
    return { faults: [notADay(on), ...('faults' in others ? others.faults : [])] }
  }
  const parsed = parseFactSheet(read.value, dictionary.vocabulary, day)
  if ('faults' in parsed) return parsed
  const matches = matchAll(policiesOf(city), dictionary, parsed.sheet, parsed.on)
  return {
    on: parsed.on,
    notes: parsed.notes,
    matches: matches.map((match) => ({ ...match, verdictText: verdictWords[match.verdict] })),
  }
}

const notADay = (on: string) =>
  complain(
    'value-not-date',
    ['--on'],
    '2025-06-30',
    [`“${on.slice(0, 40)}”不是日期`, `“${on.slice(0, 40)}” is not a date`],
    ['请写成 2025-06-30', 'Write it as 2025-06-30'],
  )

const compiled = new WeakMap<City, readonly CompiledPolicy[]>()

/** Every version of every policy of a city, compiled once. */
export function policiesOf(city: City): readonly CompiledPolicy[] {
  const known = compiled.get(city)
  if (known !== undefined) return known
  const dictionary = dictionaryOf(city.list(factKind), city.list(industryKind))
  const fresh = city.entries
    .filter(({ kind }) => kind === policyKind.name)
    .map(({ id, value }) => {
      const policy = compilePolicy(Policy.parse(value), dictionary)
      if ('faults' in policy)
        throw new Error(`policy ${id} does not compile: ${policy.faults[0]?.message.en ?? ''}`)
      return policy
    })
  compiled.set(city, fresh)
  return fresh
}

/** The examples of every version of every policy. */
export const examplesIn = (city: City): Examples[] =>
  city.entries.filter(({ kind }) => kind === examplesKind.name).map(({ value }) => Examples.parse(value))

/** JSON is read as the YAML it is: keys given twice are found, and faults have lines. */
function readSheetText(text: string): { value: unknown } | { faults: Complaint[] } {
  if (text.length > maxSheetCharacters)
    return {
      faults: [
        complain(
          'file-too-large',
          [],
          `≤ ${maxSheetCharacters}`,
          ['文件太大', 'The file is too large'],
          ['请一次只写一家企业', 'Write one enterprise a file'],
        ),
      ],
    }
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, merge: false })
  const faults = document.errors.map(({ code, message, linePos }) => {
    const line = linePos?.[0].line ?? 1
    const twice = code === 'DUPLICATE_KEY'
    return complain(
      twice ? 'fact-twice' : 'file-syntax',
      [line],
      'JSON or YAML',
      [
        `第 ${line} 行${twice ? '的名称写了两次' : '看不懂'}`,
        `Line ${line}: ${twice ? 'this name is given twice' : (message.split('\n')[0] ?? '')}`,
      ],
      twice
        ? ['请只留一个', 'Keep one of them']
        : ['请检查缩进、冒号、引号和括号', 'Check indentation, colons, quotation marks and brackets'],
    )
  })
  if (faults.length > 0) return { faults }
  try {
    return { value: document.toJS({ maxAliasCount: 20 }) }
  } catch {
    return {
      faults: [
        complain(
          'file-syntax',
          [],
          'plain values',
          ['文件里的引用太多', 'The file holds too many aliases'],
          ['请直接写出值', 'Write the values themselves'],
        ),
      ],
    }
  }
}

/** The answer in lines for people. */
export function matchLines({ on, matches, notes }: MatchAnswer, language: Language): string[] {
  const zh = language === 'zh'
  const counts = (['eligible', 'unknown', 'ineligible', 'not-applicable'] as const)
    .map(
      (verdict) =>
        `${verdictWords[verdict][language]} ${matches.filter((one) => one.verdict === verdict).length}`,
    )
    .join(zh ? '，' : ', ')
  return [
    zh
      ? `按 ${on} 有效的 ${matches.length} 项政策判断：${counts}`
      : `${matches.length} policies in force on ${on}: ${counts}`,
    ...notes.map(({ text }) => `${zh ? '注：' : 'Note: '}${text[language]}`),
    '',
    ...matches.flatMap((match) => [...policyLines(match, language), '']),
  ]
}

function policyLines(match: MatchAnswer['matches'][number], language: Language): string[] {
  const { explanation, verdictText, title, amount, amountIs, nearMiss, policyId, version } = match
  const near = nearMiss ? (language === 'zh' ? '（差一点）' : ' (nearly)') : ''
  const sum =
    amount === null ? '' : `  ${amountWords[amountIs][language]} ${showMoney(rational(amount))[language]}`
  return [
    `【${verdictText[language]}${near}】${title[language]}${sum}`,
    `    ${explanation.summary[language]}`,
    ...(match.verdict === 'not-applicable'
      ? []
      : explanation.tree.flatMap((one) => conditionLines(one, language, 2))),
    `    ${policyId} v${version}  ${explanation.ruleHash.slice(0, 12)}`,
  ]
}

const amountWords: Readonly<Record<PolicyMatch['amountIs'], Bilingual>> = {
  payment: { zh: '可得', en: 'gives' },
  'tax-payable': { zh: '应缴', en: 'payable' },
  saving: { zh: '可少缴', en: 'saves' },
  deduction: { zh: '可税前扣除', en: 'deducts' },
}

const marks = { true: '✓', false: '✗', unknown: '?' } as const

function conditionLines(condition: Condition, language: Language, depth: number): string[] {
  const zh = language === 'zh'
  const negation = condition.kind === 'not'
  const used = negation ? condition.children.flatMap(usedBelow) : condition.used
  const values = used.map(
    ({ label, value, valueEn, period }) =>
      `${label[language]}${period === undefined ? '' : ` ${period}`}: ${(zh ? value : valueEn) ?? (zh ? '未知' : 'unknown')}`,
  )
  const gap = condition.gap === undefined ? '' : `  ${condition.gap[language]}`
  const clause = condition.clause === undefined ? '' : `  ${articleText(condition.clause, language)}`
  const own = `${'  '.repeat(depth)}${marks[condition.truth]} ${condition.text[language]}${gap}${clause}`
  const facts = values.length === 0 ? [] : [`${'  '.repeat(depth + 1)}${values.join(zh ? '；' : '; ')}`]
  // What stands below a "not" reads the wrong way round; its facts say enough.
  const children = negation ? [] : condition.children
  return [own, ...facts, ...children.flatMap((child) => conditionLines(child, language, depth + 1))]
}

const usedBelow = (condition: Condition): Condition['used'] => [
  ...condition.used,
  ...condition.children.flatMap(usedBelow),
]
