import type { Process } from '#platform/process.ts'

interface Confirmed {
  readonly runId: string
  readonly batchId: string
  readonly account: string
}
interface Recorded {
  readonly instructionId: string
  readonly account: string
  readonly transfer?: { readonly bookId: string; readonly disbursementId: string } | undefined
}

/** The account a party confirms goes to its run, and from there to the ledger once the ledger has the transfer. */
export const accountReachesRun: Process = {
  name: 'account-reaches-run',
  on: ['grant.AccountConfirmed'],
  react: ({ ownerId: partyId, event }) => {
    const { runId, batchId, account } = event.data as Confirmed
    return [{ operation: 'policy.recordAccount', input: { runId, batchId, partyId, account } }]
  },
}

export const accountReachesLedger: Process = {
  name: 'account-reaches-ledger',
  on: ['candidates.AccountRecorded', 'correction.CorrectionAccountConfirmed'],
  react: ({ event }) => {
    const { instructionId, account, transfer } = event.data as Recorded
    return transfer
      ? [{ operation: 'ledger.supplyAccount', input: { ...transfer, instructionId, account } }]
      : []
  },
}
