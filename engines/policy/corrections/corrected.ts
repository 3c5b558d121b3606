import type { KnownFact, KnownParty } from '#definitions/facts/known.ts'
import type { Day } from '#kernel/time.ts'

const nameOf = ({ fact, period }: KnownFact) => `${fact} ${period ?? ''}`

/**
 * What was true on a day as it is known now: the facts known then, with what has been said of that time since. A fact of a period
 * speaks of its period whenever it is told; another one only if it was valid by the day. What happened later corrects nothing.
 */
export function correctedFacts(
  then: Pick<KnownParty, 'facts'>,
  now: Pick<KnownParty, 'facts'>,
  day: Day,
): KnownFact[] {
  const facts = new Map(then.facts.map((fact) => [nameOf(fact), fact]))
  for (const fact of now.facts) if (fact.period !== undefined || fact.on <= day) facts.set(nameOf(fact), fact)
  return [...facts.values()]
}
