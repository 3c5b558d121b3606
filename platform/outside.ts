import { signOutside } from './outside-signature.ts'

/** One call to another system. */
export interface OutsideCall {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** sent as JSON */
  readonly body?: unknown
  readonly secret: string
  /** the same key for every attempt at the same act */
  readonly idempotencyKey?: string | undefined
  /** ten seconds unless told */
  readonly timeoutMs?: number | undefined
  /** real time in milliseconds, for the signature */
  readonly nowMs?: number | undefined
}

export type LostReason =
  | 'no-connection'
  | 'timeout'
  | 'connection-broken'
  | 'not-understood'
  | 'too-large'
  | 'server-error'
  | 'busy'

/**
 * How a call ended. `lost` means that nobody can say whether it had its effect (unless `reached` is false): ask again
 * with the same idempotency key, or look the matter up, and never assume either way.
 */
export type OutsideResult =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly body: unknown }
  | {
      readonly kind: 'lost'
      readonly reason: LostReason
      /** false: the request never left this machine */
      readonly reached: boolean
      readonly retryAfterSeconds?: number | undefined
    }

const longestAnswerBytes = 4_194_304
const usualTimeoutMs = 10_000

const lost = (reason: LostReason, reached = true, retryAfterSeconds?: number): OutsideResult => ({
  kind: 'lost',
  reason,
  reached,
  retryAfterSeconds,
})

const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function lostBy(fault: unknown): OutsideResult {
  if (fault instanceof Error && (fault.name === 'TimeoutError' || fault.name === 'AbortError'))
    return lost('timeout')
  const cause = fault instanceof Error ? (fault.cause as { code?: unknown } | undefined) : undefined
  return neverReached.has(String(cause?.code)) ? lost('no-connection', false) : lost('connection-broken')
}

async function textWithin(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) break
    size += part.value.length
    if (size > limit) {
      await reader?.cancel()
      return undefined
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const codeIn = (body: unknown): string | undefined => {
  const code = typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}

async function read(response: Response): Promise<OutsideResult> {
  const { status } = response
  const text = await textWithin(response, longestAnswerBytes)
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  if (status === 429 || status === 503) return lost('busy', true, retryAfter)
  if (status >= 500) return lost('server-error')
  if (status === 204) return { kind: 'answered', status, body: null }
  if (text === undefined) return lost('too-large')
  const body = parsed(text)
  if (status >= 200 && status < 300)
    return body ? { kind: 'answered', status, body: body.value } : lost('not-understood')
  const code = codeIn(body?.value)
  if (status < 400 || !body || code === undefined) return lost('not-understood')
  return { kind: 'refused', status, code, body: body.value }
}

/** Calls another system, signed. Never throws for what the network or the other side does. */
export async function callOutside(call: OutsideCall): Promise<OutsideResult> {
  const url = new URL(call.url)
  const body = call.body === undefined ? '' : JSON.stringify(call.body)
  const message = { method: call.method, path: url.pathname + url.search, body }
  const headers = {
    accept: 'application/json',
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
    ...signOutside(call.secret, message, call.nowMs ?? Date.now()),
  }
  try {
    const signal = AbortSignal.timeout(call.timeoutMs ?? usualTimeoutMs)
    const request: RequestInit = { method: call.method, headers, redirect: 'manual', signal }
    return await read(await fetch(url, body ? { ...request, body } : request))
  } catch (fault) {
    return lostBy(fault)
  }
}
