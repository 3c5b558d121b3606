import type { Day } from '#kernel/time.ts'
import { sha256, toBase64url, utf8 } from '#kernel/bytes.ts'
import type { LicenceStatus } from './status-list.ts'

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

export interface StandingPart {
  readonly id: string
  /** the licence that the others hang on; a bundle has exactly one */
  readonly base: boolean
  readonly from: Day
  /** first day on which it no longer stands; absent = open */
  readonly until?: Day | undefined
  readonly status: Exclude<LicenceStatus, 'degraded'>
}

export type LapseReason = 'not-yet' | 'expired' | 'invalid' | 'suspended'
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

/**
 * How a bundle stands on a day. The base carries the rest: when it is suspended, all is suspended; when it is
 * otherwise gone, all is invalid. When only a permit lapses the bundle is degraded: the base and the other permits
 * stand, and the lapsed ones are named with their reason. A permit falling away never touches its neighbours.
 */
export function judgeBundle(parts: readonly StandingPart[], today: Day): BundleStanding {
  const bases = parts.filter((part) => part.base)
  const base = bases[0]
  if (!base || bases.length > 1) throw new RangeError('a bundle has exactly one base')
  const lapsed = parts.flatMap((part) => {
    const reason = lapseOf(part, today)
    return reason ? [{ id: part.id, reason }] : []
  })
  const baseLapse = lapsed.find((lapse) => lapse.id === base.id)
  if (baseLapse)
    return { status: baseLapse.reason === 'suspended' ? 'suspended' : 'invalid', standing: [], lapsed }
  const gone = new Set(lapsed.map((lapse) => lapse.id))
  const standing = parts.filter((part) => !gone.has(part.id)).map((part) => part.id)
  return { status: lapsed.length > 0 ? 'degraded' : 'valid', standing, lapsed }
}
