import { personOf } from '#kernel/actor.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { addFen, yuan } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { ceilingOf } from '../ceiling.ts'
import type { correctionContract } from './contract.ts'
import type { Correction, CorrectionEvent, Proposal, RepaymentStanding } from './model.ts'

export type CorrectionRules = RulesOf<typeof correctionContract, Correction, CorrectionEvent>

const reviewPayments: CorrectionRules['reviewPayments'] = (_, __, { needs }) => {
  const proposals = needs.reviewed.flatMap(({ dueFen, openFen, leftAtFen, ...grant }) => {
    if (dueFen === undefined || (dueFen === leftAtFen && openFen === 0)) return []
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
  // The proposal is the machine's, or whose who found the promise broken; another person decides, and none who acts for whom it concerns.
  if (actor.kind !== 'account' || proposal.foundBy === personOf(actor)) return refuse('four-eyes')
  if (actor.partyIds.includes(partyId)) return refuse('acts-for-payee')
  const ceilingFen = ceilingOf(actor, proposal.department, definitions)
  const amountFen = Math.abs(proposal.differenceFen)
  if (outcome === 'approved' && amountFen > ceilingFen)
    return refuse('above-ceiling', { amount: yuan(amountFen), ceiling: yuan(ceilingFen) })
  const data = { grantId, outcome, reason, by: actor.id, person: personOf(actor), proposal }
  return [{ type: 'CorrectionDecided', data }]
}

const noteRepayment: CorrectionRules['noteRepayment'] = (correction, input) => {
  const { partyId: _, correctionId: __, grantId, receipt, ...told } = input
  if (!correction.proposals.has(grantId)) return refuse('correction-unknown')
  const before = correction.repayments.get(grantId)
  const repayment: RepaymentStanding = {
    account: '',
    stage: 'due',
    ...before,
    ...told,
    receipts: [...(before?.receipts ?? []), ...(receipt ? [receipt] : [])],
  }
  return [{ type: 'RepaymentNoted', data: { grantId, repayment } }]
}

const withdrawCorrection: CorrectionRules['withdrawCorrection'] = (correction, input, facts) => {
  const { actor, definitions } = facts
  const { partyId, grantId, reason } = input
  const proposal = correction.proposals.get(grantId)
  if (!proposal) return refuse('correction-unknown')
  const repayment = correction.repayments.get(grantId)
  if (repayment?.state !== 'open') return refuse('not-claimed-back')
  if (actor.kind !== 'account') return refuse('four-eyes')
  if (actor.partyIds.includes(partyId)) return refuse('acts-for-payee')
  const openFen = addFen(repayment.amountFen, -repayment.receivedFen)
  const ceilingFen = ceilingOf(actor, proposal.department, definitions)
  if (openFen > ceilingFen)
    return refuse('above-ceiling', { amount: yuan(openFen), ceiling: yuan(ceilingFen) })
  const { bookId, repaymentId } = repayment
  const by = { by: actor.id, person: personOf(actor) }
  return [
    { type: 'CorrectionWithdrawn', data: { grantId, reason, ...by, repayment: { bookId, repaymentId } } },
  ]
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
  noteRepayment,
  withdrawCorrection,
}
