import { z } from 'zod'
import type { KnownParty } from '#definitions/facts/known.ts'
import { need, read, write } from '#kernel/contract.ts'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { Limit, Reason } from '../contract-parts.ts'
import { GrantState, RunId, RunPeriod } from '../model.ts'
import { PolicyMode } from '../policy.ts'
import { ClaimId, ClaimState, PromiseCheck, Promised, PromiseRepair, PromiseState } from './model.ts'

const onClaim = { kind: 'claim', owner: 'partyId', id: 'claimId' } as const
const theClaim = { partyId: PartyId, claimId: ClaimId }

/** What stands of a party and policy already, and whether an earlier promise was found untrue. */
export interface ClaimStanding {
  readonly taken: string | null
  /** another benefit that was claimed or granted in the period and shares a group with this one */
  readonly ofGroup: {
    readonly policyId: string
    readonly title: Bilingual
    readonly amountFen: number | null
    /** it can still be taken back */
    readonly open: boolean
  } | null
  readonly brokenPromise: boolean
}

/** What stands in the way of ending a broken promise’s entry in the record. */
export interface RepairStanding {
  /** still owed of what was asked back, in 分 */
  readonly owedFen: number
  /** what is asked back has not been decided yet */
  readonly undecided: boolean
  /** another broken promise keeps the entry in the record */
  readonly otherBroken: boolean
}

export const ClaimRow = z.object({
  partyId: PartyId,
  claimId: ClaimId,
  policyId: Slug,
  title: Bilingual,
  mode: PolicyMode,
  department: z.string(),
  period: RunPeriod,
  amountFen: Fen.nullable(),
  summary: Bilingual,
  state: ClaimState,
  reason: Bilingual.optional(),
  /** the matter that granted it */
  caseId: Uuid.optional(),
  lodgedAt: Instant,
  /** until when its department decides; absent while the calendar of those days is not published */
  decideBy: Day.optional(),
  late: z.boolean(),
  promised: Promised.optional(),
  promise: PromiseState.optional(),
  check: PromiseCheck.optional(),
  repair: PromiseRepair.optional(),
  /** where its money stands, once a run has it */
  grant: GrantState.optional(),
  runId: RunId.optional(),
})
export type ClaimRow = z.output<typeof ClaimRow>

/** What is claimed: with one click, on a promise, or by a case that was granted. */
export const claimContract = {
  lodgeClaim: write({
    path: '/parties/:partyId/claims',
    permission: 'own',
    summary: 'Claim a benefit whose conditions are met; where the policy asks for it, sign its promise',
    stream: { kind: 'claim', owner: 'partyId', id: 'claimId', creates: true },
    input: z.object({
      partyId: PartyId,
      policyId: Slug,
      /** the ids of the promised facts that are signed for */
      promised: z.array(z.string().max(80)).max(50).default([]),
    }),
    output: written,
    needs: {
      party: need<KnownParty | null>('policy.reliedParty'),
      standing: need<ClaimStanding>('policy.claimStanding'),
    },
    refusals: [
      'policy-unknown',
      'policy-not-claimed',
      'already-claimed',
      'commitment-barred',
      'promise-missing',
      'facts-missing',
      'conditions-not-met',
      'group-claimed',
      'group-received',
    ],
  }),
  claimByCase: write({
    path: '/parties/:partyId/claims/by-case',
    permission: 'all',
    internal: true,
    summary: 'Claim what a case has granted',
    stream: { kind: 'claim', owner: 'partyId', id: 'claimId', creates: true },
    input: z.object({ partyId: PartyId, policyId: Slug, caseId: Uuid }),
    output: written,
    needs: { standing: need<ClaimStanding>('policy.claimStanding') },
    refusals: ['policy-unknown', 'policy-not-claimed', 'already-claimed'],
  }),
  withdrawClaim: write({
    path: '/parties/:partyId/claims/:claimId/withdraw',
    permission: 'own',
    summary: 'Take a claim back before it is decided',
    stream: onClaim,
    input: z.object(theClaim),
    output: written,
    refusals: ['claim-closed'],
  }),
  answerClaim: write({
    path: '/parties/:partyId/claims/:claimId/answer',
    permission: 'all',
    internal: true,
    summary: 'Record what an approved run has decided of a claim',
    stream: onClaim,
    input: z.object({
      ...theClaim,
      runId: RunId,
      outcome: z.enum(['granted', 'refused']),
      reason: Bilingual,
    }),
    output: written,
    refusals: ['claim-closed'],
  }),
  refuseClaim: write({
    path: '/parties/:partyId/claims/:claimId/refuse',
    permission: 'jurisdiction',
    summary: 'Refuse a claim with reasons',
    stream: onClaim,
    input: z.object({ ...theClaim, reason: Reason }),
    output: written,
    refusals: ['claim-closed'],
  }),
  checkPromise: write({
    path: '/parties/:partyId/claims/:claimId/promise',
    permission: 'jurisdiction',
    summary: 'Record whether a promise was true; where it was not, what was announced follows',
    stream: onClaim,
    input: z.object({ ...theClaim, outcome: z.enum(['kept', 'broken']), reason: Reason }),
    output: written,
    needs: { party: need<KnownParty | null>('policy.reliedParty') },
    refusals: ['nothing-promised', 'already-checked'],
  }),
  askRepair: write({
    path: '/parties/:partyId/claims/:claimId/repair',
    permission: 'own',
    summary: 'Ask that a broken promise’s entry in the record end, once what it cost was made good',
    stream: onClaim,
    input: z.object({ ...theClaim, text: Reason }),
    output: written,
    needs: { repair: need<RepairStanding>('policy.repairStanding') },
    refusals: ['promise-not-broken', 'repair-asked', 'repayment-owed'],
  }),
  answerRepair: write({
    path: '/parties/:partyId/claims/:claimId/repair/answer',
    permission: 'jurisdiction',
    summary: 'Decide whether a broken promise’s entry in the record ends',
    stream: onClaim,
    input: z.object({ ...theClaim, outcome: z.enum(['granted', 'refused']), reason: Reason }),
    output: written,
    needs: {
      repair: need<RepairStanding>('policy.repairStanding'),
      party: need<KnownParty | null>('policy.reliedParty'),
    },
    refusals: ['no-repair-asked', 'repayment-owed'],
  }),
  listMyClaims: read({
    path: '/parties/:partyId/claims',
    permission: 'own',
    summary: 'List what an enterprise or person has claimed: who has it, until when, where the money stands',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(ClaimRow) }),
    receipt: 'none',
  }),
  previewClaim: read({
    path: '/parties/:partyId/claims/preview',
    permission: 'own',
    summary: 'Say what claiming a policy asks of an enterprise: what is promised, what is still unknown',
    input: z.object({ partyId: PartyId, policyId: Slug }),
    output: z.object({
      mode: PolicyMode,
      /** the theme under which an application is filed */
      theme: Slug.optional(),
      decideWorkingDays: z.number().int(),
      promised: Promised.optional(),
      ready: z.boolean(),
      /** from what departments know and what would be promised */
      explanation: Explanation,
      amountFen: Fen.nullable(),
    }),
    receipt: 'none',
  }),
  listClaims: read({
    path: '/claims',
    permission: 'jurisdiction',
    summary:
      'List the claims a department has to decide or whose promises it has to check, most urgent first',
    input: z.object({
      policyId: Slug.optional(),
      state: ClaimState.optional(),
      promise: PromiseState.optional(),
      repair: PromiseRepair.shape.state.optional(),
      after: z.string().max(80).optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(ClaimRow.extend({ name: z.string() })),
      next: z.string().optional(),
    }),
    receipt: 'list',
  }),
}
