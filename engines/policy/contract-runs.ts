import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { Limit, Reason } from './contract-parts.ts'
import {
  BankAccount,
  BatchId,
  Candidate,
  CandidateVerdict,
  Exclusion,
  GrantState,
  PaymentLine,
  RunId,
  RunPeriod,
  RunState,
  RunTotals,
} from './model.ts'

const onRun = { kind: 'run', owner: 'runId', id: 'runId' } as const
const onBatch = { kind: 'candidates', owner: 'runId', id: 'batchId' } as const
const ofBatch = { runId: RunId, batchId: BatchId }

/** The one programme of a policy and period, if it ever ran. */
export interface Programme {
  readonly bookId: string
  readonly openRunId: string | null
}
/** A run as far as its candidates are judged. */
export interface Progress {
  readonly complete: boolean
  readonly batches: number
  readonly totals: RunTotals
}
/** A run that may be paid. */
export interface ApprovedRun {
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly bookId: string
  readonly title: Bilingual
}
/** What an objector may rely on. */
export interface RunStanding {
  readonly state: RunState
  readonly endsAt: Instant | null
  readonly policyId: string
  readonly title: Bilingual
  readonly department: string
  readonly explanation: Explanation | null
  readonly aboutIsCandidate: boolean
}

const RunSummary = z.object({
  runId: RunId,
  policyId: Slug,
  policyVersion: z.number().int(),
  title: Bilingual,
  department: z.string(),
  state: RunState,
  asOf: Day,
  period: RunPeriod,
  bookId: Uuid,
  startedAt: Instant,
  publicityFrom: Day.optional(),
  publicityThrough: Day.optional(),
  approvedAt: Instant.optional(),
  totals: RunTotals,
})
export type RunSummary = z.output<typeof RunSummary>

const CandidateRow = z.object({
  partyId: PartyId,
  batchId: BatchId,
  name: z.string(),
  creditCode: z.string().optional(),
  verdict: CandidateVerdict,
  exclusion: Exclusion.optional(),
  amountFen: Fen,
  summary: Bilingual,
  account: z.enum(['known', 'missing']),
  payment: GrantState.optional(),
  reason: z.string().optional(),
})
export type CandidateRow = z.output<typeof CandidateRow>

const candidateFilter = {
  runId: RunId,
  verdict: CandidateVerdict.optional(),
  payment: GrantState.optional(),
  q: z.string().trim().max(100).optional(),
}

/** A run: from the list of candidates to the money. */
export const runContract = {
  startRun: write({
    path: '/runs',
    permission: 'jurisdiction',
    summary: 'Start paying a policy’s benefit without application, as of a day, for a period',
    stream: { kind: 'run', owner: 'self', id: 'runId', creates: true },
    input: z.object({ policyId: Slug, asOf: Day, period: RunPeriod, bookId: Uuid }),
    output: written,
    needs: {
      programme: need<Programme | null>('policy.programme'),
      book: need<{ readonly fund: string } | null>('ledger.book'),
    },
    refusals: [
      'as-of-in-future',
      'policy-unknown',
      'policy-needs-application',
      'book-unknown',
      'book-of-another-fund',
      'run-already-open',
      'programme-uses-another-book',
    ],
  }),
  recordCandidates: write({
    path: '/runs/:runId/candidates',
    permission: 'all',
    internal: true,
    summary: 'Record one batch of judged parties',
    stream: { kind: 'candidates', owner: 'runId', id: 'batchId', creates: true },
    input: z.object({
      runId: RunId,
      number: z.number().int().min(0),
      until: PartyId.optional(),
      assessed: z.number().int().min(0),
      fallouts: z.record(z.string(), z.number().int()),
      last: z.boolean(),
      candidates: z.array(Candidate).max(500),
    }),
    output: written,
    needs: { standing: need<RunStanding | null>('policy.runStanding') },
    refusals: ['run-unknown', 'run-closed'],
  }),
  completeCandidates: write({
    path: '/runs/:runId/complete',
    permission: 'all',
    internal: true,
    summary: 'Close the list of candidates once every party is judged',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    needs: { progress: need<Progress>('policy.progress') },
    refusals: ['already-collected', 'parties-not-judged'],
  }),
  publishRun: write({
    path: '/runs/:runId/publish',
    permission: 'jurisdiction',
    summary: 'Publish the candidates for objections',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    refusals: ['not-collected', 'no-candidates'],
  }),
  endPublicity: write({
    path: '/runs/:runId/end-publicity',
    permission: 'all',
    internal: true,
    summary: 'End the publicity when its last day is over',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    refusals: ['not-in-publicity', 'publicity-running'],
  }),
  approveRun: write({
    path: '/runs/:runId/approve',
    permission: 'jurisdiction',
    summary:
      'Approve the grants of a run, as a second person; above one’s ceiling a further person approves too',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    needs: {
      progress: need<Progress>('policy.progress'),
      objections: need<number>('policy.openObjections'),
      /** whether the one who approves acts for somebody on the list */
      concerned: need<boolean>('policy.approverConcerned'),
    },
    refusals: [
      'not-published',
      'publicity-running',
      'already-approved',
      'four-eyes',
      'acts-for-payee',
      'objections-open',
      'further-approver-needed',
    ],
  }),
  cancelRun: write({
    path: '/runs/:runId/cancel',
    permission: 'jurisdiction',
    summary: 'Cancel a run before it is approved',
    stream: onRun,
    input: z.object({ runId: RunId, reason: Reason }),
    output: written,
    refusals: ['already-approved', 'already-cancelled'],
  }),
  finishRun: write({
    path: '/runs/:runId/finish',
    permission: 'all',
    internal: true,
    summary: 'Close a run whose payments have all ended',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    needs: { unfinished: need<number>('policy.unfinished') },
    refusals: ['not-approved', 'payments-open'],
  }),
  approveCandidates: write({
    path: '/runs/:runId/candidates/:batchId/approve',
    permission: 'all',
    internal: true,
    summary: 'Approve the grants of one batch of an approved run',
    stream: onBatch,
    input: z.object(ofBatch),
    output: written,
    needs: {
      run: need<ApprovedRun | null>('policy.approvedRun'),
      announced: need<readonly string[]>('policy.announced'),
    },
    refusals: ['run-not-approved', 'nothing-to-approve', 'announcements-pending'],
  }),
  amendCandidate: write({
    path: '/runs/:runId/candidates/:batchId/amend',
    permission: 'all',
    internal: true,
    summary: 'Replace what a run says of one party',
    stream: onBatch,
    input: z.object({ ...ofBatch, candidate: Candidate, cause: z.string().min(1).max(200) }),
    output: written,
    refusals: ['candidate-unknown', 'already-approved'],
  }),
  recordAccount: write({
    path: '/runs/:runId/candidates/:batchId/account',
    permission: 'all',
    internal: true,
    summary: 'Record the account a party wants its grant paid to',
    stream: onBatch,
    input: z.object({ ...ofBatch, partyId: PartyId, account: BankAccount }),
    output: written,
    refusals: ['candidate-unknown'],
  }),
  recordPayments: write({
    path: '/runs/:runId/candidates/:batchId/payments',
    permission: 'all',
    internal: true,
    summary: 'Record what the ledger says of grants',
    stream: onBatch,
    input: z.object({ ...ofBatch, lines: z.array(PaymentLine).min(1).max(500) }),
    output: written,
    refusals: ['grants-not-approved'],
  }),
  stopPayment: write({
    path: '/runs/:runId/candidates/:batchId/stop',
    permission: 'all',
    internal: true,
    summary: 'Give back to the budget what no bank has been told of',
    stream: onBatch,
    input: z.object({ ...ofBatch, partyId: PartyId, reason: z.string().min(2).max(500) }),
    output: written,
    refusals: ['candidate-unknown', 'payment-under-way'],
  }),
  listRuns: read({
    path: '/runs',
    permission: 'jurisdiction',
    summary: 'List the runs, newest first',
    input: z.object({ state: RunState.optional(), before: Instant.optional(), limit: Limit }),
    output: z.object({ items: z.array(RunSummary), next: Instant.optional() }),
    receipt: 'none',
  }),
  getRun: read({
    path: '/runs/:runId',
    permission: 'jurisdiction',
    summary: 'Show a run with its totals, its money and its objections',
    input: z.object({ runId: RunId }),
    output: RunSummary.extend({
      snapshotAt: Instant,
      ruleHash: z.string(),
      startedBy: z.string(),
      approvedBy: z.string().optional(),
      /** who approved first where the sum is above their ceiling, and which sum that was */
      endorsedBy: z.string().optional(),
      endorsedFen: Fen.optional(),
      publicityWorkingDays: z.number().int(),
      openObjections: z.number().int(),
      fallouts: z.array(z.object({ condition: z.string(), text: Bilingual, count: z.number().int() })),
      payments: z.array(z.object({ state: GrantState, count: z.number().int(), amountFen: Fen })),
    }),
    receipt: 'none',
  }),
  listCandidates: read({
    path: '/runs/:runId/candidates',
    permission: 'jurisdiction',
    summary: 'List a run’s candidates with reasons',
    input: z.object({ ...candidateFilter, after: PartyId.optional(), limit: Limit }),
    output: z.object({ items: z.array(CandidateRow), next: PartyId.optional() }),
    receipt: 'list',
  }),
  getCandidate: read({
    path: '/runs/:runId/candidates/:partyId',
    permission: 'jurisdiction',
    summary: 'Show one candidate with the whole explanation',
    input: z.object({ runId: RunId, partyId: PartyId }),
    output: CandidateRow.extend({ explanation: Explanation.optional() }),
    receipt: 'record',
  }),
  rederiveCandidate: read({
    path: '/runs/:runId/candidates/:partyId/rederived',
    permission: 'jurisdiction',
    summary:
      'Judge a candidate again from the facts recorded at the snapshot and the rule version of the run, beside what was recorded',
    input: z.object({ runId: RunId, partyId: PartyId }),
    output: z.object({
      asOf: Day,
      knownAt: Instant,
      policyVersion: z.number().int(),
      recorded: z.object({ ruleHash: z.string(), verdict: CandidateVerdict, amountFen: Fen }),
      derived: z.object({ ruleHash: z.string(), verdict: CandidateVerdict.optional(), amountFen: Fen }),
      /** the rule has the same hash, and verdict and sum come out as recorded */
      same: z.boolean(),
      explanation: Explanation.optional(),
    }),
    receipt: 'record',
  }),
  exportCandidates: read({
    path: '/runs/:runId/candidates.file',
    permission: 'jurisdiction',
    summary: 'Download a run’s candidates as Excel or CSV',
    input: z.object({ ...candidateFilter, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    output: z.object({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      mediaType: z.string(),
      fileName: z.string(),
      items: z.array(z.object({ partyId: PartyId })),
    }),
    receipt: 'list',
  }),
}
