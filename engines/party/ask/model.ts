import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Uuid } from '#kernel/ids.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day, Instant } from '#kernel/time.ts'
import type { RecordedFact } from '../model.ts'

export const RequestId = Uuid.meta({ title: 'RequestId' })

/** `told`: the department has told the fact in the meantime, by an import or otherwise. */
export const RequestState = z.enum(['open', 'told', 'answered', 'declined'])
export type RequestState = z.output<typeof RequestState>

export type RequestEvent =
  | Event<
      'FactAsked',
      {
        fact: string
        period?: string | undefined
        department: string
        title: Bilingual
        note?: string | undefined
        /** absent where the city states no time, or the calendar of those days is not published */
        answerBy?: Day | undefined
        dueAt?: Instant | undefined
        by: string
      }
    >
  | Event<
      'FactRequestAnswered',
      {
        department: string
        title: Bilingual
        recorded: RecordedFact
        /** the value as the department wrote it */
        written: string
        /** the register, letter or record it comes from */
        document: string
        by: string
      }
    >
  | Event<'FactRequestDeclined', { department: string; title: Bilingual; reason: string; by: string }>

export interface FactRequest {
  readonly fact: string
  readonly period: string | undefined
  readonly department: string | undefined
  readonly title: Bilingual
  readonly closed: boolean
}
export const noRequest: FactRequest = {
  fact: '',
  period: undefined,
  department: undefined,
  title: { zh: '', en: '' },
  closed: false,
}
export function evolveRequest(request: FactRequest, { type, data }: RequestEvent): FactRequest {
  if (type !== 'FactAsked') return { ...request, closed: true }
  const { fact, period, department, title } = data
  return { ...request, fact, period, department, title }
}
