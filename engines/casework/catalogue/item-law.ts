import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { SpecialProcedure } from '../model.ts'

/** What an item's own law says of its life, beside limits: each property is there only where the law says so. */

const basis = z.array(LegalBasis)

/** 承诺时限: what the authority promises, never longer than law allows. */
export const PromisedLimit = z.strictObject({
  limit: TimeLimit,
  basis: z.array(LegalBasis),
  confidence: Confidence,
})
export type PromisedLimit = z.output<typeof PromisedLimit>

/** 时限: what law allows. Without `limit` the law names none or we have not read it; `note` says which. */
export const StatutoryLimit = z.strictObject({
  /** the law asks for a decision on the spot where that is possible (即办) */
  onTheSpot: z.boolean().optional(),
  limit: TimeLimit.optional(),
  /** once, with the approval of the head of the authority */
  extension: TimeLimit.optional(),
  /**
   * the law says 日, and nobody has told us whether it is counted in working days: calendar days are counted, which end
   * first under either reading
   */
  asWritten: z.boolean().optional(),
  basis,
  note: Text.optional(),
  /** other limits under a condition, such as with a site check */
  variants: z.array(z.strictObject({ when: Text, limit: TimeLimit, basis })).optional(),
})
export type StatutoryLimit = z.output<typeof StatutoryLimit>

/** 一次告知: within which time a correction notice must be served; five working days where no law says otherwise. */
export const AcceptanceLimit = z.strictObject({
  limit: TimeLimit,
  asWritten: z.boolean().optional(),
  basis,
  note: Text.optional(),
})

/** 延续: when to apply, how fast it is decided, and whether silence until the end renews (行政许可法 art. 50). */
const Renewal = z.strictObject({
  applyBefore: TimeLimit,
  decision: TimeLimit.optional(),
  basis,
})

/** 默示批准: what silence means, only where the item's own law gives it a meaning. */
const Silence = z.union([
  z.strictObject({ means: z.literal('granted'), limit: TimeLimit, basis }),
  /** silence until the day that the answer names, the end of the licence in force */
  z.strictObject({ means: z.literal('renewed'), until: ref('field'), basis }),
])

/** 告知承诺: what is promised, who may not promise, and until when it is checked. */
const Commitment = z.strictObject({
  text: Text,
  /** the answer by which the applicant chooses this way */
  chosenBy: ref('field').optional(),
  /** how long after the grant the check opens; at once where nothing is said */
  checkFrom: TimeLimit.optional(),
  checkWithin: TimeLimit,
  consequence: Text,
  /** who may not use it, in words and, where facts tell, as a condition on them */
  excluded: z.array(Text),
  excludedBy: z.array(ref('fact', z.string().min(1))).optional(),
  basis,
  confidence: Confidence,
})

/** 容缺受理: which materials may follow, until when at the latest. The time is capped by the item's legal limit. */
export const Tolerance = z.strictObject({
  materials: z.array(ref('material')).min(1),
  /** the document by which the applicant promises to hand them in (申请容缺受理承诺书) */
  commitment: ref('material'),
  within: TimeLimit,
  basis,
  confidence: Confidence,
})
export type Tolerance = z.output<typeof Tolerance>

/** 特别程序 (行政许可法 art. 45): not counted, announced to the applicant. */
const SpecialProcedureRule = z.strictObject({
  kind: SpecialProcedure,
  /** no decision without it */
  mandatory: z.boolean().optional(),
  limit: TimeLimit.optional(),
  basis,
})

/** One ground of a closed list: nothing else may lead to a refusal. */
const RefusalGround = z.strictObject({ id: Slug, title: Text, basis })

export const itemLaw = {
  acceptance: AcceptanceLimit.optional(),
  renewal: Renewal.optional(),
  silence: Silence.optional(),
  commitment: Commitment.optional(),
  tolerance: Tolerance.optional(),
  specialProcedures: z.array(SpecialProcedureRule).optional(),
  refusalGrounds: z.array(RefusalGround).min(1).optional(),
  /** what needs no decision of this item */
  exempt: z.array(Text).optional(),
  /** what the holder must do afterwards, and how soon */
  duties: z.array(z.strictObject({ title: Text, limit: TimeLimit.optional(), basis })).optional(),
  /** after what, and for how long, no new application is heard */
  bans: z.array(z.strictObject({ after: Text, limit: TimeLimit, basis })).optional(),
}
