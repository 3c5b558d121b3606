import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { PromisedLimit } from './item-law.ts'
import { Stage } from './item-stage.ts'
import { Clause } from '#definitions/rules/clause-form.ts'

export const AskedField = z.strictObject({
  field: ref('field'),
  required: z.boolean(),
  when: Clause.optional(),
})
export const WantedMaterial = z.strictObject({ material: ref('material'), when: Clause.optional() })

/** 一类一策: one business format of an item's applicants, and what the item asks and promises differently for it. */
export const Variant = z.strictObject({
  id: Slug,
  title: Text,
  /** by which answers it is recognised, in the rule language, over what the item itself asks or is told */
  when: Clause,
  /** what applicants of this format should know */
  guide: Text.optional(),
  /** conditions of the place, beside the item's own */
  conditions: z.array(Text).min(1).optional(),
  fields: z
    .strictObject({ add: z.array(AskedField).optional(), drop: z.array(ref('field')).optional() })
    .optional(),
  materials: z
    .strictObject({ add: z.array(WantedMaterial).optional(), drop: z.array(ref('material')).optional() })
    .optional(),
  steps: z
    .strictObject({
      /** each before one of the item's own steps; without `before` at the end */
      add: z.array(z.strictObject({ step: Stage, before: Slug.optional() })).optional(),
      drop: z.array(Slug).optional(),
    })
    .optional(),
  promised: PromisedLimit.optional(),
  basis: z.array(LegalBasis),
  confidence: Confidence,
})
export type Variant = z.output<typeof Variant>
