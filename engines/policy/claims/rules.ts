import type { KnownParty } from '#definitions/facts/known.ts'
import type { Facts, RulesOf } from '#kernel/engine.ts'
import { yuan } from '#kernel/money.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import { yearOf } from '#kernel/time.ts'
import { policyOn } from '../assess.ts'
import type { Policy } from '../policy.ts'
import type { claimContract, ClaimStanding } from './contract.ts'
import { judgeClaim, promisedBy } from './judge.ts'
import type { Claim, ClaimEvent } from './model.ts'
import { brokenPromiseFact, promiseRules } from './promise-rules.ts'

type Rules = RulesOf<typeof claimContract, Claim, ClaimEvent>
type Lodged = Extract<ClaimEvent, { type: 'ClaimLodged' }>['data']

/** The year of a claim is the year in which it is made. */
export const periodOf = (today: string): string => String(yearOf(today))

const clickModes: readonly Policy['mode'][] = ['one-click', 'on-commitment']

function claimed(
  { today, calendar, actor }: Facts<unknown>,
  policy: Policy,
  more: Pick<Lodged, 'amountFen' | 'summary' | 'explanation' | 'promised' | 'caseId'>,
): ClaimEvent[] {
  const { id: policyId, version: policyVersion, mode, department, title, claim } = policy
  const last = calendar.addWorkingDays(today, claim?.decideWorkingDays ?? 0)
  const until = last.provisional ? {} : { decideBy: last.day, dueAt: calendar.closeOf(last.day) }
  const data: Lodged = {
    policyId,
    policyVersion,
    mode,
    department,
    title,
    period: periodOf(today),
    ...more,
    ...until,
    by: actor.id,
  }
  return [{ type: 'ClaimLodged', data }]
}

const lodgeClaim: Rules['lodgeClaim'] = (_, input, facts) => {
  const { needs, definitions, today } = facts
  const policy = policyOn(definitions, input.policyId, today)
  if (!policy || !needs.party)
    return refuse('policy-unknown', { policy: input.policyId, on: today }, ['policyId'])
  if (!clickModes.includes(policy.mode)) return refuse('policy-not-claimed', {}, ['policyId'])
  if (needs.standing.taken) return refuse('already-claimed', { period: periodOf(today) })
  const promised = promisedBy(policy, today)
  if (promised && (needs.standing.brokenPromise || isDishonest(needs.party)))
    return refuse('commitment-barred')
  const unsigned = promised?.facts.filter(({ fact }) => !input.promised.includes(fact)) ?? []
  if (unsigned.length > 0) return refuse('promise-missing', { count: unsigned.length }, ['promised'])
  const judged = judgeClaim(definitions, policy, needs.party, promised, today)
  const { match, exclusion } = judged
  const { verdict, explanation, amount } = match
  if (verdict === 'unknown' || (verdict === 'eligible' && amount === null))
    return refuse('facts-missing', {
      facts: explanation.missing.map(({ label }) => label.zh).join('、'),
      factsEn: explanation.missing.map(({ label }) => label.en).join(', '),
    })
  if (verdict !== 'eligible' || exclusion) return notMet(exclusion?.words ?? explanation.summary)
  const beside = besideGroup(needs.standing, amount ?? 0)
  if (beside) return beside
  return claimed(facts, policy, {
    amountFen: amount,
    summary: explanation.summary,
    explanation,
    ...(promised ? { promised } : {}),
  })
}

/** Whoever is on the list of the seriously dishonest, or broke a promise, may not promise instead of proving (国办发〔2020〕42号). */
const isDishonest = ({ facts }: KnownParty) =>
  facts.some(
    ({ fact, value }) => (fact === 'credit.seriousList' || fact === brokenPromiseFact) && value === true,
  )

/** Of a group that takes one, or the highest, one is claimed a period: the refusal names it, and what to do where this one is better. */
function besideGroup({ ofGroup }: ClaimStanding, amountFen: number): Refusal | undefined {
  if (!ofGroup) return undefined
  const { title, open } = ofGroup
  const values = {
    other: title.zh,
    otherEn: title.en,
    otherAmount: ofGroup.amountFen === null ? '—' : yuan(ofGroup.amountFen),
    amount: yuan(amountFen),
  }
  return refuse(open ? 'group-claimed' : 'group-received', values)
}

const notMet = (because: { zh: string; en: string }): Refusal =>
  refuse('conditions-not-met', { because: because.zh, becauseEn: because.en })

const claimByCase: Rules['claimByCase'] = (_, input, facts) => {
  const { needs, definitions, today } = facts
  const policy = policyOn(definitions, input.policyId, today)
  if (!policy) return refuse('policy-unknown', { policy: input.policyId, on: today }, ['policyId'])
  if (policy.mode !== 'on-application' || !policy.claim) return refuse('policy-not-claimed', {}, ['policyId'])
  if (needs.standing.taken) return refuse('already-claimed', { period: periodOf(today) })
  const summary = { zh: '申请已批准，等待发放', en: 'The application is granted; the money follows' }
  return claimed(facts, policy, { amountFen: null, summary, caseId: input.caseId })
}

const withdrawClaim: Rules['withdrawClaim'] = ({ state }, _, { actor }) =>
  state === 'open' ? [{ type: 'ClaimWithdrawn', data: { by: actor.id } }] : refuse('claim-closed')

const answered = (
  { policyId, department, title }: Claim,
  more: Omit<Extract<ClaimEvent, { type: 'ClaimAnswered' }>['data'], 'policyId' | 'department' | 'title'>,
): ClaimEvent[] => [
  { type: 'ClaimAnswered', data: { policyId, department: department ?? '', title, ...more } },
]

const answerClaim: Rules['answerClaim'] = (claim, { runId, outcome, reason }, { actor }) =>
  claim.state === 'open' ? answered(claim, { outcome, reason, runId, by: actor.id }) : refuse('claim-closed')

const refuseClaim: Rules['refuseClaim'] = (claim, { reason }, { actor }) =>
  claim.state === 'open'
    ? answered(claim, { outcome: 'refused', reason: { zh: reason, en: reason }, by: actor.id })
    : refuse('claim-closed')

export const claimRules: Rules = {
  lodgeClaim,
  claimByCase,
  withdrawClaim,
  answerClaim,
  refuseClaim,
  ...promiseRules,
}
