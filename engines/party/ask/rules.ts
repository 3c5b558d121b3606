import { cityKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { storedValue } from '../import/rows.ts'
import { RecordedFact, selfDeclared } from '../model.ts'
import type { askContract } from './contract.ts'
import type { FactRequest, RequestEvent } from './model.ts'

type Rules = RulesOf<typeof askContract, FactRequest, RequestEvent>

const askForFact: Rules['askForFact'] = (_, input, { definitions, needs, today, calendar, actor }) => {
  const fact = definitions.list(factKind).find(({ id }) => id === input.fact)
  if (!fact) return refuse('fact-unknown', { fact: input.fact }, ['fact'])
  const words = { fact: fact.zh, factEn: fact.en }
  if (!fact.source || fact.derived || fact.type === 'list')
    return refuse('fact-without-owner', words, ['fact'])
  if ((fact.period === 'year') !== (input.year !== undefined)) return refuse('year-needed', words, ['year'])
  const period = input.year === undefined ? undefined : String(input.year)
  const told = needs.facts.find((one) => one.fact === fact.id && one.period === period)
  if (told && told.source !== selfDeclared) return refuse('known-from-department', words, ['fact'])
  if (needs.open) return refuse('already-asked', words)
  const days = definitions.list(cityKind)[0]?.factRequests?.answerWorkingDays
  const last = days === undefined ? undefined : calendar.addWorkingDays(today, days)
  const until =
    last === undefined || last.provisional ? {} : { answerBy: last.day, dueAt: calendar.closeOf(last.day) }
  const { id, source: department, zh, en } = fact
  const { note } = input
  const data = { fact: id, period, department, title: { zh, en }, note, ...until, by: actor.id }
  return [{ type: 'FactAsked', data }]
}

const answerFactRequest: Rules['answerFactRequest'] = (request, input, { definitions, today, actor }) => {
  if (request.closed) return refuse('request-closed')
  const { department = '', title, period } = request
  const fact = definitions.get(factKind, request.fact)
  const read = storedValue(fact, input.value)
  if ('bad' in read || read.value === undefined)
    return refuse('value-not-read', { expected: 'bad' in read ? read.bad.expected : fact.type }, ['value'])
  const value = RecordedFact.shape.value.parse(read.value)
  const recorded = { fact: fact.id, value, period, on: today, source: department }
  const { value: written, document } = input
  return [
    { type: 'FactRequestAnswered', data: { department, title, recorded, written, document, by: actor.id } },
  ]
}

const declineFactRequest: Rules['declineFactRequest'] = (request, { reason }, { actor }) => {
  if (request.closed) return refuse('request-closed')
  const { department = '', title } = request
  return [{ type: 'FactRequestDeclined', data: { department, title, reason, by: actor.id } }]
}

export const askRules: Rules = { askForFact, answerFactRequest, declineFactRequest }
