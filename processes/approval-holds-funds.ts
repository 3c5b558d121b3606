import type { Process } from '#platform/process.ts'

interface Approved {
  readonly bookId: string
  readonly [field: string]: unknown
}

/** Grants that were approved ask the ledger for money. Whether it is there only the ledger says. */
export const approvalHoldsFunds: Process = {
  name: 'approval-holds-funds',
  on: ['candidates.GrantsApproved'],
  react: ({ ownerId: runId, streamId: batchId, event }) => [
    { operation: 'ledger.holdFunds', input: { ...(event.data as Approved), cause: { runId, batchId } } },
  ],
}
