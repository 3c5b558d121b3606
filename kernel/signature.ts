import type { Instant } from './time.ts'
import type { Bytes } from './bytes.ts'

/**
 * The signature port. Signers and verifiers are told apart by the algorithm name in the key record, so SM2 comes
 * beside ES256 as one more entry and nothing else changes.
 */
export type SignatureAlgorithm = 'ES256'

export interface Signer {
  readonly algorithm: SignatureAlgorithm
  readonly keyId: string
  sign(bytes: Bytes): Promise<Bytes>
}

export interface Verifier {
  readonly algorithm: SignatureAlgorithm
  readonly keyId: string
  verify(bytes: Bytes, signature: Bytes): Promise<boolean>
}

/** A public key as JWK (RFC 7517), curve P-256. */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

export interface PrivateJwk extends PublicJwk {
  readonly d: string
}

/**
 * A published key. It signs from `from` until `until` (exclusive) and goes on verifying what it signed then.
 * `revokedAt` means its secret is no longer trusted: all its signatures are refused, for their dates could be forged.
 */
export interface KeyRecord {
  readonly keyId: string
  readonly algorithm: SignatureAlgorithm
  readonly publicJwk: PublicJwk
  readonly from: Instant
  readonly until?: Instant | undefined
  readonly revokedAt?: Instant | undefined
}

export type KeyFault = 'key-unknown' | 'key-not-in-force' | 'key-revoked'

const es256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const publicPart = ({ x, y }: { x?: string; y?: string }): PublicJwk => {
  if (!x || !y) throw new TypeError('an EC key has x and y')
  return { kty: 'EC', crv: 'P-256', x, y }
}

/** A new ES256 key pair as JWK. Where the private part is kept is the caller's matter. */
export async function generateKey(): Promise<{ publicJwk: PublicJwk; privateJwk: PrivateJwk }> {
  const pair = await crypto.subtle.generateKey(es256, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (!jwk.d) throw new TypeError('a private EC key has d')
  const publicJwk = publicPart(jwk)
  return { publicJwk, privateJwk: { ...publicJwk, d: jwk.d } }
}

/** Throws DOMException or TypeError when the JWK is not a P-256 private key. */
export async function signerFrom(keyId: string, jwk: PrivateJwk): Promise<Signer> {
  const key = await crypto.subtle.importKey('jwk', { ...publicPart(jwk), d: jwk.d }, es256, false, ['sign'])
  return {
    algorithm: 'ES256',
    keyId,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(es256, key, bytes)),
  }
}

/** Throws DOMException or TypeError when the record's JWK is not a P-256 public key. */
export async function verifierFrom(record: Pick<KeyRecord, 'keyId' | 'publicJwk'>): Promise<Verifier> {
  const key = await crypto.subtle.importKey('jwk', { ...publicPart(record.publicJwk) }, es256, false, [
    'verify',
  ])
  return {
    algorithm: 'ES256',
    keyId: record.keyId,
    verify: (bytes, signature) => crypto.subtle.verify(es256, key, signature, bytes),
  }
}

/** The key that may have signed at a moment, or why there is none. */
export function keyFor(
  keys: readonly KeyRecord[],
  keyId: string,
  signedAt: Instant,
): KeyRecord | { readonly fault: KeyFault } {
  const key = keys.find((candidate) => candidate.keyId === keyId)
  if (!key) return { fault: 'key-unknown' }
  if (key.revokedAt !== undefined) return { fault: 'key-revoked' }
  const at = Date.parse(signedAt)
  const early = at < Date.parse(key.from)
  const late = key.until !== undefined && at >= Date.parse(key.until)
  return early || late ? { fault: 'key-not-in-force' } : key
}

/** The key to sign with now: the one in force that began last. */
export function signingKey(keys: readonly KeyRecord[], now: Instant): KeyRecord | undefined {
  return keys
    .filter((key) => !('fault' in keyFor([key], key.keyId, now)))
    .sort((a, b) => Date.parse(b.from) - Date.parse(a.from))[0]
}
