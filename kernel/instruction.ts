import { canonicalJson, sha256 } from './sha256.ts'

/** Why money moves: one component of one policy version's benefit for one party and one period. */
export interface PaymentCause {
  readonly policyId: string
  readonly policyVersion: number
  readonly period: string
  readonly partyId: string
  readonly component: string
}

/** The hash of the cause as a UUID (version 8): whoever computes it, whenever, gets the same id, so a cause is paid once. */
export function instructionIdOf({
  policyId,
  policyVersion,
  period,
  partyId,
  component,
}: PaymentCause): string {
  const hex = sha256(canonicalJson({ policyId, policyVersion, period, partyId, component }))
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
