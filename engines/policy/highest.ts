import type { Fen } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'

/** A benefit of which the conditions are met, as one of a group of which only the highest is paid (从高不重复). */
export interface Contender {
  readonly policyId: string
  readonly title: Bilingual
  /** in 分; null where a fact for the sum is missing, which neither wins nor loses */
  readonly amount: Fen | null
  /** the day from which the version is in force */
  readonly since: Day
  readonly group: string | undefined
}

/** The higher sum first; of equal sums the one in force longer, and of those the earlier identifier. */
export const outranks = (a: Contender, b: Contender): boolean =>
  (b.amount ?? -1) - (a.amount ?? -1) < 0 ||
  (a.amount === b.amount && (a.since < b.since || (a.since === b.since && a.policyId < b.policyId)))

/** Of a group's other members the one that is paid in place of this one; undefined where this one is, or stands in no group. */
export function higherThan<C extends Contender>(one: Contender, all: readonly C[]): C | undefined {
  if (one.group === undefined || one.amount === null) return undefined
  let highest: C | undefined
  for (const other of all) {
    const isRival = other.group === one.group && other.policyId !== one.policyId && other.amount !== null
    if (isRival && outranks(other, highest ?? one)) highest = other
  }
  return highest
}

/** What somebody is told who meets the conditions and is paid a higher benefit of the group instead. */
export const insteadOf = (title: Bilingual, amount: string, amountEn: string): Bilingual => ({
  zh: `条件都符合；与“${title.zh}”从高不重复，发放较高的那一项（${amount}）`,
  en: `You qualify; only the highest is paid, which is “${title.en}” with ${amountEn}`,
})
