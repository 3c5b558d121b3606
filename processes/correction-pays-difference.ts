import { instructionIdOf } from '#kernel/instruction.ts'
import type { Process } from '#platform/process.ts'

interface Decided {
  readonly outcome: string
  readonly proposal: {
    readonly runId: string
    readonly policyId: string
    readonly policyVersion: number
    readonly period: string
    readonly title: { readonly zh: string }
    readonly bookId: string
    readonly payee: string
    readonly person?: true | undefined
    readonly account?: string | undefined
    readonly differenceFen: number
    readonly component: string
  }
}

/** A difference that a person approved asks the ledger for money like any grant. */
export const correctionPaysDifference: Process = {
  name: 'correction-pays-difference',
  on: ['correction.CorrectionDecided'],
  react: ({ ownerId: partyId, streamId: correctionId, event }) => {
    const { outcome, proposal } = event.data as Decided
    if (outcome !== 'approved' || proposal.differenceFen <= 0) return []
    const { runId, policyId, policyVersion, period, bookId, component, payee, person, account } = proposal
    const line = {
      instructionId: instructionIdOf({ policyId, policyVersion, period, partyId, component }),
      partyId,
      component,
      payee,
      ...(person ? { person } : {}),
      amountFen: proposal.differenceFen,
      ...(account ? { account } : {}),
    }
    const cause = { runId, batchId: correctionId, corrects: partyId }
    const purpose = `${period}年${proposal.title.zh}（更正补发）`
    const input = { bookId, cause, policyId, policyVersion, period, purpose, lines: [line] }
    return [{ operation: 'ledger.holdFunds', input }]
  },
}
