import { fromBase64url, sha256, textOf, toBase64url, utf8 } from '#kernel/bytes.ts'
import type { JsonObject } from './jws.ts'

/** Every digest that a value refers to, at any depth: members of `_sd` and of `{"...": digest}`. */
function digestsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(digestsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    if (name === '_sd' && Array.isArray(member)) return member.map(String)
    return name === '...' ? [String(member)] : digestsIn(member)
  })
}

function disclosedValue(disclosure: string): unknown {
  const bytes = fromBase64url(disclosure)
  const text = bytes && textOf(bytes)
  try {
    const parts: unknown = text === undefined ? undefined : JSON.parse(text)
    return Array.isArray(parts) ? parts.at(-1) : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether every disclosure is covered by exactly one signed digest and no digest stands twice (RFC 9901 7.1, steps 4
 * and 5). The library in use drops an uncovered disclosure in silence; the RFC has the whole SD-JWT rejected.
 */
export async function disclosuresCovered(
  payload: JsonObject,
  disclosures: readonly string[],
): Promise<boolean> {
  const signed = [payload, ...disclosures.map(disclosedValue)].flatMap(digestsIn)
  const covered = new Set(signed)
  if (covered.size !== signed.length) return false
  for (const disclosure of disclosures)
    if (!covered.delete(toBase64url(await sha256(utf8(disclosure))))) return false
  return true
}
