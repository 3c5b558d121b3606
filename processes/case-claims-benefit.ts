import type { CaseEvent } from '#engines/casework/model.ts'
import type { Process } from '#platform/process.ts'

/** A granted application for a benefit is a claim, which the policy's next run pays. */
export const caseClaimsBenefit: Process = {
  name: 'case-claims-benefit',
  on: ['case.ResultIssued'],
  react: ({ ownerId: partyId, streamId: caseId, event }) => {
    const { benefit } = (event as Extract<CaseEvent, { type: 'ResultIssued' }>).data
    return benefit ? [{ operation: 'policy.claimByCase', input: { partyId, policyId: benefit, caseId } }] : []
  },
}
