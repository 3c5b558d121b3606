import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, type Instant } from '#kernel/time.ts'

export const RunId = Uuid.meta({ title: 'RunId' })
export const BatchId = Uuid.meta({ title: 'BatchId' })
export const GrantId = Uuid.meta({ title: 'GrantId' })
export const ObjectionId = Uuid.meta({ title: 'ObjectionId' })
export const BankAccount = z.string().regex(/^[0-9]{8,30}$/)
export const RunPeriod = z.string().regex(/^\d{4}$/)

/** A run pays a benefit as one sum a party; a policy with several parts shows them in the explanation. */
export const wholeBenefit = 'whole'

export const RunState = z.enum([
  'collecting',
  'collected',
  'in-publicity',
  'publicity-over',
  'approved',
  'finished',
  'cancelled',
])
export type RunState = z.output<typeof RunState>

/** Why a party whose conditions are met still gets nothing in this run. */
export const Exclusion = z.enum([
  'already-granted',
  'abnormal-list',
  'serious-list',
  'no-amount',
  'objection-upheld',
  /** another benefit of the group, of which only the highest is paid, is higher */
  'higher-paid',
  /** another benefit of a group of which a party has one was granted for the period */
  'group-granted',
  /** it rests on a promise of somebody who broke one */
  'commitment-barred',
])
export type Exclusion = z.output<typeof Exclusion>

export const CandidateVerdict = z.enum(['eligible', 'unknown', 'excluded'])
export type CandidateVerdict = z.output<typeof CandidateVerdict>

export const Candidate = z.object({
  partyId: PartyId,
  name: z.string().min(1).max(200),
  creditCode: z.string().optional(),
  /** a natural person, whose name is shortened wherever the public reads */
  person: z.literal(true).optional(),
  verdict: CandidateVerdict,
  exclusion: Exclusion.optional(),
  amountFen: Fen.min(0),
  summary: Bilingual,
  instructionId: Uuid,
  account: BankAccount.optional(),
  /** with the tree for who gets something; the others’ trees are computed again from the snapshot when asked */
  explanation: Explanation.optional(),
})
export type Candidate = z.output<typeof Candidate>

export const RunTotals = z.object({
  assessed: z.number().int(),
  eligible: z.number().int(),
  excluded: z.number().int(),
  unknown: z.number().int(),
  amountFen: Fen,
  /** how many fell out by which condition of the policy */
  fallouts: z.record(z.string(), z.number().int()),
})
export type RunTotals = z.output<typeof RunTotals>

export interface PolicyVersion {
  readonly policyId: string
  readonly version: number
}

export type RunEvent =
  | Event<
      'RunStarted',
      {
        policyId: string
        policyVersion: number
        ruleHash: string
        department: string
        title: Bilingual
        asOf: Day
        period: string
        /** facts are those known to the record at this moment, whatever is learned later */
        snapshotAt: Instant
        bookId: string
        /** how long the list is published, as the policy said when the run began */
        publicityDays: number
        /** the others of the group of which only the highest is paid, in the versions in force on `asOf` */
        rivals?: readonly PolicyVersion[] | undefined
        startedBy: string
        /** the human behind the account, by whom four eyes are counted; absent in records of before */
        person?: string | undefined
      }
    >
  | Event<'CandidatesCompleted', { totals: RunTotals; batches: number }>
  | Event<
      'RunPublished',
      {
        by: string
        person?: string | undefined
        from: Day
        /** absent while the calendar of those days is not published (待日历公布) */
        through?: Day | undefined
        endsAt?: Instant | undefined
      }
    >
  | Event<'PublicityEnded', Record<never, never>>
  /** above the ceiling of who approves first: a further person must approve the same sum */
  | Event<'RunEndorsed', { by: string; person: string; totals: RunTotals; ceilingFen: Fen }>
  | Event<'RunApproved', { by: string; person?: string | undefined; totals: RunTotals }>
  | Event<'RunCancelled', { by: string; reason: string }>
  | Event<'RunFinished', Record<never, never>>

export interface Run {
  readonly state: RunState
  readonly policyId: string
  readonly policyVersion: number
  readonly department: string
  readonly period: string
  readonly bookId: string
  readonly publicityDays: number
  readonly publishedOn: Day | undefined
  readonly eligible: number
  /** persons who worked on the run and may therefore not approve it */
  readonly workedOn: readonly string[]
  /** who approved first above the ceiling, and which sum */
  readonly endorsed: { readonly person: string; readonly amountFen: Fen } | undefined
}
export const noRun: Run = {
  state: 'collecting',
  policyId: '',
  policyVersion: 0,
  department: '',
  period: '',
  bookId: '',
  publicityDays: 0,
  publishedOn: undefined,
  eligible: 0,
  workedOn: [],
  endorsed: undefined,
}

export function evolveRun(run: Run, { type, data }: RunEvent): Run {
  switch (type) {
    case 'RunStarted': {
      const { policyId, policyVersion, department, period, bookId, publicityDays } = data
      return {
        ...run,
        policyId,
        policyVersion,
        department,
        period,
        bookId,
        publicityDays,
        workedOn: [data.person ?? data.startedBy],
      }
    }
    case 'CandidatesCompleted':
      return { ...run, state: 'collected', eligible: data.totals.eligible }
    case 'RunPublished':
      return {
        ...run,
        state: 'in-publicity',
        publishedOn: data.from,
        workedOn: [...run.workedOn, data.person ?? data.by],
      }
    case 'PublicityEnded':
      return { ...run, state: 'publicity-over' }
    case 'RunEndorsed':
      return { ...run, endorsed: { person: data.person, amountFen: data.totals.amountFen } }
    case 'RunApproved':
      return { ...run, state: 'approved' }
    case 'RunCancelled':
      return { ...run, state: 'cancelled' }
    case 'RunFinished':
      return { ...run, state: 'finished' }
  }
}

/** Where a grant stands, as the party sees it. */
export const GrantState = z.enum([
  'announced',
  'approved',
  'waiting',
  'held',
  'ordered',
  'in-doubt',
  'settled',
  'returned',
  'released',
  'reversed',
  'withdrawn',
])
export type GrantState = z.output<typeof GrantState>

export const PaymentLine = z.object({
  instructionId: Uuid,
  partyId: PartyId,
  state: GrantState,
  reason: z.string().max(100).optional(),
  /** where the ledger keeps the transfer */
  disbursementId: Uuid,
})
export type PaymentLine = z.output<typeof PaymentLine>

export interface ApprovedLine {
  readonly instructionId: string
  readonly partyId: string
  readonly component: string
  readonly payee: string
  readonly person?: true | undefined
  readonly amountFen: Fen
  readonly account?: string | undefined
}

export type BatchEvent =
  | Event<
      'CandidatesRecorded',
      {
        number: number
        until: string | undefined
        assessed: number
        fallouts: Record<string, number>
        last: boolean
        candidates: readonly Candidate[]
      }
    >
  | Event<'CandidateAmended', { candidate: Candidate; cause: string }>
  | Event<
      'AccountRecorded',
      {
        partyId: string
        instructionId: string
        account: string
        /** absent until the ledger has said where the transfer is */
        transfer?: { bookId: string; disbursementId: string } | undefined
      }
    >
  | Event<
      'GrantsApproved',
      {
        bookId: string
        policyId: string
        policyVersion: number
        period: string
        purpose: string
        lines: readonly ApprovedLine[]
      }
    >
  | Event<'PaymentsRecorded', { lines: readonly PaymentLine[] }>
  /** what no bank has been told of is given back to the budget */
  | Event<
      'PaymentStopped',
      { partyId: string; instructionId: string; bookId: string; disbursementId: string; reason: string }
    >

export interface Batch {
  readonly candidates: ReadonlyMap<string, Omit<Candidate, 'explanation'>>
  readonly payments: ReadonlyMap<string, GrantState>
  readonly disbursements: ReadonlyMap<string, string>
  /** the book, once the grants are approved */
  readonly bookId: string | undefined
  /** accounts given after approval and before the ledger said where the transfer is, by party */
  readonly lateAccounts: ReadonlyMap<string, string>
}
export const noBatch: Batch = {
  candidates: new Map(),
  payments: new Map(),
  disbursements: new Map(),
  bookId: undefined,
  lateAccounts: new Map(),
}

const withoutTree = ({ explanation: _, ...candidate }: Candidate) => candidate

export function evolveBatch(batch: Batch, { type, data }: BatchEvent): Batch {
  switch (type) {
    case 'CandidatesRecorded':
      return { ...batch, candidates: new Map(data.candidates.map((one) => [one.partyId, withoutTree(one)])) }
    case 'CandidateAmended':
      return {
        ...batch,
        candidates: new Map([...batch.candidates, [data.candidate.partyId, withoutTree(data.candidate)]]),
      }
    case 'AccountRecorded': {
      const candidate = batch.candidates.get(data.partyId)
      if (!candidate) return batch
      const lateAccounts = new Map(batch.lateAccounts)
      if (data.transfer) lateAccounts.delete(data.partyId)
      else if (batch.bookId) lateAccounts.set(data.partyId, data.account)
      return {
        ...batch,
        lateAccounts,
        candidates: new Map([...batch.candidates, [data.partyId, { ...candidate, account: data.account }]]),
      }
    }
    case 'GrantsApproved':
      return {
        ...batch,
        bookId: data.bookId,
        payments: new Map(data.lines.map((line) => [line.instructionId, 'approved'])),
      }
    case 'PaymentsRecorded':
      return {
        ...batch,
        disbursements: new Map([
          ...batch.disbursements,
          ...data.lines.map((line) => [line.instructionId, line.disbursementId] as const),
        ]),
        payments: new Map([
          ...batch.payments,
          ...data.lines.map((line) => [line.instructionId, line.state] as const),
        ]),
      }
    case 'PaymentStopped':
      return batch
  }
}

export type GrantEvent =
  | Event<
      'GrantAnnounced',
      {
        runId: string
        batchId: string
        policyId: string
        policyVersion: number
        period: string
        component: string
        title: Bilingual
        instructionId: string
        amountFen: Fen
        summary: Bilingual
        explanation: Explanation
        account?: string | undefined
        objectUntil?: Day | undefined
        /** of each of which a party has one grant a period */
        groups: readonly string[]
      }
    >
  | Event<
      'AccountConfirmed',
      { runId: string; batchId: string; instructionId: string; account: string; by: string }
    >
  | Event<
      'GrantProgressed',
      {
        state: GrantState
        number: number
        reason?: string | undefined
        amountFen?: Fen | undefined
        /** what has arrived, or come back after it had */
        benefit?: { policyId: string; period: string; amountFen: Fen } | undefined
      }
    >

export interface Grant {
  readonly policyId: string
  readonly period: string
  readonly amountFen: Fen
  readonly runId: string
  readonly batchId: string
  readonly instructionId: string
  readonly account: string | undefined
  readonly state: GrantState
  /** the run's news up to this number is known; older news arriving late changes nothing */
  readonly number: number
}
export const noGrant: Grant = {
  policyId: '',
  period: '',
  amountFen: 0,
  runId: '',
  batchId: '',
  instructionId: '',
  account: undefined,
  state: 'announced',
  number: 0,
}
export function evolveGrant(grant: Grant, { type, data }: GrantEvent): Grant {
  switch (type) {
    case 'GrantAnnounced': {
      const { policyId, period, amountFen, runId, batchId, instructionId, account } = data
      return { ...grant, policyId, period, amountFen, runId, batchId, instructionId, account }
    }
    case 'AccountConfirmed':
      return { ...grant, account: data.account }
    case 'GrantProgressed':
      return {
        ...grant,
        state: data.state,
        number: Math.max(grant.number, data.number),
        amountFen: data.amountFen ?? grant.amountFen,
      }
  }
}

/** `excluded`: the party named gets nothing; `reassessed`: judged again by the run’s rule from the facts known now. */
export const ObjectionOutcome = z.enum(['dismissed', 'excluded', 'reassessed'])
export type ObjectionOutcome = z.output<typeof ObjectionOutcome>

export type ObjectionEvent =
  | Event<
      'ObjectionLodged',
      {
        /** the published list it is about; absent for an objection to a verdict */
        runId?: string | undefined
        policyId: string
        title: Bilingual
        aboutPartyId: string
        department: string
        text: string
        by: string
        byName: string
        /** what the objector was told, as it was told then */
        explanation?: Explanation | undefined
      }
    >
  | Event<'ObjectionBecameCase', { caseId: string }>
  | Event<
      'ObjectionResolved',
      {
        runId?: string | undefined
        policyId: string
        title: Bilingual
        department: string
        aboutPartyId: string
        outcome: ObjectionOutcome
        reason: string
        by: string
      }
    >

export interface Objection {
  readonly runId: string | undefined
  readonly policyId: string
  readonly title: Bilingual
  readonly aboutPartyId: string
  readonly department: string | undefined
  readonly caseId: string | undefined
  readonly resolved: boolean
}
export const noObjection: Objection = {
  runId: undefined,
  policyId: '',
  title: { zh: '', en: '' },
  aboutPartyId: '',
  department: undefined,
  caseId: undefined,
  resolved: false,
}
export function evolveObjection(objection: Objection, { type, data }: ObjectionEvent): Objection {
  switch (type) {
    case 'ObjectionLodged': {
      const { runId, policyId, title, aboutPartyId, department } = data
      return { ...objection, runId, policyId, title, aboutPartyId, department }
    }
    case 'ObjectionBecameCase':
      return { ...objection, caseId: data.caseId }
    case 'ObjectionResolved':
      return { ...objection, resolved: true }
  }
}
