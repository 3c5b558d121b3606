import type { Process } from '#platform/process.ts'

interface Moved {
  readonly cause: { readonly runId: string; readonly batchId: string; readonly corrects?: string | undefined }
  readonly moves: readonly {
    readonly instructionId: string
    readonly partyId: string
    readonly to: string
    readonly reason?: string | undefined
  }[]
}

/** What the ledger does with a grant's money reaches the run, and through it the party; with a correction's, the correction. */
export const ledgerTellsRun: Process = {
  name: 'ledger-tells-run',
  on: [
    'disbursement.FundsHeld',
    'disbursement.FundsWaiting',
    'disbursement.AccountSupplied',
    'disbursement.PaymentsOrdered',
    'disbursement.PaymentsInDoubt',
    'disbursement.PaymentsSettled',
    'disbursement.PaymentsReturned',
    'disbursement.FundsReleased',
    'disbursement.PaymentsReversed',
  ],
  react: ({ streamId: disbursementId, event }) => {
    const { cause, moves } = event.data as Moved
    const { corrects: partyId, batchId: correctionId } = cause
    if (partyId)
      return moves.map(({ instructionId, to: state }) => ({
        operation: 'policy.progressCorrection',
        input: { partyId, correctionId, instructionId, disbursementId, state },
      }))
    const lines = moves.map(({ instructionId, partyId, to: state, reason }) => ({
      instructionId,
      partyId,
      state,
      disbursementId,
      ...(reason ? { reason } : {}),
    }))
    return [
      { operation: 'policy.recordPayments', input: { runId: cause.runId, batchId: cause.batchId, lines } },
    ]
  },
}
