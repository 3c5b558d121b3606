import { type StoredDefinition, stored } from '#platform/definition-store.ts'
import type { Policy } from './policy.ts'
import { samplePolicy } from './sample.ts'

/** A second refund beside the city's: 700 yuan for everybody, of which only the higher is paid. */
export const flatRefund = { id: 'flat-refund', title: { zh: '定额返还', en: 'Flat refund' } }
export const highest = { group: 'refunds', confidence: 'sample' } as const

const isRefund = ({ kind, id }: StoredDefinition) => kind === 'policy' && id === samplePolicy

/** A city's definitions in which its refund belongs to a group of which only the highest is paid, with further policies made of it. */
export function withRefunds(
  rows: readonly StoredDefinition[],
  others: (refund: Policy) => readonly Partial<Policy>[] = () => [],
): StoredDefinition[] {
  const refund = rows.find(isRefund)?.body as Policy
  const policies = [{ ...refund, highest }, ...others(refund).map((one) => ({ ...refund, ...one }))]
  return [
    ...rows.filter((row) => !isRefund(row)),
    ...policies.map((policy) => stored('policy', policy.id, policy.version, policy)),
  ]
}

/** The refund and the flat one. */
export const flatBeside = ({ gives }: Policy): Partial<Policy> => ({
  ...flatRefund,
  gives: { ...gives, amount: '700元' },
  highest,
})
