import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { Limit, Reason } from '../contract-parts.ts'
import { BankAccount, GrantId, GrantState, RunId, RunPeriod } from '../model.ts'
import { CorrectionId, CorrectionState, type Proposal, RepaymentStanding } from './model.ts'

/** A paid benefit judged again; without `dueFen` a fact is unknown now, and what is unknown corrects nothing. */
export interface ReviewedGrant extends Omit<Proposal, 'dueFen' | 'differenceFen'> {
  readonly dueFen: number | undefined
  /** what it came to when a person last decided to leave it: the same is not proposed again */
  readonly leftAtFen?: number | undefined
  /** the difference that is proposed already and not decided */
  readonly openFen: number
}

const onCorrection = { kind: 'correction', owner: 'partyId', id: 'correctionId' } as const
const ofGrant = { partyId: PartyId, correctionId: CorrectionId, grantId: GrantId }

const CorrectionRow = z.object({
  ...ofGrant,
  runId: RunId,
  policyId: Slug,
  title: Bilingual,
  period: RunPeriod,
  payee: z.string(),
  paidFen: Fen,
  dueFen: Fen,
  differenceFen: Fen,
  summary: Bilingual,
  state: CorrectionState,
  /** where a further payment stands */
  payment: GrantState.optional(),
  /** how far what is claimed back has come */
  repayment: RepaymentStanding.optional(),
  proposedAt: Instant,
  reason: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: Instant.optional(),
})
export type CorrectionRow = z.output<typeof CorrectionRow>

/** Facts that turn out otherwise after a payment: the exact difference, for a person to decide. The payment itself stays. */
export const correctionContract = {
  reviewPayments: write({
    path: '/parties/:partyId/corrections',
    permission: 'all',
    internal: true,
    summary: 'Judge an enterprise’s paid benefits with what is known now and propose the differences',
    stream: { kind: 'correction', owner: 'partyId', id: 'correctionId', creates: true },
    input: z.object({ partyId: PartyId }),
    output: written,
    needs: { reviewed: need<readonly ReviewedGrant[]>('policy.reviewed') },
    refusals: [],
  }),
  decideCorrection: write({
    path: '/parties/:partyId/corrections/:correctionId/decide',
    permission: 'jurisdiction',
    summary: 'Decide a proposed difference: pay it further or claim it back, or leave the payment as it is',
    stream: onCorrection,
    input: z.object({ ...ofGrant, outcome: z.enum(['approved', 'rejected']), reason: Reason }),
    output: written,
    needs: { open: need<boolean>('policy.correctionOpen') },
    refusals: ['correction-unknown', 'correction-closed', 'four-eyes', 'acts-for-payee', 'above-ceiling'],
  }),
  progressCorrection: write({
    path: '/parties/:partyId/corrections/:correctionId/progress',
    permission: 'all',
    internal: true,
    summary: 'Note where a further payment stands',
    stream: onCorrection,
    input: z.object({
      partyId: PartyId,
      correctionId: CorrectionId,
      instructionId: Uuid,
      disbursementId: Uuid,
      state: GrantState,
    }),
    output: written,
    refusals: [],
  }),
  confirmCorrectionAccount: write({
    path: '/parties/:partyId/corrections/:correctionId/account',
    permission: 'own',
    summary: 'Give another account for a further payment that waits or came back',
    stream: onCorrection,
    input: z.object({ ...ofGrant, account: BankAccount }),
    output: written,
    refusals: ['correction-unknown', 'account-fixed'],
  }),
  noteRepayment: write({
    path: '/parties/:partyId/corrections/:correctionId/repayment',
    permission: 'all',
    internal: true,
    summary: 'Note how far what is claimed back has come',
    stream: onCorrection,
    input: RepaymentStanding.partial({ account: true, accountName: true, stage: true })
      .omit({ receipts: true })
      .extend({
        ...ofGrant,
        receipt: RepaymentStanding.shape.receipts.element.optional(),
      }),
    output: written,
    refusals: ['correction-unknown'],
  }),
  withdrawCorrection: write({
    path: '/parties/:partyId/corrections/:correctionId/withdraw',
    permission: 'jurisdiction',
    summary: 'Ask for no more of what is claimed back, as where an objection was right',
    stream: onCorrection,
    input: z.object({ ...ofGrant, reason: Reason }),
    output: written,
    refusals: ['correction-unknown', 'not-claimed-back', 'four-eyes', 'acts-for-payee', 'above-ceiling'],
  }),
  listCorrections: read({
    path: '/corrections',
    permission: 'jurisdiction',
    summary: 'List proposed differences of paid benefits, newest first',
    input: z.object({
      runId: RunId.optional(),
      state: CorrectionState.optional(),
      /** how far what is claimed back and still owed is: its day near, past, or taken further up */
      stage: RepaymentStanding.shape.stage.optional(),
      before: Instant.optional(),
      limit: Limit,
    }),
    output: z.object({ items: z.array(CorrectionRow), next: Instant.optional() }),
    receipt: 'list',
  }),
  listMyCorrections: read({
    path: '/parties/:partyId/corrections',
    permission: 'own',
    summary: 'List the differences of an enterprise’s paid benefits and what was decided',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(CorrectionRow) }),
    receipt: 'none',
  }),
}
