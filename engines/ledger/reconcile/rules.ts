import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { msOf } from '#kernel/time.ts'
import type { statementContract } from './contract.ts'
import type { StatementEvent, StatementState } from './model.ts'

export type StatementRules = RulesOf<
  typeof statementContract,
  StatementState,
  StatementEvent,
  'importStatement' | 'settleFinding'
>

const longestMs = 32 * 86_400_000

/** A period that is over and not longer than a month; its parts are compared one by one. */
export const isPeriod = (from: string, until: string, now: string): boolean =>
  from < until && until <= now && msOf(until) - msOf(from) <= longestMs

const importStatement: StatementRules['importStatement'] = (_, { source, statement }, { needs, now }) => {
  const { account, overlaps, compared, findings, matches } = needs.comparison
  if (account === null) return refuse('book-unknown', {}, ['bookId'])
  if (account !== statement.account)
    return refuse('statement-of-another-account', { account: statement.account }, ['statement'])
  if (!isPeriod(statement.from, statement.until, now)) return refuse('period-wrong', {}, ['statement'])
  if (overlaps) return refuse('statement-known', {}, ['statement'])
  return [{ type: 'StatementCompared', data: { ...statement, source, compared, findings, matches } }]
}

const settleFinding: StatementRules['settleFinding'] = (state, input, { actor }) => {
  const { number, outcome, reason } = input
  if (!state.known.has(number)) return refuse('finding-unknown', { number }, ['number'])
  if (!state.open.has(number)) return refuse('finding-settled', { number })
  // A difference is a person's to explain: no job, timer or process makes it go away.
  if (actor.kind !== 'account') return refuse('person-needed')
  return [{ type: 'FindingSettled', data: { number, outcome, reason, by: actor.id } }]
}

export const statementRules: StatementRules = { importStatement, settleFinding }
