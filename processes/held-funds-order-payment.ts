import type { Process } from '#platform/process.ts'

/** Money that is held, or an account that was missing, lets the ledger order what can be paid now. */
export const heldFundsOrderPayment: Process = {
  name: 'held-funds-order-payment',
  on: ['disbursement.FundsHeld', 'disbursement.AccountSupplied'],
  react: ({ ownerId, streamId }) => [
    { operation: 'ledger.orderPayments', input: { bookId: ownerId, disbursementId: streamId } },
  ],
}
