import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { download } from '#kernel/download.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import {
  CommentId,
  CommentOutcome,
  Competition,
  CompetitionAnswer,
  type ConsultationStanding,
  DraftId,
  DraftPart,
  DraftParts,
  DraftState,
  RepealDraft,
  RepealId,
  RepealOf,
  Returned,
  Review,
  Someone,
  SpeaksFor,
} from './model.ts'

const onDraft = { kind: 'draft', owner: 'draftId', id: 'draftId' } as const
const onComment = { kind: 'comment', owner: 'partyId', id: 'commentId' } as const
const onRepeal = { kind: 'repeal', owner: 'repealId', id: 'repealId' } as const
const ofDraft = z.object({ draftId: DraftId })
const Reason = z.string().trim().min(4).max(2000)
const Limit = z.coerce.number().int().min(1).max(200).default(50)
const Gate = z.enum(['consultation', 'fair-competition', 'legal-review'])

/** What is wrong, or still lacking, where, and what to do. */
const Fault = z.object({
  /** the kind of definition it is in */
  part: z.string(),
  /** place within it, `/`-separated */
  path: z.string(),
  code: z.string(),
  expected: z.string(),
  message: Bilingual,
  remedy: Bilingual,
})
const Line = z.object({ key: z.string(), label: Bilingual, text: Bilingual, clause: z.string().optional() })
/** One difference in plain words; without `before` it is new, without `after` it is gone. */
export const Change = z.object({
  key: z.string(),
  label: Bilingual,
  before: Bilingual.optional(),
  after: Bilingual.optional(),
})
export type Change = z.output<typeof Change>

/** What a draft says and what is wrong with it, judged against everything that is published. */
export const Judgement = z.object({
  /** whole and without faults, in both languages: fit to be read by the public */
  sound: z.boolean(),
  faults: z.array(Fault),
  /** tests that are missing or fail; they must be there before publication */
  lacks: z.array(Fault),
  /** what to look at; it stops nothing */
  warnings: z.array(Fault),
  lines: z.array(Line),
  /** against the version it was copied from */
  changes: z.array(Change),
  /** against the definition that it is a version of, as a district's is of the city's */
  against: z.object({ title: Bilingual, changes: z.array(Change) }).optional(),
})
export type Judgement = z.output<typeof Judgement>

const DraftSummary = z.object({
  draftId: DraftId,
  kind: z.string(),
  kindTitle: Bilingual,
  definitionId: z.string(),
  title: Bilingual,
  department: z.string(),
  district: z.string().optional(),
  state: DraftState,
  version: z.number().int(),
  savedAt: Instant,
  savedBy: z.string(),
  consultationThrough: Day.optional(),
  openComments: z.number().int(),
})
export type DraftSummary = z.output<typeof DraftSummary>

const CommentRow = z.object({
  partyId: PartyId,
  commentId: CommentId,
  draftId: DraftId,
  title: Bilingual,
  speaksFor: SpeaksFor,
  clause: z.string().optional(),
  text: z.string(),
  lodgedAt: Instant,
  outcome: CommentOutcome.optional(),
  answer: z.string().optional(),
  answeredAt: Instant.optional(),
})
export type CommentRow = z.output<typeof CommentRow>

const VersionRow = z.object({
  version: z.number().int(),
  /** valid time: from (inclusive) until (exclusive); absent where the kind has no dates */
  from: Day.optional(),
  until: Day.optional(),
  /** record time */
  publishedAt: Instant,
  publishedBy: z.string(),
  changes: z.array(Change),
})

export const publicationContract = {
  openDraft: write({
    path: '/drafts',
    permission: 'jurisdiction',
    summary:
      'Begin a new definition, or a new version of one, from nothing, from what is published or from a folder',
    stream: { kind: 'draft', owner: 'self', id: 'draftId', creates: true },
    input: z.object({
      kind: Slug,
      title: z.string().trim().min(2).max(200),
      department: Slug,
      district: Slug.optional(),
      /** the definition that gets a new version; absent for a new one */
      id: Slug.optional(),
      parts: DraftParts.optional(),
    }),
    output: written,
    refusals: ['kind-not-writable', 'district-needed', 'not-your-office', 'parts-unfit'],
  }),
  saveDraft: write({
    method: 'PUT',
    path: '/drafts/:draftId',
    permission: 'jurisdiction',
    summary:
      'Keep what was written so far; send the version seen, and another author’s change is not overwritten',
    stream: onDraft,
    input: z.object({ draftId: DraftId, parts: DraftParts }),
    output: written,
    refusals: ['not-drafting', 'parts-unfit'],
  }),
  openConsultation: write({
    path: '/drafts/:draftId/consultation',
    permission: 'jurisdiction',
    summary: 'Publish a draft for comments through a day',
    stream: onDraft,
    input: z.object({ draftId: DraftId, through: Day }),
    output: written,
    refusals: ['not-drafting', 'draft-unsound', 'through-in-past'],
  }),
  endConsultation: write({
    path: '/drafts/:draftId/consultation/end',
    permission: 'jurisdiction',
    summary: 'End a consultation whose time is over and whose comments are answered',
    stream: onDraft,
    input: ofDraft,
    output: written,
    needs: { unanswered: need<number>('publication.unanswered') },
    refusals: ['not-in-consultation', 'consultation-running', 'comments-unanswered'],
  }),
  judgeCompetition: write({
    path: '/drafts/:draftId/fair-competition',
    permission: 'jurisdiction',
    summary: 'Answer the fair-competition questionnaire for a draft, each question with a reason',
    stream: onDraft,
    input: z.object({ draftId: DraftId, answers: z.array(CompetitionAnswer).min(1).max(60) }),
    output: written,
    refusals: [
      'not-drafting',
      'questionnaire-missing',
      'answers-incomplete',
      'exception-unknown',
      'exception-ended',
    ],
  }),
  submitDraft: write({
    path: '/drafts/:draftId/submit',
    permission: 'jurisdiction',
    summary: 'Hand a draft to the legal reviewer once its gates are passed',
    stream: onDraft,
    input: ofDraft,
    output: written,
    refusals: [
      'not-drafting',
      'draft-unsound',
      'not-proven',
      'consultation-missing',
      'competition-missing',
      'competition-breached',
    ],
  }),
  returnDraft: write({
    path: '/drafts/:draftId/return',
    permission: 'jurisdiction',
    summary: 'Give a draft back to its authors with a reason',
    stream: onDraft,
    input: z.object({ draftId: DraftId, reason: Reason }),
    output: written,
    refusals: ['not-in-review'],
  }),
  approveDraft: write({
    path: '/drafts/:draftId/approve',
    permission: 'jurisdiction',
    summary: 'Approve a draft in law, as somebody who did not write it',
    stream: onDraft,
    input: z.object({ draftId: DraftId, opinion: Reason }),
    output: written,
    refusals: ['not-in-review', 'four-eyes'],
  }),
  publishDraft: write({
    path: '/drafts/:draftId/publish',
    permission: 'jurisdiction',
    summary: 'Publish an approved draft as an immutable version, as a third person',
    stream: onDraft,
    input: ofDraft,
    output: written,
    needs: { newest: need<number | null>('publication.newest') },
    refusals: ['not-approved', 'four-eyes', 'version-taken', 'draft-unsound', 'not-proven'],
  }),
  withdrawDraft: write({
    path: '/drafts/:draftId/withdraw',
    permission: 'jurisdiction',
    summary: 'Give up a draft',
    stream: onDraft,
    input: z.object({ draftId: DraftId, reason: Reason }),
    output: written,
    refusals: ['already-published', 'already-withdrawn'],
  }),
  lodgeComment: write({
    path: '/parties/:partyId/draft-comments',
    permission: 'own',
    summary: 'Comment on a draft in consultation, for oneself or for the members of a chamber',
    stream: { kind: 'comment', owner: 'partyId', id: 'commentId', creates: true },
    input: z.object({
      partyId: PartyId,
      draftId: DraftId,
      speaksFor: SpeaksFor.default('itself'),
      clause: z.string().trim().min(1).max(100).optional(),
      text: z.string().trim().min(5).max(3000),
    }),
    output: written,
    needs: { standing: need<ConsultationStanding | null>('publication.consultation') },
    refusals: ['consultation-unknown', 'consultation-closed'],
  }),
  answerComment: write({
    path: '/parties/:partyId/draft-comments/:commentId/answer',
    permission: 'jurisdiction',
    summary: 'Answer a comment: taken up, in part, or not, and why',
    stream: onComment,
    input: z.object({
      partyId: PartyId,
      commentId: CommentId,
      outcome: CommentOutcome,
      text: z.string().trim().min(4).max(3000),
    }),
    output: written,
    refusals: ['already-answered'],
  }),
  proposeRepeal: write({
    path: '/repeals',
    permission: 'jurisdiction',
    summary: 'Propose to end a published version on a day',
    stream: { kind: 'repeal', owner: 'self', id: 'repealId', creates: true },
    input: z.object({ of: RepealOf, on: Day, reason: Reason }),
    output: written,
    refusals: ['kind-not-writable', 'definition-unknown', 'not-your-office', 'ends-already'],
  }),
  confirmRepeal: write({
    path: '/repeals/:repealId/confirm',
    permission: 'jurisdiction',
    summary: 'End a published version as proposed, as a second person',
    stream: onRepeal,
    input: z.object({
      repealId: RepealId,
      /** the reason in English */
      reasonEn: z
        .string()
        .trim()
        .min(4)
        .max(2000)
        .regex(/^[^\p{Script=Han}]*$/u),
    }),
    output: written,
    refusals: ['repeal-settled', 'four-eyes'],
  }),
  dropRepeal: write({
    path: '/repeals/:repealId/drop',
    permission: 'jurisdiction',
    summary: 'Give up a proposal to end a version',
    stream: onRepeal,
    input: z.object({ repealId: RepealId, reason: Reason }),
    output: written,
    refusals: ['repeal-settled'],
  }),
  listWritableKinds: read({
    path: '/drafts/kinds',
    permission: 'jurisdiction',
    summary: 'List the kinds of definition that may be written here, with their gates',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          kind: z.string(),
          title: Bilingual,
          gates: z.array(Gate),
          /** written by districts alone */
          ofDistricts: z.boolean(),
          /** what is published of it: for a new version */
          published: z.array(z.object({ id: z.string(), title: Bilingual, version: z.number().int() })),
        }),
      ),
    }),
    receipt: 'none',
  }),
  listDrafts: read({
    path: '/drafts',
    permission: 'jurisdiction',
    summary: 'List drafts, last saved first',
    input: z.object({
      kind: Slug.optional(),
      state: DraftState.optional(),
      q: z.string().trim().max(100).optional(),
      before: Instant.optional(),
      limit: Limit,
    }),
    output: z.object({ items: z.array(DraftSummary), next: Instant.optional() }),
    receipt: 'none',
  }),
  getDraft: read({
    path: '/drafts/:draftId',
    permission: 'jurisdiction',
    summary: 'Show a draft: what it says, what is wrong with it, what it changes, who has it',
    input: ofDraft,
    output: DraftSummary.extend({
      /** to be sent when saving */
      streamVersion: z.number().int(),
      parts: z.array(DraftPart),
      basedOn: z.number().int().optional(),
      authors: z.array(Someone),
      gates: z.array(Gate),
      /** whether tests must be there and pass before it is published */
      proves: z.boolean(),
      /** whether that proof is published with it, as a policy's examples are; otherwise it is that nothing in use is broken */
      bringsProof: z.boolean(),
      /** gates that stand between the draft and the next step, for what it says now */
      open: z.array(z.enum(['sound', 'proven', 'consultation', 'fair-competition', 'legal-review'])),
      consultation: z
        .object({
          from: Day,
          through: Day,
          closedAt: Instant.optional(),
          /** what was changed since the public read it */
          changes: z.array(Change),
        })
        .optional(),
      competition: Competition.optional(),
      /** whether the questionnaire was answered for what the draft says now */
      competitionCurrent: z.boolean(),
      review: Review.optional(),
      returned: Returned.optional(),
      published: z.object({ version: z.number().int(), by: Someone, at: Instant }).optional(),
      withdrawn: Returned.optional(),
      judgement: Judgement,
    }),
    receipt: 'none',
  }),
  judgeDraft: read({
    method: 'POST',
    path: '/drafts/:draftId/judge',
    permission: 'jurisdiction',
    summary: 'Say what is wrong with what is being written, and what it changes; nothing is kept',
    input: z.object({ draftId: DraftId, parts: DraftParts }),
    output: Judgement,
    receipt: 'none',
  }),
  readFolder: read({
    method: 'POST',
    path: '/drafts/folder',
    permission: 'jurisdiction',
    summary: 'Read a definition from its files, one by one or as a zip; nothing is kept',
    input: z.object({
      kind: Slug,
      files: z
        .array(z.object({ path: z.string().min(1).max(300), text: z.string().max(300_000) }))
        .max(10)
        .optional(),
      /** the zip’s bytes in Base64 */
      zip: z
        .string()
        .max(1_500_000)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/)
        .optional(),
    }),
    output: z.object({ parts: z.array(DraftPart), faults: z.array(Fault) }),
    refusals: ['kind-not-writable', 'folder-unreadable'],
    receipt: 'none',
  }),
  exportDraft: read({
    path: '/drafts/:draftId/folder.zip',
    permission: 'jurisdiction',
    summary: 'Download a draft as the folder a city keeps',
    input: ofDraft,
    output: download,
    receipt: 'none',
  }),
  getQuestionnaire: read({
    path: '/drafts/questionnaire',
    permission: 'jurisdiction',
    summary: 'Show the fair-competition questionnaire in force',
    input: z.object({}),
    output: z.object({
      id: z.string(),
      version: z.number().int(),
      title: Bilingual,
      questions: z.array(z.object({ id: z.string(), text: Bilingual, basis: Bilingual })),
      exceptions: z.array(z.object({ id: z.string(), text: Bilingual, basis: Bilingual })),
    }),
    refusals: ['questionnaire-missing'],
    receipt: 'none',
  }),
  listComments: read({
    path: '/drafts/:draftId/comments',
    permission: 'jurisdiction',
    summary: 'List the comments on a draft with who made them',
    input: z.object({ draftId: DraftId, limit: Limit, after: CommentId.optional() }),
    output: z.object({
      items: z.array(CommentRow.extend({ name: z.string() })),
      next: CommentId.optional(),
    }),
    receipt: 'list',
  }),
  listMyComments: read({
    path: '/parties/:partyId/draft-comments',
    permission: 'own',
    summary: 'List an enterprise’s comments on drafts with their answers',
    input: z.object({ partyId: PartyId }),
    output: z.object({ items: z.array(CommentRow) }),
    receipt: 'none',
  }),
  listConsultations: read({
    path: '/consultations',
    permission: 'public',
    summary: 'List the drafts that are open for comments, and those whose consultation ended',
    input: z.object({ limit: Limit }),
    output: z.object({
      items: z.array(
        z.object({
          draftId: DraftId,
          kindTitle: Bilingual,
          title: Bilingual,
          department: z.string(),
          district: z.string().optional(),
          from: Day,
          through: Day,
          open: z.boolean(),
          comments: z.number().int(),
        }),
      ),
    }),
    receipt: 'none',
  }),
  getConsultation: read({
    path: '/consultations/:draftId',
    permission: 'public',
    summary: 'Read a draft in consultation, what it would change, and how comments were answered',
    input: ofDraft,
    output: z.object({
      draftId: DraftId,
      kindTitle: Bilingual,
      title: Bilingual,
      department: z.string(),
      district: z.string().optional(),
      from: Day,
      through: Day,
      open: z.boolean(),
      lines: z.array(Line),
      changes: z.array(Change),
      comments: z.array(
        z.object({
          commentId: CommentId,
          speaksFor: SpeaksFor,
          clause: z.string().optional(),
          text: z.string(),
          outcome: CommentOutcome.optional(),
          answer: z.string().optional(),
        }),
      ),
    }),
    receipt: 'none',
  }),
  listRepeals: read({
    path: '/repeals',
    permission: 'jurisdiction',
    summary: 'List proposals to end published versions',
    input: z.object({ limit: Limit }),
    output: z.object({
      items: z.array(
        RepealDraft.omit({ by: true }).extend({
          repealId: Uuid,
          title: Bilingual,
          by: z.string(),
          at: Instant,
        }),
      ),
    }),
    receipt: 'none',
  }),
  listVersions: read({
    path: '/definitions/:kind/:id/versions',
    permission: 'public',
    summary: 'List the versions of a definition: when each holds, when it was published, what it changed',
    input: z.object({ kind: Slug, id: z.string().min(1).max(120) }),
    output: z.object({ title: Bilingual, items: z.array(VersionRow) }),
    receipt: 'none',
  }),
  getVersion: read({
    path: '/definitions/:kind/:id',
    permission: 'public',
    summary: 'Say what held on a day by what was on record at a moment; without them, what holds now',
    input: z.object({
      kind: Slug,
      id: z.string().min(1).max(120),
      validOn: Day.optional(),
      knownAt: Instant.optional(),
      version: z.coerce.number().int().positive().optional(),
    }),
    output: VersionRow.omit({ changes: true }).extend({ title: Bilingual, lines: z.array(Line) }),
    receipt: 'none',
  }),
  exportVersion: read({
    path: '/definitions/:kind/:id/folder.zip',
    permission: 'public',
    summary: 'Download a published definition as the folder a city keeps',
    input: z.object({
      kind: Slug,
      id: z.string().min(1).max(120),
      version: z.coerce.number().int().positive().optional(),
    }),
    output: download,
    receipt: 'none',
  }),
}
