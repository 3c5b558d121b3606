import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { Clause } from '#definitions/rules/clause-form.ts'

/** 环节: one step of an item, in one office's hands. */

const Lookup = z.strictObject({
  connector: Slug,
  returns: z
    .array(z.strictObject({ id: Slug, title: Text, type: z.enum(['boolean', 'text', 'integer']) }))
    .min(1),
})

export const Stage = z.strictObject({
  id: Slug,
  title: Text,
  department: ref('department'),
  /** how long the work may take; of a stage decided by time, such as an announcement, how long it lasts */
  limit: TimeLimit.optional(),
  decidedBy: z.enum(['rule', 'officer', 'connector', 'time']),
  /** somebody goes there: because law asks for it, which no fast track leaves out, or because it is usual */
  onSite: z.enum(['by-law', 'by-practice']).optional(),
  /** what is fetched from other systems before anybody decides */
  lookups: z.array(Lookup).optional(),
  /** the rule; true grants, false or unknown goes to an officer of the stage's department */
  decide: Clause.optional(),
  /** the outside system in whose hands the stage lies */
  connector: Slug.optional(),
  /** where its desk is and which answers it needs beside name and credit code, by the name it gives them */
  desk: z.string().min(1).optional(),
  send: z.record(z.string().min(1), ref('field')).optional(),
  /** the sums of the item are told to the desk as well, line by line */
  sendCharges: z.boolean().optional(),
  /** the desk to which the applicant's rating is sent back */
  ratings: z.string().min(1).optional(),
})
export type Stage = z.output<typeof Stage>
