import type { Bilingual, Language } from '#kernel/text.ts'
import type { Failure } from '../engine.ts'
import { type MessagesByLanguage, platformMessages, type Words, wordsFor } from '../messages.ts'

/** RFC 9457, with the words in both languages. HTTP numbers live only here. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly code: string
  readonly zh: { title: string; remedy: string; basis?: string | undefined }
  readonly en: { title: string; remedy: string; basis?: string | undefined }
  readonly fields?: readonly { pointer: string; code: string; message: Bilingual }[]
  readonly details?: Readonly<Record<string, string | number>>
}

interface Shaped {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
}

function shape(
  status: number,
  code: string,
  words: Words,
  language: Language,
  more: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Shaped {
  const of = (l: Language) => ({ title: words.title[l], remedy: words.remedy[l], basis: words.basis?.[l] })
  return {
    headers,
    problem: {
      type: `/problems/${code}`,
      status,
      title: words.title[language],
      detail: words.remedy[language],
      code,
      zh: of('zh'),
      en: of('en'),
      ...more,
    },
  }
}

const platformWords = (code: string, values: Readonly<Record<string, string | number>> = {}) =>
  wordsFor(platformMessages, code, values)

export function platformProblem(
  status: number,
  code: string,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
  headers: Record<string, string> = {},
): Shaped {
  return shape(status, code, platformWords(code, values), language, {}, headers)
}

/** Every deliberate failure as an HTTP answer. `messages` finds an engine's words. */
export function problemOf(
  failure: Failure,
  messages: (engine: string) => MessagesByLanguage,
  language: Language,
): Shaped {
  switch (failure.kind) {
    case 'refusal': {
      const words =
        failure.engine === 'platform'
          ? platformWords(failure.code, failure.details)
          : wordsFor(messages(failure.engine), failure.code, failure.details)
      const fields = failure.fields.map((field) => ({
        pointer: `/${field}`,
        code: failure.code,
        message: words.title,
      }))
      return shape(422, failure.code, words, language, {
        details: failure.details,
        ...(fields.length ? { fields } : {}),
      })
    }
    case 'invalid': {
      const fields = failure.issues.map((issue) => ({
        pointer: issue.pointer,
        code: issue.code,
        message: fieldMessage(issue.code, issue.params),
      }))
      return shape(400, 'invalid', platformWords('invalid', { count: fields.length }), language, { fields })
    }
    case 'denied': {
      const status = failure.code === 'sign-in-required' ? 401 : failure.code === 'not-permitted' ? 403 : 404
      return platformProblem(status, failure.code, language)
    }
    case 'conflict':
      return platformProblem(409, failure.code, language)
    case 'unavailable': {
      const status = failure.code === 'overloaded' ? 429 : 503
      return platformProblem(
        status,
        failure.code,
        language,
        {},
        { 'retry-after': String(failure.retryAfterSeconds) },
      )
    }
  }
}

const known = new Set(Object.keys(platformMessages.zh.refusals ?? {}))
/** What is wrong with one field; a code of a schema's own refinement reads as its message. */
function fieldMessage(code: string, params: Readonly<Record<string, string | number>>): Bilingual {
  const words = platformWords(known.has(code) && code !== 'invalid' ? code : 'wrong-format', params)
  return words.title
}
