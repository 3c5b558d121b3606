import type { ClaimEvent } from '#engines/policy/claims/model.ts'
import type { BatchEvent } from '#engines/policy/model.ts'
import type { Process, ProcessCommand } from '#platform/process.ts'

type Of<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data']

const entry = (policyId: string, on: string, value: boolean) => ({
  fact: 'credit.brokenCommitment',
  value,
  on,
  source: `claim:${policyId}`,
})

/**
 * A claim that rested on a false promise is known of the party from then on and what it was paid is looked at again; once the entry is
 * ended, the record says so (国办发〔2020〕42号).
 */
export const brokenClaimPromiseCosts: Process = {
  name: 'broken-claim-promise-costs',
  on: ['claim.PromiseChecked', 'claim.RepairAnswered'],
  react: ({ ownerId: partyId, streamId: claimId, event }): ProcessCommand[] => {
    const { type, data } = event as Extract<ClaimEvent, { type: 'PromiseChecked' | 'RepairAnswered' }>
    const record = (value: boolean): ProcessCommand => ({
      operation: 'party.recordFacts',
      input: { partyId, facts: [entry(data.policyId, data.on, value)], cause: `claim ${claimId}` },
    })
    if (type === 'RepairAnswered') return data.clears ? [record(false)] : []
    if (data.outcome !== 'broken') return []
    return [
      ...(data.enters ? [record(true)] : []),
      { operation: 'policy.reviewPayments', input: { partyId } },
    ]
  },
}

/** Money that a broken promise stops before any bank was told is the budget's again. */
export const stoppedPaymentIsReleased: Process = {
  name: 'stopped-payment-is-released',
  on: ['candidates.PaymentStopped'],
  react: ({ event }) => {
    const { bookId, disbursementId, instructionId, reason } = event.data as Of<BatchEvent, 'PaymentStopped'>
    return [
      {
        operation: 'ledger.releaseHold',
        input: { bookId, disbursementId, instructionIds: [instructionId], reason },
      },
    ]
  },
}
