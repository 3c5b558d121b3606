import { z } from 'zod'
import { LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { Clause } from '#definitions/rules/clause-form.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { type Complaint, definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'

const Blank = z.strictObject({
  /** as it stands in the condition and its words, in braces */
  name: z.string().regex(/^[a-z][A-Za-z]*$/),
  title: Text,
  /** follows the number: 年, %, 万元 */
  unit: z.string().max(6).default(''),
  /** to begin with */
  value: z.number(),
})

/** A condition that many policies ask alike, with blanks: “registered for {years} years”. */
export const ReusableCheck = z.strictObject({
  id: Slug,
  title: Text,
  /** the condition in readers' words, with the blanks in braces */
  says: Text,
  blanks: z.array(Blank).max(8).default([]),
  condition: Clause,
  /** where the usual wording or figure comes from */
  law: z.array(LegalBasis).default([]),
})
export type ReusableCheck = z.output<typeof ReusableCheck>

const gap = /\{([A-Za-z]+)\}/g
const gapsIn = (text: string) => [...text.matchAll(gap)].map(([, name = '']) => name)

/** Everything that a condition or its words say, with numbers in the blanks. */
export function filledIn<T>(value: T, numbers: ReadonlyMap<string, string>): T {
  if (typeof value === 'string')
    return value.replace(gap, (whole, name: string) => numbers.get(name) ?? whole) as T
  if (Array.isArray(value)) return value.map((one) => filledIn(one, numbers)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, numbers)])) as T
}

/** A city's library of conditions. */
export const reusableCheckKind = definitionKind<ReusableCheck>(
  'reusable-check',
  'rules/checks.yaml',
  ReusableCheck as z.ZodType<ReusableCheck>,
  {
    check(check, all) {
      const begun = new Map(check.blanks.map(({ name, value }) => [name, String(value)]))
      const compiled = compileClause(
        filledIn(check.condition, begun),
        dictionaryOf(all.list(factKind)),
        undefined,
        ['condition'],
      )
      return [...('faults' in compiled ? compiled.faults : []), ...strangeBlanks(check)]
    },
  },
)

/** Each blank stands in the condition and in both languages; no brace stands for nothing. */
function strangeBlanks({ blanks, says, condition }: ReusableCheck): Complaint[] {
  const names = blanks.map(({ name }) => name)
  const places = [
    ['condition', JSON.stringify(condition)],
    ['says', says.zh],
    ['says', says.en],
  ] as const
  return places.flatMap(([place, text]) => {
    const used = new Set(gapsIn(text))
    const strange = [...used].filter((name) => !names.includes(name))
    const unused = names.filter((name) => !used.has(name))
    return [...strange, ...unused].map((name) =>
      complain(
        'blank-mismatch',
        [place],
        names.join(' | '),
        [
          `空格“${name}”在条件、文字和清单里要一致`,
          `The blank ${name} must stand in the condition, its words and the list`,
        ],
        ['请补上或删去', 'Add it or remove it'],
      ),
    )
  })
}
