import { z } from 'zod'
import { Uuid } from '#kernel/ids.ts'
import { write } from '#kernel/contract.ts'
import { written } from '#kernel/written.ts'
import { onCase, theCase } from '../contract-parts.ts'
import { PaymentStanding } from '../model.ts'

export const feeContract = {
  notePayment: write({
    path: '/parties/:partyId/cases/:caseId/payment',
    permission: 'all',
    internal: true,
    summary: 'Note what the ledger says of the fees: asked for, received, given back',
    stream: onCase,
    input: z.object({ ...theCase, receivableId: Uuid, standing: PaymentStanding }),
    output: written,
    refusals: [],
  }),
}
