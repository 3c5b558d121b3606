import { knownSheet } from '#definitions/facts/known.ts'
import type { KnownParty } from '#definitions/facts/known.ts'
import type { Query } from '#platform/engine.ts'
import { concernsPersons } from '../assess.ts'
import type { CompiledPolicy } from '../compile.ts'
import type { PartyRecord } from '../job-commands.ts'
import { matchPolicy } from '../match.ts'
import { quickAnswers } from '../quick-match.ts'
import { buildingBlocks } from './building-blocks.ts'
import type { deskContract } from './contract.ts'
import { type ReadDraft, readDraft } from './draft.ts'
import { dayAsked, effectOf, overlapsOf, personsEffectOf, rowsToShow } from './effect.ts'
import { examplesOf } from './examples.ts'
import { countPersons } from './persons.ts'

type Desk = typeof deskContract
const shown = { each: 3, near: 5 }
const nobodyCounted = {
  counted: 0,
  eligible: 0,
  near: 0,
  unknown: 0,
  ineligible: 0,
  notApplicable: 0,
  sumFen: null,
  withoutSum: 0,
  instead: 0,
  insteadFen: 0,
}

/** What the policy desk asks while somebody writes. Nothing is kept. */
export const deskQueries = (record: PartyRecord): { readonly [K in keyof Desk]: Query<Desk[K]> } => ({
  effectOfDraft: async (trx, { policy, nearPercent }, { definitions, cityNow, today, now }) => {
    const began = performance.now()
    const draft = readDraft(policy, definitions)
    const readMs = performance.now() - began
    // What does not compile is told what is wrong, also while the city is not in memory.
    if (!draft.compiled) return { faults: [...draft.faults] }
    const ofPersons = concernsPersons(draft.compiled, draft.dictionary)
    const city = ofPersons ? undefined : await cityNow(trx)
    const counting = performance.now()
    const effect = city
      ? effectOf(draft, city, { definitions, nearPercent })
      : await personsEffectOf(draft, record, trx, { definitions, nearPercent, today, now })
    const ms = Math.round((readMs + performance.now() - counting) * 10) / 10
    return { faults: [...draft.faults], ...(effect ? { effect: { ...effect, ms } } : {}) }
  },
  countPersons: async (trx, { policy, nearPercent, after, most }, { definitions, today, now }) => {
    const { compiled, dictionary } = readDraft(policy, definitions)
    if (!compiled || !concernsPersons(compiled, dictionary)) return nobodyCounted
    const nearShare = nearPercent / 100
    const on = dayAsked(compiled, today)
    const { next, ...counts } = await countPersons(record, trx, {
      compiled,
      dictionary,
      definitions,
      on,
      now,
      nearShare,
      after,
      most,
    })
    return { ...counts, ...(next === undefined ? {} : { next: next as never }) }
  },
  sampleDraft: async (trx, { policy, nearPercent }, { definitions, cityNow, now, today }) => {
    const draft = readDraft(policy, definitions)
    const { compiled, dictionary } = draft
    // Enterprises may be named to an officer of another office; persons are not.
    if (!compiled || concernsPersons(compiled, dictionary)) return { items: [], overlaps: [] }
    const city = await cityNow(trx)
    const rows = rowsToShow(draft, city, { ...shown, nearPercent })
    const partiesOf = (some: readonly number[]) =>
      record.some(
        trx,
        some.flatMap((row) => city.table.partyOf(row) ?? []),
        now,
      )
    const on = dayAsked(compiled, today)
    const items = [
      ...(await partiesOf(rows.eligible)).map((party) => ({
        ...itemOf(party, compiled, draft, on),
        how: 'eligible' as const,
      })),
      ...nearest(await partiesOf(rows.near), compiled, draft, on),
    ]
    return { items, overlaps: overlapsOf(draft, city, definitions) }
  },
  listBuildingBlocks: async (_, __, { definitions }) => buildingBlocks(definitions),
  examplesOfDraft: async (_, { policy, examples }, { definitions }) => {
    const { proposals, ...rest } = examplesOf(readDraft(policy, definitions), examples)
    return { ...rest, proposals: proposals.map((one) => ({ ...one, facts: { ...one.facts } })) }
  },
})

function itemOf(
  { partyId, name, facts }: KnownParty,
  compiled: CompiledPolicy,
  { dictionary }: ReadDraft,
  on: string,
) {
  const sheet = knownSheet(dictionary.vocabulary, facts)
  const { amount, explanation } = matchPolicy(compiled, dictionary, sheet, on)
  return { partyId: partyId as never, name, amountFen: amount, summary: explanation.summary }
}

/** Of those who miss one condition the nearest, by the share of the limit that they miss it by. */
function nearest(parties: readonly KnownParty[], compiled: CompiledPolicy, draft: ReadDraft, on: string) {
  return parties
    .flatMap((party) => {
      const sheet = knownSheet(draft.dictionary.vocabulary, party.facts)
      const because = quickAnswers([compiled], draft.dictionary, sheet, on).because(0)
      return because?.gap ? [{ party, text: because.text, gap: because.gap }] : []
    })
    .sort((a, b) => a.gap.share - b.gap.share || (a.party.partyId < b.party.partyId ? -1 : 1))
    .slice(0, shown.near)
    .map(({ party, text, gap }) => ({
      ...itemOf(party, compiled, draft, on),
      how: 'near' as const,
      missed: {
        condition: text,
        gap: { zh: gap.zh, en: gap.en },
        percent: Math.round(gap.share * 1000) / 10,
      },
    }))
}
