import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Explanation } from '#kernel/explanation.ts'
import { Uuid } from '#kernel/ids.ts'
import type { Hold } from '#kernel/time-limit.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Day, Instant } from '#kernel/time.ts'
import type { Proof } from './filing/proof-model.ts'
import type { Slot } from './survey/slot.ts'

/** Where a matter stands in law. */
export const CaseStanding = z.enum(['draft', 'lodged', 'completed', 'refused', 'withdrawn', 'expired'])
export type CaseStanding = z.output<typeof CaseStanding>

/** Where one item of a joint case stands in law. `dropped`: what it waits for was refused. `revoked`: taken back after it was granted. */
export const PartStanding = z.enum([
  'waiting',
  'received',
  'accepted',
  'granted',
  'refused',
  'dropped',
  'withdrawn',
  'revoked',
])
export type PartStanding = z.output<typeof PartStanding>

/** In whose hands a stage is. */
export const Holder = z.enum(['rule', 'officer', 'outside', 'time'])
export type Holder = z.output<typeof Holder>

/** Why the clock stands. */
export const HoldKind = z.enum([
  'awaiting-applicant',
  'special-procedure',
  'external-decision',
  'legal-action',
])
export type HoldKind = z.output<typeof HoldKind>

/** 特别程序: whose time is not counted (行政许可法 art. 45). */
export const SpecialProcedure = z.enum([
  'hearing',
  'tender',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
])
export type SpecialProcedure = z.output<typeof SpecialProcedure>

export const Person = z.object({ name: z.string(), identityNumber: z.string(), share: z.number() })
export const Answer = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(Person)])
export type Answer = z.output<typeof Answer>
export type Answers = Readonly<Record<string, Answer>>

export const OutputValue = z.union([z.string(), z.number(), z.boolean()])
export type OutputValue = z.output<typeof OutputValue>
export type Outputs = Readonly<Record<string, OutputValue>>

export const CorrectionItem = z.object({
  field: z.string().min(1),
  reason: z.string().trim().min(2).max(500),
})
export type CorrectionItem = z.output<typeof CorrectionItem>

/** What an outside system says of a matter. `unreachable` is said of it by us. */
export const OutsideStatus = z.enum(['unreachable', 'received', 'in-progress', 'done', 'rejected'])
export type OutsideStatus = z.output<typeof OutsideStatus>

/** When a stage's limit ends and when its lamp turns amber; absent while provisional or held. */
export interface Deadline {
  readonly dueAt?: Instant | undefined
  readonly amberAt?: Instant | undefined
  readonly clock: 'office-minutes' | 'working-days' | 'days'
  readonly provisional: boolean
}

export interface EstablishedFact {
  readonly fact: string
  readonly value: string | number | boolean
}

export interface Officer {
  readonly id: string
  readonly name: string
}

/** What a matter is about in another engine. */
export const Subject = z.object({ kind: z.enum(['objection']), id: Uuid })
export type Subject = z.output<typeof Subject>

interface At {
  readonly at: Instant
}

export type CaseEvent =
  | Event<
      'DraftOpened',
      At & {
        theme: string
        version: number
        items: Readonly<Record<string, { item: string; version: number }>>
        partyName: string
        applicant: Officer
        /** of an enterprise that is registered already */
        partyCode?: string | undefined
        known: readonly KnownAnswer[]
        until: Instant
      }
    >
  | Event<
      'AnswersSaved',
      At & {
        answers: Answers
        cleared: readonly string[]
        faults: Readonly<Record<string, string>>
        until: Instant
      }
    >
  | Event<'MaterialAttached', At & { material: string; hash: string; fileName: string }>
  /** a licence stands in for the material; `hash` where it was shown by a file */
  | Event<'MaterialProven', At & { material: string; licence: Proof; hash?: string | undefined }>
  | Event<
      'CaseLodged',
      At & {
        answers: Answers
        commitments: readonly string[]
        parts: readonly string[]
        title: string
        name?: ReservedName | undefined
        district?: string | undefined
        promise: TimeLimit
        deadline: Deadline
        /** on what terms each item is done; absent where no item has any to choose from */
        terms?: Readonly<Record<string, PartTerms>> | undefined
        /** what it is about in another engine, for a matter that the system opened */
        subject?: Subject | undefined
      }
    >
  /** which fast tracks were open to the enterprise when it filed, and why or why not */
  | Event<'TracksJudged', At & { judged: readonly JudgedTrack[] }>
  | Event<
      'StageOpened',
      At & {
        part: string
        stage: string
        department: string
        district?: string | undefined
        holder: Holder
        limit: TimeLimit
        deadline: Deadline
        /** when to count the limits again: they run into days that are not published */
        recountAt?: Instant | undefined
        /** the fast track it is on */
        track?: string | undefined
        /** the office takes it before what is not due yet */
        ahead?: boolean | undefined
        /** first of its part: the matter is received with it, and deemed accepted at this moment */
        acceptBy?: Instant | undefined
        first: boolean
      }
    >
  | Event<
      'PartAccepted',
      At & {
        part: string
        how: 'by-officer' | 'with-decision' | 'deemed' | 'outside'
        /** when law asks for the decision at the latest; absent where it names no limit */
        legal?: Deadline | undefined
        /** when silence becomes a decision, where the item's law says so */
        silenceAt?: Instant | undefined
      }
    >
  | Event<'DecisionExtended', At & { part: string; reason: string; by: Officer; legal: Deadline }>
  | Event<'LegalLimitPassed', At & { part: string }>
  | Event<'SecondNoticeSigned', At & { part: string; stage: string; reason: string; by: Officer }>
  | Event<'DelayExplained', At & { stage: string; reason: string; by: Officer }>
  | Event<'HearingRequested', At & { part: string }>
  | Event<'HearingAnnounced', At & { part: string; stage: string; on: Day; place: string; by: Officer }>
  | Event<'HearingHeld', At & { part: string; stage: string; record: string; by: Officer }>
  | Event<'MaterialsOwed', At & { part: string; materials: readonly string[]; until?: Instant | undefined }>
  | Event<'MaterialsSupplied', At & { part: string }>
  | Event<'SupplementOverdue', At & { part: string }>
  | Event<
      'LimitsRecounted',
      At & {
        stages: Readonly<Record<string, Deadline>>
        parts: Readonly<Record<string, RecountedPart>>
        /** when to count again, while days are still unpublished */
        next?: Instant | undefined
      }
    >
  | Event<'StageClaimed', At & { stage: string; officer: Officer }>
  | Event<'StageReleased', At & { stage: string }>
  | Event<
      'StageHandedOver',
      At & {
        stage: string
        from: Holder
        department: string
        officer?: Officer | undefined
        reason: HandoverReason
        note?: string | undefined
      }
    >
  | Event<
      'RuleAnswered',
      At & {
        stage: string
        granted: boolean
        explanation: Explanation
        /** the item whose rule it is */
        item?: string | undefined
        /** judged beside an officer, who decides */
        shadow?: boolean | undefined
        /** drawn to be looked at again */
        sampled?: boolean | undefined
      }
    >
  | Event<'RobotRechecked', At & { stage: string; agrees: boolean; note: string; by: Officer }>
  | Event<
      'OutsideAsked',
      At & {
        stage: string
        system: string
        attempt: number
        nextAt: Instant
      }
    >
  | Event<
      'OutsideReported',
      At & {
        stage: string
        status: OutsideStatus
        receipt?: string | undefined
        reason?: string | undefined
        /** what the item yields by it, kept for the officer who decides; absent where the report ends the stage at once */
        results?: Outputs | undefined
      }
    >
  | Event<
      'CorrectionRequested',
      At & { part: string; stage: string; items: readonly CorrectionItem[]; by: Officer }
    >
  | Event<
      'CorrectionAnswered',
      At & {
        part: string
        stage: string
        answers: Answers
        deadline: Deadline
        acceptBy?: Instant | undefined
      }
    >
  | Event<
      'StageHeld',
      At & {
        stage: string
        kind: HoldKind
        procedure?: SpecialProcedure | undefined
        reason: string
        basis?: string | undefined
        by: Officer
      }
    >
  | Event<
      'StageResumed',
      At & {
        stage: string
        deadline: Deadline
        legal?: Deadline | undefined
        silenceAt?: Instant | undefined
      }
    >
  | Event<
      'StageCompleted',
      At & { stage: string; by: Holder; officer?: Officer | undefined; minutes: number }
    >
  | Event<
      'PartGranted',
      At & {
        part: string
        outputs: Outputs
        decidedOn: Day
        reasons?: string | undefined
        validUntil?: Day | undefined
        identity?: { creditCode: string; name: string; registeredOn: Day } | undefined
        /** nobody decided, and the item's law takes that for consent or renewal */
        silence?: 'granted' | 'renewed' | undefined
        /** granted on a commitment that is checked by this day */
        checkBy?: Day | undefined
        /** the result is in the applicant's hands by then (行政许可法 art. 44) */
        deliverBy?: Instant | undefined
        facts: readonly EstablishedFact[]
        subject?: Subject | undefined
      }
    >
  | Event<
      'ResultIssued',
      At & {
        part: string
        item: string
        credentialKind?: string | undefined
        /** the licence that the decision renews, amends or cancels, and by which law */
        changes?:
          | {
              readonly licence: string
              readonly how: 'renewed' | 'amended' | 'cancelled'
              readonly reason: string
              readonly legalBasis: string
            }
          | undefined
        /** the policy whose benefit may be paid now */
        benefit?: string | undefined
        data: Readonly<Record<string, unknown>>
      }
    >
  | Event<
      'PartRefused',
      At & {
        part: string
        reasons: string
        basis: string
        ground?: string | undefined
        by: Officer
        subject?: Subject | undefined
      }
    >
  /** granted on a promise: it is checked from one day to another */
  | Event<
      'CommitmentToCheck',
      At & {
        part: string
        item: string
        itemVersion: number
        title: string
        department: string
        district?: string | undefined
        opensOn: Day
        by: Day
      }
    >
  /** a place in the joint survey; places are counted from 1 in each half-day */
  | Event<'SurveyBooked', At & Slot & { survey: string; place: number }>
  | Event<
      'SurveyMoved',
      At &
        Slot & {
          survey: string
          place: number
          /** the field whose answer it was */
          field: string
          from: Slot
          by: 'applicant' | 'office'
          reason?: string | undefined
        }
    >
  | Event<'ChargesCounted', At & { lines: readonly ChargeLine[]; totalFen: number }>
  /** the ledger has asked for the fees, has received them, or has given them back */
  | Event<'PaymentNoted', At & { receivableId: string; standing: PaymentStanding }>
  /** parts that nobody will work on cost nothing */
  | Event<'ChargesReturned', At & { parts: readonly string[]; receivableId?: string | undefined }>
  | Event<'ResultDelivered', At & { part: string; licenceId?: string | undefined }>
  | Event<'DeliveryOverdue', At & { part: string }>
  /** the promise was false: what it brought is taken back */
  | Event<'PartRevoked', At & { part: string; reason: string; basis: string; licenceId?: string | undefined }>
  | Event<'JointLimitCounted', At & { from: Instant; legal: Deadline }>
  | Event<'JointLimitExtended', At & { reason: string; by: Officer; legal: Deadline }>
  | Event<'JointLimitPassed', At>
  | Event<'PartsDropped', At & { parts: readonly string[]; because: string }>
  | Event<'DocumentServed', At & { document: DocumentKind; part?: string | undefined; to: Officer }>
  | Event<'StageNearlyDue', At & { stage: string }>
  | Event<'StageOverdue', At & { stage: string }>
  | Event<'NameReservationEnded', At>
  | Event<'CaseCompleted', At & { theme: string; minutes: number }>
  | Event<'CaseRefused', At & { theme: string; minutes: number }>
  | Event<'CaseWithdrawn', At & { reason?: string | undefined }>
  | Event<'DraftExpired', At>
  | Event<'ServiceRated', At & { score: number; comment?: string | undefined }>
  /** the system in which a step was done has the rating as well */
  | Event<'RatingSent', At & { stage: string; system: string; receipt: string }>

/** On what terms an item was filed: its business format, the district's version of it, its fast track. */
export interface PartTerms {
  readonly variant?: string | undefined
  readonly local?: { readonly id: string; readonly version: number } | undefined
  readonly track?: string | undefined
}

export interface JudgedTrack {
  readonly part: string
  readonly track: string
  /** the first that is open is the one the item goes on */
  readonly taken: boolean
  readonly explanation: Explanation
}

export const PaymentStanding = z.enum(['due', 'paid', 'returned'])
export type PaymentStanding = z.output<typeof PaymentStanding>

export const HandoverReason = z.enum([
  'rule-not-met',
  'rule-unknown',
  'robot-shadow',
  'robot-off',
  'materials-owed',
  'proof-lapsed',
  'outside-rejected',
  'outside-silent',
  'another-department',
  'another-officer',
  'objection',
])
export type HandoverReason = z.output<typeof HandoverReason>

export const DocumentKind = z.enum([
  'receipt',
  'acceptance',
  'correction',
  'supplement',
  'special-procedure',
  'hearing',
  'extension',
  'joint-extension',
  'grant',
  'refusal',
  'revocation',
  'results',
  'payment-sheet',
  'survey',
])
export type DocumentKind = z.output<typeof DocumentKind>

/** A name kept for the applicant; `core` and `trade` together are given once in the city. */
export interface ReservedName {
  readonly full: string
  readonly core: string
  readonly trade: string
  readonly until: Day
}

export interface KnownAnswer {
  readonly field: string
  readonly value: Answer
  readonly source: string
  readonly on?: Day | undefined
}

export interface StageHold extends Hold {
  readonly kind: HoldKind
  readonly reason: string
  readonly procedure?: SpecialProcedure | undefined
  readonly basis?: string | undefined
}

export interface RecountedPart {
  readonly acceptBy?: Instant | undefined
  readonly legal?: Deadline | undefined
  readonly silenceAt?: Instant | undefined
}

/** 听证: asked for, announced, held. */
export interface Hearing {
  readonly requestedAt?: Instant | undefined
  readonly announcedAt?: Instant | undefined
  readonly on?: Day | undefined
  readonly place?: string | undefined
  readonly heldAt?: Instant | undefined
  readonly record?: string | undefined
}

/** One sum of the payment sheet, owed to one authority; in 分. */
export interface ChargeLine {
  readonly part: string
  readonly charge: string
  readonly payee: string
  readonly amountFen: number
}

/** 送达: until when the result must be in the applicant's hands, and when it was. */
export interface Delivery {
  readonly by?: Instant | undefined
  readonly at?: Instant | undefined
  readonly overdueAt?: Instant | undefined
  readonly licenceId?: string | undefined
}

/** 统一办理、联合办理: one limit over all items that are decided together (行政许可法 art. 42). */
export interface JointLimit {
  readonly from: Instant
  readonly legal: Deadline
  readonly extension?: { readonly reason: string; readonly by: Officer; readonly at: Instant } | undefined
  readonly passedAt?: Instant | undefined
}

/** 容缺: materials that may follow, and until when. */
export interface Owed {
  readonly materials: readonly string[]
  readonly until?: Instant | undefined
  readonly overdueAt?: Instant | undefined
}

/** 联合踏勘: when everybody comes; `first` is what was booked with the filing, of which outside systems were told first. */
export interface BookedSurvey extends Slot {
  readonly first: Slot
  readonly moves: readonly { from: Slot; by: 'applicant' | 'office'; reason?: string | undefined }[]
}

export interface StageState {
  /** `node.stage` */
  readonly id: string
  readonly part: string
  readonly department: string
  readonly holder: Holder
  readonly limit: TimeLimit
  readonly openedAt: Instant
  readonly deadline: Deadline
  readonly holds: readonly StageHold[]
  /** since when it is in these hands */
  readonly since: Instant
  readonly assignee?: (Officer & { since: Instant }) | undefined
  readonly handover?: { reason: HandoverReason; note?: string | undefined } | undefined
  readonly explanation?: Explanation | undefined
  /** what the rule granted was drawn to be looked at again */
  readonly sampled?: boolean | undefined
  readonly recheck?: { readonly agrees: boolean; readonly note: string; readonly at: Instant } | undefined
  readonly outside?:
    | {
        system: string
        attempt: number
        nextAt: Instant
        status?: OutsideStatus | undefined
        receipt?: string | undefined
        reason?: string | undefined
        /** reported by the system, by the item's own names: they stand unless the officer who grants says otherwise */
        results?: Outputs | undefined
      }
    | undefined
  readonly lamp?: 'amber' | 'red' | undefined
  /** published with the figures: why it was late */
  readonly delay?: { reason: string; by: Officer; at: Instant } | undefined
  readonly doneAt?: Instant | undefined
  readonly doneBy?: (Partial<Officer> & { holder: Holder }) | undefined
  readonly minutes?: number | undefined
}

export interface Correction {
  readonly items: readonly CorrectionItem[]
  readonly at: Instant
  readonly by: Officer
  readonly answeredAt?: Instant | undefined
  readonly changed: readonly string[]
}

export interface PartState {
  readonly node: string
  readonly standing: PartStanding
  readonly receivedAt?: Instant | undefined
  readonly acceptBy?: Instant | undefined
  readonly acceptedAt?: Instant | undefined
  readonly acceptedHow?: string | undefined
  readonly endedAt?: Instant | undefined
  readonly stages: readonly StageState[]
  readonly outputs: Outputs
  readonly corrections: readonly Correction[]
  readonly reasons?: string | undefined
  readonly basis?: string | undefined
  readonly ground?: string | undefined
  readonly validUntil?: Day | undefined
  /** the limit of the law, from acceptance to decision */
  readonly legal?: Deadline | undefined
  readonly legalPassedAt?: Instant | undefined
  readonly extension?: { reason: string; by: Officer; at: Instant } | undefined
  readonly silenceAt?: Instant | undefined
  readonly silence?: 'granted' | 'renewed' | undefined
  readonly checkBy?: Day | undefined
  readonly delivery?: Delivery | undefined
  readonly revoked?: { readonly reason: string; readonly basis: string; readonly at: Instant } | undefined
  readonly hearing?: Hearing | undefined
  readonly owed?: Owed | undefined
  /** a supervisor let a second notice name what the first could have named; used up by that notice */
  readonly secondNotice?: { reason: string; by: Officer } | undefined
}

/** A file, or a licence that stands in for one. */
export interface BroughtMaterial {
  readonly hash?: string | undefined
  readonly fileName?: string | undefined
  readonly licence?: Proof | undefined
  readonly at: Instant
}

export interface CaseState {
  readonly standing: CaseStanding | 'none'
  readonly theme: string
  readonly version: number
  readonly items: Readonly<Record<string, { item: string; version: number }>>
  readonly partyName: string
  readonly applicant: Officer
  readonly partyCode?: string | undefined
  readonly known: readonly KnownAnswer[]
  readonly answers: Answers
  readonly faults: Readonly<Record<string, string>>
  readonly materials: Readonly<Record<string, BroughtMaterial>>
  readonly commitments: readonly string[]
  readonly openedAt: Instant
  readonly savedAt: Instant
  readonly draftUntil: Instant
  readonly lodgedAt?: Instant | undefined
  readonly endedAt?: Instant | undefined
  readonly title: string
  readonly name?: ReservedName | undefined
  readonly district?: string | undefined
  readonly promise?: TimeLimit | undefined
  readonly deadline?: Deadline | undefined
  readonly terms?: Readonly<Record<string, PartTerms>> | undefined
  readonly tracks?: readonly JudgedTrack[] | undefined
  readonly minutes?: number | undefined
  readonly subject?: Subject | undefined
  readonly joint?: JointLimit | undefined
  readonly survey?: BookedSurvey | undefined
  readonly charges?: readonly ChargeLine[] | undefined
  readonly payment?: { readonly receivableId: string; readonly standing: PaymentStanding } | undefined
  /** parts whose charges are not asked for any more */
  readonly freed?: readonly string[] | undefined
  /** given when registration was granted: from then on the company exists */
  readonly creditCode?: string | undefined
  readonly parts: Readonly<Record<string, PartState>>
  /** while nobody could work on anything: the case's own clock stands */
  readonly holds: readonly Hold[]
  readonly served: readonly { document: DocumentKind; part?: string | undefined; to: Officer; at: Instant }[]
  readonly rating?: { score: number; comment?: string | undefined; at: Instant } | undefined
  /** which systems have the rating, by the step done there */
  readonly ratingSent?: Readonly<Record<string, string>> | undefined
}

export const CaseId = Uuid.meta({ title: 'CaseId' })

const nobody: Officer = { id: '', name: '' }

export const noCase: CaseState = {
  standing: 'none',
  theme: '',
  version: 0,
  items: {},
  partyName: '',
  applicant: nobody,
  known: [],
  answers: {},
  faults: {},
  materials: {},
  commitments: [],
  openedAt: '',
  savedAt: '',
  draftUntil: '',
  title: '',
  parts: {},
  holds: [],
  served: [],
}

export const stagesOf = (state: CaseState): StageState[] =>
  Object.values(state.parts).flatMap((part) => part.stages)
export const openStages = (state: CaseState): StageState[] =>
  state.standing === 'lodged' ? stagesOf(state).filter((stage) => isOpen(state, stage)) : []
export const isOpen = (state: CaseState, stage: StageState): boolean =>
  stage.doneAt === undefined && ['received', 'accepted'].includes(state.parts[stage.part]?.standing ?? '')
/** The part of a stage, whose id is `part.stage`. */
export const partOf = (stage: string): string => stage.slice(0, stage.indexOf('.'))
export const findStage = (state: CaseState, id: string): StageState | undefined =>
  stagesOf(state).find((stage) => stage.id === id)
export const openHold = (stage: StageState): StageHold | undefined =>
  stage.holds.find((hold) => hold.until === undefined)
export const partEnded = (part: PartState): boolean =>
  ['granted', 'refused', 'dropped', 'withdrawn', 'revoked'].includes(part.standing)
/** The last correction notice of a part that waits for its answer. */
export const openCorrection = (part: PartState): Correction | undefined =>
  part.corrections.find((correction) => correction.answeredAt === undefined)
