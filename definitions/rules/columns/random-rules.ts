import { rational } from '../../rational.ts'
import { compileClause } from '../clause.ts'
import type { Clause } from '../clause-form.ts'
import type { Value } from '../expression.ts'
import { dictionary } from '../fixtures.ts'
import type { Row } from './fixtures.ts'

/** Numbers from a seed, so that a failure can be repeated. */
export type Dice = (below: number) => number

export function dice(seed: number): Dice {
  let state = seed >>> 0 || 1
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

/** A row over the dictionary of the language's tests: values stand close together, so that limits are hit exactly. */
export function randomRow(roll: Dice): Row {
  const row = new Map<string, Value>()
  const put = (key: string, value: () => Value) => {
    if (roll(5) > 0) row.set(key, value())
  }
  for (const flag of ['t.flag', 't.other', 't.third']) put(flag, () => roll(2) === 1)
  for (const number of ['t.n', 't.m', 't.k'])
    put(number, () => (roll(12) === 0 ? rational(roll(7) - 3, 3) : rational(roll(41) - 20, 2)))
  put('t.money', () => rational(roll(20) * 5000))
  put('t.cash', () =>
    roll(10) === 0 ? rational(BigInt(roll(9) - 4) * 10n ** 17n) : rational((roll(21) - 10) * 7),
  )
  put('t.share', () => (roll(8) === 0 ? rational(roll(20), 7) : rational(roll(20), 100)))
  put('t.staff', () => rational(roll(40)))
  put('t.months', () => rational(roll(36)))
  for (const day of ['t.day', 't.end'])
    put(
      day,
      () => `202${roll(6)}-${pick(roll, ['01', '02', '06'])}-${pick(roll, ['01', '28', '30'].slice(0, 2))}`,
    )
  put('t.size', () => pick(roll, ['large', 'small']))
  put('t.note', () => pick(roll, ['甲', '乙', '丙', '𠮷']))
  for (const year of [2023, 2024]) {
    put(`fin.revenue ${year}`, () => rational(roll(15) * 100))
    put(`rd.total ${year}`, () => rational(roll(15) * 5))
    if (roll(6) === 0) put(`rd.share ${year}`, () => rational(roll(20), 100))
  }
  return row
}

const relation = (roll: Dice) => pick(roll, ['<', '<=', '>', '>=', '=', '!='])

export function number(roll: Dice, depth: number): string {
  if (depth > 0)
    switch (roll(9)) {
      case 0:
        return `(${number(roll, depth - 1)} ${pick(roll, ['+', '-', '*'])} ${number(roll, depth - 1)})`
      case 1:
        return `(${number(roll, depth - 1)} / ${number(roll, depth - 1)})`
      case 2:
        return `(if ${condition(roll, depth - 1)} then ${number(roll, depth - 1)} else ${number(roll, depth - 1)})`
      case 3:
        return `${pick(roll, ['min', 'max'])}(${number(roll, depth - 1)}, ${number(roll, depth - 1)})`
      case 4:
        return `${pick(roll, ['round half up', 'round down', 'round up'])}(${number(roll, depth - 1)}, ${roll(3)})`
      case 5:
        return `abs(${number(roll, depth - 1)})`
      case 6:
        return `onlyIf(${number(roll, depth - 1)}, ${condition(roll, depth - 1)})`
      case 7:
        return `-(${number(roll, depth - 1)})`
    }
  return roll(3) === 0 ? String((roll(21) - 10) / 2) : pick(roll, ['数一', '数二', '数三'])
}

export function money(roll: Dice, depth: number): string {
  if (depth > 0 && roll(3) === 0)
    return pick(roll, [
      `(${money(roll, depth - 1)} + ${money(roll, depth - 1)})`,
      `(${money(roll, depth - 1)} * ${roll(5) + 1} / 4)`,
      `round half up(${money(roll, depth - 1)}, ${roll(3)})`,
      `(if ${condition(roll, depth - 1)} then ${money(roll, depth - 1)} else ${money(roll, depth - 1)})`,
    ])
  return roll(3) === 0
    ? `${roll(20) * 50}元`
    : pick(roll, ['金额一', '金额二', '上年营业收入', '前年营业收入', '上年研发费用'])
}

function date(roll: Dice, depth: number): string {
  if (depth > 0 && roll(3) === 0)
    return `(${date(roll, depth - 1)} ${pick(roll, ['+', '-'])} ${roll(14)}${pick(roll, ['天', '个月', '年'])})`
  return pick(roll, ['起始日', '结束日', '今天', `date("202${roll(6)}-0${roll(6) + 1}-01")`])
}

/** A condition of any shape, as text. */
export function condition(roll: Dice, depth: number): string {
  if (depth > 0)
    switch (roll(7)) {
      case 0:
        return `(${condition(roll, depth - 1)} and ${condition(roll, depth - 1)})`
      case 1:
        return `(${condition(roll, depth - 1)} or ${condition(roll, depth - 1)})`
      case 2:
        return `not(${condition(roll, depth - 1)})`
      case 3:
        return `((if ${condition(roll, depth - 1)} then ${condition(roll, depth - 1)} else ${condition(roll, depth - 1)}) = ${pick(roll, ['true', '甲'])})`
    }
  const below = Math.max(0, depth - 1)
  switch (roll(11)) {
    case 0:
      return pick(roll, ['甲', '乙', '丙', '甲 = 乙', '甲 != 丙', 'onlyIf(甲, 乙)'])
    case 1:
      return `规模 ${pick(roll, ['=', '!='])} "${pick(roll, ['大型', '小型'])}"`
    case 2:
      return `规模 in ("大型"、"小型")`
    case 3:
      return `备忘 in ("甲"、"丙")`
    case 4:
      return `${number(roll, depth)} ${relation(roll)} ${number(roll, depth)}`
    case 5: {
      const [open, close] = [pick(roll, ['[', '(']), pick(roll, [']', ')'])]
      return `${number(roll, below)} in ${open}${number(roll, below)}..${number(roll, below)}${close}`
    }
    case 6:
      return `${money(roll, depth)} ${relation(roll)} ${money(roll, depth)}`
    case 7:
      return `${date(roll, depth)} ${relation(roll)} ${date(roll, depth)}`
    case 8:
      return `上年研发占比 ${relation(roll)} ${roll(12)}%`
    case 9:
      return `${pick(roll, ['天数', '月数', '年数'])}(${date(roll, below)}, ${date(roll, below)}) ${relation(roll)} ${roll(30)}`
    default:
      return `${pick(roll, ['占比', '上年研发费用 / 上年营业收入'])} ${relation(roll)} ${roll(15)}%`
  }
}

/** A tree of conditions. */
export function randomClause(roll: Dice, depth: number): Clause {
  const inner = () => randomClause(roll, depth - 1)
  if (depth > 0)
    switch (roll(5)) {
      case 0:
      case 1:
        return { all: [inner(), inner(), inner()] }
      case 2:
        return { any: [inner(), inner()] }
      case 3:
        return { not: inner() }
      default:
        return { when: condition(roll, 1), except: inner() }
    }
  return condition(roll, roll(3))
}

/** As `randomClause`, and one that the rule language understands. */
export function soundClause(roll: Dice, depth: number): Clause {
  for (;;) {
    const clause = randomClause(roll, depth)
    if (!('faults' in compileClause(clause, dictionary))) return clause
  }
}
