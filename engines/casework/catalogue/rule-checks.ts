import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { chargeFaults } from '../fees/charges.ts'
import { ruleFaults } from '../filing/conditions.ts'
import type { Item } from './item.ts'
import { makePlan } from '../filing/plan.ts'
import type { Theme } from '../filing/theme.ts'

/** Every condition of a theme and its items is one that the rule language understands, over names that the case knows. */
export function ruleComplaints(
  theme: Theme,
  items: readonly (Item | undefined)[],
  all: Definitions,
): Complaint[] {
  const known = items.filter((item) => item !== undefined)
  if (known.length < items.length || !complete(theme, known, all)) return []
  const plan = makePlan(all, theme, known)
  return [...ruleFaults(plan), ...chargeFaults(plan)].flatMap(({ rule, faults }) =>
    faults.map((fault) => ({
      code: 'rule-not-understood',
      path: ['items'],
      expected: fault.expected,
      message: {
        zh: `条件“${told(rule)}”：${fault.message.zh}`,
        en: `A condition of ${theme.id}: ${fault.message.en}`,
      },
      remedy: fault.remedy,
    })),
  )
}

const told = (rule: unknown): string => (typeof rule === 'string' ? rule : JSON.stringify(rule)).slice(0, 80)

/** What leads nowhere is told by the references' own check. */
function complete(theme: Theme, items: readonly Item[], all: Definitions): boolean {
  const fields = [
    ...theme.pages.flatMap((page) => page.fields),
    ...items.flatMap((item) => item.fields.map(({ field }) => field)),
  ].map((id) => all.find(fieldKind, id))
  const materials = items.flatMap((item) =>
    item.materials.map(({ material }) => all.find(materialKind, material)),
  )
  const lists = fields.map((field) => field?.choices === undefined || all.find(choiceListKind, field.choices))
  return ![...fields, ...materials, ...lists].includes(undefined)
}
