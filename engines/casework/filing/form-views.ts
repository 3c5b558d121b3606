import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Day, Instant } from '#kernel/time.ts'
import { Answer } from '../model.ts'
import { Proof } from './proof-model.ts'
import { FormatView, TrackView } from '../tracks/track-views.ts'
import { Named, LegalBasis } from '../view-parts.ts'

/** What a form shows: its fields, what is known and missing, what it costs. */

const Choice = z.object({ value: z.string(), title: Bilingual, hint: Bilingual.optional() })

export const FieldView = z.object({
  id: z.string(),
  title: Bilingual,
  question: Bilingual.optional(),
  hint: Bilingual.optional(),
  why: Bilingual.optional(),
  type: z.enum(['text', 'integer', 'money', 'date', 'boolean', 'choice', 'choices', 'people', 'slot']),
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
  pages: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['empty', 'started', 'done', 'faulty']),
      /** the questions it asks now, for the business format at hand */
      fields: z.array(z.string()),
    }),
  ),
  missing: z.array(z.string()),
  parts: z.array(
    z.object({
      part: z.string(),
      item: Named,
      department: Named,
      promise: TimeLimit,
      /** the business format it is done for; absent while the answers do not tell, or where the item knows none */
      format: FormatView.optional(),
      /** the district whose own version it follows */
      local: Named.optional(),
      /** its fast tracks as they would be judged now */
      tracks: z.array(TrackView),
    }),
  ),
  /** questions and materials that only a business format brings: whose they are */
  byFormat: z.array(
    z.object({
      kind: z.enum(['field', 'material']),
      id: z.string(),
      item: Named,
      format: FormatView,
    }),
  ),
  materials: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      hint: Bilingual.optional(),
      source: z.enum(['applicant', 'shared', 'generated', 'other']),
      required: z.boolean(),
      attached: z.string().optional(),
      /** the licence that stands in for it, and those that could */
      proof: Proof.optional(),
      provenBy: z.array(z.object({ title: Bilingual, licence: z.string().optional() })),
    }),
  ),
  toSign: z.array(z.string()),
  /** the promise for the whole filing, as it would be counted now */
  promise: TimeLimit,
  /** what it costs by the answers so far */
  payment: z.lazy(() => PaymentView).optional(),
  companyName: z.string().optional(),
  /** what would be known of a registered enterprise once everything is granted, as the record keeps it */
  establishes: z.array(z.object({ fact: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
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
      /** not asked for any more: nobody had begun to work on its part when that fell away */
      freed: z.boolean(),
    }),
  ),
  byPayee: z.array(z.object({ payee: Named, amountFen: z.number().int() })),
  totalFen: z.number().int(),
})
export type PaymentView = z.output<typeof PaymentView>

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
