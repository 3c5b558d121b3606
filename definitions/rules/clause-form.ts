import { z } from 'zod'
import { Day } from '#kernel/time.ts'
import { ClauseTableForm, TableForm, type WrittenClauseTable } from './table.ts'

/** A condition as a city writes it: one expression, or a tree of conditions. */
export type Clause =
  | string
  | boolean
  | {
      readonly id?: string | undefined
      readonly zh?: string | undefined
      readonly en?: string | undefined
      /** place in the document, such as 第二条（一） */
      readonly clause?: string | undefined
      readonly when?: string | boolean | undefined
      readonly all?: readonly Clause[] | undefined
      readonly any?: readonly Clause[] | undefined
      readonly not?: Clause | undefined
      /** holds unless this holds as well (除外) */
      readonly except?: Clause | undefined
      /** a decision table that answers yes or no */
      readonly table?: WrittenClauseTable | undefined
    }

/** What a refinement says that was not kept. */
const of = (code: string, expected: string, [zh, en]: Pair, [zhRemedy, enRemedy]: Pair) => ({
  message: en,
  params: { code, expected, message: { zh, en }, remedy: { zh: zhRemedy, en: enRemedy } },
})
type Pair = readonly [zh: string, en: string]

const RuleText = z.string().min(1).max(2000)

export const Clause: z.ZodType<Clause> = z.lazy(() =>
  z.union([
    RuleText,
    z.boolean(),
    z
      .strictObject({
        id: z
          .string()
          .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
          .optional(),
        zh: z.string().min(1).optional(),
        en: z.string().min(1).optional(),
        clause: z.string().min(1).optional(),
        when: z.union([RuleText, z.boolean()]).optional(),
        all: z.array(Clause).min(1).max(40).optional(),
        any: z.array(Clause).min(1).max(40).optional(),
        not: Clause.optional(),
        except: Clause.optional(),
        table: ClauseTableForm.optional(),
      })
      .refine(
        ({ when, all, any, not, table }) =>
          [when, all, any, not, table].filter((form) => form !== undefined).length === 1,
        of(
          'clause-form',
          'exactly one of when, all, any, not, table',
          ['一个条件只能有一种写法，且不能空着', 'a condition is written in exactly one way'],
          ['只保留一种：表达式、全部、任一、不、表', 'Keep one: an expression, all, any, not or a table'],
        ),
      )
      .refine(
        ({ id, zh, en }) =>
          (zh === undefined) === (en === undefined) && (id === undefined || zh !== undefined),
        of(
          'clause-words',
          'zh and en',
          ['有名称的条件要写中文和英文', 'a named condition has its words in both languages'],
          ['两种语言都写，或都不写', 'Write both languages or neither'],
        ),
      ),
  ]),
)

/** A value as it is written: a text of the language, a bare number, yes or no. */
export const Amount = z.union([RuleText, z.number(), z.boolean()])
export type Amount = z.output<typeof Amount>

export const TierForm = z.union([
  z.strictObject({ when: RuleText, value: Amount }),
  z.strictObject({ otherwise: Amount }),
])
export type TierForm = z.output<typeof TierForm>

/** A named value: one expression, a decision table, tiers tried in order, or versions by date. */
export const ParameterForm = z.union([
  Amount,
  z.strictObject({ table: TableForm }),
  z.array(TierForm).min(1).max(60),
  z
    .array(
      z.union([
        z.strictObject({ from: Day, until: Day.optional(), value: Amount }),
        z.strictObject({ from: Day, until: Day.optional(), tiers: z.array(TierForm).min(1).max(60) }),
        z.strictObject({ from: Day, until: Day.optional(), table: TableForm }),
      ]),
    )
    .min(1)
    .max(60),
])
export type ParameterForm = z.output<typeof ParameterForm>

const outputsOf = (form: ParameterForm) =>
  typeof form === 'object' && 'table' in form ? form.table.outputs : undefined

/** The names of the values that parameters give: their own, or those of a table's outputs. */
export const parameterNamesIn = (forms: Readonly<Record<string, ParameterForm>>): string[] =>
  Object.entries(forms).flatMap(([name, form]) => outputsOf(form) ?? [name])
