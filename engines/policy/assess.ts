import { industryKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { type KnownFact, type KnownParty, knownSheet } from '#definitions/facts/known.ts'
import { type Dictionary, dictionaryOf } from '#definitions/rules/dictionary.ts'
import { question } from '#definitions/rules/evaluate.ts'
import { explainIn } from '#definitions/rules/explain.ts'
import type { Definitions } from '#kernel/definition.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { type Day, within } from '#kernel/time.ts'
import { type CompiledPolicy, compilePolicy } from './compile.ts'
import type { Match } from './contract-library.ts'
import { policyKind } from './definition.ts'
import { higherThan } from './highest.ts'
import { matchPolicy, type PolicyMatch } from './match.ts'
import { quickAnswers } from './quick-match.ts'
import { type Candidate, type Exclusion, wholeBenefit } from './model.ts'
import type { Policy } from './policy.ts'

// Definitions are immutable once published: what was compiled from one stays right for as long as it lives.
let dictionary: { first: unknown; size: number; value: Dictionary } | undefined
const compiled = new WeakMap<Policy, { dictionary: Dictionary; compiled: CompiledPolicy }>()

export function dictionaryIn(definitions: Definitions): Dictionary {
  const facts = definitions.list(factKind)
  if (dictionary?.first !== facts[0] || dictionary?.size !== facts.length)
    dictionary = {
      first: facts[0],
      size: facts.length,
      value: dictionaryOf(facts, definitions.list(industryKind)),
    }
  return dictionary.value
}

/** A policy ready to be asked. A policy that does not compile cannot have been published: it throws. */
export function compiledFor(
  definitions: Definitions,
  policy: Policy,
): { dictionary: Dictionary; compiled: CompiledPolicy } {
  const words = dictionaryIn(definitions)
  const known = compiled.get(policy)
  if (known?.dictionary === words) return known
  const answer = compilePolicy(policy, words)
  if ('faults' in answer)
    throw new Error(`policy ${policy.id} does not compile: ${answer.faults.map((f) => f.code).join(', ')}`)
  const made = { dictionary: words, compiled: answer }
  compiled.set(policy, made)
  return made
}

/** The version of a policy in force on a day. */
export const policyOn = (definitions: Definitions, policyId: string, on: Day): Policy | undefined =>
  definitions.versions(policyKind).findLast((one) => one.id === policyId && within(one.inForce, on))

export const policiesIn = (definitions: Definitions): readonly CompiledPolicy[] =>
  definitions.versions(policyKind).map((policy) => compiledFor(definitions, policy).compiled)

const isTrue = (party: KnownParty, fact: string) =>
  party.facts.some((one) => one.fact === fact && one.value === true)

export const isPerson = (facts: readonly KnownFact[]) =>
  facts.some(({ fact, value }) => fact === 'ent.type' && value === 'person')

const ofPersons = new WeakMap<CompiledPolicy, boolean>()
const anybody: readonly KnownFact[] = [
  { fact: 'ent.type', value: 'person', on: '2020-01-01', source: 'account' },
]

/** Whether a policy says itself that it concerns persons: what says nothing of it concerns enterprises. */
export function concernsPersons(compiled: CompiledPolicy, dictionary: Dictionary): boolean {
  const known = ofPersons.get(compiled)
  if (known !== undefined) return known
  const { policy } = compiled
  const asked = knownSheet(dictionary.vocabulary, anybody)
  const concerns =
    policy.appliesTo !== true &&
    explainIn(
      compiled.appliesTo,
      question(dictionary, asked, policy.inForce.from, compiled.parameters, new Map()),
    ).truth === 'true'
  ofPersons.set(compiled, concerns)
  return concerns
}

/** The policies that can concern a party at all: a person is not told of what is for enterprises. */
export function policiesFor(
  definitions: Definitions,
  facts: readonly KnownFact[],
): readonly CompiledPolicy[] {
  const all = policiesIn(definitions)
  if (!isPerson(facts)) return all
  const words = dictionaryIn(definitions)
  return all.filter((compiled) => concernsPersons(compiled, words))
}

/** Shown as the source of a fact that counts because it was promised. */
export const promiseSource = 'promise'
const restsOnPromise = ({ facts }: KnownParty) => facts.some(({ source }) => source === promiseSource)

/** Why a party whose conditions are met is still left out: it has the benefit already, or its standing forbids public money. */
export function exclusionOf(party: KnownParty, match: PolicyMatch, had: Had | false): Exclusion | undefined {
  if (had) return had
  if (isTrue(party, 'credit.seriousList')) return 'serious-list'
  if (isTrue(party, 'credit.abnormalList')) return 'abnormal-list'
  if (restsOnPromise(party) && isTrue(party, 'credit.brokenCommitment')) return 'commitment-barred'
  if (match.higher) return 'higher-paid'
  return match.amount === 0 ? 'no-amount' : undefined
}

/** What a party has of the period: this benefit, or another of a group of which it gets one. */
export type Had = Extract<Exclusion, 'already-granted' | 'group-granted'>

/** The other policies of a policy's group that are in force on a day. */
export const rivalsOf = (definitions: Definitions, { id, highest }: Policy, on: Day): readonly Policy[] =>
  highest === undefined
    ? []
    : definitions
        .versions(policyKind)
        .filter((one) => one.id !== id && one.highest?.group === highest.group && within(one.inForce, on))

/** A policy asked of a party beside the others of its group. */
export function matchAmong(rule: Rule, sheet: Parameters<typeof matchPolicy>[2], on: Day): PolicyMatch {
  const [match, ...others] = [rule.compiled, ...(rule.rivals ?? [])].map((one) =>
    matchPolicy(one, rule.dictionary, sheet, on),
  ) as [PolicyMatch, ...PolicyMatch[]]
  if (match.verdict !== 'eligible') return match
  const higher = higherThan(
    match,
    others.filter(({ verdict }) => verdict === 'eligible'),
  )
  return higher ? Object.assign(match, { higher }) : match
}

/** The account a grant is paid to unless the party says otherwise. */
export const accountFact = 'ent.basicAccount'

export interface RunFrame {
  readonly policyId: string
  readonly policyVersion: number
  readonly asOf: Day
  readonly period: string
}

/** A policy ready to be asked, with the others of the group of which only the highest is paid. */
export interface Rule {
  readonly dictionary: Dictionary
  readonly compiled: CompiledPolicy
  readonly rivals?: readonly CompiledPolicy[] | undefined
}

/** One party under a run's rule: a candidate, or the condition by which it fell out. Pure: the same snapshot gives the same list. */
export function assess(
  rule: Rule,
  frame: RunFrame,
  party: KnownParty,
  had: Had | false,
): { candidate: Candidate } | { fallout: string } {
  if (isPerson(party.facts) && !concernsPersons(rule.compiled, rule.dictionary))
    return { fallout: 'not-applicable' }
  const sheet = knownSheet(rule.dictionary.vocabulary, party.facts)
  // Most of a city falls out; only who stays is explained.
  const quick = quickAnswers([rule.compiled], rule.dictionary, sheet, frame.asOf)
  const { verdict: first } = quick.of(0)
  if (first === 'not-applicable') return { fallout: 'not-applicable' }
  if (first === 'ineligible') return { fallout: quick.because(0)?.id ?? 'conditions' }
  const match = matchAmong(rule, sheet, frame.asOf)
  // Conditions met but a fact for the sum missing: nobody may be published with a sum that is not known.
  const isKnown = match.verdict === 'eligible' && match.amount !== null
  const exclusion = isKnown ? exclusionOf(party, match, had) : undefined
  const verdict = !isKnown ? 'unknown' : exclusion ? 'excluded' : 'eligible'
  const account = party.facts.find((one) => one.fact === accountFact)?.value
  const { policyId, policyVersion, period } = frame
  const { partyId, name, creditCode } = party
  return {
    candidate: {
      partyId,
      name,
      creditCode,
      ...(isPerson(party.facts) ? { person: true } : {}),
      verdict,
      exclusion,
      amountFen: verdict === 'eligible' ? (match.amount ?? 0) : 0,
      summary: match.explanation.summary,
      instructionId: instructionIdOf({ policyId, policyVersion, period, partyId, component: wholeBenefit }),
      ...(typeof account === 'string' && /^[0-9]{8,30}$/.test(account) ? { account } : {}),
      ...(verdict === 'eligible' ? { explanation: match.explanation } : {}),
    },
  }
}

/** Whether a run looks at a party at all: a policy that does not concern persons does not count them among those it looked at. */
export const looksAt = ({ compiled, dictionary: words }: Rule, { facts }: KnownParty): boolean =>
  !isPerson(facts) || concernsPersons(compiled, words)

/** A match as the interface shows it. */
export const shown = ({
  amount,
  parts,
  exclusive: _,
  group: __,
  since: ___,
  promises,
  higher,
  ...match
}: PolicyMatch): Match => ({
  ...match,
  ...(higher ? { higher: { policyId: higher.policyId, title: higher.title, amountFen: higher.amount } } : {}),
  promisable:
    promises.length > 0 &&
    match.verdict === 'unknown' &&
    match.explanation.missing.every(({ fact }) => promises.includes(fact)),
  amountFen: amount,
  parts: parts.map(({ amount: amountFen, ...part }) => ({ ...part, amountFen })),
  amountUsed: [...match.amountUsed],
  alternatives: [...match.alternatives],
})
