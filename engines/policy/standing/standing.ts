import type { KnownFact } from '#definitions/facts/known.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { dictionaryIn, policiesFor } from '../assess.ts'
import { matchAll, type PolicyMatch } from '../match.ts'
import type { StandingChange, StandingGroup, StandingLine } from './model.ts'

/** What a match is to an enterprise; a near miss counts, a plain no does not. */
export const groupOf = ({ verdict, nearMiss, higher }: PolicyMatch): StandingGroup | 'none' =>
  verdict === 'eligible' && !higher ? 'gets' : nearMiss ? 'nearly' : 'none'

export const matchesOn = (definitions: Definitions, facts: readonly KnownFact[], on: Day): PolicyMatch[] => {
  const dictionary = dictionaryIn(definitions)
  return matchAll(policiesFor(definitions, facts), dictionary, knownSheet(dictionary.vocabulary, facts), on)
}

export const linesOf = (matches: readonly PolicyMatch[]): StandingLine[] =>
  matches.flatMap((match) => {
    const group = groupOf(match)
    return group === 'none'
      ? []
      : [{ policyId: match.policyId, version: match.version, group, amountFen: match.amount }]
  })

/**
 * What became of each policy between what was noted and what is so now. A policy that is no longer in force is lost, with the words
 * it had; a sum that changed is a change although the group stayed.
 */
export function changesBetween(
  before: readonly StandingLine[],
  matches: readonly PolicyMatch[],
  describeGone: (
    policyId: string,
  ) => Pick<StandingChange, 'title' | 'department' | 'mode' | 'kind' | 'summary'>,
): StandingChange[] {
  const known = new Map(before.map((line) => [line.policyId, line]))
  const changes: StandingChange[] = []
  for (const match of matches) {
    const was = known.get(match.policyId)
    known.delete(match.policyId)
    const after = groupOf(match)
    const amountBeforeFen = was?.amountFen ?? null
    const isSame = (was?.group ?? 'none') === after && (after === 'none' || amountBeforeFen === match.amount)
    if (isSame) continue
    const { policyId, version, title, department, mode, kind } = match
    changes.push({
      policyId,
      version,
      title,
      department,
      mode,
      kind,
      before: was?.group ?? 'none',
      after,
      amountFen: after === 'none' ? null : match.amount,
      amountBeforeFen,
      summary: match.explanation.summary,
    })
  }
  for (const { policyId, version, group, amountFen } of known.values())
    changes.push({
      policyId,
      version,
      ...describeGone(policyId),
      before: group,
      after: 'none',
      amountFen: null,
      amountBeforeFen: amountFen,
    })
  return changes
}
