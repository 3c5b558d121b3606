import { TakingOne } from './taking-one.ts'
import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { BankAccount, BatchId, GrantId, GrantState, RunId, RunPeriod } from './model.ts'
import { ObjectionRow } from './contract-objections.ts'

const onGrant = { kind: 'grant', owner: 'partyId', id: 'grantId' } as const
const ofBatch = { runId: RunId, batchId: BatchId }

const GrantRow = z.object({
  partyId: PartyId,
  grantId: GrantId,
  runId: RunId,
  policyId: Slug,
  title: Bilingual,
  period: RunPeriod,
  amountFen: Fen,
  summary: Bilingual,
  explanation: Explanation,
  state: GrantState,
  reason: z.string().optional(),
  account: z.string().optional(),
  accountConfirmed: z.boolean(),
  objectUntil: Day.optional(),
  announcedAt: Instant,
  changedAt: Instant,
  /** what came back of it when it was asked back, and what a correction paid further */
  returnedFen: Fen,
  furtherFen: Fen,
})
export type GrantRow = z.output<typeof GrantRow>

/** What a party is told and says of its own benefits. */
export const grantContract = {
  announceGrant: write({
    path: '/parties/:partyId/grants',
    permission: 'all',
    internal: true,
    summary: 'Tell a party that it is a candidate for a benefit',
    stream: { kind: 'grant', owner: 'partyId', id: 'grantId', creates: true },
    input: z.object({
      partyId: PartyId,
      ...ofBatch,
      policyId: Slug,
      policyVersion: z.number().int().positive(),
      period: RunPeriod,
      title: Bilingual,
      instructionId: Uuid,
      amountFen: Fen.positive(),
      summary: Bilingual,
      explanation: Explanation,
      account: BankAccount.optional(),
      objectUntil: Day.optional(),
      /** of each of which a party has one benefit a period */
      groups: z.array(TakingOne).max(20).default([]),
    }),
    output: written,
    needs: { taken: need<{ grantId: string; policyId: string } | null>('policy.grantTaken') },
    refusals: ['already-granted', 'group-granted'],
  }),
  confirmAccount: write({
    path: '/parties/:partyId/grants/:grantId/account',
    permission: 'own',
    summary: 'Confirm or correct the account a grant is paid to',
    stream: onGrant,
    input: z.object({ partyId: PartyId, grantId: GrantId, account: BankAccount }),
    output: written,
    refusals: ['account-fixed'],
  }),
  progressGrant: write({
    path: '/parties/:partyId/grants/:grantId/progress',
    permission: 'all',
    internal: true,
    summary: 'Tell a party how its grant is getting on',
    stream: onGrant,
    input: z.object({
      partyId: PartyId,
      grantId: GrantId,
      /** the version of the run’s batch that says so */
      number: z.number().int().min(0),
      state: GrantState,
      amountFen: Fen.positive().optional(),
      reason: z.string().max(100).optional(),
    }),
    output: written,
    refusals: [],
  }),
  listMyGrants: read({
    path: '/parties/:partyId/grants',
    permission: 'own',
    summary: 'List an enterprise’s grants: sum, reason, where they stand',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(GrantRow), objections: z.array(ObjectionRow) }),
    receipt: 'none',
  }),
}
