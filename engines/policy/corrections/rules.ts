import { personOf } from '#kernel/actor.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { addFen, yuan } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { ceilingOf } from '../ceiling.ts'
import type { correctionContract } from './contract.ts'
import type { Correction, CorrectionEvent, Proposal } from './model.ts'

export type CorrectionRules = RulesOf<typeof correctionContract, Correction, CorrectionEvent>

const reviewPayments: CorrectionRules['reviewPayments'] = (_, __, { needs }) => {
  const proposals = needs.reviewed.flatMap(({ dueFen, openFen, ...grant }) => {
    if (dueFen === undefined) return []
    const differenceFen = addFen(dueFen, -grant.paidFen)
    return differenceFen === openFen ? [] : [{ ...grant, dueFen, differenceFen }]
  })
  return proposals.length ? [{ type: 'CorrectionsProposed', data: { proposals } }] : []
}

const decideCorrection: CorrectionRules['decideCorrection'] = (correction, input, facts) => {
  const { actor, needs, definitions } = facts
  const { partyId, grantId, outcome, reason } = input
  const proposal = correction.proposals.get(grantId)
  if (!proposal || proposal.differenceFen === 0) return refuse('correction-unknown')
  if (!needs.open || correction.decided.has(grantId)) return refuse('correction-closed')
  // The proposal is the machine's; a person decides, and none who acts for whom it concerns.
  if (actor.kind !== 'account') return refuse('four-eyes')
  if (actor.partyIds.includes(partyId)) return refuse('acts-for-payee')
  const ceilingFen = ceilingOf(actor, proposal.department, definitions)
  const amountFen = Math.abs(proposal.differenceFen)
  if (outcome === 'approved' && amountFen > ceilingFen)
    return refuse('above-ceiling', { amount: yuan(amountFen), ceiling: yuan(ceilingFen) })
  const data = { grantId, outcome, reason, by: actor.id, person: personOf(actor), proposal }
  return [{ type: 'CorrectionDecided', data }]
}

const causeOf = ({ policyId, policyVersion, period, component }: Proposal) => ({
  policyId,
  policyVersion,
  period,
  component,
})

const progressCorrection: CorrectionRules['progressCorrection'] = (correction, input) => {
  const { partyId, instructionId, disbursementId, state } = input
  const proposal = [...correction.proposals.values()].find(
    (one) => instructionIdOf({ ...causeOf(one), partyId }) === instructionId,
  )
  if (!proposal) return []
  const data = { grantId: proposal.grantId, state, instructionId, disbursementId }
  return [{ type: 'CorrectionProgressed', data }]
}

/** As long as no bank has it: waiting for money, ready, or sent back. */
const changeable = ['waiting', 'held', 'returned']

const confirmCorrectionAccount: CorrectionRules['confirmCorrectionAccount'] = (
  correction,
  { grantId, account },
  { actor },
) => {
  const proposal = correction.proposals.get(grantId)
  const payment = correction.payments.get(grantId)
  if (!proposal || !payment) return refuse('correction-unknown')
  const { state, instructionId, disbursementId } = payment
  if (!changeable.includes(state)) return refuse('account-fixed', { state }, ['account'])
  const transfer = { bookId: proposal.bookId, disbursementId }
  const data = { grantId, instructionId, account, transfer, by: actor.id }
  return [{ type: 'CorrectionAccountConfirmed', data }]
}

export const correctionRules: CorrectionRules = {
  reviewPayments,
  decideCorrection,
  progressCorrection,
  confirmCorrectionAccount,
}
