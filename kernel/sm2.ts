import { sm2 } from 'sm-crypto-v2'
import { type Bytes, fromBase64url, toBase64url } from './bytes.ts'

/**
 * SM2 signatures (GB/T 32918.2-2016) over the recommended curve (GB/T 32918.5-2017), with SM3 and the usual identity of the
 * signer (GM/T 0009). Loaded only where a key is an SM2 key. A signature is r and s, 32 bytes each, as in JOSE.
 */

const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
const numberOf = (hex: string): bigint => BigInt(`0x${hex || '0'}`)

/** The secret as 64 hexadecimal digits; RangeError where it is none. */
function secretIn(d: string): string {
  const bytes = fromBase64url(d)
  const hex = bytes?.length === 32 ? hexOf(bytes) : ''
  const secret = numberOf(hex)
  if (secret <= 0n || secret >= order - 1n) throw new RangeError('not a private SM2 key')
  return hex
}

/** A point in the uncompressed form of the standard, or nothing where a coordinate has not 32 bytes. */
function pointIn({ x, y }: PublicCoordinates): string | undefined {
  const [xs, ys] = [fromBase64url(x), fromBase64url(y)]
  return xs?.length === 32 && ys?.length === 32 ? `04${hexOf(xs)}${hexOf(ys)}` : undefined
}

/** In base64url, as JWK has them. */
interface PublicCoordinates {
  readonly x: string
  readonly y: string
}

/** A number drawn for one signature, and the first coordinate of its point. Drawn at random unless a test vector says otherwise. */
export interface Nonce {
  readonly k: bigint
  readonly x1: bigint
}

export function sm2Sign(message: Bytes, d: string, nonce?: Nonce): Bytes {
  const signature = sm2.doSignature(message, secretIn(d), {
    hash: true,
    ...(nonce ? { pointPool: [nonce] } : {}),
  })
  return bytesOf(signature)
}

/** Whether the key signed the message. Never throws for what was presented; false for a key that is no point of the curve. */
export function sm2Verify(message: Bytes, signature: Bytes, key: PublicCoordinates): boolean {
  const point = pointIn(key)
  if (!point || signature.length !== 64) return false
  const hex = hexOf(signature)
  const parts = [numberOf(hex.slice(0, 64)), numberOf(hex.slice(64))]
  if (parts.some((part) => part === 0n || part >= order)) return false
  try {
    return sm2.verifyPublicKey(point) && sm2.doVerifySignature(message, hex, point, { hash: true })
  } catch {
    return false
  }
}

/** A new key pair; coordinates and secret in base64url, as JWK has them. */
export function sm2KeyPair(secret?: bigint): PublicCoordinates & { d: string } {
  const privateKey = secret?.toString(16).padStart(64, '0') ?? sm2.generateKeyPairHex().privateKey
  const point = sm2.getPublicKeyFromPrivateKey(privateKey)
  const [x, y] = [point.slice(2, 66), point.slice(66)]
  return { x: toBase64url(bytesOf(x)), y: toBase64url(bytesOf(y)), d: toBase64url(bytesOf(privateKey)) }
}
