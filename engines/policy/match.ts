import {
  add,
  compareRational,
  isWhole,
  type Rational,
  rational,
  roundTo,
  zero,
} from '#definitions/rational.ts'
import type { Confidence } from '#definitions/city/text-schema.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import { showMoney } from '#definitions/facts/show.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { type Cause, emptyTrace, merge, type Trace } from '#definitions/rules/trace.ts'
import { evaluate, type FactMemory, type Question, question } from '#definitions/rules/evaluate.ts'
import { type ClauseAnswer, explainIn, missingFact, usedFact } from '#definitions/rules/explain.ts'
import type { PolicyAnswer } from '#definitions/rules/closures/answers.ts'
import { type Expression, isRational } from '#definitions/rules/expression.ts'
import type { Explanation, MissingFact, UsedFact, Verdict } from '#kernel/explanation.ts'
import type { Fen } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'
import { type Day, within } from '#kernel/time.ts'
import type { CompiledPolicy } from './compile.ts'
import { quickAnswers } from './quick-match.ts'
import { type Contender, higherThan, insteadOf } from './highest.ts'
import type { Gives, Policy, PolicyMode } from './policy.ts'
import { roundingOf } from './rule-of.ts'

/** One line of the calculation of an amount. */
export interface AmountPart {
  readonly id: string
  readonly text: Bilingual
  readonly amount: Fen | null
}

/**
 * One policy's answer. `amount` is in 分: what the enterprise gets under its verdict, or for a computed tax what it pays, also where the
 * conditions are not met; null where there is no sum or a fact for it is missing.
 */
export interface PolicyMatch extends Contender {
  readonly version: number
  readonly department: string
  readonly mode: PolicyMode
  /** it can be claimed or applied for here */
  readonly claimed: boolean
  /** facts that count when they are promised with a claim */
  readonly promises: readonly string[]
  readonly verdict: Verdict
  readonly kind: Gives['kind']
  readonly amountIs: Gives['amountIs']
  readonly parts: readonly AmountPart[]
  /** facts the amount was computed from */
  readonly amountUsed: readonly UsedFact[]
  /** refused by a single condition that can be measured */
  readonly nearMiss: boolean
  readonly explanation: Explanation
  readonly exclusive: readonly string[]
  /** other policies in force whose benefit excludes this one and whose conditions are met as well */
  readonly alternatives: readonly string[]
  /** of the group of which only the highest is paid, the one that is paid instead of this one */
  readonly higher: Contender | undefined
  /** as sure as its surest document, but never surer than a figure it computes with */
  readonly confidence: Confidence
}

/**
 * Answers every policy in force on the day, best news first. Policies that ended or have not begun are left out. Verdicts and sums stand
 * ready; an explanation is built when it is read.
 */
export function matchAll(
  policies: readonly CompiledPolicy[],
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
): PolicyMatch[] {
  const inForce = policies.filter(({ policy }) => within(policy.inForce, on))
  const answers = quickAnswers(inForce, dictionary, sheet, on)
  const memory: FactMemory = new Map()
  const matches = inForce.map((compiled, i) => {
    const asked = question(dictionary, sheet, on, compiled.parameters, memory)
    return matchOf(compiled, asked, answers.of(i))
  })
  const eligible = matches.filter(({ verdict }) => verdict === 'eligible')
  for (const match of eligible) {
    match.alternatives = alternativesTo(match, eligible)
    match.higher = higherThan(match, eligible)
  }
  return matches.sort(byNews)
}

const news: Record<Verdict, number> = { eligible: 0, unknown: 2, ineligible: 3, 'not-applicable': 4 }
const rank = ({ verdict, nearMiss, higher }: PolicyMatch) => (nearMiss ? 1 : higher ? 3 : news[verdict])

const byNews = (a: PolicyMatch, b: PolicyMatch) =>
  rank(a) - rank(b) || (b.amount ?? -1) - (a.amount ?? -1) || (a.policyId < b.policyId ? -1 : 1)

const alternativesTo = (match: PolicyMatch, eligible: readonly PolicyMatch[]) =>
  eligible
    .filter((other) => other !== match && other.exclusive.some((group) => match.exclusive.includes(group)))
    .map(({ policyId }) => policyId)

/**
 * Answers one policy. `memory` may be shared between policies asked about the same sheet, dictionary and day. Whether the
 * policy is in force on the day is not asked here.
 */
export function matchPolicy(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
  memory: FactMemory = new Map(),
): PolicyMatch {
  const asked = question(dictionary, sheet, on, compiled.parameters, memory)
  const answered = answerClauses(compiled, asked)
  return matchOf(compiled, asked, answered, answered)
}

interface ClauseAnswers extends PolicyAnswer {
  readonly applies: ClauseAnswer
  readonly conditions: ClauseAnswer
  /** the one of the two that decided */
  readonly deciding: ClauseAnswer
}

function answerClauses(compiled: CompiledPolicy, asked: Question): ClauseAnswers {
  const applies = explainIn(compiled.appliesTo, asked)
  const conditions = explainIn(compiled.conditions, asked)
  const verdict = verdictOf(applies.truth, conditions.truth)
  const deciding =
    verdict === 'not-applicable'
      ? applies
      : conditions.truth === 'false'
        ? conditions
        : applies.truth === 'unknown'
          ? applies
          : conditions
  const nearMiss =
    verdict === 'ineligible' &&
    applies.truth === 'true' &&
    conditions.failing === 1 &&
    deciding.because?.gap !== undefined
  return { applies, conditions, verdict, deciding, nearMiss }
}

/** Everything of a match but the explanation, which is built from `answered`, or computed when it is read. */
function matchOf(
  compiled: CompiledPolicy,
  asked: Question,
  { verdict, nearMiss }: PolicyAnswer,
  answered?: ClauseAnswers,
): Writable<PolicyMatch> {
  const { policy } = compiled
  const benefit = benefitOf(compiled, asked, verdict)
  let explanation: Explanation | undefined
  const match: Writable<PolicyMatch> = {
    policyId: policy.id,
    version: policy.version,
    title: policy.title,
    department: policy.department,
    mode: policy.mode,
    claimed: policy.claim !== undefined,
    promises: policy.claim?.commitment?.promises.map(({ fact }) => fact) ?? [],
    verdict,
    kind: policy.gives.kind,
    amountIs: policy.gives.amountIs,
    amount: benefit.amount,
    parts: benefit.parts,
    amountUsed: [...benefit.trace.used.values()].map(usedFact),
    nearMiss,
    get explanation() {
      explanation ??= explanationOf(compiled, answered ?? answerClauses(compiled, asked), benefit)
      const { higher } = match
      return higher ? { ...explanation, summary: toldOf(higher) } : explanation
    },
    exclusive: policy.exclusive,
    alternatives: [],
    higher: undefined,
    group: policy.highest?.group,
    since: policy.inForce.from,
    confidence: surenessOf(policy),
  }
  return match
}

/** Why a benefit whose conditions are met is not paid: a higher one of its group is. */
export function toldOf({ title, amount }: Contender): Bilingual {
  const sum = showMoney(rational(amount ?? 0))
  return insteadOf(title, sum.zh, sum.en)
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function explanationOf(
  compiled: CompiledPolicy,
  { applies, conditions, deciding, verdict }: ClauseAnswers,
  benefit: Benefit,
): Explanation {
  const { policy } = compiled
  const missing = unique(verdict === 'unknown' ? [...applies.missing, ...conditions.missing] : [])
  const concerns = policy.appliesTo === true ? [] : applies.tree
  const forSum = verdict === 'eligible' ? unique(benefit.causes.map(missingFact)) : []
  return {
    verdict,
    ...(deciding.because === undefined ? {} : { because: deciding.because.id }),
    summary: summaryOf(verdict, policy.gives, benefit.amount, deciding.because, missing, forSum),
    missing: [...missing, ...forSum],
    tree: verdict === 'not-applicable' ? applies.tree : [...concerns, ...conditions.tree],
    ruleHash: compiled.ruleHash,
  }
}

const confidences: readonly Confidence[] = ['verified', 'secondary', 'unverified', 'sample']
/** As sure as the surest document, but never surer than a figure it computes with. */
function surenessOf({ documents, parameterConfidence }: Policy): Confidence {
  const ranks = documents.map(({ confidence }) => confidences.indexOf(confidence))
  const figures = Object.values(parameterConfidence).map((one) => confidences.indexOf(one))
  return confidences[Math.max(Math.min(...ranks), ...figures)] ?? 'unverified'
}

function verdictOf(applies: 'true' | 'false' | 'unknown', conditions: 'true' | 'false' | 'unknown'): Verdict {
  if (applies === 'false') return 'not-applicable'
  if (conditions === 'false') return 'ineligible'
  return applies === 'true' && conditions === 'true' ? 'eligible' : 'unknown'
}

interface Benefit {
  readonly amount: Fen | null
  readonly parts: readonly AmountPart[]
  readonly trace: Trace
  readonly causes: readonly Cause[]
}

const nothing: Benefit = { amount: null, parts: [], trace: emptyTrace(), causes: [] }

function benefitOf(compiled: CompiledPolicy, asked: Question, verdict: Verdict): Benefit {
  const { gives } = compiled.policy
  if (verdict === 'ineligible' && compiled.otherwise !== undefined)
    return computed(asked, gives, (trace) => amountOf(compiled.otherwise, asked, trace), undefined)
  if (verdict !== 'eligible') return nothing
  if (compiled.components.length > 0) return componentsOf(compiled, asked)
  if (compiled.amount === undefined) return nothing
  return computed(asked, gives, (trace) => amountOf(compiled.amount, asked, trace), compiled.cap)
}

function computed(
  asked: Question,
  gives: Gives,
  compute: (trace: Trace) => Rational | undefined,
  cap: Expression | undefined,
): Benefit {
  const trace = emptyTrace()
  const gross = compute(trace)
  const limit = cap === undefined ? undefined : amountOf(cap, asked, trace)
  const known = gross !== undefined && (cap === undefined || limit !== undefined)
  if (!known) return { ...nothing, trace, causes: [...trace.causes.values()] }
  const capped = limit !== undefined && compareRational(gross, limit) > 0 ? limit : gross
  return { amount: fenOf(capped, gives), parts: [], trace, causes: [] }
}

function componentsOf(compiled: CompiledPolicy, asked: Question): Benefit {
  const { gives } = compiled.policy
  const parts: AmountPart[] = []
  const benefit = computed(
    asked,
    gives,
    (trace) => {
      let sum: Rational | undefined = zero
      for (const component of compiled.components) {
        const due = componentDue(component, asked, trace)
        if (due !== undefined && due.n !== 0n)
          parts.push({ id: component.id, text: component.text, amount: fenOf(due, gives) })
        sum = sum === undefined || due === undefined ? undefined : add(sum, due)
      }
      return sum
    },
    compiled.cap,
  )
  return { ...benefit, parts }
}

function componentDue(
  { when, amount }: CompiledPolicy['components'][number],
  asked: Question,
  trace: Trace,
): Rational | undefined {
  const holds = when === undefined ? true : evaluate(when, asked, trace)
  if (holds === false) return zero
  return holds === undefined ? undefined : amountOf(amount, asked, trace)
}

function amountOf(expression: Expression | undefined, asked: Question, into: Trace): Rational | undefined {
  if (expression === undefined) return undefined
  const trace = emptyTrace()
  const value = evaluate(expression, asked, trace)
  if (value !== undefined) trace.causes.clear()
  merge(into, trace)
  return isRational(value) ? value : undefined
}

/** The amount in 分 after the rounding the policy states; null beyond the exact range, which no real enterprise reaches. */
function fenOf(amount: Rational, gives: Gives): Fen | null {
  const { toFen, by } = roundingOf(gives)
  const rounded = roundTo(amount, rational(toFen), by)
  const fen = Number(rounded.n)
  return isWhole(rounded) && Number.isSafeInteger(fen) ? fen : null
}

function summaryOf(
  verdict: Verdict,
  gives: Gives,
  amount: Fen | null,
  because: { text: Bilingual; gap?: Bilingual | undefined } | undefined,
  missing: readonly MissingFact[],
  forSum: readonly MissingFact[],
): Bilingual {
  const lacking = namesOf(verdict === 'eligible' ? forSum : missing)
  switch (verdict) {
    case 'eligible': {
      if (amount === null && forSum.length)
        return {
          zh: `条件都符合，金额还缺数据：${lacking.zh}`,
          en: `You qualify; for the sum is still needed: ${lacking.en}`,
        }
      if (amount === null) return { zh: `您符合条件：${gives.text.zh}`, en: `You qualify: ${gives.text.en}` }
      const sum = showMoney(rational(amount))
      if (gives.amountIs === 'tax-payable')
        return { zh: `您符合条件，应缴 ${sum.zh}`, en: `You qualify; ${sum.en} is payable` }
      if (gives.amountIs === 'saving')
        return { zh: `您符合条件，可少缴 ${sum.zh}`, en: `You qualify and save ${sum.en}` }
      if (gives.amountIs === 'deduction')
        return { zh: `您符合条件，可在税前扣除 ${sum.zh}`, en: `You qualify and deduct ${sum.en} before tax` }
      return { zh: `您符合条件，可得 ${sum.zh}`, en: `You qualify for ${sum.en}` }
    }
    case 'ineligible': {
      const short =
        because?.gap === undefined
          ? { zh: '', en: '' }
          : { zh: `（${because.gap.zh}）`, en: ` (${because.gap.en})` }
      return {
        zh: `不符合：${because?.text.zh ?? ''}${short.zh}`,
        en: `Not met: ${because?.text.en ?? ''}${short.en}`,
      }
    }
    case 'unknown':
      return { zh: `还缺数据：${lacking.zh}`, en: `Still needed: ${lacking.en}` }
    case 'not-applicable':
      return { zh: `不适用：${because?.text.zh ?? ''}`, en: `Does not apply: ${because?.text.en ?? ''}` }
  }
}

const namesOf = (facts: readonly MissingFact[]): Bilingual => ({
  zh: facts.map(({ label }) => label.zh).join('、'),
  en: facts.map(({ label }) => label.en).join(', '),
})

function unique(missing: readonly MissingFact[]): MissingFact[] {
  const seen = new Map(missing.map((one) => [`${one.fact} ${one.label.zh}`, one]))
  return [...seen.values()]
}
