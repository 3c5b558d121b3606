import { createHash, randomBytes } from 'node:crypto'
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose'

/**
 * For tests only: SD-JWT written a second time from the text of RFC 9901 with jose and plain hashes, flat claims and
 * key binding, sharing nothing with the product's issuer. If the two disagree, one of them misreads the RFC.
 */
type Json = Record<string, unknown>

const digest = (text: string) => createHash('sha256').update(text, 'ascii').digest('base64url')
const encode = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))

async function openJwt(token: string, jwk: JWK): Promise<{ header: Json; payload: Json }> {
  const { payload, protectedHeader } = await compactVerify(token, await importJWK(jwk, 'ES256'), {
    algorithms: ['ES256'],
  })
  return { header: { ...protectedHeader }, payload: JSON.parse(new TextDecoder().decode(payload)) as Json }
}

function disclose(payload: Json, disclosures: readonly string[]): Json {
  const { _sd, _sd_alg, ...claims } = payload
  if (_sd_alg !== 'sha-256') throw new Error('hash algorithm')
  const digests = new Set(_sd as string[])
  if (digests.size !== (_sd as string[]).length) throw new Error('a digest twice')
  for (const disclosure of disclosures) {
    if (!digests.delete(digest(disclosure))) throw new Error('a disclosure without digest')
    const parts = decode(disclosure)
    if (!Array.isArray(parts) || parts.length !== 3 || typeof parts[1] !== 'string') throw new Error('shape')
    if (parts[1] === '_sd' || parts[1] === '...' || parts[1] in claims) throw new Error('claim name')
    claims[parts[1]] = parts[2]
  }
  return claims
}

async function checkBinding(sdJwt: string, kbJwt: string, claims: Json, nonce: string, audience: string) {
  const jwk = (claims.cnf as { jwk: JWK }).jwk
  const { header, payload } = await openJwt(kbJwt, jwk)
  if (header.typ !== 'kb+jwt' || payload.nonce !== nonce || payload.aud !== audience)
    throw new Error('binding')
  if (payload.sd_hash !== digest(sdJwt)) throw new Error('binding hash')
}

/** RFC 9901 7.1 and 7.3. Throws for whatever does not hold; returns the processed claims. */
export async function verifyByRfc(
  presentation: string,
  issuerJwk: JWK,
  nowSeconds: number,
  binding?: { nonce: string; audience: string },
): Promise<{ header: Json; claims: Json }> {
  const parts = presentation.split('~')
  const [jwt = '', ...disclosures] = parts
  const kbJwt = disclosures.pop()
  const { header, payload } = await openJwt(jwt, issuerJwk)
  const claims = disclose(payload, disclosures)
  if (typeof claims.nbf === 'number' && claims.nbf > nowSeconds) throw new Error('not yet')
  if (typeof claims.exp === 'number' && claims.exp <= nowSeconds) throw new Error('expired')
  if (binding) {
    if (!kbJwt) throw new Error('binding missing')
    await checkBinding(`${parts.slice(0, -1).join('~')}~`, kbJwt, claims, binding.nonce, binding.audience)
  }
  return { header, claims }
}

/** RFC 9901 4: an SD-JWT with flat disclosable claims and one decoy digest. */
export async function issueByRfc(open: Json, disclosable: Json, header: Json, jwk: JWK): Promise<string> {
  const disclosures = Object.entries(disclosable).map(([name, value]) =>
    encode([randomBytes(16).toString('base64url'), name, value]),
  )
  const digests = [...disclosures.map(digest), digest('decoy')].sort()
  const payload = new TextEncoder().encode(JSON.stringify({ ...open, _sd: digests, _sd_alg: 'sha-256' }))
  const jwt = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(await importJWK(jwk, 'ES256'))
  return `${[jwt, ...disclosures].join('~')}~`
}
