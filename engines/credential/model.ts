import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, type Instant, Instant as InstantSchema } from '#kernel/time.ts'
import type { ClaimValue } from './claim-values.ts'
import { licenceStatuses } from './status-list.ts'

export const ClaimValues = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
)

/** issued: decided, not yet signed · valid · suspended · revoked · expired */
export const LicenceState = z.enum(['issued', 'valid', 'suspended', 'revoked', 'expired'])
export type LicenceState = z.output<typeof LicenceState>

/** What is decided when a licence is issued; it never changes. */
export interface IssuedLicence {
  readonly licenceType: string
  readonly typeVersion: number
  readonly title: Bilingual
  readonly base: boolean
  readonly rank: number
  /** the decision it comes from */
  readonly cause: string
  readonly number: string
  readonly holderName: string
  readonly creditCode?: string | undefined
  readonly open: Readonly<Record<string, ClaimValue>>
  readonly disclosable: Readonly<Record<string, ClaimValue>>
  readonly department: string
  readonly issuedBy: Bilingual
  readonly district?: string | undefined
  readonly issuedAt: Instant
  readonly validFrom: Day
  /** first day on which it no longer stands */
  readonly validUntil?: Day | undefined
}

export const StatusPlace = z.object({ listId: z.string(), uri: z.string(), index: z.number().int().min(0) })
export type StatusPlace = z.output<typeof StatusPlace>

export const SignedLicence = z.object({
  /** SD-JWT VC with all disclosures */
  text: z.string().max(100_000),
  /** base64url SHA-256 of the text */
  hash: z.string(),
  keyId: z.string(),
  status: StatusPlace,
  /** the link behind the QR code */
  link: z.string().max(800),
})
export type SignedLicence = z.output<typeof SignedLicence>

/** One licence behind the base licence's code, as it stood when the code was signed. */
export const BundledPart = z.object({
  licenceId: Uuid,
  licenceType: z.string(),
  number: z.string(),
  title: Bilingual,
  hash: z.string(),
  from: Day,
  until: Day.optional(),
  lapsed: z.enum(['not-yet', 'expired', 'invalid', 'suspended']).optional(),
})
export type BundledPart = z.output<typeof BundledPart>

export const Bundle = z.object({
  parts: z.array(BundledPart),
  hash: z.string(),
  link: z.string().max(800),
  sealedAt: InstantSchema,
})
export type Bundle = z.output<typeof Bundle>

/** An officer's act on a licence and why the law allows it. */
export interface Act {
  readonly reason: string
  readonly legalBasis: string
}

export type LicenceEvent =
  | Event<'LicenceIssued', IssuedLicence>
  /** with the decision it comes from, for those who wait for it */
  | Event<'LicenceSigned', SignedLicence & { readonly cause?: string | undefined }>
  | Event<'BundleSealed', Bundle>
  | Event<'LicenceSuspended', Act>
  | Event<'LicenceReinstated', Act>
  | Event<'LicenceRevoked', Act>
  | Event<'LicenceExpired', { on: Day }>

export interface Licence {
  readonly state: LicenceState | undefined
  readonly issued: IssuedLicence | undefined
  readonly signed: SignedLicence | undefined
  readonly bundle: Bundle | undefined
}

export const noLicence: Licence = {
  state: undefined,
  issued: undefined,
  signed: undefined,
  bundle: undefined,
}

export function evolveLicence(licence: Licence, event: LicenceEvent): Licence {
  switch (event.type) {
    case 'LicenceIssued':
      return { ...licence, state: 'issued', issued: event.data }
    case 'LicenceSigned': {
      const { cause: _, ...signed } = event.data
      return { ...licence, state: licence.state === 'expired' ? 'expired' : 'valid', signed }
    }
    case 'BundleSealed':
      return { ...licence, bundle: event.data }
    case 'LicenceSuspended':
      return { ...licence, state: 'suspended' }
    case 'LicenceReinstated':
      return { ...licence, state: 'valid' }
    case 'LicenceRevoked':
      return { ...licence, state: 'revoked' }
    case 'LicenceExpired':
      return { ...licence, state: 'expired' }
  }
}

export const LicenceSummary = z.object({
  partyId: PartyId,
  licenceId: Uuid,
  licenceType: z.string(),
  title: Bilingual,
  number: z.string(),
  holderName: z.string(),
  creditCode: z.string().optional(),
  state: LicenceState,
  /** a licence behind this one's code no longer stands */
  degraded: z.boolean(),
  issuedBy: Bilingual,
  issuedAt: InstantSchema,
  validFrom: Day,
  validUntil: Day.optional(),
})
export type LicenceSummary = z.output<typeof LicenceSummary>

export const StatusName = z.enum(licenceStatuses)
