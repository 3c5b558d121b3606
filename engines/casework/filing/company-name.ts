import type { NameRules } from '../catalogue/item.ts'
import type { Answers } from '../model.ts'
import { type CasePlan, choiceOf } from './plan.ts'

/** A company's name in its four parts: 行政区划 + 字号 + 行业 + 组织形式. */
export interface CompanyName {
  readonly full: string
  readonly core: string
  /** what tells trades apart; a core name is given once in each */
  readonly trade: string
}

/** The name that the answers make; undefined while a part is missing. */
export function companyName(plan: CasePlan, answers: Answers): CompanyName | undefined {
  const rules = plan.nameRules
  if (!rules) return undefined
  const core = answers[rules.coreField]
  const trade = chosen(plan, rules.tradeField, answers)
  const form = chosen(plan, rules.formField, answers)
  if (typeof core !== 'string' || !trade || !form) return undefined
  return {
    full: `${rules.place.zh}${core}${trade.title.zh}${form.title.zh}`,
    core,
    trade: String(trade.attributes[rules.tradeAttribute] ?? trade.value),
  }
}

/** What the filing calls whom it registers: an officer sees that name, not the one under which the matter was begun. */
export function filedName({ namedBy }: CasePlan, answers: Answers): string | undefined {
  const name = namedBy === undefined ? undefined : answers[namedBy]
  return typeof name === 'string' && name.trim() ? name.trim() : undefined
}

function chosen(plan: CasePlan, id: string, answers: Answers) {
  const field = plan.fields.get(id)
  return field && choiceOf(field, String(answers[id] ?? ''))
}

/** Words in the core name that may not be there, the place of the city itself among them. */
export const restrictedIn = (rules: NameRules, core: string): string[] =>
  [...rules.restrictedWords, rules.place.zh].filter((word) => core.includes(word))

/** Whether two core names are easily mixed up: one holds the other, or a single character differs. */
export function lookAlike(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = [...a].length <= [...b].length ? [a, b] : [b, a]
  if (long.includes(short)) return true
  const [x, y] = [[...short], [...long]]
  return x.length === y.length && x.length > 2 && x.filter((char, i) => char !== y[i]).length === 1
}
