import { z } from 'zod'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Day, Instant } from '#kernel/time.ts'
import { CheckView } from './checks/check-model.ts'
import {
  Answer,
  CaseId,
  CaseStanding,
  CorrectionItem,
  DocumentKind,
  HandoverReason,
  Holder,
  HoldKind,
  OutputValue,
  OutsideStatus,
  PartStanding,
  PaymentStanding,
} from './model.ts'
import { Named, Lamp, LegalBasis, ClockView, Span } from './view-parts.ts'
import { FieldView, PaymentView } from './filing/form-views.ts'
import { Proof } from './filing/proof-model.ts'
import { SlotInput } from './survey/survey.ts'
import { SurveyView } from './survey/survey-contract.ts'
import { FormatView, TrackView } from './tracks/track-views.ts'

/** What the pages of a case and of an officer’s queue receive. */

export const StageView = z.object({
  id: z.string(),
  title: Bilingual,
  department: Named,
  holder: Holder,
  /** the officer's name, for colleagues and the applicant alike */
  assignee: z.string().optional(),
  since: Instant,
  openedAt: Instant,
  doneAt: Instant.optional(),
  doneBy: z.object({ holder: Holder, name: z.string().optional() }).optional(),
  minutes: z.number().optional(),
  clock: ClockView,
  /** what begins when this step is over */
  thereafter: Bilingual.optional(),
  /** the joint survey that this step's system comes to */
  survey: SlotInput.optional(),
  /** why it was late, as published */
  delay: z.string().optional(),
  handover: z.object({ reason: HandoverReason, note: z.string().optional() }).optional(),
  explanation: Explanation.optional(),
  outside: z
    .object({
      system: z.string(),
      status: OutsideStatus.optional(),
      attempt: z.number(),
      nextAt: Instant.optional(),
      receipt: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  holds: z.array(
    z.object({
      from: Instant,
      until: Instant.optional(),
      kind: HoldKind,
      reason: z.string(),
      basis: z.string().optional(),
    }),
  ),
})
export type StageView = z.output<typeof StageView>

export const LaneView = z.object({
  part: z.string(),
  item: Named,
  department: Named,
  standing: PartStanding,
  after: z.array(z.string()),
  /** the business format, the district's version and the promise it is done on, as they were fixed when it was filed */
  format: FormatView.optional(),
  local: Named.optional(),
  promise: TimeLimit,
  /** its fast tracks as they were judged when it was filed */
  tracks: z.array(TrackView),
  /** whether the longest way through the case leads over it */
  critical: z.boolean(),
  /** when it is expected to begin and to end, while it is open; how long it may slip without moving the end of the case */
  expected: z
    .object({
      /** from finished cases; else every office is taken to use all of its time */
      learned: z.boolean(),
      beginsAt: Instant.optional(),
      endsAt: Instant.optional(),
      slack: Span.optional(),
    })
    .optional(),
  receivedAt: Instant.optional(),
  acceptedAt: Instant.optional(),
  acceptedHow: z.string().optional(),
  /** silence until then means acceptance */
  acceptBy: Instant.optional(),
  endedAt: Instant.optional(),
  /** what the law says of its time: until when it must be decided, whether that has passed, whether it was extended and why */
  legal: z.object({ dueAt: Instant.optional(), provisional: z.boolean(), passed: z.boolean() }).optional(),
  extension: z.string().optional(),
  silence: z.enum(['granted', 'renewed']).optional(),
  /** silence until then means consent, by the item's own law */
  silenceAt: Instant.optional(),
  checkBy: Day.optional(),
  /** 送达: until when the result must be delivered, and when it was */
  delivery: z.object({ by: Instant.optional(), at: Instant.optional(), overdue: z.boolean() }).optional(),
  revoked: z.object({ reason: z.string(), basis: z.string(), at: Instant }).optional(),
  hearing: z
    .object({
      mayRequest: z.boolean(),
      requestedAt: Instant.optional(),
      on: Day.optional(),
      place: z.string().optional(),
      heldAt: Instant.optional(),
      record: z.string().optional(),
    })
    .optional(),
  owed: z.object({ materials: z.array(Named), until: Instant.optional(), overdue: z.boolean() }).optional(),
  /** licences put forward that fell since: no grant rests on them */
  lapsed: z.array(Named.extend({ licence: Bilingual, why: Bilingual })),
  stages: z.array(StageView),
  corrections: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      items: z.array(CorrectionItem.extend({ title: Bilingual })),
      answeredAt: Instant.optional(),
    }),
  ),
  decision: z
    .object({
      outcome: z.enum(['granted', 'refused']),
      reasons: z.string().optional(),
      basis: z.string().optional(),
    })
    .optional(),
  results: z.array(
    z.object({ id: z.string(), title: Bilingual, value: OutputValue, unit: z.literal('fen').optional() }),
  ),
  result: z
    .object({ title: Bilingual, credential: z.string().optional(), validUntil: Day.optional() })
    .optional(),
})
export type LaneView = z.output<typeof LaneView>

export const CaseCard = z.object({
  partyId: PartyId,
  caseId: CaseId,
  theme: Named,
  title: z.string(),
  standing: CaseStanding,
  openedAt: Instant,
  lodgedAt: Instant.optional(),
  endedAt: Instant.optional(),
  savedAt: Instant,
  draftUntil: Instant.optional(),
  dueAt: Instant.optional(),
  lamp: Lamp,
  /** departments that have it now */
  with: z.array(Named),
  awaitingApplicant: z.boolean(),
  done: z.number().int(),
  parts: z.number().int(),
})
export type CaseCard = z.output<typeof CaseCard>

export const CaseView = CaseCard.omit({
  with: true,
  done: true,
  parts: true,
  lamp: true,
  dueAt: true,
}).extend({
  version: z.number().int(),
  partyName: z.string(),
  applicant: z.string(),
  district: Named.optional(),
  clock: ClockView.optional(),
  lanes: z.array(LaneView),
  holds: z.array(z.object({ from: Instant, until: Instant.optional() })),
  /** the one limit of a joint licence */
  joint: z
    .object({
      dueAt: Instant.optional(),
      provisional: z.boolean(),
      passed: z.boolean(),
      extension: z.string().optional(),
    })
    .optional(),
  survey: z.lazy(() => SurveyView).optional(),
  /** what the filing costs, as it was counted when it was filed */
  payment: z.lazy(() => PaymentView).optional(),
  /** where the fees stand; the ledger, asked by this id, knows the rest */
  fees: z.object({ receivableId: z.string(), standing: PaymentStanding }).optional(),
  /** what was promised, and how its check stands */
  checks: z.array(CheckView),
  timeline: z.array(
    z.object({
      at: Instant,
      type: z.string(),
      part: Named.optional(),
      stage: z.string().optional(),
      who: z.string(),
      words: Bilingual,
    }),
  ),
  messages: z.array(
    z.object({
      document: DocumentKind,
      part: Named.optional(),
      to: z.string(),
      at: Instant,
      words: Bilingual,
    }),
  ),
  next: Bilingual,
  /** the expected end, learned from `learned` finished cases; without `end` they are too few to say */
  outlook: z
    .object({
      learned: z.number().int(),
      fewest: z.number().int(),
      end: z.object({ earliest: Instant, likely: Instant, latest: Instant }).optional(),
    })
    .optional(),
  /** what may be done at once and by how much it brings the end forward, what saves most first */
  startNow: z.array(
    z.object({
      part: Named,
      stage: z.string().optional(),
      act: z.enum(['answer-correction', 'supply-materials', 'take', 'finish']),
      department: Named,
      saves: Span.optional(),
      slack: Span.optional(),
    }),
  ),
  contact: z.string(),
  rating: z.object({ score: z.number(), comment: z.string().optional(), at: Instant }).optional(),
})
export type CaseView = z.output<typeof CaseView>

export const QueueView = z.enum(['open', 'mine', 'unassigned', 'urgent', 'late', 'held', 'outside', 'done'])
export type QueueView = z.output<typeof QueueView>

export const QueueRow = z.object({
  partyId: PartyId,
  caseId: CaseId,
  stage: z.string(),
  stageTitle: Bilingual,
  item: Named,
  theme: Named,
  title: z.string(),
  partyName: z.string(),
  department: Named,
  district: Named.optional(),
  holder: Holder,
  assignee: z.string().optional(),
  mine: z.boolean(),
  hold: HoldKind.optional(),
  /** the fast track it is on */
  track: Named.optional(),
  /** it goes before what is not due yet */
  ahead: z.boolean(),
  openedAt: Instant,
  since: Instant,
  dueAt: Instant.optional(),
  doneAt: Instant.optional(),
  lamp: Lamp,
})
export type QueueRow = z.output<typeof QueueRow>

export const Act = z.enum([
  'claim',
  'release',
  'handOver',
  'accept',
  'requestCorrection',
  'hold',
  'resume',
  'decide',
  'signSecondNotice',
  'extendDecision',
  'explainDelay',
  'announceHearing',
  'recordHearing',
  'extendJointLimit',
  'rescheduleSurvey',
])
export type Act = z.output<typeof Act>

export const QueueCase = z.object({
  case: CaseView,
  /** version of the record shown; sent back with a decision, so that nobody decides on what has changed since */
  recordVersion: z.number().int(),
  form: z.array(
    z.object({
      page: Bilingual,
      fields: z.array(
        z.object({
          id: z.string(),
          title: Bilingual,
          type: FieldView.shape.type,
          value: Answer.optional(),
          shown: Bilingual,
        }),
      ),
    }),
  ),
  materials: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      source: z.string(),
      hash: z.string().optional(),
      fileName: z.string().optional(),
      proof: Proof.optional(),
      /** why the licence may no longer be relied on */
      lapse: Bilingual.optional(),
      signed: z.boolean(),
    }),
  ),
  /** what this officer may do now, stage by stage */
  acts: z.record(z.string(), z.array(Act)),
  /** what of the item the city has yet to confirm */
  toConfirm: z.record(z.string(), z.array(z.string())),
  /** the closed list of grounds for a refusal, where the item has one */
  grounds: z.record(z.string(), z.array(Named)),
  /** results to be written down when a stage is granted */
  toEnter: z.record(
    z.string(),
    z.array(
      Named.extend({
        /** an amount in 分 */
        unit: z.literal('fen').optional(),
        /** what an outside system reported, which stands unless the officer changes it */
        reported: OutputValue.optional(),
      }),
    ),
  ),
  /** ready-made words for an officer's reasons: the statutory limit and law of each item */
  basis: z.record(z.string(), z.array(LegalBasis)),
})
export type QueueCase = z.output<typeof QueueCase>
