import { type FactSheet, type Item } from '#definitions/facts/sheet.ts'
import { sizeTable } from '#definitions/facts/size-class.ts'
import type { ListField } from '#definitions/facts/fact.ts'
import { type Rational, rational } from '#definitions/rational.ts'
import type { Row as Facts } from '#definitions/rules/columns/fixtures.ts'
import type { Dice } from '#definitions/rules/columns/random-rules.ts'
import type { Value } from '#definitions/rules/expression.ts'
import { listFacts } from './dictionary.ts'

/** What is known of one enterprise: facts by slot (`fin.revenue 2024`), lists by identifier. */
export interface Row {
  readonly facts: Facts
  readonly lists: ReadonlyMap<string, readonly Item[]>
}

export const sheetOf = ({ facts, lists }: Row): FactSheet => ({
  lookup: (fact, year) => {
    const value = facts.get(year === undefined ? fact : `${fact} ${year}`)
    return value === undefined ? undefined : { value, year }
  },
  items: (fact) => lists.get(fact),
})

const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

/** Days on which months end, leap years turn and years begin. */
const days = [
  '2020-01-31',
  '2020-02-28',
  '2020-02-29',
  '2020-03-01',
  '2021-02-28',
  '2023-12-31',
  '2024-01-01',
  '2024-02-29',
  '2024-06-30',
  '2025-05-31',
  '2025-06-29',
  '2025-06-30',
  '2025-07-01',
  '1000-01-01',
  '9999-12-31',
]
const industries = [
  '65',
  '6510',
  'C39',
  '3911',
  '51',
  '52',
  '591',
  '59',
  '7010',
  '70',
  '66',
  '83',
  'J',
  'A',
  '0111',
  'E48',
  '97',
]
const fenPerTenThousandYuan = 1_000_000

/**
 * A quarter is unknown; values stand at the limits that random rules use, just below and just above them, at zero, below it and beyond what
 * a double holds. `fractions` adds thirds and sevenths, which no decimal column holds.
 */
export function fuzzRow(roll: Dice, fractions: boolean): Row {
  const row = new Map<string, Value>()
  const put = (key: string, value: () => Value) => {
    if (roll(4) > 0) row.set(key, value())
  }
  for (const flag of ['t.flag', 't.other', 't.third']) put(flag, () => roll(2) === 1)
  for (const key of ['t.n', 't.m', 't.k']) put(key, () => number(roll, fractions))
  put('t.money', () => {
    const near = beside(roll, rational(roll(20) * 5000), rational(1))
    return near.n < 0n ? rational(0) : near
  })
  put('t.cash', () =>
    roll(8) === 0
      ? beside(roll, rational(BigInt(roll(9) - 4) * 2n ** 53n), rational(1))
      : beside(roll, rational((roll(21) - 10) * 5000), rational(1)),
  )
  put('t.share', () => beside(roll, rational(roll(15) + 1, 100), rational(1, 1_000_000)))
  put('t.staff', () => rational(roll(40)))
  put('t.months', () => rational(roll(36)))
  for (const day of ['t.day', 't.end']) put(day, () => pick(roll, days))
  put('t.size', () => pick(roll, ['large', 'small']))
  put('t.note', () => pick(roll, ['甲', '乙', '丙', '𠮷', "o'b"]))
  for (const year of [2023, 2024]) {
    // 5 in 100 and the like are hit exactly: 0.70 of 14.00.
    put(`fin.revenue ${year}`, () => rational(roll(15) * 100))
    put(`rd.total ${year}`, () => rational(roll(15) * (roll(2) === 0 ? 5 : 7)))
    if (roll(6) === 0) put(`rd.share ${year}`, () => rational(roll(20), 100))
  }
  putSize(roll, put)
  if (roll(12) === 0) put('t.ones', () => rational(roll(4)))
  if (roll(12) === 0) put('t.onesSum', () => rational(roll(4) * 5000))
  return { facts: row, lists: fuzzLists(roll) }
}

/** A value at a limit, or one step beside it. */
const beside = (roll: Dice, limit: Rational, step: Rational): Rational => {
  const aside = BigInt(roll(3) - 1)
  return rational(limit.n * step.d + aside * step.n * limit.d, limit.d * step.d)
}

function number(roll: Dice, fractions: boolean): Rational {
  switch (roll(fractions ? 8 : 6)) {
    case 0:
      return rational(0)
    case 1:
      return beside(roll, rational(roll(21) - 10, 2), rational(1, 1_000_000))
    case 6:
      return rational(roll(13) - 6, 3)
    case 7:
      return rational(roll(13) - 6, 7)
    default:
      return rational(roll(41) - 20, 2)
  }
}

/** Figures at the bounds of 国统字〔2017〕213号, and one step beside them. */
function putSize(roll: Dice, put: (key: string, value: () => Value) => void): void {
  put('ent.industry', () => pick(roll, industries))
  const figure = (of: 'headcount' | 'revenue' | 'assets', scale: number) => {
    const bounds = pick(roll, sizeTable).bounds[of] ?? [1, 10, 100]
    const near = beside(roll, rational(pick(roll, bounds) * scale), rational(1))
    return near.n < 0n ? rational(0) : near
  }
  put('ent.staff', () => figure('headcount', 1))
  put('ent.revenue', () => figure('revenue', fenPerTenThousandYuan))
  put('ent.assets', () => figure('assets', fenPerTenThousandYuan))
  if (roll(10) === 0) put('ent.sizeClass', () => pick(roll, ['large', 'medium', 'small', 'micro']))
}

/** A fifth of the lists nobody told, a fifth are empty; an eighth of the fields of an entry are missing. */
function fuzzLists(roll: Dice): ReadonlyMap<string, readonly Item[]> {
  const lists = new Map<string, readonly Item[]>()
  for (const { id, fields = [] } of listFacts) {
    if (roll(5) === 0) continue
    const entries = roll(4) === 0 ? 0 : 1 + roll(3)
    lists.set(
      id,
      Array.from({ length: entries }, () => new Map(fields.flatMap((field) => entryValue(roll, field)))),
    )
  }
  return lists
}

function entryValue(roll: Dice, field: ListField): readonly (readonly [string, Value])[] {
  if (roll(8) === 0) return []
  const value = (): Value => {
    switch (field.type) {
      case 'boolean':
        return roll(2) === 1
      case 'code':
        return pick(roll, field.values ?? []).code
      case 'date':
        return pick(roll, days)
      case 'money':
        return beside(roll, rational(roll(8) * 5000 + 1), rational(1))
      case 'ratio':
        return rational(roll(40), 100)
      case 'integer':
        return rational(roll(7))
      default:
        return rational(roll(21) - 10, 2)
    }
  }
  return [[field.id, value()]]
}
