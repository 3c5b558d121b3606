import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { chargeFaults } from '../fees/charges.ts'
import { ruleFaults } from '../filing/conditions.ts'
import { ruleWords } from './form/rule-words.ts'
import type { Item } from './item.ts'
import { makePlan } from '../filing/plan.ts'
import type { Theme } from '../filing/theme.ts'

/** A condition or a sum that the rule language does not understand, over names that the case knows, and what is wrong with it. */
export interface Misread {
  readonly rule: unknown
  readonly complaint: Complaint
}

/** What the rule language does not understand of a theme and its items. */
export function misreadRules(
  theme: Theme,
  items: readonly (Item | undefined)[],
  all: Definitions,
): readonly Misread[] {
  const known = items.filter((item) => item !== undefined)
  if (known.length < items.length || !complete(theme, known, all)) return []
  const plan = makePlan(all, theme, known)
  return [...ruleFaults(plan), ...chargeFaults(plan)].flatMap(({ rule, faults }) => {
    const said = ruleWords(rule, all)
    return faults.map(({ expected, message, remedy }) => ({
      rule,
      complaint: {
        code: 'rule-not-understood',
        path: [],
        expected,
        message: { zh: `“${brief(said.zh)}”：${message.zh}`, en: `“${brief(said.en)}”: ${message.en}` },
        remedy,
      },
    }))
  })
}

const brief = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

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
