import { factKind } from '#definitions/facts/kind.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { storedValue } from '../import/rows.ts'
import { type Party, type PartyEvent, RecordedFact, selfDeclared } from '../model.ts'
import type { declareContract } from './contract.ts'

/**
 * What a department knows stands: an enterprise that finds it wrong asks that department. What nobody has told the enterprise may
 * tell itself, until a department does.
 */
const declareFact: RulesOf<typeof declareContract, Party, PartyEvent>['declareFact'] = (
  _,
  input,
  { definitions, needs, today },
) => {
  const fact = definitions.list(factKind).find(({ id }) => id === input.fact)
  if (!fact) return refuse('fact-unknown', { fact: input.fact }, ['fact'])
  if (fact.derived || fact.published || fact.type === 'list')
    return refuse('fact-not-to-declare', { fact: fact.zh, factEn: fact.en }, ['fact'])
  const isYearly = fact.period === 'year'
  if (isYearly !== (input.year !== undefined))
    return refuse('year-needed', { fact: fact.zh, factEn: fact.en }, ['year'])
  const period = isYearly ? String(input.year) : undefined
  const told = needs.facts.find((one) => one.fact === fact.id && one.period === period)
  if (told && told.source !== selfDeclared)
    return refuse('known-from-department', { fact: fact.zh, factEn: fact.en }, ['fact'])
  const read = storedValue(fact, input.value)
  if ('bad' in read || read.value === undefined)
    return refuse('value-not-read', { expected: 'bad' in read ? read.bad.expected : fact.type }, ['value'])
  const value = RecordedFact.shape.value.parse(read.value)
  const recorded = { fact: fact.id, value, period, on: today, source: selfDeclared }
  return [{ type: 'FactsRecorded', data: { facts: [recorded], cause: selfDeclared } }]
}

export const declareRules = { declareFact }
