import { z } from 'zod'
import { Confidence } from '#definitions/city/text-schema.ts'
import { CodeValue, FactType } from '#definitions/facts/fact.ts'
import { need, read, write } from '#kernel/contract.ts'
import { Condition, Explanation, UsedFact } from '#kernel/explanation.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import {
  BankAccount,
  BatchId,
  Candidate,
  CandidateVerdict,
  Exclusion,
  GrantId,
  GrantState,
  ObjectionId,
  ObjectionOutcome,
  PaymentLine,
  RunId,
  RunPeriod,
  RunState,
  RunTotals,
} from './model.ts'

const onRun = { kind: 'run', owner: 'runId', id: 'runId' } as const
const onBatch = { kind: 'candidates', owner: 'runId', id: 'batchId' } as const
const onGrant = { kind: 'grant', owner: 'partyId', id: 'grantId' } as const
const ofBatch = { runId: RunId, batchId: BatchId }
const Reason = z.string().trim().min(2).max(1000)
const Limit = z.coerce.number().int().min(1).max(200).default(50)

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
  readonly department: string
  readonly explanation: Explanation | null
  readonly aboutIsCandidate: boolean
}

export const PolicyMode = z.enum(['without-application', 'on-application', 'self-declared', 'reviewed'])

/** One policy's answer to one party. */
export const Match = z.object({
  policyId: Slug,
  version: z.number().int(),
  title: Bilingual,
  department: z.string(),
  mode: PolicyMode,
  verdict: z.enum(['eligible', 'ineligible', 'unknown', 'not-applicable']),
  kind: z.enum(['cash', 'tax-treatment', 'title']),
  amountIs: z.enum(['payment', 'tax-payable', 'saving', 'deduction']),
  amountFen: Fen.nullable(),
  parts: z.array(z.object({ id: z.string(), text: Bilingual, amountFen: Fen.nullable() })),
  amountUsed: z.array(UsedFact),
  /** one measurable condition short of getting it */
  nearMiss: z.boolean(),
  explanation: Explanation,
  /** policies that exclude this one and are met as well */
  alternatives: z.array(z.string()),
  confidence: Confidence,
})
export type Match = z.output<typeof Match>

const PolicySummary = z.object({
  policyId: Slug,
  version: z.number().int(),
  title: Bilingual,
  summary: Bilingual,
  department: z.string(),
  mode: PolicyMode,
  kind: z.enum(['cash', 'tax-treatment', 'title']),
  from: Day,
  until: Day.optional(),
  inForce: z.boolean(),
  /** the fund that pays it, as the ledger's books name it */
  fund: z.string().optional(),
})
const Path = z.array(z.union([z.string(), z.number()])).readonly()
const SheetNote = z.object({ path: Path, text: Bilingual })
/** What is wrong with something a person wrote, where, and what to do. */
const Fault = z.object({
  code: z.string(),
  path: Path,
  expected: z.string(),
  message: Bilingual,
  remedy: Bilingual,
})

/** Over all enterprises in numbers. Fewer than ten are told as fewer than ten: nobody is to be found by asking. */
export const CityEffect = z.object({
  enterprises: z.number().int(),
  holds: z.number().int(),
  fails: z.number().int(),
  unknown: z.number().int(),
  /** of those it fails for: by a single test that can be measured */
  near: z.number().int(),
  /** numbers below this one are given as zero, with `hidden` true where any was */
  atLeast: z.number().int(),
  hidden: z.boolean(),
  on: Day,
  /** how long the count took, in milliseconds */
  ms: z.number(),
})
export type CityEffect = z.output<typeof CityEffect>

const Document = z.object({
  number: z.string(),
  title: z.string().optional(),
  confidence: Confidence,
})
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
})
export type GrantRow = z.output<typeof GrantRow>

const ObjectionRow = z.object({
  partyId: PartyId,
  objectionId: ObjectionId,
  runId: RunId,
  aboutPartyId: PartyId,
  text: z.string(),
  state: z.enum(['open', 'resolved']),
  outcome: ObjectionOutcome.optional(),
  reason: z.string().optional(),
  lodgedAt: Instant,
  resolvedAt: Instant.optional(),
})
export type ObjectionRow = z.output<typeof ObjectionRow>

const candidateFilter = {
  runId: RunId,
  verdict: CandidateVerdict.optional(),
  payment: GrantState.optional(),
  q: z.string().trim().max(100).optional(),
}

/** What is proven about a rule, whoever the enterprise. */
const RuleFinding = z.object({
  code: z.string(),
  weight: z.enum(['error', 'warning', 'note']),
  message: Bilingual,
  remedy: Bilingual,
})

/** An enterprise worth trying: at a limit of the rule, or without the fact. */
const RuleCase = z.object({
  side: z.enum(['below', 'at', 'above', 'unknown']),
  limit: Bilingual,
  /** how a sheet writes what changes; an empty value is not known */
  facts: z.array(z.object({ name: z.string(), value: z.string(), text: Bilingual })),
  truth: z.enum(['true', 'false', 'unknown']),
})

export const policyContract = {
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
    summary: 'Approve the grants of a run, as a second person',
    stream: onRun,
    input: z.object({ runId: RunId }),
    output: written,
    needs: {
      progress: need<Progress>('policy.progress'),
      objections: need<number>('policy.openObjections'),
    },
    refusals: ['not-published', 'publicity-running', 'already-approved', 'four-eyes', 'objections-open'],
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
    }),
    output: written,
    needs: { taken: need<string | null>('policy.grantTaken') },
    refusals: ['already-granted'],
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
  lodgeObjection: write({
    path: '/parties/:partyId/objections',
    permission: 'own',
    summary: 'Object to a published list: about oneself or about another candidate',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId', creates: true },
    input: z.object({
      partyId: PartyId,
      runId: RunId,
      /** oneself when left out */
      aboutPartyId: PartyId.optional(),
      text: z.string().trim().min(10).max(2000),
    }),
    output: written,
    needs: { standing: need<RunStanding | null>('policy.runStanding') },
    refusals: ['run-unknown', 'not-in-publicity', 'candidate-unknown'],
  }),
  resolveObjection: write({
    path: '/parties/:partyId/objections/:objectionId/resolve',
    permission: 'jurisdiction',
    summary: 'Answer an objection with reasons',
    stream: { kind: 'objection', owner: 'partyId', id: 'objectionId' },
    input: z.object({
      partyId: PartyId,
      objectionId: ObjectionId,
      outcome: ObjectionOutcome,
      reason: z.string().trim().min(5).max(2000),
    }),
    output: written,
    refusals: ['already-resolved'],
  }),
  listPolicies: read({
    path: '/policies',
    permission: 'public',
    summary: 'Search the policy library',
    input: z.object({
      q: z.string().trim().max(100).optional(),
      mode: PolicyMode.optional(),
      department: Slug.optional(),
      on: Day.optional(),
      after: z.string().max(120).optional(),
      limit: Limit,
    }),
    output: z.object({ items: z.array(PolicySummary), next: z.string().optional() }),
    receipt: 'none',
  }),
  getPolicy: read({
    path: '/policies/:policyId',
    permission: 'public',
    summary: 'Show a policy: conditions in plain words, benefit, documents, validity',
    input: z.object({
      policyId: Slug,
      version: z.coerce.number().int().positive().optional(),
      on: Day.optional(),
    }),
    output: PolicySummary.extend({
      documents: z.array(Document),
      gives: Bilingual,
      /** whom it concerns and what is asked, each condition in plain words */
      conditions: z.array(Condition),
      review: z.array(Bilingual),
      versions: z.array(z.object({ version: z.number().int(), from: Day, until: Day.optional() })),
      ruleHash: z.string(),
    }),
    receipt: 'none',
  }),
  matchParty: read({
    path: '/parties/:partyId/policies',
    permission: 'jurisdiction',
    summary: 'Say what an enterprise gets, nearly gets and why not, on a day',
    input: z.object({
      partyId: PartyId,
      on: Day.optional(),
      /** the moment whose knowledge counts; now when absent */
      knownAt: Instant.optional(),
    }),
    output: z.object({ on: Day, knownAt: Instant, items: z.array(Match) }),
    receipt: 'record',
  }),
  listRuleSamples: read({
    path: '/rules/samples',
    permission: 'public',
    summary: 'Rules to begin with when trying the language, each with an invented enterprise',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          title: Bilingual,
          rule: z.string(),
          facts: z.array(z.object({ name: z.string(), value: z.string() })),
        }),
      ),
    }),
    receipt: 'none',
  }),
  tryRule: read({
    method: 'POST',
    path: '/rules/try',
    permission: 'public',
    summary:
      'Judge a rule that somebody is writing: for one sheet of facts, and for the whole city in numbers; nothing is kept',
    input: z.object({
      rule: z.string().trim().min(1).max(2000),
      /** facts of one enterprise, as for matching */
      sheet: z.string().max(50_000).optional(),
    }),
    output: z.object({
      faults: z.array(Fault),
      notes: z.array(SheetNote),
      rule: z
        .object({
          /** what the rule says, in words */
          text: Bilingual,
          hash: z.string(),
          facts: z.array(
            z.object({
              fact: z.string(),
              label: Bilingual,
              type: FactType,
              unit: z.string().optional(),
              display: z.string().optional(),
              values: z.array(CodeValue).optional(),
              /** calendar year, for yearly facts */
              year: z.number().int().optional(),
              /** how a sheet names it */
              name: z.string(),
            }),
          ),
        })
        .optional(),
      /** for the sheet, where one was given */
      answer: Explanation.optional(),
      findings: z.array(RuleFinding),
      cases: z.array(RuleCase),
      city: CityEffect.optional(),
    }),
    receipt: 'none',
  }),
  matchFacts: read({
    method: 'POST',
    path: '/policies/match',
    permission: 'public',
    summary: 'Judge every policy from a sheet of facts; nothing is kept',
    input: z.object({ sheet: z.string().min(2).max(200_000), on: Day.optional() }),
    output: z.object({
      on: Day.optional(),
      items: z.array(Match),
      notes: z.array(SheetNote),
      faults: z.array(Fault),
    }),
    receipt: 'none',
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
  listObjections: read({
    path: '/runs/:runId/objections',
    permission: 'jurisdiction',
    summary: 'List the objections to a run',
    input: z.object({ runId: RunId, limit: Limit, after: ObjectionId.optional() }),
    output: z.object({ items: z.array(ObjectionRow), next: ObjectionId.optional() }),
    receipt: 'list',
  }),
  listMyGrants: read({
    path: '/parties/:partyId/grants',
    permission: 'own',
    summary: 'List an enterprise’s grants: sum, reason, where they stand',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(GrantRow), objections: z.array(ObjectionRow) }),
    receipt: 'none',
  }),
  listPublicities: read({
    path: '/publicities',
    permission: 'public',
    summary: 'List what is published for objections now',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          runId: RunId,
          title: Bilingual,
          from: Day,
          /** absent while the calendar of those days is not published */
          through: Day.optional(),
          candidates: z.number().int(),
          amountFen: Fen,
        }),
      ),
    }),
    receipt: 'none',
  }),
  listPublished: read({
    path: '/publicities/:runId',
    permission: 'public',
    summary: 'Show the published candidates of a run',
    input: z.object({
      runId: RunId,
      q: z.string().trim().max(100).optional(),
      after: PartyId.optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(z.object({ candidateId: PartyId, name: z.string(), amountFen: Fen })),
      next: PartyId.optional(),
    }),
    receipt: 'none',
  }),
  listDisclosures: read({
    path: '/disclosures',
    permission: 'public',
    summary: 'Disclose what was paid: recipient, amount, standard',
    input: z.object({
      policyId: Slug.optional(),
      q: z.string().trim().max(100).optional(),
      after: z.string().max(80).optional(),
      limit: Limit,
    }),
    output: z.object({
      items: z.array(
        z.object({
          recipient: z.string(),
          amountFen: Fen,
          title: Bilingual,
          standard: Bilingual,
          documents: z.array(Document),
          period: RunPeriod,
          paidAt: Instant,
        }),
      ),
      next: z.string().optional(),
    }),
    receipt: 'none',
  }),
  statistics: read({
    path: '/policies/statistics',
    permission: 'public',
    summary: 'Say per policy how many were reached, with how much money, and what is pending',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          policyId: Slug,
          title: Bilingual,
          period: RunPeriod,
          reached: z.number().int(),
          paidFen: Fen,
          pending: z.number().int(),
          pendingFen: Fen,
          waiting: z.number().int(),
          returned: z.number().int(),
          /** from the start of the run to the money, in the middle case */
          medianDays: z.number().nullable(),
        }),
      ),
      policies: z.number().int(),
      withoutApplication: z.number().int(),
    }),
    receipt: 'none',
  }),
}
