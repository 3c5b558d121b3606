import { type Question, question } from '#definitions/rules/evaluate.ts'
import { explain, truthIn } from '#definitions/rules/explain.ts'
import { type CompiledClause, compileClause } from '#definitions/rules/clause.ts'
import { type Clause } from '#definitions/rules/clause-form.ts'
import { compileDictionary, type Dictionary } from '#definitions/rules/dictionary.ts'
import type { Fact } from '#definitions/facts/fact.ts'
import { sheetOf, type StoredFact } from '#definitions/facts/sheet.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Explanation, Truth } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import type { Output } from '../catalogue/item.ts'
import { stagesEver } from '../catalogue/item-as.ts'
import type { Answers, Outputs } from '../model.ts'
import type { CasePlan, PlanField, PlanNode } from './plan.ts'

/**
 * The names that rules of a case may use: its fields by their titles, the truths derived from choices, what was looked
 * up, and what earlier items handed on. Made into a fact dictionary, so that one rule language and one explanation
 * serve cases and policies alike.
 */
export interface CaseWords {
  readonly dictionary: Dictionary
  readonly compiled: Map<unknown, CompiledClause>
}

/** What a lookup found, by the identifiers the item gives its answers. */
export type Found = Readonly<Record<string, string | number | boolean>>

const camel = (id: string) => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
export const answerFact = (field: string) => `answer.${camel(field)}`
export const derivedFact = (id: string) => `derived.${camel(id)}`
const lookupFact = (id: string) => `lookup.${camel(id)}`
const inputFact = (id: string) => `input.${camel(id)}`

const fact = (id: string, title: Bilingual, type: Fact['type'], values?: Fact['values']): Fact => ({
  id,
  zh: title.zh,
  en: title.en,
  aliases: [],
  type,
  values,
  signed: true,
  group: 'case',
  source: 'applicant',
  legalClass: 'shared',
})

function fieldFacts(field: PlanField): Fact[] {
  const derived = (field.derives ?? []).map(({ id, title }) => fact(derivedFact(id), title, 'boolean'))
  switch (field.type) {
    case 'choices':
    case 'people':
    case 'slot':
      return derived
    case 'choice':
      return [
        fact(
          answerFact(field.id),
          field.title,
          'code',
          field.choices.map(({ value, title }) => ({ code: value, ...title })),
        ),
        ...derived,
      ]
    default:
      return [
        {
          ...fact(answerFact(field.id), field.title, field.type),
          unit: field.type === 'integer' ? field.unit?.zh : undefined,
        },
      ]
  }
}

const outputType = (output: Output | undefined): Fact['type'] => {
  if (output?.from && 'granted' in output.from) return 'boolean'
  return output?.from && 'decidedOn' in output.from ? 'date' : 'text'
}

function inputFacts(plan: CasePlan, node: PlanNode): Fact[] {
  return node.definition.inputs.map((input) => {
    const [from, id] = (node.feeds?.[input.id] ?? '').split('.')
    const source = plan.nodes.find((one) => one.id === from)
    const output = source?.definition.outputs.find((one) => one.id === id)
    return fact(inputFact(input.id), input.title, outputType(output))
  })
}

const words = new WeakMap<CasePlan, CaseWords>()

export function wordsOf(plan: CasePlan): CaseWords {
  const known = words.get(plan)
  if (known) return known
  const lookups = plan.nodes.flatMap((node) =>
    stagesEver(node.base).flatMap((stage) =>
      (stage.lookups ?? []).flatMap((lookup) =>
        lookup.returns.map(({ id, title, type }) => fact(lookupFact(id), title, type)),
      ),
    ),
  )
  const all = [
    ...[...plan.fields.values()].flatMap(fieldFacts),
    ...lookups,
    ...plan.nodes.flatMap((node) => inputFacts(plan, node)),
  ]
  const unique = [...new Map(all.map((one) => [one.zh, one])).values()]
  const made: CaseWords = { dictionary: compileDictionary(unique).dictionary, compiled: new Map() }
  words.set(plan, made)
  return made
}

export function compiledRule(plan: CasePlan, rule: unknown): CompiledClause {
  const { dictionary, compiled } = wordsOf(plan)
  const known = compiled.get(rule)
  if (known) return known
  const made = compileClause(rule as Clause, dictionary)
  if ('faults' in made)
    throw new Error(
      `a rule of theme ${plan.theme.id}: ${made.faults.map((one) => one.message.en).join('; ')}`,
    )
  compiled.set(rule, made)
  return made
}

/** Everything wrong with the rules of a theme, for the check of a city. */
export function ruleFaults(plan: CasePlan): { rule: unknown; faults: readonly Complaint[] }[] {
  const { dictionary } = wordsOf(plan)
  return rulesIn(plan).flatMap((rule) => {
    const made = compileClause(rule as Clause, dictionary)
    return 'faults' in made ? [{ rule, faults: made.faults }] : []
  })
}

const rulesIn = (plan: CasePlan): unknown[] =>
  [
    ...plan.theme.pages.map((page) => page.when),
    ...plan.nodes.flatMap(({ when, base }) => [
      when,
      ...base.fields.map((field) => field.when),
      ...base.materials.map((material) => material.when),
      ...stagesEver(base).map((stage) => stage.decide),
      ...(base.charges ?? []).map((charge) => charge.when),
      ...(base.variants ?? []).flatMap((variant) => [
        variant.when,
        ...(variant.fields?.add ?? []).map((field) => field.when),
        ...(variant.materials?.add ?? []).map((material) => material.when),
      ]),
    ]),
  ].filter((rule) => rule !== undefined)

/** What a rule may look at. */
export interface Known {
  readonly answers: Answers
  readonly found?: Found
  /** what earlier items handed on, by this item's names for it */
  readonly inputs?: Outputs
  readonly on: Day
}

/** What the answers say, as rules read it. */
export function factSheetOf(plan: CasePlan, known: Known) {
  const { vocabulary } = wordsOf(plan).dictionary
  const stored: StoredFact[] = []
  const state = (id: string, value: unknown, source?: string) => {
    if (
      vocabulary.facts.has(id) &&
      (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    )
      stored.push({ fact: id, value, on: known.on, source })
  }
  for (const field of plan.fields.values()) {
    const answer = known.answers[field.id]
    if (answer === undefined) continue
    state(answerFact(field.id), answer, 'applicant')
    const chosen = Array.isArray(answer) ? answer : [answer]
    for (const { id, attribute, is } of field.derives ?? [])
      state(
        derivedFact(id),
        chosen.some(
          (value) => field.choices.find((choice) => choice.value === value)?.attributes[attribute] === is,
        ),
        'applicant',
      )
  }
  for (const [id, value] of Object.entries(known.found ?? {})) state(lookupFact(id), value, 'lookup')
  for (const [id, value] of Object.entries(known.inputs ?? {})) state(inputFact(id), value, 'earlier-item')
  return sheetOf(vocabulary, stored)
}

type ByAnswers<T> = (plan: CasePlan, answers: Answers, on: Day) => T

/** A form asks much of the same answers again and again: it is worked out once for as long as they live. */
export function onceFor<T>(work: ByAnswers<T>): ByAnswers<T> {
  const done = new WeakMap<Answers, { readonly plan: CasePlan; readonly on: Day; readonly value: T }>()
  return (plan, answers, on) => {
    const before = done.get(answers)
    if (before?.plan === plan && before.on === on) return before.value
    const value = work(plan, answers, on)
    done.set(answers, { plan, on, value })
    return value
  }
}

interface Asked {
  readonly question: Question
  /** by the condition */
  readonly truths: Map<unknown, Truth>
}

const askedOf = onceFor((plan, answers, on): Asked => {
  const { dictionary } = wordsOf(plan)
  return { question: question(dictionary, factSheetOf(plan, { answers, on }), on), truths: new Map() }
})

/** What rules may ask of the answers alone. */
export const questionOf: ByAnswers<Question> = (plan, answers, on) => askedOf(plan, answers, on).question

/** Whether a condition over the answers holds; `unknown` while an answer it needs is missing. No condition always holds. */
export function holds(plan: CasePlan, rule: unknown, { answers, on }: Pick<Known, 'answers' | 'on'>): Truth {
  if (rule === undefined) return 'true'
  const { question: asked, truths } = askedOf(plan, answers, on)
  const before = truths.get(rule)
  if (before) return before
  const truth = truthIn(compiledRule(plan, rule), asked)
  truths.set(rule, truth)
  return truth
}

/** The answer of a stage's rule with its reasons, in the shape that every explanation has. */
export function explainRule(plan: CasePlan, rule: unknown, known: Known): Explanation {
  const compiled = compiledRule(plan, rule)
  const answer = explain(compiled, wordsOf(plan).dictionary, factSheetOf(plan, known), known.on)
  const verdict = answer.truth === 'true' ? 'eligible' : answer.truth === 'false' ? 'ineligible' : 'unknown'
  return {
    verdict,
    because: answer.because?.id,
    summary: summaryOf(answer.because?.text, verdict),
    missing: answer.missing,
    tree: answer.tree,
    ruleHash: compiled.hash,
  }
}

function summaryOf(
  because: Bilingual | undefined,
  verdict: 'eligible' | 'ineligible' | 'unknown',
): Bilingual {
  if (verdict === 'eligible')
    return { zh: '条件全部符合，当场办理', en: 'All conditions are met; decided on the spot' }
  const about = because ?? { zh: '', en: '' }
  if (verdict === 'unknown') return { zh: `还要核实：${about.zh}`, en: `Still to be checked: ${about.en}` }
  return { zh: `要由工作人员审查：${about.zh}`, en: `An officer must examine: ${about.en}` }
}
