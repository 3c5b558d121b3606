import { z } from 'zod'
import { Explanation } from '#kernel/explanation.ts'
import { PartyId } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Day, Instant } from '#kernel/time.ts'
import { CheckView } from './check-model.ts'
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
  SpecialProcedure,
} from './model.ts'

/** What pages receive. Every name of a definition comes with its words: no page shows an identifier. */

export const Named = z.object({ id: z.string(), title: Bilingual })
export const Lamp = z.enum(['green', 'amber', 'red', 'blue', 'grey'])
export type Lamp = z.output<typeof Lamp>

const LegalBasis = z.object({
  law: z.string(),
  number: z.string().optional(),
  article: z.string().optional(),
  confidence: z.string(),
})

/** A clock as a page shows it. */
export const ClockView = z.object({
  limit: TimeLimit,
  dueAt: Instant.optional(),
  provisional: z.boolean(),
  lamp: Lamp,
  used: z.number(),
  allowed: z.number(),
  unit: z.enum(['office-minutes', 'working-days', 'days']),
})

/** A length of office time in a unit that people count in. */
export const Span = z.object({ count: z.number(), unit: z.enum(['working-days', 'hours']) })
export type Span = z.output<typeof Span>

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
  /** what the filing costs, as it was counted when it was filed */
  payment: z.lazy(() => PaymentView).optional(),
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

const Choice = z.object({ value: z.string(), title: Bilingual, hint: Bilingual.optional() })

export const FieldView = z.object({
  id: z.string(),
  title: Bilingual,
  question: Bilingual.optional(),
  hint: Bilingual.optional(),
  why: Bilingual.optional(),
  type: z.enum(['text', 'integer', 'money', 'date', 'boolean', 'choice', 'choices', 'people']),
  unit: Bilingual.optional(),
  choices: z.array(Choice),
  constraints: z
    .object({
      min: z.number().optional(),
      max: z.number().optional(),
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      pattern: z.string().optional(),
      patternText: Bilingual.optional(),
    })
    .optional(),
  initial: z.union([z.string(), z.number(), z.boolean()]).optional(),
  fromAccount: z.enum(['name', 'identity-number', 'telephone']).optional(),
  sensitive: z.boolean(),
})
export type FieldView = z.output<typeof FieldView>

export const PageView = z.object({
  id: z.string(),
  title: Bilingual,
  why: Bilingual,
  fields: z.array(FieldView),
  /** shown only under a condition on earlier answers; the preview of a case says which are shown now */
  conditional: z.boolean(),
})

export const FormView = z.object({
  theme: Named,
  version: z.number().int(),
  summary: Bilingual,
  promise: TimeLimit,
  pages: z.array(PageView),
  items: z.array(
    z.object({
      part: z.string(),
      item: Named,
      department: Named,
      optional: z.boolean(),
      after: z.array(z.string()),
    }),
  ),
})
export type FormView = z.output<typeof FormView>

export const PreviewView = z.object({
  answers: z.record(z.string(), Answer),
  /** known before anybody typed: value, where from, as of when */
  known: z.array(z.object({ field: z.string(), value: Answer, source: z.string(), on: Day.optional() })),
  faults: z.record(z.string(), z.string()),
  pages: z.array(z.object({ id: z.string(), state: z.enum(['empty', 'started', 'done', 'faulty']) })),
  missing: z.array(z.string()),
  parts: z.array(z.object({ part: z.string(), item: Named, department: Named })),
  materials: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      hint: Bilingual.optional(),
      source: z.enum(['applicant', 'shared', 'generated', 'other']),
      required: z.boolean(),
      attached: z.string().optional(),
    }),
  ),
  toSign: z.array(z.string()),
  /** what it costs by the answers so far */
  payment: z.lazy(() => PaymentView).optional(),
  companyName: z.string().optional(),
  ready: z.boolean(),
  savedAt: Instant,
  draftUntil: Instant,
})
export type PreviewView = z.output<typeof PreviewView>

/** One payment sheet: what each line comes to and why, what goes to whom, and all together; in 分. */
export const PaymentView = z.object({
  lines: z.array(
    z.object({
      part: z.string(),
      charge: z.string(),
      title: Bilingual,
      how: Bilingual,
      payee: Named,
      /** absent while an answer that it needs is missing */
      amountFen: z.number().int().optional(),
      basis: z.array(LegalBasis),
      confidence: z.string(),
    }),
  ),
  byPayee: z.array(z.object({ payee: Named, amountFen: z.number().int() })),
  totalFen: z.number().int(),
})
export type PaymentView = z.output<typeof PaymentView>

export const ThemeSummary = z.object({
  id: z.string(),
  title: Bilingual,
  summary: Bilingual,
  department: Named,
  promise: TimeLimit,
  items: z.number().int(),
  /** only for enterprises that are registered already */
  registered: z.boolean(),
})
export const ItemSummary = z.object({
  id: z.string(),
  title: Bilingual,
  department: Named,
  type: z.string(),
  promise: TimeLimit,
  confidence: z.string(),
})
const BasedText = z.object({ title: Bilingual, limit: TimeLimit.optional(), basis: z.array(LegalBasis) })
const GuideLimit = z.object({ limit: TimeLimit, asWritten: z.boolean(), basis: z.array(LegalBasis) })

export const ItemGuide = ItemSummary.extend({
  levels: z.array(z.string()),
  /** elements that the city has yet to confirm */
  toConfirm: z.array(z.string()),
  /** how soon everything to be corrected must be told */
  acceptance: GuideLimit,
  applyWithin: z.object({ limit: TimeLimit.optional(), note: Bilingual.optional() }).optional(),
  steps: z.array(z.object({ id: z.string(), title: Bilingual, department: Named, holder: Holder })),
  specialProcedures: z.array(z.object({ kind: SpecialProcedure, mandatory: z.boolean() })),
  /** what silence until the end means, where the item's own law says so */
  silence: z
    .object({
      means: z.enum(['granted', 'renewed']),
      limit: TimeLimit.optional(),
      basis: z.array(LegalBasis),
    })
    .optional(),
  renewal: z.object({ applyBefore: TimeLimit, decision: TimeLimit.optional() }).optional(),
  validity: TimeLimit.optional(),
  commitment: z
    .object({
      text: Bilingual,
      checkWithin: TimeLimit,
      consequence: Bilingual,
      excluded: z.array(Bilingual),
    })
    .optional(),
  tolerance: z.object({ materials: z.array(Bilingual), within: TimeLimit }).optional(),
  refusalGrounds: z.array(BasedText),
  exempt: z.array(Bilingual),
  duties: z.array(BasedText),
  bans: z.array(BasedText),
  version: z.number().int(),
  level: z.string(),
  audience: z.array(z.string()),
  handling: z.string(),
  legalBasis: z.array(LegalBasis),
  acceptConditions: z.array(Bilingual),
  statutory: z.object({
    limit: TimeLimit.optional(),
    onTheSpot: z.boolean(),
    basis: z.array(LegalBasis),
    note: Bilingual.optional(),
    extension: TimeLimit.optional(),
    asWritten: z.boolean(),
    variants: z.array(z.object({ when: Bilingual, limit: TimeLimit })),
  }),
  channels: z.array(z.string()),
  visits: z.number(),
  materials: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      hint: Bilingual.optional(),
      source: z.string(),
      necessity: z.string(),
      conditional: z.boolean(),
    }),
  ),
  fee: z.object({ charged: z.boolean(), note: Bilingual.optional() }),
  result: Bilingual,
  deviations: z.array(Bilingual),
})

/** One row of the province's field set as it was read. */
export const CatalogueRow = z.object({
  row: z.number().int(),
  title: z.string(),
  code: z.string().optional(),
  department: z.string().optional(),
  /** the item to begin a draft with; absent where a fault keeps the row out */
  body: z.record(z.string(), z.unknown()).optional(),
  /** the published item of the same code or name, which this would be a new version of */
  published: z.string().optional(),
  faults: z.array(
    z.object({
      field: z.string(),
      code: z.enum(['missing', 'unknown-value', 'not-a-number', 'department-unknown', 'material-unknown']),
      value: z.string(),
      weight: z.enum(['error', 'warning']),
    }),
  ),
})

export const NameVerdict = z.object({
  name: z.string().optional(),
  verdict: z.enum(['available', 'taken', 'restricted', 'incomplete']),
  faults: z.record(z.string(), z.string()),
  /** registered or reserved names that are easily mixed up with it */
  close: z.array(z.string()),
  restricted: z.array(z.string()),
  reservedFor: TimeLimit.optional(),
})
export type NameVerdict = z.output<typeof NameVerdict>

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
  toEnter: z.record(z.string(), z.array(Named)),
  /** ready-made words for an officer's reasons: the statutory limit and law of each item */
  basis: z.record(z.string(), z.array(LegalBasis)),
})
export type QueueCase = z.output<typeof QueueCase>

export const StatisticsView = z.object({
  theme: z.string(),
  lodged: z.number().int(),
  completed: z.number().int(),
  refused: z.number().int(),
  withdrawn: z.number().int(),
  open: z.number().int(),
  /** office minutes from filing to the last result, of completed cases */
  minutes: z.object({ mean: z.number(), median: z.number(), most: z.number() }).optional(),
  /** how long the promise is, in office minutes of a usual day */
  promisedMinutes: z.number(),
  withinPromise: z.number().int(),
  stages: z.object({
    done: z.number().int(),
    late: z.number().int(),
    byRule: z.number().int(),
    byOfficer: z.number().int(),
    outside: z.number().int(),
  }),
  ratings: z.object({ count: z.number().int(), mean: z.number().optional() }),
})
export type StatisticsView = z.output<typeof StatisticsView>

export const PublicFigures = z.object({
  theme: Named,
  /** absent below ten cases: figures must not lead to one enterprise */
  figures: z
    .object({ completed: z.number().int(), medianMinutes: z.number(), withinPromise: z.number().int() })
    .optional(),
})

export const Download = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mediaType: z.string(),
  fileName: z.string(),
})
