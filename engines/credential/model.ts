import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, type Instant, Instant as InstantSchema } from '#kernel/time.ts'
import type { JointStanding } from './bundle/bundle.ts'
import type { ClaimValue } from './claim-values.ts'

export const ClaimValues = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
)

/** issued: decided, not yet signed · replaced: a newer version stands · cancelled: 注销 · revoked: 撤销、吊销 */
export const LicenceState = z.enum([
  'issued',
  'valid',
  'suspended',
  'replaced',
  'cancelled',
  'revoked',
  'expired',
])
export type LicenceState = z.output<typeof LicenceState>

export const SuccessionKind = z.enum(['amended', 'renewed'])
export type SuccessionKind = z.output<typeof SuccessionKind>

/** The licence that a new version takes the place of, and why. */
export const Replaces = z.object({
  licenceId: Uuid,
  number: z.string(),
  how: SuccessionKind,
  reason: z.string().optional(),
  legalBasis: z.string().optional(),
})
export type Replaces = z.output<typeof Replaces>

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
  readonly replaces?: Replaces | undefined
  /** the case in which it was first granted; a new version keeps it */
  readonly matter?: string | undefined
  readonly issuedAt: Instant
  readonly validFrom: Day
  /** first day on which it no longer stands */
  readonly validUntil?: Day | undefined
}

/** A party's licence as other licences of it are decided. */
export interface PartyLicence extends IssuedLicence {
  readonly licenceId: string
  readonly state: LicenceState
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
  lapsed: z.enum(['not-yet', 'expired', 'invalid', 'suspended', 'cancelled', 'halted']).optional(),
  /** the carrying licence may not be used without it */
  essential: z.boolean().optional(),
  /** what may not be done while it has lapsed */
  without: Bilingual.optional(),
})
export type BundledPart = z.output<typeof BundledPart>

const JointStandingName = z.enum(['whole', 'narrowed', 'halted'])

export const Bundle = z.object({
  parts: z.array(BundledPart),
  hash: z.string(),
  link: z.string().max(800),
  sealedAt: InstantSchema,
  standing: JointStandingName.optional(),
})
export type Bundle = z.output<typeof Bundle>

/** Whose licence an act is about, for who tells the holder. */
export interface About {
  readonly title: Bilingual
  readonly number: string
  readonly department: string
}

/** An officer's act on a licence and why the law allows it. */
export interface Act {
  readonly reason: string
  readonly legalBasis: string
}
type ActOn = Act & { readonly about?: About | undefined }

/** All that a new version says; it is issued and signed like any licence. */
export const Successor = z.object({
  licenceType: z.string(),
  replaces: Replaces,
  matter: z.string().optional(),
  cause: z.string(),
  holderName: z.string(),
  creditCode: z.string().optional(),
  open: ClaimValues,
  disclosable: ClaimValues,
  department: z.string(),
  district: z.string().optional(),
  validFrom: Day,
  validUntil: Day.optional(),
})
export type Successor = z.output<typeof Successor>

export type LicenceEvent =
  | Event<'LicenceIssued', IssuedLicence>
  /** with the decision it comes from, for those who wait for it, and the version that it takes the place of */
  | Event<
      'LicenceSigned',
      SignedLicence & {
        readonly cause?: string | undefined
        readonly number?: string | undefined
        readonly replaces?: Replaces | undefined
      }
    >
  | Event<'BundleSealed', Bundle & { readonly before?: JointStanding | undefined; readonly about?: About }>
  | Event<'SuccessorOrdered', { readonly successor: Successor }>
  | Event<
      'LicenceReplaced',
      {
        readonly by: { readonly licenceId: string; readonly number: string }
        readonly how: SuccessionKind
        readonly about?: About | undefined
      }
    >
  | Event<'LicenceSuspended', ActOn>
  | Event<'LicenceReinstated', ActOn>
  | Event<'LicenceCancelled', ActOn>
  | Event<'LicenceRevoked', ActOn>
  | Event<'LicenceExpired', { readonly on: Day; readonly about?: About | undefined }>

/** What a decided case asks of licences that it does not know by their ids; it is a record of its own. */
export type LicenceOrderEvent =
  | Event<'SuccessorOrdered', { readonly successor: Successor }>
  | Event<'CancellationOrdered', Act & { readonly licenceIds: readonly string[] }>

export interface Licence {
  readonly state: LicenceState | undefined
  readonly issued: IssuedLicence | undefined
  readonly signed: SignedLicence | undefined
  readonly bundle: Bundle | undefined
  /** a new version is decided and not yet signed */
  readonly changing: boolean
}

export const noLicence: Licence = {
  state: undefined,
  issued: undefined,
  signed: undefined,
  bundle: undefined,
  changing: false,
}

export function evolveLicence(licence: Licence, event: LicenceEvent): Licence {
  switch (event.type) {
    case 'LicenceIssued':
      return { ...licence, state: 'issued', issued: event.data }
    case 'LicenceSigned': {
      const { cause: _, number: __, replaces: ___, ...signed } = event.data
      return { ...licence, state: licence.state === 'issued' ? 'valid' : licence.state, signed }
    }
    case 'BundleSealed': {
      const { before: _, about: __, ...bundle } = event.data
      return { ...licence, bundle }
    }
    case 'SuccessorOrdered':
      return { ...licence, changing: true }
    default:
      return { ...licence, state: stateAfter[event.type], changing: false }
  }
}

const stateAfter = {
  LicenceReplaced: 'replaced',
  LicenceSuspended: 'suspended',
  LicenceReinstated: 'valid',
  LicenceCancelled: 'cancelled',
  LicenceRevoked: 'revoked',
  LicenceExpired: 'expired',
} as const satisfies Partial<Record<LicenceEvent['type'], LicenceState>>

/** What happened to a licence, for people: newest last. */
export const HistoryLine = z.object({
  what: z.enum([
    'issued',
    'renewed',
    'amended',
    'replaced',
    'suspended',
    'reinstated',
    'cancelled',
    'revoked',
    'expired',
    'narrowed',
    'halted',
    'whole',
  ]),
  at: InstantSchema,
  reason: z.string().optional(),
  legalBasis: z.string().optional(),
  /** of the version before or after, or of the parts that lapsed */
  numbers: z.array(z.string()).optional(),
})
export type HistoryLine = z.output<typeof HistoryLine>

export const LicenceSummary = z.object({
  partyId: PartyId,
  licenceId: Uuid,
  licenceType: z.string(),
  title: Bilingual,
  number: z.string(),
  holderName: z.string(),
  creditCode: z.string().optional(),
  /** the licence that carries the party's others */
  base: z.boolean(),
  state: LicenceState,
  /** how it stands with its parts: whole · narrowed: a part lapsed · halted: it may not be used without that part */
  joint: JointStandingName,
  district: z.string().optional(),
  issuedBy: Bilingual,
  issuedAt: InstantSchema,
  validFrom: Day,
  validUntil: Day.optional(),
})
export type LicenceSummary = z.output<typeof LicenceSummary>
