import { z } from 'zod'
import { Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { proofLevels } from './proof.ts'

/** Which licence of the party: one issued here, or one collected from elsewhere. */
export const LicenceRef = z.object({ from: z.enum(['here', 'elsewhere']), id: Uuid })

/** A licence that stands in for a material, as it stood when it was put forward. */
export const Proof = LicenceRef.extend({
  title: Bilingual,
  issuer: Bilingual,
  number: z.string().optional(),
  validUntil: Day.optional(),
  level: z.enum(proofLevels),
})
export type Proof = z.output<typeof Proof>
