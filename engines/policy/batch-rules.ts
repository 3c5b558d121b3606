import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import type { policyContract } from './contract.ts'
import { type ApprovedLine, type Batch, type BatchEvent, type GrantState, wholeBenefit } from './model.ts'

export type BatchRules = RulesOf<
  typeof policyContract,
  Batch,
  BatchEvent,
  | 'recordCandidates'
  | 'approveCandidates'
  | 'amendCandidate'
  | 'recordAccount'
  | 'recordPayments'
  | 'stopPayment'
>

const recordCandidates: BatchRules['recordCandidates'] = (_, { runId: __, ...batch }, { needs }) => {
  if (!needs.standing) return refuse('run-unknown', {}, ['runId'])
  if (['approved', 'finished', 'cancelled'].includes(needs.standing.state)) return refuse('run-closed')
  return [{ type: 'CandidatesRecorded', data: { ...batch, until: batch.until } }]
}

const approveCandidates: BatchRules['approveCandidates'] = (batch, _, { needs }) => {
  if (!needs.run) return refuse('run-not-approved')
  const eligible = [...batch.candidates.values()].filter((one) => one.verdict === 'eligible')
  if (batch.bookId || eligible.length === 0) return refuse('nothing-to-approve')
  // Nobody is paid who was not told: the announcement on the party's own record is also what makes a grant unique.
  const announced = new Set(needs.announced)
  const pending = eligible.filter((one) => !announced.has(one.partyId)).length
  if (pending > 0) return refuse('announcements-pending', { count: pending })
  const { policyId, policyVersion, period, bookId, title } = needs.run
  const lines = eligible.map(
    ({ instructionId, partyId, name, person, amountFen, account }): ApprovedLine => ({
      instructionId,
      partyId,
      component: wholeBenefit,
      payee: name,
      ...(person ? { person } : {}),
      amountFen,
      ...(account ? { account } : {}),
    }),
  )
  const purpose = `${period}年${title.zh}`
  return [{ type: 'GrantsApproved', data: { bookId, policyId, policyVersion, period, purpose, lines } }]
}

const amendCandidate: BatchRules['amendCandidate'] = (batch, { candidate, cause }) => {
  if (!batch.candidates.has(candidate.partyId)) return refuse('candidate-unknown')
  if (batch.bookId) return refuse('already-approved')
  return [{ type: 'CandidateAmended', data: { candidate, cause } }]
}

const recordAccount: BatchRules['recordAccount'] = (batch, { partyId, account }) => {
  const candidate = batch.candidates.get(partyId)
  if (!candidate) return refuse('candidate-unknown')
  const { instructionId } = candidate
  const disbursementId = batch.disbursements.get(instructionId)
  const transfer = disbursementId && batch.bookId ? { bookId: batch.bookId, disbursementId } : undefined
  return [{ type: 'AccountRecorded', data: { partyId, instructionId, account, transfer } }]
}

const recordPayments: BatchRules['recordPayments'] = (batch, { lines }) => {
  const { bookId } = batch
  if (!bookId) return refuse('grants-not-approved')
  const late = lines.flatMap(({ partyId, instructionId, disbursementId }): BatchEvent[] => {
    const account = batch.lateAccounts.get(partyId)
    const transfer = { bookId, disbursementId }
    return account ? [{ type: 'AccountRecorded', data: { partyId, instructionId, account, transfer } }] : []
  })
  return [{ type: 'PaymentsRecorded', data: { lines } }, ...late]
}

/** As long as no bank has been told: what is under way goes to its end and is asked back afterwards. */
const stoppable: ReadonlySet<GrantState> = new Set(['waiting', 'held', 'returned'])

const stopPayment: BatchRules['stopPayment'] = (batch, { partyId, reason }) => {
  const instructionId = batch.candidates.get(partyId)?.instructionId
  if (!instructionId) return refuse('candidate-unknown')
  const state = batch.payments.get(instructionId)
  const disbursementId = batch.disbursements.get(instructionId)
  const { bookId } = batch
  if (!state || !stoppable.has(state) || !disbursementId || !bookId) return refuse('payment-under-way')
  return [{ type: 'PaymentStopped', data: { partyId, instructionId, bookId, disbursementId, reason } }]
}

export const batchRules: BatchRules = {
  recordCandidates,
  approveCandidates,
  amendCandidate,
  recordAccount,
  recordPayments,
  stopPayment,
}
