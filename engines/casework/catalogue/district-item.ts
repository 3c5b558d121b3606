import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { complain } from '#definitions/city/schema-faults.ts'
import { Confidence, InForce, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { PromisedLimit } from './item-law.ts'

/** What a district cannot write: its version asks nothing that the city's does not. */
const never = z
  .unknown()
  .superRefine((_, context) =>
    complain(
      context,
      'district-adds',
      [],
      'promised, waives, addresses, hours, consult, complain, guide',
      {
        zh: '区的版本不能增加或改写条件、材料、填写内容和环节',
        en: 'A district’s version cannot add or rewrite conditions, materials, questions or steps',
      },
      {
        zh: '删去这一项；只可以缩短承诺时限、少要材料，写明地点、时间、电话和提示。',
        en: 'Remove it; a shorter promise, fewer materials, place, hours, telephone and guide words are what a district may say.',
      },
    ),
  )
  .optional()

/** A district's own version of a city's item: all of the city's, but for the parts named here. */
export const DistrictItem = z.strictObject({
  id: Slug,
  version: z.number().int().min(1),
  inForce: InForce,
  title: Text,
  item: ref('item'),
  /** the version of the city's item that it was written for */
  itemVersion: z.number().int().min(1),
  district: ref('district'),
  /** whose business the item is in the district */
  department: ref('department'),
  /** shorter than the city's promise */
  promised: PromisedLimit.optional(),
  /** materials that the city's version wants and this district does not */
  waives: z.array(ref('material')).min(1).optional(),
  /** 办理地点, 办理时间, 咨询方式, 监督投诉方式 */
  addresses: z.array(Text).min(1).optional(),
  hours: Text.optional(),
  consult: z.string().min(1).optional(),
  complain: z.string().min(1).optional(),
  /** more words for the guide */
  guide: Text.optional(),
  confidence: Confidence,
  acceptConditions: never,
  materials: never,
  fields: never,
  stages: never,
})
export type DistrictItem = z.output<typeof DistrictItem>
