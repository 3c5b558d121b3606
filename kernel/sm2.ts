import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from './bytes.ts'
import { sm3 } from './sm3.ts'

/**
 * SM2 signatures (GB/T 32918.2-2016) over the recommended curve (GB/T 32918.5-2017), with SM3 and the usual identity of the signer.
 * Loaded only where a key is an SM2 key. A signature is r and s, 32 bytes each, as in JOSE. BigInt arithmetic does not take the same
 * time for every secret: a city that lets strangers measure its signing times keeps its keys in a device behind the same port.
 */

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

interface Point {
  readonly x: bigint
  readonly y: bigint
}
const base: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}

const mod = (value: bigint, by = p): bigint => {
  const rest = value % by
  return rest < 0n ? rest + by : rest
}

/** The inverse by the extended Euclidean algorithm; RangeError for zero. */
function inverse(value: bigint, by: bigint): bigint {
  let [r0, r1, t0, t1] = [by, mod(value, by), 0n, 1n]
  while (r1 !== 0n) {
    const q = r0 / r1
    ;[r0, r1] = [r1, r0 - q * r1]
    ;[t0, t1] = [t1, t0 - q * t1]
  }
  if (r0 !== 1n) throw new RangeError('zero has no inverse')
  return mod(t0, by)
}

/** In Jacobian coordinates; z of zero is the point at infinity. */
interface Jacobian {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
}
const infinity: Jacobian = { x: 1n, y: 1n, z: 0n }

function double({ x, y, z }: Jacobian): Jacobian {
  if (z === 0n || y === 0n) return infinity
  const yy = mod(y * y)
  const s = mod(4n * x * yy)
  const zz = mod(z * z)
  const m = mod(3n * x * x + a * zz * zz)
  const x3 = mod(m * m - 2n * s)
  return { x: x3, y: mod(m * (s - x3) - 8n * yy * yy), z: mod(2n * y * z) }
}

function add(one: Jacobian, two: Jacobian): Jacobian {
  if (one.z === 0n) return two
  if (two.z === 0n) return one
  const z1z1 = mod(one.z * one.z)
  const z2z2 = mod(two.z * two.z)
  const u1 = mod(one.x * z2z2)
  const s1 = mod(one.y * two.z * z2z2)
  const h = mod(two.x * z1z1 - u1)
  const r = mod(two.y * one.z * z1z1 - s1)
  if (h === 0n) return r === 0n ? double(one) : infinity
  const hh = mod(h * h)
  const hhh = mod(h * hh)
  const v = mod(u1 * hh)
  const x = mod(r * r - hhh - 2n * v)
  return { x, y: mod(r * (v - x) - s1 * hhh), z: mod(h * one.z * two.z) }
}

const bits = 256

/** Doubles and adds at every bit, whatever the bit, so that a secret does not show in the number of steps. */
function multiply(point: Point, by: bigint): Jacobian {
  let [low, high]: [Jacobian, Jacobian] = [infinity, { ...point, z: 1n }]
  for (let bit = bits - 1; bit >= 0; bit--) {
    const sum = add(low, high)
    if ((by >> BigInt(bit)) & 1n) [low, high] = [sum, double(high)]
    else [low, high] = [double(low), sum]
  }
  return low
}

function affine({ x, y, z }: Jacobian): Point | undefined {
  if (z === 0n) return undefined
  const inverted = inverse(z, p)
  const squared = mod(inverted * inverted)
  return { x: mod(x * squared), y: mod(y * squared * inverted) }
}

const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
function bytesOf(value: bigint): Bytes {
  const bytes = new Uint8Array(32)
  let rest = value
  for (let i = 31; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

const onCurve = ({ x, y }: Point): boolean => x < p && y < p && mod(y * y) === mod(x * x * x + a * x + b)

/** The identity under which a signer signs unless it has one of its own (GM/T 0009). */
const identity = utf8('1234567812345678')

/** e: the message bound to who signs and to the curve (GB/T 32918.2, 5.5 and 6.1). */
function digestOf(message: Bytes, key: Point): bigint {
  const length = new Uint8Array([(identity.length * 8) >> 8, (identity.length * 8) & 255])
  const z = sm3(concat(length, identity, ...[a, b, base.x, base.y, key.x, key.y].map(bytesOf)))
  return numberOf(sm3(concat(z, message)))
}

const below = (): bigint => {
  for (;;) {
    const value = numberOf(crypto.getRandomValues(new Uint8Array(32)))
    if (value > 0n && value < n - 1n) return value
  }
}

/** Signs; `nonce` gives the k of an attempt and is random unless a test vector says otherwise. */
export function sm2Sign(message: Bytes, d: string, nonce: () => bigint = below): Bytes {
  const secret = secretIn(d)
  const e = digestOf(message, publicOf(secret))
  for (;;) {
    const k = nonce()
    const r = mod(e + (affine(multiply(base, k))?.x ?? 0n), n)
    if (r === 0n || r + k === n) continue
    const s = mod(inverse(1n + secret, n) * (k - r * secret), n)
    if (s !== 0n) return concat(bytesOf(r), bytesOf(s))
  }
}

/** Whether the key signed the message. Never throws for what was presented; false for a key that is no point of the curve. */
export function sm2Verify(
  message: Bytes,
  signature: Bytes,
  key: { readonly x: string; readonly y: string },
): boolean {
  const point = pointIn(key)
  if (!point || signature.length !== 64) return false
  const r = numberOf(signature.subarray(0, 32))
  const s = numberOf(signature.subarray(32))
  const t = mod(r + s, n)
  if (r === 0n || r >= n || s === 0n || s >= n || t === 0n) return false
  const found = affine(add(multiply(base, s), multiply(point, t)))
  return found !== undefined && mod(digestOf(message, point) + found.x, n) === r
}

function pointIn({ x, y }: { readonly x: string; readonly y: string }): Point | undefined {
  const [xs, ys] = [fromBase64url(x), fromBase64url(y)]
  if (xs?.length !== 32 || ys?.length !== 32) return undefined
  const point = { x: numberOf(xs), y: numberOf(ys) }
  return onCurve(point) ? point : undefined
}

function secretIn(d: string): bigint {
  const bytes = fromBase64url(d)
  const secret = bytes?.length === 32 ? numberOf(bytes) : 0n
  if (secret <= 0n || secret >= n - 1n) throw new RangeError('not a private SM2 key')
  return secret
}

function publicOf(secret: bigint): Point {
  const point = affine(multiply(base, secret))
  if (!point) throw new RangeError('not a private SM2 key')
  return point
}

/** A new key pair; coordinates and secret in base64url, as JWK has them. */
export function sm2KeyPair(secret: bigint = below()): { x: string; y: string; d: string } {
  const { x, y } = publicOf(secret)
  return { x: toBase64url(bytesOf(x)), y: toBase64url(bytesOf(y)), d: toBase64url(bytesOf(secret)) }
}
