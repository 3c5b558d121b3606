import { identityNumberFault } from '#kernel/identity-number.ts'
import { Day } from '#kernel/time.ts'
import type { Answer } from './model.ts'
import { Person } from './model.ts'
import type { PlanField } from './plan.ts'
import { slotAnswer, slotOf } from './slot.ts'

/** What is wrong with an answer. Each code has words in `messages`, section `faults`. */
export type AnswerFault =
  | 'missing'
  | 'not-text'
  | 'too-short'
  | 'too-long'
  | 'wrong-form'
  | 'not-number'
  | 'not-whole'
  | 'too-small'
  | 'too-large'
  | 'not-offered'
  | 'not-date'
  | 'not-yes-or-no'
  | 'not-people'
  | 'identity-number-wrong'
  | 'shares-too-large'

export type CheckedAnswer = { readonly answer: Answer } | { readonly fault: AnswerFault }

const fault = (code: AnswerFault): CheckedAnswer => ({ fault: code })
const most = { text: 500, choices: 50, people: 50 }

/** 分 in one unit of a money field's constraints and display. */
export const fenPerUnit = (unit: string | undefined): number =>
  unit === '亿元' ? 10_000_000_000 : unit === '万元' ? 1_000_000 : 100

/**
 * Judges one answer to one field, and tidies it: texts are trimmed. Money is 分. Shared by the server and the form, so
 * that a page says the same before and after it was sent.
 */
export function checkAnswer(field: PlanField, given: unknown): CheckedAnswer {
  switch (field.type) {
    case 'text':
      return checkText(field, given)
    case 'integer':
    case 'money':
      return checkNumber(field, given)
    case 'date':
      return Day.safeParse(given).success ? { answer: given as string } : fault('not-date')
    case 'boolean':
      return typeof given === 'boolean' ? { answer: given } : fault('not-yes-or-no')
    case 'choice':
      return offered(field, given) ? { answer: given } : fault('not-offered')
    case 'choices':
      return checkChoices(field, given)
    case 'people':
      return checkPeople(given)
    case 'slot': {
      const slot = slotOf(given)
      return slot ? { answer: slotAnswer(slot) } : fault('not-offered')
    }
  }
}

const offered = (field: PlanField, value: unknown): value is string =>
  field.choices.some((choice) => choice.value === value)

function checkText(field: PlanField, given: unknown): CheckedAnswer {
  if (typeof given !== 'string') return fault('not-text')
  const text = given.normalize('NFC').trim()
  const length = [...text].length
  const { minLength = 1, maxLength = most.text, pattern } = field.constraints ?? {}
  if (length < minLength) return fault('too-short')
  if (length > maxLength) return fault('too-long')
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return fault('wrong-form')
  if (field.fromAccount === 'identity-number' && identityNumberFault(text) !== undefined)
    return fault('identity-number-wrong')
  if (field.fromAccount === 'telephone' && !/^\+?[\d -]{7,20}$/.test(text)) return fault('wrong-form')
  return { answer: text }
}

function checkNumber(field: PlanField, given: unknown): CheckedAnswer {
  if (typeof given !== 'number' || !Number.isFinite(given)) return fault('not-number')
  if (!Number.isSafeInteger(given)) return fault('not-whole')
  const unit = field.type === 'money' ? fenPerUnit(field.unit?.zh) : 1
  const { min, max } = field.constraints ?? {}
  if (min !== undefined && given < min * unit) return fault('too-small')
  if (max !== undefined && given > max * unit) return fault('too-large')
  return { answer: given }
}

function checkChoices(field: PlanField, given: unknown): CheckedAnswer {
  if (!Array.isArray(given)) return fault('not-offered')
  const chosen = [...new Set(given)]
  if (chosen.length === 0) return fault('missing')
  if (chosen.length > most.choices) return fault('too-long')
  return chosen.every((value) => offered(field, value))
    ? { answer: chosen as string[] }
    : fault('not-offered')
}

function checkPeople(given: unknown): CheckedAnswer {
  const people = Person.array().min(1).max(most.people).safeParse(given)
  if (!people.success) return fault('not-people')
  const tidy = people.data.map((person) => ({ ...person, name: person.name.trim() }))
  if (tidy.some((person) => person.name.length < 2 || !(person.share > 0))) return fault('not-people')
  if (tidy.some((person) => identityNumberFault(person.identityNumber) !== undefined))
    return fault('identity-number-wrong')
  const shares = tidy.reduce((sum, person) => sum + person.share, 0)
  return shares > 100 ? fault('shares-too-large') : { answer: tidy }
}
