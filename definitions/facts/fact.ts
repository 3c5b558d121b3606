import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence } from '#definitions/city/text-schema.ts'

/** How a value of a fact is stored: money in 分, a ratio as an exact fraction, a date as a civil day. */
export const FactType = z.enum([
  'boolean',
  'number',
  'integer',
  'money',
  'ratio',
  'date',
  'text',
  'code',
  'list',
])
export type FactType = z.output<typeof FactType>

/** One answer of a code list, with its label. */
export const CodeValue = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
})
export type CodeValue = z.output<typeof CodeValue>

/** Chinese names hold no spaces and no operators, so that a rule parses without knowing them. */
const ChineseName = z
  .string()
  .regex(
    /^\p{Script=Han}[\p{Script=Han}\p{L}\p{Nd}]*$/u,
    'a Chinese name without spaces, signs or a leading digit',
  )
const FactId = z.string().regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/, 'an identifier such as fin.revenue')

const shared = {
  zh: ChineseName,
  en: z.string().regex(/^[A-Z][A-Za-z0-9 ,()%&/'-]*$/, 'an English name'),
  /** unit of counted things (人, 个月, 件, 分); money is always 元 and its multiples, a ratio always % */
  unit: z.string().min(1).max(6).optional(),
  /** the unit in which people write and read a sum of money */
  display: z.enum(['元', '万元', '亿元']).optional(),
  values: z.array(CodeValue).min(1).optional(),
  /** checked form of a text */
  format: z.enum(['credit-code', 'industry']).optional(),
  /** whether a value below zero makes sense */
  signed: z.boolean().default(false),
}

export const ListField = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  ...shared,
  type: FactType.exclude(['list']),
})
export type ListField = z.output<typeof ListField>

/**
 * How sensitive a fact is in law: published by law; shared between departments; sensitive business information that only the enterprise,
 * the department in charge and rules may read; personal information.
 */
export const LegalClass = z.enum(['open', 'shared', 'business', 'personal'])

export const Fact = z.strictObject({
  id: FactId,
  ...shared,
  aliases: z.array(ChineseName).default([]),
  type: FactType,
  /** one value for each calendar year */
  period: z.literal('year').optional(),
  fields: z.array(ListField).min(1).optional(),
  /** the fact group it is stored with */
  group: z.string().regex(/^[a-z][a-z-]*$/),
  /** the department that knows: whom to ask when the value is missing */
  source: ref('department').optional(),
  legalClass: LegalClass,
  /** an expression over other facts; used where nobody stated the value itself */
  derived: z.string().min(1).max(2000).optional(),
  /** values that hold for everybody, such as a published target or a mean wage, with their dates */
  published: z
    .array(
      z.strictObject({
        from: z.iso.date(),
        until: z.iso.date().optional(),
        value: z.union([z.string(), z.number(), z.boolean()]),
        document: z.string().min(1),
        confidence: Confidence,
      }),
    )
    .optional(),
  note: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
})
export type Fact = z.output<typeof Fact>
