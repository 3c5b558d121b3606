import type { KeyRecord } from '#kernel/signature.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import type { JointStanding } from './bundle.ts'
import type { CompactAnswer, CompactReason } from '../signing/compact.ts'
import { isEpochSeconds, type JsonObject, verifyJwt } from '../signing/jws.ts'
import type { BundledPart, HistoryLine, LicenceState } from '../model.ts'

/** A signed statement of the city of how the licence behind a code stands now, with its parts and its history. */
export const extractType = 'licence-extract+jwt'

/** What the public sees of a part and of what happened: no reasons, which may speak of people. */
export type PublicPart = Pick<
  BundledPart,
  'number' | 'title' | 'from' | 'until' | 'lapsed' | 'essential' | 'without'
>
export type PublicLine = Omit<HistoryLine, 'reason'>

export interface Extract {
  /** the code that was asked about */
  readonly code: string
  readonly number: string
  readonly title: Bilingual
  readonly issuedBy: Bilingual
  readonly state: LicenceState
  readonly joint: JointStanding
  readonly validFrom: Day
  readonly validUntil?: Day | undefined
  readonly replacedBy?: string | undefined
  readonly parts: readonly PublicPart[]
  readonly history: readonly PublicLine[]
}

/** The city signs only extracts of this shape; what is not one was never made for this purpose. */
const isExtract = (payload: JsonObject): payload is JsonObject & Extract =>
  typeof payload.code === 'string' && Array.isArray(payload.parts) && Array.isArray(payload.history)

export type ExtractAnswer =
  | { readonly extract: Extract; readonly issuedAt: Instant; readonly seconds: number }
  | { readonly fault: 'extract-invalid' | 'extract-other' | 'extract-expired' }

/** What an extract says of a code, its signature checked; for a day it speaks without a network, with its age. */
export async function readExtract(
  token: string,
  code: string,
  keys: readonly KeyRecord[],
  now: Instant,
): Promise<ExtractAnswer> {
  const verified = await verifyJwt(extractType, token, keys)
  if ('fault' in verified) return { fault: 'extract-invalid' }
  const { payload } = verified
  const { iat, exp } = payload
  if (!isExtract(payload) || !isEpochSeconds(iat) || !isEpochSeconds(exp)) return { fault: 'extract-invalid' }
  if (payload.code !== code) return { fault: 'extract-other' }
  const at = Math.floor(Date.parse(now) / 1000)
  if (at >= exp) return { fault: 'extract-expired' }
  return {
    extract: payload,
    issuedAt: new Date(iat * 1000).toISOString(),
    seconds: Math.max(0, at - iat),
  }
}

const byState: Readonly<Record<Exclude<LicenceState, 'issued' | 'valid'>, CompactReason>> = {
  suspended: 'licence-suspended',
  replaced: 'licence-replaced',
  cancelled: 'licence-cancelled',
  revoked: 'licence-invalid',
  expired: 'expired',
}

const reasonIn = ({ state, joint }: Extract): CompactReason | undefined => {
  if (state !== 'valid' && state !== 'issued') return byState[state]
  if (joint === 'whole') return undefined
  return joint === 'halted' ? 'licence-halted' : 'permit-lapsed'
}

/** What only a look at the code itself can tell; no extract makes up for it. */
const ofTheCode: ReadonlySet<CompactReason> = new Set([
  'malformed',
  'signature-invalid',
  'issued-in-future',
  'key-unknown',
  'key-not-in-force',
  'key-revoked',
])

/**
 * The verdict on a code, by whichever the city signed later: the status list, which a network may hold back for a minute, or the
 * extract. A code that is not genuine stays refused.
 */
export function withExtract(answer: CompactAnswer, present: ExtractAnswer | undefined): CompactAnswer {
  if (!present || 'fault' in present || answer.reasons.some((reason) => ofTheCode.has(reason))) return answer
  const { extract, issuedAt, seconds } = present
  if (answer.statusAge && answer.status && answer.statusAge.issuedAt > issuedAt) return answer
  const reason = reasonIn(extract)
  const ok = reason === undefined || reason === 'permit-lapsed'
  return {
    ok,
    outcome: ok ? 'valid' : 'refused',
    facts: answer.facts,
    statusAge: { issuedAt, seconds, stale: false },
    reasons: reason ? [reason] : [],
  }
}
