import type { Instant } from '#kernel/time.ts'
import { type Bytes, fromBase64url, toBase64url } from '#kernel/bytes.ts'
import { isEpochSeconds, type JsonObject, type JwsFault, signJwt, verifyJwt } from '../signing/jws.ts'
import type { KeyRecord, Signer } from '#kernel/signature.ts'

/** Token Status List, draft-ietf-oauth-status-list-18 (not yet an RFC when this was written). */
export const statusListType = 'statuslist+jwt'

export type StatusBits = 1 | 2 | 4

/**
 * What a status number says. The draft registers 0 to 2 and leaves 3 and 12 to 15 to the application; here they say why a licence
 * does not stand as it was issued. A verifier that knows only the draft takes every number but 0 for not valid.
 */
const statusNumbers = {
  valid: 0,
  invalid: 1,
  suspended: 2,
  /** it stands, but not all that it allowed: a part that narrows it has lapsed */
  degraded: 3,
  /** a newer version stands in its place */
  replaced: 12,
  cancelled: 13,
  /** it may not be used until a part that it cannot do without stands again */
  halted: 14,
  expired: 15,
} as const
export type LicenceStatus = keyof typeof statusNumbers
export const licenceStatuses = Object.keys(statusNumbers) as readonly LicenceStatus[]
export const statusNumber = (status: LicenceStatus): number => statusNumbers[status]

const statusOf = new Map<number, LicenceStatus>(
  licenceStatuses.map((status) => [statusNumbers[status], status]),
)
/** A number that nobody here gave out means at least that the licence does not plainly stand. */
const namedStatus = (number: number): LicenceStatus => statusOf.get(number) ?? 'invalid'

export interface StatusList {
  readonly uri: string
  readonly bits: StatusBits
  readonly packed: Bytes
  readonly issuedAt: Instant
  /** after this the list says nothing any more */
  readonly expiresAt: Instant
  /** after this many seconds a fresher list should be fetched */
  readonly ttlSeconds: number
}

/** A million licences a list at one bit, a quarter of that at four: what one phone can hold. */
const largestPackedBytes = 131_072

export const statusCapacity = (packed: Bytes, bits: StatusBits): number => (packed.length * 8) / bits

/** An empty list for at least `size` licences, all valid. */
export function emptyStatuses(size: number, bits: StatusBits): Bytes {
  const bytes = Math.ceil((size * bits) / 8)
  if (!Number.isSafeInteger(size) || size < 1 || bytes > largestPackedBytes)
    throw new RangeError(`a status list holds 1 to ${(largestPackedBytes * 8) / bits} entries, not ${size}`)
  return new Uint8Array(bytes)
}

/** The number at an index, or undefined outside the list. Lowest bits first, as the draft packs them. */
export function statusAt(packed: Bytes, bits: StatusBits, index: number): number | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= statusCapacity(packed, bits)) return undefined
  const byte = packed[Math.floor((index * bits) / 8)] ?? 0
  return (byte >> ((index * bits) % 8)) & ((1 << bits) - 1)
}

/** A copy with one entry changed. Throws RangeError outside the list or for a number that the bits cannot hold. */
export function withStatus(packed: Bytes, bits: StatusBits, index: number, value: number): Bytes {
  const mask = (1 << bits) - 1
  if (statusAt(packed, bits, index) === undefined || !Number.isInteger(value) || value < 0 || value > mask)
    throw new RangeError(`no status ${value} at ${index}`)
  const copy = packed.slice()
  const at = Math.floor((index * bits) / 8)
  const shift = (index * bits) % 8
  copy[at] = ((copy[at] ?? 0) & ~(mask << shift)) | (value << shift)
  return copy
}

/**
 * A free index at random, so that neighbours in a list tell nothing about each other. `below(n)` draws 0 … n-1.
 * Undefined when the list is full.
 */
export function freeIndex(
  size: number,
  isTaken: (index: number) => boolean,
  below: (bound: number) => number,
): number | undefined {
  const start = below(size)
  for (let step = 0; step < size; step++) {
    const index = (start + step) % size
    if (!isTaken(index)) return index
  }
  return undefined
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Bytes | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
  return new Uint8Array(await new Blob(chunks as Bytes[]).arrayBuffer())
}

/** zlib (RFC 1950) and base64url, the `lst` of the draft. */
export async function compressStatuses(packed: Bytes): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new CompressionStream('deflate'))
  const compressed = await collect(stream, 2 * largestPackedBytes)
  if (!compressed) throw new RangeError('a status list grew under compression')
  return toBase64url(compressed)
}

/** The packed bytes, or undefined when `lst` is damaged or unpacks to more than a list may hold. */
export async function decompressStatuses(lst: string): Promise<Bytes | undefined> {
  const compressed = fromBase64url(lst)
  if (!compressed) return undefined
  try {
    return await collect(
      new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate')),
      largestPackedBytes,
    )
  } catch {
    return undefined
  }
}

const seconds = (instant: Instant) => Math.floor(Date.parse(instant) / 1000)

/** The signed Status List Token that a server publishes at `uri` as `application/statuslist+jwt`. */
export async function signStatusList(list: StatusList, signer: Signer): Promise<string> {
  return signJwt(
    statusListType,
    {
      sub: list.uri,
      iat: seconds(list.issuedAt),
      exp: seconds(list.expiresAt),
      ttl: list.ttlSeconds,
      status_list: { bits: list.bits, lst: await compressStatuses(list.packed) },
    },
    signer,
  )
}

interface StatusClaims {
  readonly sub: string
  readonly iat: number
  readonly exp: number
  readonly ttl: number
  readonly status_list: { readonly bits: StatusBits; readonly lst: string }
}

function hasStatusClaims(payload: JsonObject): payload is JsonObject & StatusClaims {
  const list = payload.status_list as Partial<StatusClaims['status_list']> | null | undefined
  const times = isEpochSeconds(payload.iat) && isEpochSeconds(payload.exp)
  const ttl = typeof payload.ttl === 'number' && payload.ttl > 0
  return (
    times &&
    ttl &&
    typeof payload.sub === 'string' &&
    (list?.bits === 1 || list?.bits === 2 || list?.bits === 4) &&
    typeof list.lst === 'string'
  )
}

/** The list in a token, its signature checked. Whether it is fresh is judged by who knows the time. */
export async function readStatusList(
  token: string,
  keys: readonly KeyRecord[],
): Promise<StatusList | { readonly fault: JwsFault }> {
  const verified = await verifyJwt(statusListType, token, keys)
  if ('fault' in verified) return verified
  if (!hasStatusClaims(verified.payload)) return { fault: 'malformed' }
  const { sub, iat, exp, ttl, status_list } = verified.payload
  const packed = await decompressStatuses(status_list.lst)
  if (!packed) return { fault: 'malformed' }
  return {
    uri: sub,
    bits: status_list.bits,
    packed,
    issuedAt: new Date(iat * 1000).toISOString(),
    expiresAt: new Date(exp * 1000).toISOString(),
    ttlSeconds: ttl,
  }
}

export type StatusFault =
  | 'status-list-missing'
  | 'status-list-invalid'
  | 'status-list-other'
  | 'status-list-expired'
  | 'status-list-not-yet'
  | 'status-index-outside'

export interface StatusAnswer {
  readonly status?: LicenceStatus | undefined
  readonly fault?: StatusFault | undefined
  readonly age?: StatusAge | undefined
}

export interface StatusAge {
  readonly issuedAt: Instant
  /** how old the list is; what happened since is not known here */
  readonly seconds: number
  /** older than its own time to live: valid still, but a fresher one should be fetched */
  readonly stale: boolean
}

/** Clocks of phones differ; a list from up to five minutes ahead is taken as of now. */
const clockSkewSeconds = 300

/** What a token says of one licence at a moment. `uriEnds` is how the address of the licence's list must end. */
export async function askStatus(
  token: string | undefined,
  keys: readonly KeyRecord[],
  entry: { readonly uriEnds: string; readonly index: number },
  now: Instant,
): Promise<StatusAnswer> {
  if (token === undefined) return { fault: 'status-list-missing' }
  const list = await readStatusList(token, keys)
  if ('fault' in list) return { fault: 'status-list-invalid' }
  if (!list.uri.endsWith(entry.uriEnds)) return { fault: 'status-list-other' }
  const old = seconds(now) - seconds(list.issuedAt)
  const age = { issuedAt: list.issuedAt, seconds: Math.max(0, old), stale: old > list.ttlSeconds }
  if (old < -clockSkewSeconds) return { fault: 'status-list-not-yet', age }
  if (Date.parse(now) >= Date.parse(list.expiresAt)) return { fault: 'status-list-expired', age }
  const number = statusAt(list.packed, list.bits, entry.index)
  return number === undefined ? { fault: 'status-index-outside', age } : { status: namedStatus(number), age }
}
