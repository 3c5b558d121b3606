import { z } from 'zod'
import { within, type Day } from '#kernel/time.ts'
import type { Definitions } from '#kernel/definition.ts'
import { policyKind } from './definition.ts'
import type { Policy } from './policy.ts'

/**
 * Groups of benefits of which a party has one a period: those that exclude each other (不可兼得), and those of which only the highest is
 * paid (从高不重复). Written `exclusive:name` and `highest:name`, for a name may be used for both.
 */
export const TakingOne = z.string().regex(/^(exclusive|highest):[a-z0-9]+(-[a-z0-9]+)*$/)

export const takingOne = ({
  exclusive,
  highest,
}: Pick<Policy, 'exclusive' | 'highest'>): readonly string[] => [
  ...exclusive.map((group) => `exclusive:${group}`),
  ...(highest ? [`highest:${highest.group}`] : []),
]

/** The policies of which somebody who has one does not get another for the same period. */
export function groupedWith(definitions: Definitions, policy: Policy, on: Day): readonly string[] {
  const mine = new Set(takingOne(policy))
  const others = definitions
    .versions(policyKind)
    .filter(
      (one) =>
        one.id !== policy.id &&
        within({ from: one.inForce.from }, on) &&
        takingOne(one).some((group) => mine.has(group)),
    )
  return [...new Set(others.map(({ id }) => id))]
}
