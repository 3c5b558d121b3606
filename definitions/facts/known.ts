import type { Day } from '#kernel/time.ts'
import { type FactSheet, type StoredFact, sheetOf } from './sheet.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A fact as the record keeps it, whoever keeps it. */
export interface KnownFact {
  readonly fact: string
  readonly value: string | number | boolean | readonly Readonly<Record<string, unknown>>[]
  readonly period?: string | undefined
  readonly on: Day
  readonly source: string
}

/** One party as the record knew it. */
export interface KnownParty {
  readonly partyId: string
  readonly name: string
  readonly creditCode?: string | undefined
  readonly facts: readonly KnownFact[]
}

type Stored = StoredFact['value']

/** What is known of a party, as rules read it. Facts that the dictionary has dropped are passed over. */
export function knownSheet(vocabulary: Vocabulary, facts: readonly KnownFact[]): FactSheet {
  const stored: StoredFact[] = []
  const lists: Record<string, readonly Readonly<Record<string, Stored>>[]> = {}
  for (const { fact, value, period, on, source } of facts) {
    const entry = vocabulary.facts.get(fact)
    if (!entry) continue
    if (typeof value !== 'object') stored.push({ fact, value, on, source, ...yearOf(period) })
    else if (entry.type === 'list') lists[fact] = value as readonly Readonly<Record<string, Stored>>[]
  }
  return sheetOf(vocabulary, stored, lists)
}

const yearOf = (period: string | undefined) =>
  period && /^\d{4}$/.test(period) ? { year: Number(period) } : {}
