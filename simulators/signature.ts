import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The signature of `docs/reference/sandbox.md`, written here a second time on purpose: the sandbox stands for somebody
 * else's system and shares no code with ours, so that a mistake in either shows when they talk.
 */
export interface Message {
  readonly method: string
  /** path and query */
  readonly path: string
  readonly body: string
}

const mac = (secret: string, timestamp: string, { method, path, body }: Message): string =>
  createHmac('sha256', secret).update([timestamp, method, path, body].join('\n')).digest('hex')

export function signatureHeaders(secret: string, message: Message, nowMs: number): Record<string, string> {
  const timestamp = Math.floor(nowMs / 1000).toString()
  return { 'X-Timestamp': timestamp, 'X-Signature': `v1=${mac(secret, timestamp, message)}` }
}

export type SignatureFault = 'signature-missing' | 'signature-wrong' | 'signature-stale'

const toleranceMs = 300_000

export function faultOf(
  secret: string,
  message: Message,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  nowMs: number,
): SignatureFault | undefined {
  const { 'x-timestamp': timestamp, 'x-signature': given } = headers
  if (typeof timestamp !== 'string' || typeof given !== 'string') return 'signature-missing'
  const wanted = Buffer.from(`v1=${mac(secret, timestamp, message)}`)
  const shown = Buffer.from(given)
  if (shown.length !== wanted.length || !timingSafeEqual(shown, wanted)) return 'signature-wrong'
  return Math.abs(nowMs - Number(timestamp) * 1000) <= toleranceMs ? undefined : 'signature-stale'
}
