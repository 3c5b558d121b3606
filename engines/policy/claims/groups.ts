import type { Definitions } from '#kernel/definition.ts'
import { type Day, within } from '#kernel/time.ts'
import { policyOn } from '../assess.ts'
import { policyKind } from '../definition.ts'

/** The policies of which somebody who has one does not claim another for the same period: of groups that take one, or the highest. */
export function groupedWith(definitions: Definitions, policyId: string, on: Day): readonly string[] {
  const policy = policyOn(definitions, policyId, on)
  if (!policy) return []
  const { highest, exclusive } = policy
  return [
    ...new Set(
      definitions
        .versions(policyKind)
        .filter(
          (one) =>
            one.id !== policyId &&
            within({ from: one.inForce.from }, on) &&
            ((highest !== undefined && one.highest?.group === highest.group) ||
              one.exclusive.some((group) => exclusive.includes(group))),
        )
        .map(({ id }) => id),
    ),
  ]
}
