import type { KnownParty } from '#definitions/facts/known.ts'
import { personOf } from '#kernel/actor.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { yuan } from '#kernel/money.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import type { claimContract, RepairStanding } from './contract.ts'
import type { Claim, ClaimEvent } from './model.ts'

type Rules = RulesOf<typeof claimContract, Claim, ClaimEvent, 'checkPromise' | 'askRepair' | 'answerRepair'>

/** What the record says of somebody who broke a promise, until that is made good (国办发〔2020〕42号). */
export const brokenPromiseFact = 'credit.brokenCommitment'
const entryOf = (party: KnownParty | null) =>
  party?.facts.find(({ fact, value }) => fact === brokenPromiseFact && value === true)
/** The source of an entry that a claim brought about. */
export const claimSource = 'claim:'

const checkPromise: Rules['checkPromise'] = (claim, { outcome, reason }, { actor, needs, today }) => {
  const { policyId, department = '', title, promised, promise, state } = claim
  if (!promised) return refuse('nothing-promised')
  if (promise !== 'unchecked') return refuse('already-checked')
  const { consequence } = promised
  const about = { policyId, department, title }
  const by = { by: actor.id, person: personOf(actor) }
  const enters = outcome === 'broken' && entryOf(needs.party) === undefined
  const checked: ClaimEvent = {
    type: 'PromiseChecked',
    data: { ...about, outcome, reason, consequence, on: today, ...by, enters },
  }
  if (outcome === 'kept' || state !== 'open') return [checked]
  const why = { zh: `承诺经核查不实：${reason}`, en: `The promise was found untrue: ${reason}` }
  return [
    checked,
    { type: 'ClaimAnswered', data: { ...about, outcome: 'refused', reason: why, by: actor.id } },
  ]
}

/** What was asked back comes first. */
const owed = ({ owedFen, undecided }: RepairStanding): Refusal | undefined =>
  owedFen > 0 || undecided ? refuse('repayment-owed', { owed: yuan(owedFen) }) : undefined

const askRepair: Rules['askRepair'] = (claim, { text }, { needs, actor, today }) => {
  if (claim.promise !== 'broken') return refuse('promise-not-broken')
  if (claim.repair?.state === 'asked') return refuse('repair-asked')
  return owed(needs.repair) ?? [{ type: 'RepairAsked', data: { text, on: today, by: actor.id } }]
}

const answerRepair: Rules['answerRepair'] = (claim, { outcome, reason }, { needs, actor, today }) => {
  const { policyId, department = '', title, repair } = claim
  if (repair?.state !== 'asked') return refuse('no-repair-asked')
  const open = outcome === 'granted' ? owed(needs.repair) : undefined
  if (open) return open
  const isOurs = entryOf(needs.party)?.source.startsWith(claimSource) === true
  const clears = outcome === 'granted' && isOurs && !needs.repair.otherBroken
  const about = { policyId, department, title }
  return [{ type: 'RepairAnswered', data: { ...about, outcome, reason, on: today, by: actor.id, clears } }]
}

export const promiseRules: Rules = { checkPromise, askRepair, answerRepair }
