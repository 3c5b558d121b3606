import { z } from 'zod'
import { Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'
import { type ProofLevel, proofLevels } from './proof.ts'

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

/** How a licence stands now, as the engine that keeps it tells. */
export interface LicenceNow {
  readonly from: 'here' | 'elsewhere'
  readonly id: string
  readonly level: ProofLevel
  readonly standing: 'stands' | Exclude<Lapse, 'own-word' | 'lowered' | 'unknown'>
}

/** Why a licence that was put forward may no longer be relied on: it fell, or it proves less than it did. */
export const Lapse = z.enum([
  'suspended',
  'replaced',
  'cancelled',
  'revoked',
  'expired',
  'halted',
  'removed',
  /** no such licence is known any more */
  'unknown',
  /** it was compared with its original and is the holder's own word */
  'own-word',
  /** its original must be looked at again */
  'lowered',
])
export type Lapse = z.output<typeof Lapse>
