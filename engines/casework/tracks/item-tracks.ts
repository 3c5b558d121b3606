import { z } from 'zod'
import { Confidence, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { PromisedLimit, Tolerance } from '../catalogue/item-law.ts'
import { Clause } from '#definitions/rules/clause-form.ts'

/** 信易+: a faster way through an item, opened by what is known of the enterprise when it files. */
export const FastTrack = z.strictObject({
  id: Slug,
  title: Text,
  /** a condition on the enterprise, in the words of the fact dictionary; what nobody knows leaves it shut */
  when: Clause,
  promised: PromisedLimit.optional(),
  /** what may follow on this track; without it these materials are brought with the filing */
  tolerance: Tolerance.optional(),
  /** the office takes it before others that are not due yet */
  first: z.literal(true).optional(),
  /** steps on site that no law asks for are left out */
  withoutVisits: z.literal(true).optional(),
  basis: z.array(LegalBasis),
  confidence: Confidence,
})
export type FastTrack = z.output<typeof FastTrack>
