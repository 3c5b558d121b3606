import { fromBase64url, textOf } from '#kernel/bytes.ts'
import type { KeyRecord } from '#kernel/signature.ts'
import type { Instant } from '#kernel/time.ts'
import { type CompactFacts, payloadIn, verifyCompact } from './signing/compact.ts'
import type { JsonObject } from './signing/jws.ts'
import { statusUriOf, verifyLicence } from './signing/sd-jwt.ts'
import type { LicenceStatus, StatusAge } from './status/status-list.ts'

/** What a verifier holds: what was scanned or pasted, and what it fetched before. No network, no clock of its own. */
export interface OfflineCheck {
  /** a QR code's link or its payload, or the text of a licence (SD-JWT) */
  readonly text: string
  readonly keys: readonly KeyRecord[]
  /** of the list that `statusListIdIn` names */
  readonly statusToken: string | undefined
  readonly now: Instant
}

export interface OfflineAnswer {
  readonly form: 'code' | 'licence' | 'unknown'
  /** `unconfirmed`: genuinely signed, but no usable status list says whether it still stands */
  readonly outcome: 'valid' | 'refused' | 'unconfirmed'
  readonly reasons: readonly string[]
  readonly status?: LicenceStatus | undefined
  readonly statusAge?: StatusAge | undefined
  /** of a code, when its signature holds */
  readonly facts?: CompactFacts | undefined
  /** of a licence, when its signature holds */
  readonly claims?: JsonObject | undefined
}

const formOf = (text: string): OfflineAnswer['form'] => {
  if (text.includes('~')) return 'licence'
  return /^[\w-]+\.[\w-]+$/.test(payloadIn(text)) ? 'code' : 'unknown'
}

/** A text pasted from a chat or a document comes with line breaks and spaces that belong to neither form. */
const tidied = (text: string): string => text.replace(/\s+/g, '')

/** Which status list speaks of it, unverified: for finding the token only. */
export function statusListIdIn(text: string): string | undefined {
  const given = tidied(text)
  if (formOf(given) === 'licence') return statusUriOf(given)?.split('/').at(-1)
  const bytes = fromBase64url(payloadIn(given).split('.', 1)[0] ?? '')
  const core = bytes && textOf(bytes)
  try {
    const parts: unknown = core === undefined ? undefined : JSON.parse(core)
    const id: unknown = Array.isArray(parts) ? parts[5] : undefined
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}

/** Judges a code or a licence with nothing but what is given. Never throws for what was scanned or pasted. */
export async function verifyOffline({ text, ...check }: OfflineCheck): Promise<OfflineAnswer> {
  const given = tidied(text)
  const form = formOf(given)
  if (form === 'unknown') return { form, outcome: 'refused', reasons: ['malformed'] }
  if (form === 'code') {
    const answer = await verifyCompact(payloadIn(given), check.keys, check.statusToken, check.now)
    const { outcome, reasons, status, statusAge, facts } = answer
    return { form, outcome, reasons, status, statusAge, facts }
  }
  const { ok, reasons, status, statusAge, claims } = await verifyLicence(given, check)
  const unconfirmed = !ok && status === undefined && reasons.every((reason) => reason.startsWith('status-'))
  return {
    form,
    outcome: ok ? 'valid' : unconfirmed ? 'unconfirmed' : 'refused',
    reasons,
    status,
    statusAge,
    claims,
  }
}
