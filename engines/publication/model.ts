import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'

export const DraftId = Uuid.meta({ title: 'DraftId' })
export const CommentId = Uuid.meta({ title: 'CommentId' })
export const RepealId = Uuid.meta({ title: 'RepealId' })
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How many characters all definitions of one draft may have together. */
export const mostCharacters = 300_000

/** One definition of a draft, as it stands: perhaps not whole yet. */
export const DraftPart = z.object({
  kind: z.string().min(1).max(60),
  body: z.record(z.string(), z.unknown()),
})
export type DraftPart = z.output<typeof DraftPart>
export const DraftParts = z
  .array(DraftPart)
  .min(1)
  .max(6)
  .refine((parts) => JSON.stringify(parts).length <= mostCharacters, 'too long')

/** Who did something: the account, and the human behind it, for two eyes of one human are not four. */
export const Someone = z.object({ id: z.string(), person: z.string(), name: z.string() })
export type Someone = z.output<typeof Someone>

export const DraftState = z.enum([
  'drafting',
  'in-consultation',
  'in-review',
  'approved',
  'published',
  'withdrawn',
])
export type DraftState = z.output<typeof DraftState>

/** One answer of the fair-competition questionnaire (公平竞争审查条例 art. 8–12). */
export const CompetitionAnswer = z.object({
  question: z.string().min(1).max(60),
  breaches: z.boolean(),
  reason: z.string().trim().min(4).max(1000),
  /** the ground of art. 12 on which a restriction is let stand, and the day on which it ends */
  exception: z.object({ ground: z.string().min(1).max(60), until: Day }).optional(),
})
export type CompetitionAnswer = z.output<typeof CompetitionAnswer>

export const Conclusion = z.enum(['clear', 'excepted', 'must-change'])
export type Conclusion = z.output<typeof Conclusion>

export const Competition = z.object({
  questionnaire: z.string(),
  questionnaireVersion: z.number().int(),
  answers: z.array(CompetitionAnswer),
  conclusion: Conclusion,
  /** what was judged */
  hash: Sha256,
  by: Someone,
  at: Instant,
})
export type Competition = z.output<typeof Competition>

export const Consultation = z.object({
  from: Day,
  through: Day,
  /** what the public read */
  parts: z.array(DraftPart),
  closedAt: Instant.optional(),
})
export type Consultation = z.output<typeof Consultation>

export const Review = z.object({ by: Someone, opinion: z.string(), hash: Sha256, at: Instant })
export const Returned = z.object({ by: Someone, reason: z.string(), at: Instant })

/** A draft as the record has it. */
export const Draft = z.object({
  state: DraftState,
  kind: z.string(),
  definitionId: z.string(),
  /** the version it was copied from; absent for a new definition */
  basedOn: z.number().int().optional(),
  title: z.string(),
  department: z.string(),
  /** the district whose own definition it is; absent for the city */
  district: z.string().optional(),
  parts: z.array(DraftPart),
  hash: Sha256,
  openedAt: Instant,
  savedAt: Instant,
  savedBy: Someone,
  /** everybody who ever wrote in it */
  authors: z.array(Someone),
  consultation: Consultation.optional(),
  competition: Competition.optional(),
  review: Review.optional(),
  returned: Returned.optional(),
  published: z.object({ version: z.number().int(), by: Someone, at: Instant }).optional(),
  withdrawn: Returned.optional(),
})
export type Draft = z.output<typeof Draft>

export type DraftEvent =
  | Event<
      'DraftOpened',
      Pick<
        Draft,
        'kind' | 'definitionId' | 'basedOn' | 'title' | 'department' | 'district' | 'parts' | 'hash'
      > & { by: Someone; at: Instant }
    >
  | Event<'DraftSaved', { parts: DraftPart[]; hash: string; title: string; by: Someone; at: Instant }>
  | Event<'ConsultationOpened', { from: Day; through: Day; by: Someone }>
  | Event<'ConsultationEnded', { by: Someone; at: Instant }>
  | Event<'CompetitionJudged', Competition>
  | Event<'DraftSubmitted', { by: Someone; at: Instant }>
  | Event<'DraftReturned', z.output<typeof Returned>>
  | Event<'DraftApproved', z.output<typeof Review>>
  | Event<
      'DraftPublished',
      {
        version: number
        definitions: { kind: string; id: string; version: number; body: unknown }[]
        by: Someone
        at: Instant
      }
    >
  | Event<'DraftWithdrawn', z.output<typeof Returned>>

export const noDraft: Draft = {
  state: 'drafting',
  kind: '',
  definitionId: '',
  title: '',
  department: '',
  parts: [],
  hash: '',
  openedAt: '',
  savedAt: '',
  savedBy: { id: '', person: '', name: '' },
  authors: [],
}

const joined = (authors: readonly Someone[], by: Someone): Someone[] =>
  authors.some(({ id }) => id === by.id) ? [...authors] : [...authors, by]

export function evolveDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case 'DraftOpened': {
      const { by, at, ...data } = event.data
      return { ...draft, ...data, openedAt: at, savedAt: at, savedBy: by, authors: [by] }
    }
    case 'DraftSaved': {
      const { parts, hash, title, by, at } = event.data
      return { ...draft, parts, hash, title, savedAt: at, savedBy: by, authors: joined(draft.authors, by) }
    }
    case 'ConsultationOpened': {
      const { from, through } = event.data
      return { ...draft, state: 'in-consultation', consultation: { from, through, parts: draft.parts } }
    }
    case 'ConsultationEnded': {
      const { consultation } = draft
      return {
        ...draft,
        state: 'drafting',
        ...(consultation ? { consultation: { ...consultation, closedAt: event.data.at } } : {}),
      }
    }
    case 'CompetitionJudged':
      return { ...draft, competition: event.data }
    case 'DraftSubmitted':
      return { ...draft, state: 'in-review', returned: undefined }
    case 'DraftReturned':
      return { ...draft, state: 'drafting', review: undefined, returned: event.data }
    case 'DraftApproved':
      return { ...draft, state: 'approved', review: event.data }
    case 'DraftPublished': {
      const { version, by, at } = event.data
      return { ...draft, state: 'published', published: { version, by, at } }
    }
    case 'DraftWithdrawn':
      return { ...draft, state: 'withdrawn', withdrawn: event.data }
  }
}

export const CommentOutcome = z.enum(['adopted', 'partly-adopted', 'not-adopted'])
export type CommentOutcome = z.output<typeof CommentOutcome>
/** For itself, or for the members of a chamber or association. */
export const SpeaksFor = z.enum(['itself', 'members'])

export interface Comment {
  readonly draftId: string
  readonly department: string
  readonly district: string | undefined
  readonly answered: boolean
}
export type CommentEvent =
  | Event<
      'CommentLodged',
      {
        draftId: string
        department: string
        district?: string | undefined
        speaksFor: z.output<typeof SpeaksFor>
        clause?: string | undefined
        text: string
        by: string
      }
    >
  | Event<'CommentAnswered', { outcome: CommentOutcome; text: string; by: Someone }>

export const noComment: Comment = { draftId: '', department: '', district: undefined, answered: false }

export const evolveComment = (comment: Comment, event: CommentEvent): Comment =>
  event.type === 'CommentLodged'
    ? {
        draftId: event.data.draftId,
        department: event.data.department,
        district: event.data.district,
        answered: false,
      }
    : { ...comment, answered: true }

export const RepealState = z.enum(['proposed', 'confirmed', 'dropped'])
export const RepealOf = z.object({
  kind: z.string().min(1).max(60),
  id: z.string().min(1).max(120),
  version: z.number().int().positive(),
})

/** A proposal to end a published version before its text does. */
export const RepealDraft = z.object({
  state: RepealState,
  of: RepealOf,
  on: Day,
  reason: z.string(),
  department: z.string(),
  district: z.string().optional(),
  by: Someone,
})
export type RepealDraft = z.output<typeof RepealDraft>
export type RepealEvent =
  | Event<'RepealProposed', Omit<RepealDraft, 'state'>>
  | Event<'RepealConfirmed', { reason: Bilingual; by: Someone }>
  | Event<'RepealDropped', { reason: string; by: Someone }>

export const noRepeal: RepealDraft = {
  state: 'proposed',
  of: { kind: '', id: '', version: 1 },
  on: '',
  reason: '',
  department: '',
  by: noDraft.savedBy,
}

export const evolveRepeal = (repeal: RepealDraft, event: RepealEvent): RepealDraft =>
  event.type === 'RepealProposed'
    ? { ...event.data, state: 'proposed' }
    : { ...repeal, state: event.type === 'RepealConfirmed' ? 'confirmed' : 'dropped' }

/** What a consultation asks of a comment: where it stands and whose it is. */
export const ConsultationStanding = z.object({
  open: z.boolean(),
  department: z.string(),
  district: z.string().nullable(),
})
export type ConsultationStanding = z.output<typeof ConsultationStanding>

/** The office of everything that is the whole city's: no district has this name, so no district's officer reaches it. */
export const cityWide = '*'
