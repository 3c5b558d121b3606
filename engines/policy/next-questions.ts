import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Condition } from '#kernel/explanation.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { type FactInput, factInput } from './fact-input.ts'
import type { PolicyMatch } from './match.ts'

/**
 * What to ask next: the facts that policies still hang on, first those that most policies want. Of two wanted by as many, the one comes
 * first that leaves its policies lacking least, so that a short run of answers settles as many as it can.
 */
export function nextQuestions(
  matches: readonly PolicyMatch[],
  { vocabulary }: Dictionary,
  on: Day,
  { skip, most }: { skip: ReadonlySet<string>; most: number },
): FactInput[] {
  const weights = new Map<string, { input: FactInput; weight: number }>()
  for (const { verdict, explanation } of matches) {
    if (verdict !== 'unknown') continue
    const years = yearsLacking(explanation.tree)
    const asked = explanation.missing.flatMap(({ fact: id }) => {
      const fact = vocabulary.facts.get(id)
      if (!fact || fact.published || fact.derived || fact.type === 'list' || fact.type === 'text') return []
      return [factInput(fact, fact.period === 'year' ? (years.get(id) ?? yearOf(on) - 1) : undefined)]
    })
    for (const input of asked) {
      if (skip.has(input.name)) continue
      const known = weights.get(input.name) ?? { input, weight: 0 }
      known.weight += 1 + 1 / explanation.missing.length
      weights.set(input.name, known)
    }
  }
  return [...weights.values()]
    .sort((a, b) => b.weight - a.weight || (a.input.name < b.input.name ? -1 : 1))
    .slice(0, most)
    .map(({ input }) => input)
}

/** The year that a missing yearly fact is wanted for, by the fact's id. */
function yearsLacking(tree: readonly Condition[], into = new Map<string, number>()): Map<string, number> {
  for (const { used, children } of tree) {
    for (const { fact, value, period } of used)
      if (value === undefined && period !== undefined && !into.has(fact)) into.set(fact, Number(period))
    yearsLacking(children, into)
  }
  return into
}
