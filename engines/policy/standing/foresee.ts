import type { KnownFact } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import { addDays, addMonths, type Day, daysBetween } from '#kernel/time.ts'
import { policyKind } from '../definition.ts'
import type { PolicyMatch } from '../match.ts'
import type { StandingChange } from './model.ts'
import { goneIn } from './rules.ts'
import { changesBetween, linesOf, matchesOn } from './standing.ts'

export type Foreseen = StandingChange & { readonly on: Day }

/** Days on which a rule may begin to read differently: editions begin and end, and every month of the way in between. */
function daysToLookAt(definitions: Definitions, from: Day, through: Day): Day[] {
  const days = new Set<Day>([through])
  for (let month = 1; addMonths(from, month) < through; month++) days.add(addMonths(from, month))
  for (const { inForce } of definitions.versions(policyKind))
    for (const day of [inForce.from, inForce.until])
      if (day !== undefined && day > from && day <= through) days.add(day)
  return [...days].sort()
}

/**
 * What time alone will change for an enterprise, with the day on which it changes. Between two looks that differ the day is
 * found by halving; a change that is undone again between two looks, at most a month apart, is not seen.
 */
export function foresee(
  definitions: Definitions,
  facts: readonly KnownFact[],
  from: Day,
  days: number,
): Foreseen[] {
  const through = addDays(from, days)
  const asked = new Map<Day, readonly PolicyMatch[]>()
  const matchesAt = (day: Day) => {
    const known = asked.get(day) ?? matchesOn(definitions, facts, day)
    asked.set(day, known)
    return known
  }
  const found: Foreseen[] = []
  let last = from
  for (const day of daysToLookAt(definitions, from, through)) {
    const isSame = changesBetween(linesOf(matchesAt(last)), matchesAt(day), goneIn(definitions)).length === 0
    if (!isSame) found.push(...changesDayByDay(last, day))
    last = day
  }
  return found

  /** Halves the stretch until each change stands on its own day. */
  function changesDayByDay(early: Day, late: Day): Foreseen[] {
    const changes = changesBetween(linesOf(matchesAt(early)), matchesAt(late), goneIn(definitions))
    if (changes.length === 0) return []
    const apart = daysBetween(early, late)
    if (apart === 1) return changes.map((change) => ({ ...change, on: late }))
    const middle = addDays(early, Math.floor(apart / 2))
    return [...changesDayByDay(early, middle), ...changesDayByDay(middle, late)]
  }
}
