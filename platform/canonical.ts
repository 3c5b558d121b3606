import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/sha256.ts'

export const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()
export const hashOf = (value: unknown): string => sha256(canonicalJson(value)).toString('hex')

/** A UUID (version 8) made from its parts: the same parts always give the same id. */
export function deriveId(...parts: readonly string[]): string {
  const hash = sha256(parts.map((part) => `${part.length}:${part}`).join('|'))
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
