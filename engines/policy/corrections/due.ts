import { knownSheet } from '#definitions/facts/known.ts'
import type { KnownParty } from '#definitions/facts/known.ts'
import { showMoney } from '#definitions/facts/show.ts'
import { rational } from '#definitions/rational.ts'
import type { Fen } from '#kernel/money.ts'
import type { Bilingual } from '#kernel/text.ts'
import { assess, type Rule, type RunFrame } from '../assess.ts'
import { insteadOf } from '../highest.ts'
import { matchPolicy } from '../match.ts'

export interface Due {
  /** nothing where a fact is unknown now: what is unknown corrects nothing */
  readonly dueFen: Fen | undefined
  readonly summary: Bilingual
}

const notMet: Bilingual = {
  zh: '按现在掌握的情况，不符合条件。',
  en: 'By what is known now the conditions are not met.',
}

/**
 * What a paid benefit comes to by the facts as known now. Where another of its group, of which only the highest is paid, would be higher
 * now, what was paid stays up to that one's sum: it is not claimed back from who had a right to more, and no difference is paid.
 */
export function dueNow(rule: Rule, frame: RunFrame, party: KnownParty, paidFen: Fen): Due {
  const { rivals = [], ...alone } = rule
  const judged = assess(alone, frame, party, false)
  const candidate = 'candidate' in judged ? judged.candidate : undefined
  if (candidate?.verdict === 'unknown') return { dueFen: undefined, summary: candidate.summary }
  const ownFen = candidate?.amountFen ?? 0
  const own = { dueFen: ownFen, summary: candidate?.summary ?? notMet }
  const isBarred = candidate?.exclusion !== undefined && candidate.exclusion !== 'no-amount'
  if (isBarred || rivals.length === 0) return own
  const sheet = knownSheet(rule.dictionary.vocabulary, party.facts)
  const [best] = rivals
    .map((one) => matchPolicy(one, rule.dictionary, sheet, frame.asOf))
    .filter(({ verdict, amount }) => verdict === 'eligible' && amount !== null)
    .sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0))
  const bestFen = best?.amount ?? 0
  if (!best || bestFen <= ownFen) return own
  const sum = showMoney(rational(bestFen))
  return { dueFen: Math.min(paidFen, bestFen), summary: insteadOf(best.title, sum.zh, sum.en) }
}

/** A benefit that was paid on a promise which was found untrue is given back whole. */
export const brokenPromiseDue: Due = {
  dueFen: 0,
  summary: {
    zh: '承诺经核查不实，已领的应退回。',
    en: 'The promise was found untrue: what was paid is given back.',
  },
}
