import { fromBase64url, textOf, toBase64url, utf8 } from '#kernel/bytes.ts'
import { type KeyFault, type KeyRecord, keyFor, type Signer, verifierFrom } from '#kernel/signature.ts'

export type JsonObject = Readonly<Record<string, unknown>>
export type JwsFault = 'malformed' | 'wrong-type' | 'wrong-algorithm' | 'signature-invalid' | KeyFault

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in a base64url part, or undefined when there is none. */
export function jsonObjectIn(part: string | undefined): JsonObject | undefined {
  const bytes = part === undefined ? undefined : fromBase64url(part)
  const text = bytes && textOf(bytes)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const encode = (value: JsonObject) => toBase64url(utf8(JSON.stringify(value)))

/** A signed JWT in compact form (RFC 7515, RFC 7519). */
export async function signJwt(typ: string, payload: JsonObject, signer: Signer): Promise<string> {
  const input = `${encode({ alg: signer.algorithm, typ, kid: signer.keyId })}.${encode(payload)}`
  return `${input}.${toBase64url(await signer.sign(utf8(input)))}`
}

/**
 * The payload of a JWT that one of the keys signed at its own `iat`. The algorithm is the key record's; the header
 * may only agree with it, so that a token cannot choose how it is judged (RFC 8725 3.1).
 */
export async function verifyJwt(
  typ: string,
  token: string,
  keys: readonly KeyRecord[],
): Promise<{ readonly payload: JsonObject } | { readonly fault: JwsFault }> {
  const [head, body, tail, ...rest] = token.split('.')
  const header = jsonObjectIn(head)
  const payload = jsonObjectIn(body)
  const signature = tail === undefined ? undefined : fromBase64url(tail)
  if (!header || !payload || !signature || rest.length > 0) return { fault: 'malformed' }
  if (header.typ !== typ) return { fault: 'wrong-type' }
  if (typeof payload.iat !== 'number' || !isEpochSeconds(payload.iat)) return { fault: 'malformed' }
  const key = keyFor(keys, String(header.kid), new Date(payload.iat * 1000).toISOString())
  if ('fault' in key) return key
  if (header.alg !== key.algorithm) return { fault: 'wrong-algorithm' }
  const verifier = await verifierFrom(key)
  return (await verifier.verify(utf8(`${head}.${body}`), signature))
    ? { payload }
    : { fault: 'signature-invalid' }
}

/** Whole seconds of 1970–9999, the range that an instant can be written in. */
export const isEpochSeconds = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 253_402_300_800
