import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, type Instant, Instant as InstantSchema } from '#kernel/time.ts'

/**
 * How far a licence from elsewhere may be relied on (国办函〔2016〕108号): A came from the authority itself · B was compared with the
 * original at a window · C was uploaded, the original to be looked at · D is the holder's own word.
 */
export const TrustLevel = z.enum(['A', 'B', 'C', 'D'])
export type TrustLevel = z.output<typeof TrustLevel>

/** By what the holder shows it. */
export type Proof =
  | { readonly kind: 'signed'; readonly issuerId: string; readonly claims: Readonly<Record<string, string>> }
  | { readonly kind: 'file'; readonly hash: string; readonly fileName: string }
  | { readonly kind: 'word' }

const levels = { signed: 'A', file: 'C', word: 'D' } as const satisfies Record<Proof['kind'], TrustLevel>

/** Only the proof decides; nobody chooses a level by adding a licence. */
export const levelOf = (proof: Proof): TrustLevel => levels[proof.kind]

export interface CollectedLicence {
  readonly holderName: string
  readonly title: string
  readonly issuer: Bilingual
  readonly number?: string | undefined
  readonly validUntil?: Day | undefined
  /** the office of this city that may compare it with the original */
  readonly department: string
  readonly proof: Proof
}

export type CollectedEvent =
  | Event<'LicenceCollected', CollectedLicence & { readonly level: TrustLevel; readonly at: Instant }>
  | Event<
      'CollectedChecked',
      {
        readonly level: TrustLevel
        readonly before: TrustLevel
        readonly reason: string
        readonly at: Instant
      }
    >
  | Event<'CollectedRemoved', { readonly at: Instant }>

export interface Collected {
  readonly licence: CollectedLicence | undefined
  readonly level: TrustLevel | undefined
  readonly removed: boolean
}
export const noCollected: Collected = { licence: undefined, level: undefined, removed: false }

export function evolveCollected(state: Collected, { type, data }: CollectedEvent): Collected {
  if (type === 'LicenceCollected') return { ...state, licence: data, level: data.level }
  if (type === 'CollectedChecked') return { ...state, level: data.level }
  return { ...state, removed: true }
}

export const CollectedView = z.object({
  partyId: PartyId,
  collectedId: Uuid,
  holderName: z.string(),
  title: z.string(),
  issuer: Bilingual,
  number: z.string().optional(),
  validUntil: Day.optional(),
  department: z.string(),
  level: TrustLevel,
  proof: z.enum(['signed', 'file', 'word']),
  fileName: z.string().optional(),
  collectedAt: InstantSchema,
  check: z.object({ reason: z.string(), at: InstantSchema }).optional(),
})
export type CollectedView = z.output<typeof CollectedView>
