import type { KnownFact, KnownParty } from '#definitions/facts/known.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addMonths, type Day } from '#kernel/time.ts'
import { compiledFor, exclusionOf, matchAmong, promiseSource, rivalsOf } from '../assess.ts'
import type { PolicyMatch } from '../match.ts'
import type { Exclusion } from '../model.ts'
import type { Policy } from '../policy.ts'
import type { Promised } from './model.ts'

/** What a claim of a policy promises when it is made on a day; nothing for policies without a promise. */
export function promisedBy({ mode, claim }: Policy, today: Day): Promised | undefined {
  const commitment = mode === 'on-commitment' ? claim?.commitment : undefined
  if (!commitment) return undefined
  return {
    facts: commitment.promises.map(({ fact, value, zh, en }) => ({ fact, value, text: { zh, en } })),
    checkBy: addMonths(today, commitment.checkWithinMonths),
    consequence: commitment.consequence,
  }
}

/** A party with what it promised. What a department knows stands against a promise. */
export function withPromised(party: KnownParty, promised: Promised | undefined, on: Day): KnownParty {
  if (!promised) return party
  const known = new Set(party.facts.map(({ fact }) => fact))
  const added = promised.facts
    .filter(({ fact }) => !known.has(fact))
    .map(({ fact, value }): KnownFact => ({ fact, value, on, source: promiseSource }))
  return { ...party, facts: [...party.facts, ...added] }
}

/** Why somebody whose conditions are met gets nothing all the same, as it is told. */
export const exclusionWords: Readonly<Record<Exclusion, Bilingual>> = {
  'commitment-barred': {
    zh: '承诺经核查不实，不再按承诺兑付',
    en: 'A promise was found untrue: nothing is paid on a promise',
  },
  'already-granted': { zh: '同一期已经享受过', en: 'Received for this period already' },
  'abnormal-list': { zh: '列入经营异常名录', en: 'On the list of abnormal operations' },
  'serious-list': { zh: '列入严重失信主体名单', en: 'On the list of the seriously dishonest' },
  'no-amount': { zh: '算出的金额为零', en: 'The sum comes to nothing' },
  'objection-upheld': { zh: '异议成立', en: 'An objection was upheld' },
  'higher-paid': {
    zh: '从高不重复：发放同组金额较高的一项',
    en: 'Only the highest is paid: another of the group is higher',
  },
  'group-granted': {
    zh: '不可兼得：同一期已经享受过同组的一项，不补差',
    en: 'One of a group is paid: another of it was received for this period, and no difference is paid',
  },
}

/** What a policy says today of one who claims it, from what departments know and what is promised. Pure. */
export function judgeClaim(
  definitions: Definitions,
  policy: Policy,
  party: KnownParty,
  promised: Promised | undefined,
  today: Day,
): { match: PolicyMatch; exclusion: { words: Bilingual } | undefined } {
  const { compiled, dictionary } = compiledFor(definitions, policy)
  const whole = withPromised(party, promised, today)
  const rivals = rivalsOf(definitions, policy, today).map((one) => compiledFor(definitions, one).compiled)
  const sheet = knownSheet(dictionary.vocabulary, whole.facts)
  const match = matchAmong({ compiled, dictionary, rivals }, sheet, today)
  const code = match.verdict === 'eligible' ? exclusionOf(whole, match, false) : undefined
  const words = code === 'higher-paid' ? match.explanation.summary : code && exclusionWords[code]
  return { match, exclusion: words && { words } }
}
