import type { Instant } from '#kernel/time.ts'
import { concat, fromBase64url, sha256, textOf, toBase64url, utf8 } from '#kernel/bytes.ts'
import { isEpochSeconds } from './jws.ts'
import { type KeyFault, type KeyRecord, keyFor, type Signer, verifierFrom } from '#kernel/signature.ts'
import { askStatus, type LicenceStatus, type StatusAge, type StatusFault } from '../status/status-list.ts'

/**
 * The signed core behind a licence's QR code: `base64url(core).base64url(signature)`, where the core is a JSON array
 * in fixed order. JSON rather than a binary form: it saves a decoder in the browser, and names and hashes are most of
 * the bytes either way. It travels in the fragment of a link, which browsers never send: no server learns who checks.
 */
const formatVersion = 1
/** the whole link, in bytes */
export const longestLink = 800
const longestAddress = 120
/** signed together with the core, so that a signature made for another purpose never fits here */
const purpose = utf8('yishang licence link 1\n')
const digestBytes = 8
const digestChars = 11
const shortestName = 20

export interface CompactLicence {
  readonly creditCode: string
  readonly holderName: string
  /**
   * identifiers of the permits bundled with the licence, most important first; `elsewhere` in the code that never changes: who has a
   * network asks for the present ones
   */
  readonly permits: readonly string[] | 'elsewhere'
  readonly statusIndex: number
  /** the status list's address ends with `/` and this */
  readonly statusListId: string
  /** base64url SHA-256, see `bundleHash` */
  readonly bundleHash: string
  readonly issuedAt: Instant
}

/** Permits as they fitted: their identifiers, else a digest of each, else only how many there are. */
export type CompactPermits =
  | { readonly form: 'ids'; readonly ids: readonly string[] }
  | { readonly form: 'digests'; readonly digests: readonly string[] }
  | { readonly form: 'count'; readonly count: number }
  | { readonly form: 'elsewhere' }

export interface CompactFacts {
  readonly creditCode: string
  readonly holderName: string
  /** the name was cut to fit; the credit code names the holder beyond doubt */
  readonly holderNameCut: boolean
  readonly permits: CompactPermits
  readonly statusIndex: number
  readonly statusListId: string
  readonly bundleHash: string
  readonly issuedAt: Instant
  readonly keyId: string
}

type Name = string | readonly [string]
type Permits = readonly string[] | string | number | null
type Core = readonly [number, string, Name, Permits, number, string, string, number, string]

const permitDigest = async (id: string): Promise<string> =>
  toBase64url((await sha256(utf8(id))).slice(0, digestBytes))

const coreOf = (licence: CompactLicence, keyId: string, name: Name, permits: Permits): Core => [
  formatVersion,
  licence.creditCode,
  name,
  permits,
  licence.statusIndex,
  licence.statusListId,
  licence.bundleHash,
  Math.floor(Date.parse(licence.issuedAt) / 1000),
  keyId,
]

const encodedLength = (core: Core) => Math.ceil((utf8(JSON.stringify(core)).length * 4) / 3)

/** The longest start of the name with which the core fits, if at least twenty characters (or all) do. */
function cutName(name: string, fits: (name: Name) => boolean): Name | undefined {
  if (fits(name)) return name
  const chars = [...name]
  let low = 0
  let high = chars.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits([chars.slice(0, middle).join('')])) low = middle
    else high = middle - 1
  }
  const cut: Name = [chars.slice(0, low).join('')]
  return low >= Math.min(shortestName, chars.length - 1) && fits(cut) ? cut : undefined
}

/**
 * What is given up when space is short, in this order: permit identifiers become digests, then the name is cut,
 * then the permits become a count. The bundle hash still binds every permit, and the credit code the holder.
 */
async function fittingCore(licence: CompactLicence, keyId: string, budget: number): Promise<Core> {
  const permitIds = licence.permits === 'elsewhere' ? [] : licence.permits
  const none = licence.permits === 'elsewhere' ? null : undefined
  const digests = none === undefined ? (await Promise.all(permitIds.map(permitDigest))).join('') : none
  const fits = (permits: Permits) => (name: Name) =>
    encodedLength(coreOf(licence, keyId, name, permits)) <= budget
  const full = licence.holderName
  for (const permits of none === undefined ? [permitIds, digests] : [none])
    if (fits(permits)(full)) return coreOf(licence, keyId, full, permits)
  for (const permits of none === undefined ? [digests, permitIds.length] : [none]) {
    const name = cutName(full, fits(permits))
    if (name !== undefined) return coreOf(licence, keyId, name, permits)
  }
  throw new RangeError('the licence does not fit its QR code: shorten list id or key id')
}

const signatureChars = 86

/**
 * The link to print as a QR code, at most 800 bytes whatever the name and number of permits.
 * `address` is the verification page, such as `https://host/v`. Throws RangeError for an over-long address or ids.
 */
export async function compactLink(licence: CompactLicence, signer: Signer, address: string): Promise<string> {
  if (utf8(address).length > longestAddress || address.includes('#'))
    throw new RangeError(`an address of at most ${longestAddress} bytes without a fragment`)
  const budget = longestLink - utf8(address).length - 2 - signatureChars
  const bytes = utf8(JSON.stringify(await fittingCore(licence, signer.keyId, budget)))
  const signature = await signer.sign(concat(purpose, bytes))
  return `${address}#${toBase64url(bytes)}.${toBase64url(signature)}`
}

/** The name under which the city keeps what a code leads to; unverified, for finding only. */
export function codeIn(link: string): string | undefined {
  const bytes = fromBase64url(payloadIn(link).split('.', 1)[0] ?? '')
  const text = bytes && textOf(bytes)
  return text === undefined ? undefined : factsFrom(text)?.bundleHash
}

/** The signed part of a scanned link, or of the payload itself. */
export const payloadIn = (scanned: string): string => scanned.slice(scanned.indexOf('#') + 1).trim()

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest

function permitsFrom(value: unknown): CompactPermits | undefined {
  if (value === null) return { form: 'elsewhere' }
  if (Number.isSafeInteger(value) && (value as number) >= 0) return { form: 'count', count: value as number }
  if (Array.isArray(value))
    return value.every((id) => isText(id, longestLink)) ? { form: 'ids', ids: value } : undefined
  if (!isText(value, longestLink) || value.length % digestChars !== 0) return undefined
  return { form: 'digests', digests: value.match(/.{11}/gs) ?? [] }
}

function nameFrom(value: unknown): Pick<CompactFacts, 'holderName' | 'holderNameCut'> | undefined {
  if (isText(value, longestLink)) return { holderName: value, holderNameCut: false }
  if (!Array.isArray(value) || value.length !== 1 || !isText(value[0], longestLink)) return undefined
  return { holderName: value[0], holderNameCut: true }
}

function factsFrom(text: string): CompactFacts | undefined {
  let core: unknown
  try {
    core = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(core) || core.length !== 9 || core[0] !== formatVersion) return undefined
  const [, creditCode, name, permitList, statusIndex, statusListId, hash, issued, keyId] = core as unknown[]
  const holder = nameFrom(name)
  const permits = permitsFrom(permitList)
  if (!holder || !permits || !isText(creditCode, 32) || !isText(statusListId, 64) || !isText(hash, 64))
    return undefined
  if (!isText(keyId, 64) || !isEpochSeconds(issued) || !Number.isSafeInteger(statusIndex)) return undefined
  return {
    creditCode,
    ...holder,
    permits,
    statusIndex: statusIndex as number,
    statusListId,
    bundleHash: hash,
    issuedAt: new Date(issued * 1000).toISOString(),
    keyId,
  }
}

export type CompactReason =
  | 'malformed'
  | 'signature-invalid'
  | 'issued-in-future'
  | 'licence-invalid'
  | 'licence-suspended'
  | 'licence-replaced'
  | 'licence-cancelled'
  | 'licence-halted'
  | 'expired'
  | 'permit-lapsed'
  | 'status-list-stale'
  | KeyFault
  | StatusFault

export interface CompactAnswer {
  /** signed by us, and the status list says that it stands (perhaps without one of its permits) */
  readonly ok: boolean
  /** `unconfirmed`: genuinely signed, but no usable status list says whether it still stands */
  readonly outcome: 'valid' | 'refused' | 'unconfirmed'
  /** present only when the signature holds */
  readonly facts?: CompactFacts | undefined
  readonly status?: LicenceStatus | undefined
  readonly statusAge?: StatusAge | undefined
  readonly reasons: readonly CompactReason[]
}

const refused = (...reasons: CompactReason[]): CompactAnswer => ({ ok: false, outcome: 'refused', reasons })

async function openPayload(
  payload: string,
  keys: readonly KeyRecord[],
): Promise<CompactFacts | { readonly fault: CompactReason }> {
  const [body = '', tail = '', ...rest] = payload.split('.')
  const bytes = fromBase64url(body)
  const signature = fromBase64url(tail)
  const text = bytes && textOf(bytes)
  const facts = text === undefined ? undefined : factsFrom(text)
  if (payload.length > longestLink || rest.length > 0 || !bytes || !signature || !facts)
    return { fault: 'malformed' }
  const key = keyFor(keys, facts.keyId, facts.issuedAt)
  if ('fault' in key) return key
  const verifier = await verifierFrom(key)
  return (await verifier.verify(concat(purpose, bytes), signature)) ? facts : { fault: 'signature-invalid' }
}

const statusReasons: Readonly<Record<LicenceStatus, readonly CompactReason[]>> = {
  valid: [],
  invalid: ['licence-invalid'],
  suspended: ['licence-suspended'],
  degraded: ['permit-lapsed'],
  replaced: ['licence-replaced'],
  cancelled: ['licence-cancelled'],
  halted: ['licence-halted'],
  expired: ['expired'],
}

const clockSkewMs = 300_000

/**
 * Judges a scanned payload without any network: `keys` and `statusToken` are what the page has cached, `statusToken`
 * the Status List Token as fetched (its signature is checked here). Never throws for what was scanned.
 */
export async function verifyCompact(
  payload: string,
  keys: readonly KeyRecord[],
  statusToken: string | undefined,
  now: Instant,
): Promise<CompactAnswer> {
  const facts = await openPayload(payload, keys)
  if ('fault' in facts) return refused(facts.fault)
  if (Date.parse(facts.issuedAt) > Date.parse(now) + clockSkewMs)
    return { ...refused('issued-in-future'), facts }
  const entry = { uriEnds: `/${facts.statusListId}`, index: facts.statusIndex }
  const { status, fault, age: statusAge } = await askStatus(statusToken, keys, entry, now)
  if (!status) return { ok: false, outcome: 'unconfirmed', facts, statusAge, reasons: fault ? [fault] : [] }
  const ok = status === 'valid' || status === 'degraded'
  const stale: CompactReason[] = statusAge?.stale ? ['status-list-stale'] : []
  return {
    ok,
    outcome: ok ? 'valid' : 'refused',
    facts,
    status,
    statusAge,
    reasons: [...statusReasons[status], ...stale],
  }
}

/** Whether a permit shown on paper belongs to the licence; undefined when the code carries only their number. */
export async function carriesPermit(facts: CompactFacts, permitId: string): Promise<boolean | undefined> {
  if (facts.permits.form === 'ids') return facts.permits.ids.includes(permitId)
  if (facts.permits.form === 'digests') return facts.permits.digests.includes(await permitDigest(permitId))
  return undefined
}
