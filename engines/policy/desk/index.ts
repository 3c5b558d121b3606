import { knownSheet } from '#definitions/facts/known.ts'
import type { Query } from '#platform/engine.ts'
import type { PartyRecord } from '../job-commands.ts'
import { matchPolicy } from '../match.ts'
import { buildingBlocks } from './building-blocks.ts'
import type { deskContract } from './contract.ts'
import { readDraft } from './draft.ts'
import { dayAsked, effectOf, overlapsOf, rowsToShow } from './effect.ts'
import { examplesOf } from './examples.ts'

type Desk = typeof deskContract

/** What the policy desk asks while somebody writes. Nothing is kept. */
export const deskQueries = (record: PartyRecord): { readonly [K in keyof Desk]: Query<Desk[K]> } => ({
  effectOfDraft: async (trx, { policy }, { definitions, cityNow }) => {
    const began = performance.now()
    const draft = readDraft(policy, definitions)
    const readMs = performance.now() - began
    // What does not compile is told what is wrong, also while the city is not in memory.
    if (!draft.compiled) return { faults: [...draft.faults] }
    const city = await cityNow(trx)
    const counting = performance.now()
    const effect = effectOf(draft, city, definitions)
    const ms = Math.round((readMs + performance.now() - counting) * 10) / 10
    return { faults: [...draft.faults], ...(effect ? { effect: { ...effect, ms } } : {}) }
  },
  sampleDraft: async (trx, { policy }, { definitions, cityNow, now, today }) => {
    const draft = readDraft(policy, definitions)
    const { compiled, dictionary } = draft
    if (!compiled) return { items: [], overlaps: [] }
    const city = await cityNow(trx)
    const items = []
    for (const { row, how } of rowsToShow(draft, city, 3)) {
      const partyId = city.table.partyOf(row)
      const party = partyId && (await record.one(trx, partyId, now))
      if (!party) continue
      const sheet = knownSheet(dictionary.vocabulary, party.facts)
      const { amount, explanation } = matchPolicy(compiled, dictionary, sheet, dayAsked(compiled, today))
      items.push({
        partyId: party.partyId,
        name: party.name,
        how,
        amountFen: amount,
        summary: explanation.summary,
      })
    }
    return { items, overlaps: overlapsOf(draft, city, definitions) }
  },
  listBuildingBlocks: async (_, __, { definitions }) => buildingBlocks(definitions),
  examplesOfDraft: async (_, { policy, examples }, { definitions }) => {
    const { proposals, ...rest } = examplesOf(readDraft(policy, definitions), examples)
    return { ...rest, proposals: proposals.map((one) => ({ ...one, facts: { ...one.facts } })) }
  },
})
