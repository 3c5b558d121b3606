import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, InForce, Text } from '#definitions/city/text-schema.ts'
import { Clause, ParameterForm } from '#definitions/rules/clause-form.ts'
import { Slug } from '#kernel/ids.ts'

const Money = z.string().min(1).max(2000)

/** One part of a benefit: paid when its condition holds. */
export const Component = z.strictObject({
  id: Slug,
  zh: z.string().min(1),
  en: z.string().min(1),
  when: z.string().optional(),
  amount: Money,
})

export const Gives = z.strictObject({
  /** money paid out, a tax treatment, or a title */
  kind: z.enum(['cash', 'tax-treatment', 'title']),
  text: Text,
  /** what `amount` says: what is paid to the enterprise, what it still pays, what it saves, or what it deducts from taxable income */
  amountIs: z.enum(['payment', 'tax-payable', 'saving', 'deduction']).default('payment'),
  amount: Money.optional(),
  /** the tax where the conditions are not met; only with `tax-payable` */
  otherwise: Money.optional(),
  components: z.array(Component).min(1).optional(),
  /** never more than this */
  cap: Money.optional(),
  round: z
    .strictObject({
      to: z.enum(['分', '角', '元', '百元', '万元']),
      by: z.enum(['四舍五入', '舍去', '进一']),
    })
    .default({ to: '分', by: '四舍五入' }),
})
export type Gives = z.output<typeof Gives>

/** How long a list is published before anybody is paid, and how sure that is. */
export const Publicity = z.strictObject({
  workingDays: z.number().int().min(1).max(60),
  document: z.string().min(1).optional(),
  confidence: Confidence,
})
export type Publicity = z.output<typeof Publicity>

/** How a benefit is come by. Without a claim of any kind only the first; the last two are no matter of this platform's money. */
export const PolicyMode = z.enum([
  /** 免申即享 */
  'without-application',
  /** 即申即享: one click, nothing but what departments know is asked */
  'one-click',
  /** 承诺兑付: what no department knows is promised, and checked afterwards */
  'on-commitment',
  /** an application, decided as a case */
  'on-application',
  'self-declared',
  'reviewed',
])
export type PolicyMode = z.output<typeof PolicyMode>

/** What happens to a claim, and what may be promised with it. */
export const Claiming = z.strictObject({
  /** working days from the day after the claim until its department has decided */
  decideWorkingDays: z.number().int().min(1).max(60),
  document: z.string().min(1).optional(),
  confidence: Confidence,
  /** the theme under which it is applied for, where a case decides */
  theme: ref('theme').optional(),
  commitment: z
    .strictObject({
      /** facts that no department has told and that count because they are promised */
      promises: z
        .array(
          z.strictObject({
            fact: ref('fact', z.string().min(1)),
            value: z.union([z.string(), z.number(), z.boolean()]),
            zh: z.string().min(1),
            en: z.string().min(1),
          }),
        )
        .min(1),
      /** calendar months within which the promise is checked */
      checkWithinMonths: z.number().int().min(1).max(24),
      /** what follows where it was untrue */
      consequence: Text,
      document: z.string().min(1).optional(),
      confidence: Confidence,
    })
    .optional(),
})
export type Claiming = z.output<typeof Claiming>

export const Policy = z.strictObject({
  id: Slug,
  version: z.number().int().positive().default(1),
  title: Text,
  /** one sentence for the list */
  summary: Text,
  department: ref('department'),
  /** the district whose own policy it is; absent for the whole city's */
  district: ref('district').optional(),
  /** the sentences of the document that conditions refer to by their `clause` */
  text: z
    .array(
      z.strictObject({
        clause: z.string().min(1).max(60),
        zh: z.string().min(1).max(4000),
        en: z.string().min(1).max(8000).optional(),
      }),
    )
    .max(200)
    .default([]),
  documents: z
    .array(
      z.strictObject({ number: z.string().min(1), title: z.string().optional(), confidence: Confidence }),
    )
    .min(1),
  inForce: InForce,
  mode: PolicyMode,
  /** for money that a run of this platform pays, and only for it */
  publicity: Publicity.optional(),
  /** for benefits that somebody claims */
  claim: Claiming.optional(),
  /** whom it concerns at all; others are told 不适用 */
  appliesTo: Clause.default(true),
  conditions: Clause,
  /** named values, each a value, tiers or versions by date */
  parameters: z.record(z.string(), ParameterForm).default({}),
  /** the English names of the parameters, for explanations */
  parameterNames: z.record(z.string(), z.string().regex(/^[A-Za-z][A-Za-z0-9 ,&-]*$/)).default({}),
  /** parameters less sure than the documents; `sample` stands in for a figure that nobody could read */
  parameterConfidence: z.record(z.string(), Confidence).default({}),
  gives: Gives,
  budget: z.strictObject({ book: Slug, year: z.number().int(), amount: Money.optional() }).optional(),
  /** groups of benefits of which an enterprise takes one */
  exclusive: z.array(Slug).default([]),
  /**
   * The group of benefits of which only the highest is paid (从高不重复), with the document that says so. Whoever was paid a lower one
   * of the period gets nothing more: no document read says that the difference is paid.
   */
  highest: z
    .strictObject({ group: Slug, document: z.string().min(1).optional(), confidence: Confidence })
    .optional(),
  /** what a city must confirm before it relies on this */
  review: z.array(Text).default([]),
})
export type Policy = z.output<typeof Policy>
