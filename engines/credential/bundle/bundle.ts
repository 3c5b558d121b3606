import type { Day } from '#kernel/time.ts'
import { sha256, toBase64url, utf8 } from '#kernel/bytes.ts'
import type { LicenceStatus } from '../status/status-list.ts'

/** One licence or permit of a bundle, by its identifier and the hash of what was issued. */
export interface BundlePart {
  readonly id: string
  /** base64url SHA-256 of the issued credential */
  readonly hash: string
}

/** base64url SHA-256 of an issued credential's text. */
export const credentialHash = async (credential: string): Promise<string> =>
  toBase64url(await sha256(utf8(credential)))

const byId = (a: BundlePart, b: BundlePart) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * One hash over all parts, whatever order they come in. Identifiers must be unique and hold no line break, or two
 * different bundles could share a hash; RangeError otherwise.
 */
export async function bundleHash(parts: readonly BundlePart[]): Promise<string> {
  const sorted = [...parts].sort(byId)
  sorted.forEach((part, i) => {
    if (part.id === sorted[i - 1]?.id || /[\n\r]/.test(part.id + part.hash))
      throw new RangeError(`a bundle cannot hold ${JSON.stringify(part.id)}`)
  })
  const lines = sorted.map((part) => `${part.id}\n${part.hash}\n`).join('')
  return toBase64url(await sha256(utf8(`yishang bundle 1\n${sorted.length}\n${lines}`)))
}

/** How a part stands by itself; its days are judged here. */
export type PartStatus = 'valid' | 'invalid' | 'suspended' | 'cancelled' | 'halted'

export interface StandingPart {
  readonly id: string
  /** the licence that the others hang on; a bundle has exactly one */
  readonly base: boolean
  /** the base licence may not be used without it */
  readonly essential?: boolean | undefined
  readonly from: Day
  /** first day on which it no longer stands; absent = open */
  readonly until?: Day | undefined
  readonly status: PartStatus
}

export type LapseReason = 'not-yet' | 'expired' | Exclude<PartStatus, 'valid'>
export interface Lapse {
  readonly id: string
  readonly reason: LapseReason
}

export interface BundleStanding {
  readonly status: LicenceStatus
  readonly standing: readonly string[]
  readonly lapsed: readonly Lapse[]
}

function lapseOf(part: StandingPart, today: Day): LapseReason | undefined {
  if (part.status !== 'valid') return part.status
  if (today < part.from) return 'not-yet'
  return part.until !== undefined && today >= part.until ? 'expired' : undefined
}

/** What becomes of a bundle with its base licence; a day that has not come is no standing licence either. */
const fallsWith = {
  'not-yet': 'invalid',
  expired: 'expired',
  invalid: 'invalid',
  suspended: 'suspended',
  cancelled: 'cancelled',
  halted: 'halted',
} as const satisfies Record<LapseReason, LicenceStatus>

/** How a licence with parts stands on a day; see `judgeBundle`. */
export type JointStanding = 'whole' | 'narrowed' | 'halted'

/**
 * A licence whose parts are `whole`, `narrowed` (it stands for all but what the lapsed parts allowed) or `halted` (it may not
 * be used: an essential part has lapsed, or — where the licence is nothing but its parts — none of them stands).
 */
function jointStanding(parts: readonly StandingPart[], gone: ReadonlySet<string>, nothingElse: boolean) {
  const lapsed = parts.filter(({ id }) => gone.has(id))
  if (lapsed.some(({ essential }) => essential)) return 'halted'
  const narrowing = parts.filter(({ essential }) => !essential)
  if (nothingElse && narrowing.length > 0 && narrowing.every(({ id }) => gone.has(id))) return 'halted'
  return lapsed.length > 0 ? 'narrowed' : 'whole'
}

const listed = { whole: 'valid', narrowed: 'degraded', halted: 'halted' } as const

/**
 * How a bundle stands on a day. The base carries the rest: what befalls it befalls all. When only a part lapses, what it
 * allowed is gone and named with its reason; whether the base stands without it is the part's: one that is essential halts it, any
 * other narrows it. A part falling away never touches its neighbours. `nothingElse`: the base allows nothing beyond its parts.
 */
export function judgeBundle(parts: readonly StandingPart[], today: Day, nothingElse = false): BundleStanding {
  const bases = parts.filter((part) => part.base)
  const base = bases[0]
  if (!base || bases.length > 1) throw new RangeError('a bundle has exactly one base')
  const lapsed = parts.flatMap((part) => {
    const reason = lapseOf(part, today)
    return reason ? [{ id: part.id, reason }] : []
  })
  const baseLapse = lapsed.find((lapse) => lapse.id === base.id)
  if (baseLapse) return { status: fallsWith[baseLapse.reason], standing: [], lapsed }
  const gone = new Set(lapsed.map((lapse) => lapse.id))
  const others = parts.filter((part) => !part.base)
  const joint = jointStanding(others, gone, nothingElse)
  const standing = joint === 'halted' ? [] : parts.filter((part) => !gone.has(part.id)).map((part) => part.id)
  return { status: listed[joint], standing, lapsed }
}
