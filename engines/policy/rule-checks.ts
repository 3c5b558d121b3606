import type { FactSheet } from '#definitions/facts/sheet.ts'
import { show } from '#definitions/facts/show.ts'
import { analyse } from '#definitions/rules/analysis/analyse.ts'
import {
  boundariesOf,
  type Change,
  changeTo,
  type Side,
  sides,
  unknownAt,
} from '#definitions/rules/analysis/boundaries.ts'
import { writtenValue } from '#definitions/rules/analysis/witness.ts'
import type { CompiledClause } from '#definitions/rules/clause.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { type Question, question } from '#definitions/rules/evaluate.ts'
import { explainIn } from '#definitions/rules/explain.ts'
import { slotKey } from '#definitions/rules/ground.ts'
import type { Truth } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'

/** A fact as a sheet names it, and in words. */
interface FactShown {
  readonly name: string
  readonly value: string
  readonly text: Bilingual
}

export interface FindingShown {
  readonly code: string
  readonly weight: 'error' | 'warning' | 'note'
  readonly message: Bilingual
  readonly remedy: Bilingual
}

export interface CaseShown {
  readonly side: Side | 'unknown'
  readonly limit: Bilingual
  readonly facts: FactShown[]
  /** what the whole rule answers then */
  readonly truth: Truth
}

/** What is proven about a rule from a day on. */
export const findingsShown = (rule: CompiledClause, dictionary: Dictionary, today: Day): FindingShown[] =>
  analyse({
    dictionary,
    parameters: rule.parameters,
    conditions: rule,
    facts: rule.facts,
    days: { from: today },
  }).map(({ code, weight, message, remedy }) => ({ code, weight, message, remedy }))

const maxCases = 40

/** Every limit of a rule just below, at and just above, and without the fact, for the enterprise asked about. */
export function casesShown(rule: CompiledClause, asked: Question): CaseShown[] {
  const { dictionary, parameters } = asked
  const shown = new Map<string, CaseShown>()
  for (const boundary of boundariesOf(rule.tree, dictionary, parameters))
    for (const side of [...sides, 'unknown'] as const) {
      const changes = side === 'unknown' ? unknownAt(boundary, asked) : changeTo(boundary, side, asked)
      const key = `${boundary.text.zh} ${side}`
      if (changes === undefined || shown.has(key) || shown.size >= maxCases) continue
      const changed = question(dictionary, changedSheet(asked.sheet, changes), asked.on, parameters)
      shown.set(key, {
        side,
        limit: boundary.text,
        facts: changes.flatMap((change) => factShown(change, dictionary) ?? []),
        truth: explainIn(rule, changed).truth,
      })
    }
  return [...shown.values()]
}

function changedSheet(sheet: FactSheet, changes: readonly Change[]): FactSheet {
  const changed = new Map(changes.map(({ slot, value }) => [slot.key, value]))
  return {
    lookup: (fact, year) => {
      const key = slotKey(fact, year)
      if (!changed.has(key)) return sheet.lookup(fact, year)
      const value = changed.get(key)
      return value === undefined ? undefined : { value, year }
    },
    items: (fact) => sheet.items(fact),
  }
}

function factShown({ slot, value }: Change, { vocabulary }: Dictionary): FactShown | undefined {
  const fact = vocabulary.facts.get(slot.fact)
  if (fact === undefined) return undefined
  const said = value === undefined ? { zh: '不知道', en: 'not known' } : show(value, slot.type, fact.display)
  const year = slot.year === undefined ? '' : `${slot.year} `
  return {
    name: slot.year === undefined ? fact.id : `${fact.id}.${slot.year}`,
    value: value === undefined ? '' : writtenValue(value, fact),
    text: {
      zh: `${slot.year === undefined ? '' : `${slot.year} 年`}${fact.zh} ${said.zh}`,
      en: `${fact.en} ${year}${said.en}`,
    },
  }
}
