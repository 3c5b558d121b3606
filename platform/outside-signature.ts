import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * How requests and callbacks between this system and others are signed: HMAC-SHA256 with a shared secret over the
 * moment, the method, the path with its query, and the body exactly as sent. `docs/reference/sandbox.md` is the
 * description for integrators; both sides of it use this file.
 */
export const timestampHeader = 'x-timestamp'
export const signatureHeader = 'x-signature'

export interface SignedMessage {
  readonly method: string
  /** path and query, such as `/payments?limit=10` */
  readonly path: string
  readonly body: string
}

const digest = (secret: string, timestamp: string, message: SignedMessage) =>
  createHmac('sha256', secret)
    .update(`${timestamp}\n${message.method}\n${message.path}\n${message.body}`)
    .digest()

/** The two headers for a message sent at `nowMs` (milliseconds since 1970, real time even where the city's clock is moved). */
export function signOutside(secret: string, message: SignedMessage, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000))
  return {
    [timestampHeader]: timestamp,
    [signatureHeader]: `v1=${digest(secret, timestamp, message).toString('hex')}`,
  }
}

export type SignatureFault = 'signature-missing' | 'signature-stale' | 'signature-wrong'

type Headers = Readonly<Record<string, string | string[] | undefined>>

const toleranceSeconds = 300

/**
 * What is wrong with a received message's signature, or undefined. Messages older or newer than five minutes are
 * stale: whoever recorded one cannot send it again later. Compared in constant time.
 */
export function outsideSignatureFault(
  secret: string,
  message: SignedMessage,
  headers: Headers,
  nowMs: number,
): SignatureFault | undefined {
  const timestamp = headers[timestampHeader]
  const given = headers[signatureHeader]
  if (typeof timestamp !== 'string' || typeof given !== 'string') return 'signature-missing'
  const hex = /^v1=([0-9a-f]{64})$/.exec(given)?.[1]
  if (!hex || !/^\d{1,12}$/.test(timestamp)) return 'signature-wrong'
  if (!timingSafeEqual(Buffer.from(hex, 'hex'), digest(secret, timestamp, message))) return 'signature-wrong'
  return Math.abs(nowMs / 1000 - Number(timestamp)) > toleranceSeconds ? 'signature-stale' : undefined
}
