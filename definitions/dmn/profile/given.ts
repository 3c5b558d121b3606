import type { FactSheet, Item } from '#definitions/facts/sheet.ts'
import type { ListField } from '#definitions/facts/fact.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { divide, rational } from '../../rational.ts'
import type { Dictionary } from '../../rules/dictionary.ts'
import { evaluate, question } from '../../rules/evaluate.ts'
import { isRational, type Type, typeOf, type Value } from '../../rules/expression.ts'
import { Decimal } from '../../feel/number.ts'
import { feelDate } from '../../feel/temporal/moments.ts'
import type { FeelValue } from '../../feel/values.ts'
import type { GivenValue } from '../program.ts'
import type { ExportedPolicy } from './export-policy.ts'
import { labelOf } from './write-expression.ts'

/** What is known of an enterprise as the inputs of an exported policy. What is not known is not given, and so null. */
export function givenBy(
  { names }: ExportedPolicy,
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
): GivenValue[] {
  return names.flatMap(({ name, kind, id, yearsBack }): GivenValue[] => {
    if (kind !== 'input') return []
    if (id === 'today') return [{ name, value: feelValue(on, { kind: 'date' }) }]
    const fact = dictionary.vocabulary.facts.get(id)
    if (fact === undefined) return []
    if (fact.type === 'list') {
      const items = sheet.items(id)
      return items === undefined ? [] : [{ name, value: items.map((item) => entry(item, fact.fields ?? [])) }]
    }
    const type = typeOf(fact)
    const year = yearsBack === undefined ? undefined : yearOf(on) - yearsBack
    const value = sheet.lookup(id, year)?.value ?? outside(id, dictionary, sheet, on, name)
    return value === undefined ? [] : [{ name, value: feelValue(value, type) }]
  })
}

/** An input that the profile derives and FEEL cannot, such as the size class. */
function outside(id: string, dictionary: Dictionary, sheet: FactSheet, on: Day, name: string) {
  const tree = dictionary.derived.get(id)
  const fact = dictionary.vocabulary.facts.get(id)
  return tree === undefined || name !== fact?.zh ? undefined : evaluate(tree, question(dictionary, sheet, on))
}

const entry = (item: Item, fields: readonly ListField[]): FeelValue =>
  new Map(
    fields.map((field) => {
      const value = item.get(field.id)
      return [field.zh, value === undefined ? null : feelValue(value, typeOf(field))] as const
    }),
  )

/** A value of the profile as FEEL has it: money in 元, options by their Chinese label. */
export function feelValue(value: Value, type: Type): FeelValue {
  if (typeof value === 'boolean') return value
  if (isRational(value)) {
    const number = type.kind === 'money' ? (divide(value, rational(100)) ?? value) : value
    return new Decimal(String(number.n)).div(String(number.d))
  }
  if (type.kind === 'date') {
    const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
    return feelDate(year, month, day) ?? null
  }
  return type.kind === 'code' ? labelOf(value, type.values) : value
}
