import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { BankAccount } from '../model.ts'
import { Flow, LineStanding, OwedLine, ReceivableId } from './model.ts'

const onReceivable = { kind: 'receivable', owner: 'partyId', id: 'receivableId' } as const
const theReceivable = { partyId: PartyId, receivableId: ReceivableId }
const Reason = z.string().trim().min(2).max(500)
const path = '/parties/:partyId/receivables/:receivableId'

const Share = z.object({
  payee: z.string(),
  owedFen: Fen,
  receivedFen: Fen,
  returnedFen: Fen,
})

export const ReceivableView = z.object({
  partyId: PartyId,
  receivableId: ReceivableId,
  caseId: Uuid,
  purpose: z.string(),
  payer: z.string(),
  /** what is asked for now; struck lines left out */
  totalFen: Fen,
  collectedFen: Fen,
  givenBackFen: Fen,
  /** `refund-failed`: money that goes back came back itself, another account is needed */
  state: z.enum(['due', 'under-way', 'disputed', 'paid', 'refunding', 'refund-failed', 'refunded', 'struck']),
  lines: z.array(OwedLine.extend({ standing: LineStanding })),
  byPayee: z.array(Share),
  /** fees can be paid here: the city has named its account */
  payable: z.boolean(),
  reason: z.string().optional(),
  changedAt: Instant,
})
export type ReceivableView = z.output<typeof ReceivableView>

/** What cases cost: paid once, received for each authority, given back by reversal. */
export const receivableContract = {
  raiseReceivable: write({
    path: '/parties/:partyId/receivables',
    permission: 'all',
    internal: true,
    summary: 'Ask the applicant of a case for what it costs, each line owed to one authority',
    stream: { ...onReceivable, creates: true },
    input: z.object({
      partyId: PartyId,
      caseId: Uuid,
      purpose: z.string().min(1).max(200),
      lines: z.array(OwedLine).min(1).max(200),
    }),
    output: written,
    needs: {
      existing: need<string | null>('ledger.receivableOfCase'),
      party: need<{ name: string } | null>('party.profile'),
    },
    refusals: ['receivable-exists', 'line-repeated'],
  }),
  payReceivable: write({
    path: `${path}/pay`,
    permission: 'own',
    summary: 'Pay everything that is due at once from one account; the bank asks its holder',
    stream: onReceivable,
    input: z.object({ ...theReceivable, account: BankAccount }),
    output: written,
    needs: { party: need<{ name: string } | null>('party.profile') },
    refusals: ['collection-not-set-up', 'payment-under-way', 'nothing-due'],
  }),
  supplyRefundAccount: write({
    path: `${path}/refund-account`,
    permission: 'own',
    summary: 'Name another account for money that could not be given back',
    stream: onReceivable,
    input: z.object({ ...theReceivable, account: BankAccount }),
    output: written,
    refusals: ['no-refund-waiting'],
  }),
  giveBack: write({
    path: `${path}/give-back`,
    permission: 'all',
    internal: true,
    summary: 'Strike what parts of a case would have cost, or order it back where it was paid',
    stream: onReceivable,
    input: z.object({ ...theReceivable, parts: z.array(z.string()).min(1).max(100), reason: Reason }),
    output: written,
    refusals: [],
  }),
  recordMoney: write({
    path: `${path}/answers`,
    permission: 'all',
    internal: true,
    summary: 'Record what the bank says of an order; an answer heard before changes nothing',
    stream: onReceivable,
    input: z.object({
      ...theReceivable,
      flow: Flow,
      attempt: z.number().int().min(1),
      state: z.enum(['accepted', 'lost', 'settled', 'returned']),
      amountFen: Fen.optional(),
      bankReference: z.string().max(100).optional(),
      reason: z.string().max(100).optional(),
    }),
    output: written,
    refusals: [],
  }),
  askAboutMoney: write({
    path: `${path}/ask`,
    permission: 'all',
    internal: true,
    summary: 'Ask the bank again about an order whose end is not known',
    stream: onReceivable,
    input: z.object(theReceivable),
    output: written,
    refusals: ['nothing-open'],
  }),
  settleMoney: write({
    path: `${path}/settle`,
    permission: 'all',
    summary: 'Decide an order for which the bank named another sum',
    stream: onReceivable,
    input: z.object({ ...theReceivable, outcome: z.enum(['settled', 'returned']), reason: Reason }),
    output: written,
    refusals: ['not-disputed'],
  }),
  getReceivable: read({
    path,
    permission: 'own',
    summary: 'Show what a case costs, what is paid for whom, and what went back',
    input: z.object(theReceivable),
    output: ReceivableView,
    receipt: 'record',
  }),
  listReceivables: read({
    path: '/receivables',
    permission: 'all',
    summary:
      'List what is owed and paid for cases, newest first, with what each authority has received in all',
    input: z.object({
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      items: z.array(ReceivableView.omit({ lines: true, payable: true })),
      next: Instant.optional(),
      authorities: z.array(Share),
    }),
    receipt: 'list',
  }),
}
