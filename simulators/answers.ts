import type { Bilingual } from '#kernel/text.ts'

/** What a system answers: an HTTP status and a JSON body. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A coded no, in both languages, naming the fields it is about. */
export const no = (
  status: number,
  code: string,
  message: Bilingual,
  more: Readonly<Record<string, unknown>> = {},
): Answer => ({ status, body: { code, message, ...more } })

export const yes = (body: unknown, status = 200): Answer => ({ status, body })
