import type { Definitions } from '#kernel/definition.ts'
import { policyKind } from '../definition.ts'
import { reusableCheckKind } from '../reusable-check.ts'

/** What a policy may be built from: the city's reusable checks, and the groups of benefits that exclude each other. */
export function buildingBlocks(definitions: Definitions) {
  const groups = new Map<string, Map<string, { policyId: string; title: { zh: string; en: string } }>>()
  for (const { id, title, exclusive } of definitions.versions(policyKind))
    for (const group of exclusive) {
      const members = groups.get(group) ?? new Map()
      members.set(id, { policyId: id, title })
      groups.set(group, members)
    }
  return {
    checks: definitions.list(reusableCheckKind).map(({ law, ...check }) => ({
      ...check,
      blanks: [...check.blanks],
      condition: check.condition as unknown,
      basis: law.map(({ law: name, article }) => [name, article].filter(Boolean).join(' ')),
    })),
    exclusiveGroups: [...groups].map(([id, members]) => ({ id, policies: [...members.values()] })),
  }
}
