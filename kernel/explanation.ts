import { z } from 'zod'
import { Bilingual } from './text.ts'
import { Day } from './time.ts'

/**
 * Why a rule answered as it did. One shape for policies, robot decisions, grades, draws and loans, so that one
 * component shows them all and one objection form can quote them.
 */
export const Truth = z.enum(['true', 'false', 'unknown'])
export type Truth = z.output<typeof Truth>

/** 符合 · 不符合 · 缺数据 · 不适用 */
export const Verdict = z.enum(['eligible', 'ineligible', 'unknown', 'not-applicable'])
export type Verdict = z.output<typeof Verdict>

export const UsedFact = z.object({
  /** id in the fact dictionary */
  fact: z.string(),
  label: Bilingual,
  /** as shown to people, with its unit; absent when the fact is unknown */
  value: z.string().optional(),
  /** the same for readers of English */
  valueEn: z.string().optional(),
  /** the year or other period the value belongs to, where the fact has one */
  period: z.string().optional(),
  on: Day.optional(),
  source: z.string().optional(),
})
export type UsedFact = z.output<typeof UsedFact>

export interface Condition {
  id: string
  kind: 'all' | 'any' | 'not' | 'test'
  truth: Truth
  text: Bilingual
  used: UsedFact[]
  /** the limit the value was held against, with its unit */
  threshold?: string | undefined
  /** the same for readers of English */
  thresholdEn?: string | undefined
  /** how far the value is from the limit, with its unit; only where the condition fails and a distance makes sense */
  gap?: Bilingual | undefined
  /** place in the document, such as 第二条（一） */
  clause?: string | undefined
  children: Condition[]
}
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.object({
    id: z.string(),
    kind: z.enum(['all', 'any', 'not', 'test']),
    truth: Truth,
    text: Bilingual,
    used: z.array(UsedFact),
    threshold: z.string().optional(),
    thresholdEn: z.string().optional(),
    gap: Bilingual.optional(),
    clause: z.string().optional(),
    children: z.array(Condition),
  }),
)

/** A fact nobody told us, and the department that can. */
export const MissingFact = z.object({ fact: z.string(), label: Bilingual, ask: z.string().optional() })
export type MissingFact = z.output<typeof MissingFact>

export const Explanation = z.object({
  verdict: Verdict,
  /** id of the first condition that decided against, or that is unknown */
  because: z.string().optional(),
  /** one sentence for the reader in a hurry */
  summary: Bilingual,
  missing: z.array(MissingFact),
  tree: z.array(Condition),
  /** SHA-256 of the rule's typed tree: a past verdict is reproduced from it and the facts used */
  ruleHash: z.string(),
})
export type Explanation = z.output<typeof Explanation>
