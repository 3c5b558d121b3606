import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import type { policyContract } from './contract.ts'
import { type Grant, type GrantEvent, type Objection, type ObjectionEvent, wholeBenefit } from './model.ts'

type Contract = typeof policyContract
export type GrantRules = RulesOf<
  Contract,
  Grant,
  GrantEvent,
  'announceGrant' | 'confirmAccount' | 'progressGrant'
>
export type ObjectionRules = RulesOf<
  Contract,
  Objection,
  ObjectionEvent,
  'lodgeObjection' | 'resolveObjection'
>

const announceGrant: GrantRules['announceGrant'] = (_, { partyId: __, ...grant }, { needs }) => {
  if (needs.taken) return refuse('already-granted', { grantId: needs.taken })
  return [{ type: 'GrantAnnounced', data: { ...grant, component: wholeBenefit } }]
}

const changeable = ['announced', 'approved', 'waiting', 'held', 'returned']

const confirmAccount: GrantRules['confirmAccount'] = (grant, { account }, { actor }) => {
  if (!changeable.includes(grant.state)) return refuse('account-fixed', { state: grant.state }, ['account'])
  const { runId, batchId, instructionId } = grant
  return [{ type: 'AccountConfirmed', data: { runId, batchId, instructionId, account, by: actor.id } }]
}

const progressGrant: GrantRules['progressGrant'] = (grant, { number, state, reason, amountFen }) =>
  number <= grant.number && number > 0
    ? []
    : [{ type: 'GrantProgressed', data: { state, number, reason, amountFen } }]

const lodgeObjection: ObjectionRules['lodgeObjection'] = (_, input, { needs, actor, now }) => {
  const { standing } = needs
  if (!standing) return refuse('run-unknown', {}, ['runId'])
  if (standing.state !== 'in-publicity' || (standing.endsAt !== null && now >= standing.endsAt))
    return refuse('not-in-publicity')
  const aboutPartyId = input.aboutPartyId ?? input.partyId
  if (aboutPartyId !== input.partyId && !standing.aboutIsCandidate)
    return refuse('candidate-unknown', {}, ['aboutPartyId'])
  const { department, explanation } = standing
  return [
    {
      type: 'ObjectionLodged',
      data: {
        runId: input.runId,
        aboutPartyId,
        department,
        text: input.text,
        by: actor.id,
        // Another party's facts are not the objector's to keep.
        ...(aboutPartyId === input.partyId && explanation ? { explanation } : {}),
      },
    },
  ]
}

const resolveObjection: ObjectionRules['resolveObjection'] = (objection, input, { actor }) => {
  if (objection.resolved) return refuse('already-resolved')
  const { runId, aboutPartyId } = objection
  const { outcome, reason } = input
  return [{ type: 'ObjectionResolved', data: { runId, aboutPartyId, outcome, reason, by: actor.id } }]
}

export const grantRules: GrantRules = { announceGrant, confirmAccount, progressGrant }
export const objectionRules: ObjectionRules = { lodgeObjection, resolveObjection }
