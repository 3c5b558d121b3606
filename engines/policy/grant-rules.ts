import type { RulesOf } from '#kernel/engine.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { refuse } from '#kernel/refusal.ts'
import { compiledFor, policyOn } from './assess.ts'
import type { policyContract } from './contract.ts'
import { matchPolicy } from './match.ts'
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
  'lodgeObjection' | 'objectToVerdict' | 'noteObjectionCase' | 'resolveObjection'
>

const announceGrant: GrantRules['announceGrant'] = (_, { partyId: __, ...grant }, { needs }) => {
  const { taken } = needs
  if (taken?.policyId === grant.policyId) return refuse('already-granted', { grantId: taken.grantId })
  if (taken) return refuse('group-granted', { grantId: taken.grantId })
  return [{ type: 'GrantAnnounced', data: { ...grant, component: wholeBenefit } }]
}

const changeable = ['announced', 'approved', 'waiting', 'held', 'returned']

const confirmAccount: GrantRules['confirmAccount'] = (grant, { account }, { actor }) => {
  if (!changeable.includes(grant.state)) return refuse('account-fixed', { state: grant.state }, ['account'])
  const { runId, batchId, instructionId } = grant
  return [{ type: 'AccountConfirmed', data: { runId, batchId, instructionId, account, by: actor.id } }]
}

const progressGrant: GrantRules['progressGrant'] = (grant, { number, state, reason, amountFen }) => {
  if (number <= grant.number && number > 0) return []
  const { policyId, period } = grant
  const arrived = state === 'settled' || state === 'reversed'
  const benefit = arrived ? { policyId, period, amountFen: amountFen ?? grant.amountFen } : undefined
  return [{ type: 'GrantProgressed', data: { state, number, reason, amountFen, benefit } }]
}

const lodgeObjection: ObjectionRules['lodgeObjection'] = (_, input, { needs, actor, now }) => {
  const { standing } = needs
  if (!standing) return refuse('run-unknown', {}, ['runId'])
  if (standing.state !== 'in-publicity' || (standing.endsAt !== null && now >= standing.endsAt))
    return refuse('not-in-publicity')
  const aboutPartyId = input.aboutPartyId ?? input.partyId
  if (aboutPartyId !== input.partyId && !standing.aboutIsCandidate)
    return refuse('candidate-unknown', {}, ['aboutPartyId'])
  const { department, explanation, policyId, title } = standing
  return [
    {
      type: 'ObjectionLodged',
      data: {
        runId: input.runId,
        policyId,
        title,
        aboutPartyId,
        department,
        text: input.text,
        by: actor.id,
        byName: actor.name,
        // Another party's facts are not the objector's to keep.
        ...(aboutPartyId === input.partyId && explanation ? { explanation } : {}),
      },
    },
  ]
}

const objectToVerdict: ObjectionRules['objectToVerdict'] = (_, input, facts) => {
  const { needs, definitions, today, actor } = facts
  const policy = policyOn(definitions, input.policyId, today)
  if (!policy) return refuse('policy-unknown', { policy: input.policyId, on: today }, ['policyId'])
  if (needs.open) return refuse('objection-open')
  const { compiled, dictionary } = compiledFor(definitions, policy)
  const { explanation } = matchPolicy(
    compiled,
    dictionary,
    knownSheet(dictionary.vocabulary, needs.facts),
    today,
  )
  const { id: policyId, title, department } = policy
  const aboutPartyId = input.partyId
  const said = { policyId, title, department, aboutPartyId, text: input.text, explanation }
  return [{ type: 'ObjectionLodged', data: { ...said, by: actor.id, byName: actor.name } }]
}

const noteObjectionCase: ObjectionRules['noteObjectionCase'] = (objection, { caseId }) =>
  objection.caseId ? [] : [{ type: 'ObjectionBecameCase', data: { caseId } }]

const resolveObjection: ObjectionRules['resolveObjection'] = (
  objection,
  { upheld, reason },
  { actor, ownerId },
) => {
  if (objection.resolved) return refuse('already-resolved')
  const { runId, policyId, title, department = '', aboutPartyId } = objection
  // Whoever objects to another wants it off the list; whoever objects for itself wants to be judged again.
  const outcome = !upheld ? 'dismissed' : aboutPartyId === ownerId ? 'reassessed' : 'excluded'
  const about = { runId, policyId, title, department, aboutPartyId }
  return [{ type: 'ObjectionResolved', data: { ...about, outcome, reason, by: actor.id } }]
}

export const grantRules: GrantRules = { announceGrant, confirmAccount, progressGrant }
export const objectionRules: ObjectionRules = {
  lodgeObjection,
  objectToVerdict,
  noteObjectionCase,
  resolveObjection,
}
