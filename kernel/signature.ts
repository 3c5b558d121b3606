import type { Instant } from './time.ts'
import type { Bytes } from './bytes.ts'

/**
 * The signature port. Signers and verifiers are told apart by the curve in the key itself: ES256 by WebCrypto, SM2 by `sm2.ts`,
 * which is loaded only when a key asks for it. `SM2` in the header of a token is our own name; JOSE has registered none.
 */
export const signatureAlgorithms = ['ES256', 'SM2'] as const
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number]

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

const curves = { ES256: 'P-256', SM2: 'SM2' } as const satisfies Record<SignatureAlgorithm, string>
export type Curve = (typeof curves)[SignatureAlgorithm]

/** A public key as JWK (RFC 7517); the curve tells the algorithm. */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: Curve
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

const publicPart = ({ x, y }: { x?: string; y?: string }, crv: Curve): PublicJwk => {
  if (!x || !y) throw new TypeError('an EC key has x and y')
  return { kty: 'EC', crv, x, y }
}
const sm2 = () => import('./sm2.ts')

/** A new key pair as JWK. Where the private part is kept is the caller's matter. */
export async function generateKey(
  algorithm: SignatureAlgorithm = 'ES256',
): Promise<{ publicJwk: PublicJwk; privateJwk: PrivateJwk }> {
  const made = algorithm === 'SM2' ? (await sm2()).sm2KeyPair() : await es256Pair()
  const publicJwk = publicPart(made, curves[algorithm])
  return { publicJwk, privateJwk: { ...publicJwk, d: made.d } }
}

async function es256Pair(): Promise<{ x: string; y: string; d: string }> {
  const pair = await crypto.subtle.generateKey(es256, true, ['sign', 'verify'])
  const { x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (!x || !y || !d) throw new TypeError('a private EC key has x, y and d')
  return { x, y, d }
}

/** Throws DOMException, RangeError or TypeError when the JWK is not a private key of its curve. */
export async function signerFrom(keyId: string, jwk: PrivateJwk): Promise<Signer> {
  if (jwk.crv === 'SM2') {
    const { sm2Sign } = await sm2()
    return { algorithm: 'SM2', keyId, sign: async (bytes) => sm2Sign(bytes, jwk.d) }
  }
  const key = await crypto.subtle.importKey('jwk', { ...publicPart(jwk, 'P-256'), d: jwk.d }, es256, false, [
    'sign',
  ])
  return {
    algorithm: 'ES256',
    keyId,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(es256, key, bytes)),
  }
}

/** Throws DOMException or TypeError when the record's JWK is not a public key of its curve. */
export async function verifierFrom(record: Pick<KeyRecord, 'keyId' | 'publicJwk'>): Promise<Verifier> {
  const { keyId, publicJwk } = record
  if (publicJwk.crv === 'SM2') {
    const { sm2Verify } = await sm2()
    return {
      algorithm: 'SM2',
      keyId,
      verify: async (bytes, signature) => sm2Verify(bytes, signature, publicJwk),
    }
  }
  const key = await crypto.subtle.importKey('jwk', { ...publicPart(publicJwk, 'P-256') }, es256, false, [
    'verify',
  ])
  return {
    algorithm: 'ES256',
    keyId,
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
