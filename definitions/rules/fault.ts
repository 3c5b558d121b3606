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

const placeOf = (span: Span, words: string): Pair =>
  words === ''
    ? ['', '']
    : [`第 ${span.from + 1} 个字符“${words}”：`, `At character ${span.from + 1} (“${words}”): `]

/** A fault told of a text that holds the written one `by` characters further on: back to the place as written. */
export function shifted(fault: RuleFault, by: number): RuleFault {
  const span = { from: Math.max(0, fault.span.from + by), until: Math.max(0, fault.span.until + by) }
  const before = placeOf(fault.span, fault.words)
  const after = placeOf(span, fault.words)
  const message = {
    zh: fault.message.zh.replace(before[0], after[0]),
    en: fault.message.en.replace(before[1], after[1]),
  }
  return { ...fault, span, message }
}

export const ruleFault = (
  code: string,
  text: string,
  span: Span,
  expected: string,
  message: Pair,
  remedy: Pair,
): RuleFault => {
  const words = text.slice(span.from, Math.min(span.until, span.from + 60))
  const place = placeOf(span, words)
  return {
    ...complain(code, [], expected, [place[0] + message[0], place[1] + message[1]], remedy),
    span,
    words,
  }
}
