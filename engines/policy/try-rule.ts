import { compileExpression } from '#definitions/rules/check.ts'
import { type CompiledClause, compileClause } from '#definitions/rules/clause.ts'
import { describe } from '#definitions/rules/describe.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { question } from '#definitions/rules/evaluate.ts'
import type { Fact } from '#definitions/facts/fact.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import { showMoney } from '#definitions/facts/show.ts'
import { readValue } from '#definitions/facts/values.ts'
import { type ClauseAnswer, explain } from '#definitions/rules/explain.ts'
import { type Expression, isRational, walk } from '#definitions/rules/expression.ts'
import type { City } from '#definitions/rules/columns/city.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Explanation } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { dictionaryIn } from './assess.ts'
import { type FactInput, factInput } from './fact-input.ts'
import type { CityEffect } from './contract-library.ts'
import { type CaseShown, casesShown, type FindingShown, findingsShown } from './rule-checks.ts'
import { ruleSampleKind, writtenRule } from './rule-sample.ts'
import { readPasted, shownFaults } from './pasted.ts'

/** A rule that somebody is writing, as far as it can be said without asking the city. */
export interface Tried {
  readonly faults: ReturnType<typeof shownFaults>
  readonly notes: { path: (string | number)[]; text: Bilingual }[]
  readonly rule?: { text: Bilingual; hash: string; facts: ReturnType<typeof factsAsked> }
  readonly answer?: Explanation
  /** what is proven about the rule, whoever the enterprise */
  readonly findings: FindingShown[]
  /** the enterprises worth trying: at each limit, and without the fact */
  readonly cases: CaseShown[]
}

/** What the rule says, which facts it reads, and what it answers to a sheet. Faults are an answer, not an error. */
export function tryRule(
  definitions: Definitions,
  text: string,
  sheet: string | undefined,
  today: Day,
): { tried: Tried; compiled?: CompiledClause } {
  const dictionary = dictionaryIn(definitions)
  const expression = compileExpression(text, { vocabulary: dictionary.vocabulary })
  const compiled = compileClause(text, dictionary)
  if (Array.isArray(expression) || 'faults' in compiled) {
    const faults = 'faults' in compiled ? compiled.faults : []
    return { tried: { faults: shownFaults(faults), notes: [], findings: [], cases: [] } }
  }
  const findings = findingsShown(compiled, dictionary, today)
  const rule = {
    text: describe(expression, dictionary),
    hash: compiled.hash,
    facts: factsAsked(expression, dictionary, today),
  }
  const said = { rule, findings, notes: [] }
  const casesFor = (known: FactSheet, on: Day) =>
    casesShown(compiled, question(dictionary, known, on, compiled.parameters))
  const nothing: FactSheet = { lookup: () => undefined, items: () => undefined }
  if (!sheet?.trim()) return { compiled, tried: { ...said, faults: [], cases: casesFor(nothing, today) } }
  const read = readPasted(dictionary, sheet, today, undefined)
  if ('faults' in read)
    return { compiled, tried: { ...said, faults: shownFaults(read.faults), cases: casesFor(nothing, today) } }
  const notes = read.notes.map((note) => ({ ...note, path: [...note.path] }))
  const answer = answerOf(compiled, explain(compiled, dictionary, read.sheet, read.on))
  return { compiled, tried: { ...said, faults: [], notes, answer, cases: casesFor(read.sheet, read.on) } }
}

/** Fewer than this many are not told apart: nobody is to be found by asking. */
const atLeast = 10

/**
 * A number as the public is told it: three digits, steps of ten from ten up. Exact numbers could be subtracted from each other, and a
 * rule that leaves out one enterprise would then tell about it.
 */
export function publicCount(count: number): number {
  if (count < atLeast) return 0
  const step = 10 ** Math.max(1, Math.floor(Math.log10(count)) - 2)
  return Math.round(count / step) * step
}

/** What a rule answers for the whole city, as the public is told it. */
export function cityEffect(rule: CompiledClause, city: City, today: Day): CityEffect {
  const started = performance.now()
  const policy = { id: 'tried', appliesTo: always, conditions: rule, parameters: rule.parameters }
  const [counts] = city.on(today, [policy]).verdicts()
  if (counts === undefined) throw new TypeError('one policy has one answer')
  const numbers = [counts.eligible, counts.ineligible, counts.unknown, counts.nearMiss]
  return {
    enterprises: publicCount(city.rows),
    holds: publicCount(counts.eligible),
    fails: publicCount(counts.ineligible),
    unknown: publicCount(counts.unknown),
    near: publicCount(counts.nearMiss),
    atLeast,
    hidden: numbers.some((count) => count > 0 && count < atLeast),
    on: today,
    ms: performance.now() - started,
  }
}

/** Whether everything a rule reads is kept in columns: free texts are not. */
export const readsColumnsOnly = (rule: CompiledClause, { vocabulary }: Dictionary): boolean =>
  [...rule.facts].every((id) => {
    const fact = vocabulary.facts.get(id)
    return fact !== undefined && (fact.type !== 'text' || fact.format === 'industry')
  })

const always: CompiledClause = {
  tree: {
    kind: 'test',
    id: 'always',
    text: { zh: '所有企业', en: 'every enterprise' },
    expression: { op: 'literal', value: true, type: { kind: 'boolean' }, at: { from: 0, until: 0 } },
  },
  hash: '',
  facts: new Set(),
  parameters: new Map(),
}

/** The facts that a sheet would have to tell, each with the name that a sheet uses. */
function factsAsked(expression: Expression, { vocabulary }: Dictionary, today: Day) {
  const asked = new Map<string, FactInput>()
  for (const part of walk(expression)) {
    const fact = part.op === 'fact' ? vocabulary.facts.get(part.fact) : undefined
    if (part.op !== 'fact' || !fact || fact.published) continue
    const input = factInput(fact, typeof part.year === 'number' ? yearOf(today) - part.year : undefined)
    asked.set(input.name, input)
  }
  return [...asked.values()]
}

function answerOf(rule: CompiledClause, { truth, tree, missing, because }: ClauseAnswer): Explanation {
  const gap = because?.gap
  const labels = (language: 'zh' | 'en', comma: string) =>
    missing.map(({ label }) => label[language]).join(comma)
  const said: Record<typeof truth, Bilingual> = {
    true: { zh: '成立', en: 'It holds' },
    false: {
      zh: `不成立${gap ? `：${gap.zh}` : ''}`,
      en: `It does not hold${gap ? `: ${gap.en}` : ''}`,
    },
    unknown: { zh: `还缺数据：${labels('zh', '、')}`, en: `Still needed: ${labels('en', ', ')}` },
  }
  const verdict = truth === 'true' ? 'eligible' : truth === 'false' ? 'ineligible' : 'unknown'
  return {
    verdict,
    ...(because === undefined ? {} : { because: because.id }),
    summary: said[truth],
    missing,
    tree,
    ruleHash: rule.hash,
  }
}

/** Samples with the names that the facts of a rule are asked by, so that a form may fill itself. */
export function ruleSamples(definitions: Definitions, today: Day) {
  const { vocabulary } = dictionaryIn(definitions)
  return definitions.list(ruleSampleKind).map((sample) => ({
    id: sample.id,
    title: sample.title,
    rule: writtenRule(sample),
    facts: Object.entries(sample.facts).map(([written, value]) => {
      const named = vocabulary.loosely(written)
      const year = named?.yearsBack === undefined ? '' : `.${yearOf(today) - named.yearsBack}`
      return { name: `${named?.fact.id ?? written}${year}`, value: typed(String(value), named?.fact) }
    }),
  }))
}

/** A value as people type it in each language; either way of writing is read. */
function typed(value: string, fact: Fact | undefined): Bilingual {
  const read = fact?.type === 'money' ? readValue(fact, value) : undefined
  const fen = read && 'value' in read ? read.value : undefined
  return {
    zh: value,
    en: fen !== undefined && isRational(fen) ? `${showMoney(fen).en.replace('CNY ', '')} yuan` : value,
  }
}
