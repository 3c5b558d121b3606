import { lawText } from '#kernel/law-text.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { policyKind } from '../definition.ts'
import type { Policy } from '../policy.ts'
import { reusableCheckKind } from '../reusable-check.ts'
import { benefitThemes } from '../themes.ts'

type Named = { readonly policyId: string; readonly title: Bilingual }

/** Policies by what they share: each sharing with its policies, by their newest titles. */
function sharing(policies: readonly Policy[], shared: (policy: Policy) => readonly string[]) {
  const groups = new Map<string, Map<string, Named>>()
  for (const policy of policies)
    for (const group of shared(policy)) {
      const members = groups.get(group) ?? new Map<string, Named>()
      members.set(policy.id, { policyId: policy.id, title: policy.title })
      groups.set(group, members)
    }
  return [...groups].map(([id, members]) => ({ id, policies: [...members.values()] }))
}

/** What a policy may be built from: the city's reusable checks, groups of benefits that exclude each other, funds, and themes to apply under. */
export function buildingBlocks(definitions: Definitions) {
  const policies = definitions.versions(policyKind)
  return {
    checks: definitions.list(reusableCheckKind).map(({ law, ...check }) => ({
      ...check,
      blanks: [...check.blanks],
      condition: check.condition as unknown,
      basis: law.map(lawText),
    })),
    exclusiveGroups: sharing(policies, ({ exclusive }) => exclusive),
    highestGroups: sharing(policies, ({ highest }) => (highest ? [highest.group] : [])),
    themes: benefitThemes(definitions).map((theme) => ({ ...theme, pays: [...theme.pays] })),
    funds: sharing(policies, ({ budget }) => (budget ? [budget.book] : [])),
  }
}
