import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, InForce, Law, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { PromisedLimit } from '../catalogue/item-law.ts'
import { Clause } from '#definitions/rules/clause-form.ts'

const ThemeNode = z.strictObject({
  item: ref('item'),
  /** what it is called here, where a theme holds the same item more than once */
  title: Text.optional(),
  /** part of this case only when true */
  when: Clause.optional(),
  after: z.array(Slug).optional(),
  /** begins when all before it have ended and at least one was granted: a licence that gathers what there is */
  gathers: z.boolean().optional(),
  /** the office that works on it here, where that is not the item's own */
  department: ref('department').optional(),
  /** the item's inputs, each from `node.output` */
  feeds: z.record(Slug, z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'node.output')).optional(),
})
export type ThemeNode = z.output<typeof ThemeNode>

const Page = z.strictObject({
  id: Slug,
  title: Text,
  why: Text,
  fields: z.array(ref('field')).min(1),
  when: Clause.optional(),
})

export const Theme = z.strictObject({
  id: Slug,
  version: z.number().int().min(1),
  inForce: InForce,
  title: Text,
  summary: Text,
  department: ref('department'),
  /** only for enterprises that are registered already; begun from a policy's page; opened by the system alone, as an objection is */
  for: z.enum(['registered', 'benefit', 'matter']).optional(),
  legalBasis: Law,
  pages: z.array(Page).min(1),
  /** fields that no item asks for; they decide which items are part of the case */
  routing: z.array(ref('field')),
  items: z.record(Slug, ThemeNode),
  /** the joint survey whose half-days its slot field offers */
  survey: ref('survey').optional(),
  promise: PromisedLimit,
  /** 统一办理、联合办理: decided together within one limit; longer only with the approval of the government (行政许可法 art. 42) */
  joint: z
    .strictObject({
      limit: TimeLimit,
      extension: TimeLimit.optional(),
      basis: z.array(LegalBasis),
      confidence: Confidence,
    })
    .optional(),
  /** nothing may be refused but on a ground of its item's closed list; an item without one is never refused here */
  refusals: z.literal('listed').optional(),
  result: z.strictObject({ bundle: Slug, title: Text, deliver: z.enum(['together', 'as-ready']) }),
  confidence: Confidence,
})
export type Theme = z.output<typeof Theme>
