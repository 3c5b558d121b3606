import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'

/** Part of a rule's text, in UTF-16 units of the text as written. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** What is wrong in a rule's text, and where. */
export interface RuleFault extends Complaint {
  readonly span: Span
  /** the words at that place */
  readonly words: string
}

type Pair = readonly [zh: string, en: string]

export const ruleFault = (
  code: string,
  text: string,
  span: Span,
  expected: string,
  message: Pair,
  remedy: Pair,
): RuleFault => {
  const words = text.slice(span.from, Math.min(span.until, span.from + 60))
  const place: Pair = [
    `第 ${span.from + 1} 个字符“${words}”：`,
    `At character ${span.from + 1} (“${words}”): `,
  ]
  return {
    ...complain(code, [], expected, [place[0] + message[0], place[1] + message[1]], remedy),
    span,
    words,
  }
}
