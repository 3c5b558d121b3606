import { personOf } from '#kernel/actor.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { refuse } from '#kernel/refusal.ts'
import type { WriteNames } from '#kernel/contract.ts'
import type { partyContract } from './contract.ts'
import type { askContract } from './ask/contract.ts'
import type { declareContract } from './declare/contract.ts'
import type { importContract } from './import/contract.ts'
import type { Party, PartyEvent } from './model.ts'

type PartyOperation = Exclude<
  WriteNames<typeof partyContract>,
  keyof typeof importContract | keyof typeof declareContract | keyof typeof askContract
>
type Rules = RulesOf<typeof partyContract, Party, PartyEvent, PartyOperation>

const foundEnterprise: Rules['foundEnterprise'] = (_, input, { actor }) => [
  { type: 'EnterpriseFounded', data: { name: input.name, accountId: actor.id } },
  { type: 'MandateGranted', data: { accountId: actor.id, role: 'founder' } },
]

/** What makes a party a person to every rule; known from the account and not told by anybody. */
const isPerson = { fact: 'ent.type', value: 'person', source: 'account' }

const enterAsPerson: Rules['enterAsPerson'] = (_, __, { actor, needs, today }) => {
  if (needs.person) return refuse('person-exists')
  const { id: accountId, name } = actor
  return [
    { type: 'PersonEntered', data: { name, accountId, personKey: personOf(actor) } },
    { type: 'MandateGranted', data: { accountId, role: 'self' } },
    { type: 'FactsRecorded', data: { facts: [{ ...isPerson, on: today }], cause: 'account' } },
  ]
}

const grantMandate: Rules['grantMandate'] = (party, input, { needs, today }) => {
  if (!needs.account) return refuse('account-unknown', { login: input.login }, ['login'])
  if (party.mandates.has(needs.account.accountId)) return refuse('mandate-exists', {}, ['login'])
  if (input.until !== undefined && input.until <= today)
    return refuse('mandate-ends-in-the-past', {}, ['until'])
  return [
    {
      type: 'MandateGranted',
      data: { accountId: needs.account.accountId, role: input.role, until: input.until },
    },
  ]
}

const revokeMandate: Rules['revokeMandate'] = (party, input) => {
  if (!party.mandates.has(input.accountId)) return refuse('no-such-mandate')
  if (party.mandates.size === 1) return refuse('last-mandate')
  return [{ type: 'MandateRevoked', data: { accountId: input.accountId } }]
}

const assignIdentity: Rules['assignIdentity'] = (party, input) => {
  if (creditCodeFault(input.creditCode)) return refuse('credit-code-invalid', {}, ['creditCode'])
  if (party.creditCode === input.creditCode) return []
  if (party.creditCode) return refuse('identity-already-assigned')
  return [
    {
      type: 'IdentityAssigned',
      data: { creditCode: input.creditCode, name: input.name, registeredOn: input.registeredOn },
    },
  ]
}

const recordFacts: Rules['recordFacts'] = (_, input) => [
  { type: 'FactsRecorded', data: { facts: input.facts, cause: input.cause } },
]

const received = 'benefit.received'

/**
 * What this platform paid joins what departments told of benefits received. Where they told nothing the list stays unknown: one benefit
 * more does not say that there were no others.
 */
const noteBenefit: Rules['noteBenefit'] = (_, { policyId, year, amountFen, received: arrived }, facts) => {
  const { needs, today } = facts
  const known = needs.facts.find(({ fact }) => fact === received)
  if (!known || !Array.isArray(known.value)) return []
  const others = known.value.filter((one) => one['policyId'] !== policyId || one['year'] !== year)
  const value = arrived ? [...others, { policyId, year, amount: amountFen }] : others
  const fact = { fact: received, value, on: today, source: 'record' }
  return [{ type: 'FactsRecorded', data: { facts: [fact], cause: `benefit ${policyId} ${year}` } }]
}

export const partyRules: Rules = {
  foundEnterprise,
  enterAsPerson,
  grantMandate,
  revokeMandate,
  assignIdentity,
  recordFacts,
  noteBenefit,
}
