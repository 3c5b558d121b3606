import type { RulesOf } from '#kernel/engine.ts'
import type { Definitions } from '#kernel/definition.ts'
import { policyKind } from '../definition.ts'
import type { standingContract } from './contract.ts'
import type { RoundEvent, StandingEvent } from './model.ts'
import { changesBetween, linesOf, matchesOn } from './standing.ts'

type Standing = RulesOf<typeof standingContract, null, StandingEvent, 'noteStanding'>
type Rounds = RulesOf<typeof standingContract, null, RoundEvent, 'startRound'>

/** Nobody reads what is noted of an enterprise that no account acts for; it is judged when the first mandate is given. */
const noteStanding: Standing['noteStanding'] = (_, __, { needs, definitions, today }) => {
  if (!needs.mandated) return []
  const matches = matchesOn(definitions, needs.facts, today)
  const { lines, known } = needs.before
  const first = !known && linesOf(matches).length > 0
  const changes = changesBetween(lines, matches, goneIn(definitions))
  return changes.length === 0 ? [] : [{ type: 'StandingChanged', data: { on: today, first, changes } }]
}

const startRound: Rounds['startRound'] = (_, { cause }, { today }) => [
  { type: 'RoundStarted', data: { cause, on: today } },
]

/** The last words of a policy that is not in force any more. */
export const goneIn = (definitions: Definitions) => (policyId: string) => {
  const { title, department, mode, gives } = definitions.get(policyKind, policyId)
  return {
    title,
    department,
    mode,
    kind: gives.kind,
    summary: { zh: '这项政策已经不在执行期内', en: 'This policy is no longer in force' },
  }
}

export const standingRules = { noteStanding, startRound }
