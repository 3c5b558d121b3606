import type { Fact } from '#definitions/facts/fact.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import { show } from '#definitions/facts/show.ts'
import { yearWord } from '#definitions/facts/vocabulary.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, addMonths, type Day, yearOf } from '#kernel/time.ts'
import { add, decimalText, divide, multiply, type Rational, rational, subtract } from '../../rational.ts'
import type { Dictionary } from '../dictionary.ts'
import { isRational, type Type, typeOf, type Value } from '../expression.ts'
import { type Grounded, type Slot, todayKey } from '../ground.ts'
import type { Model } from './prove.ts'
import { stepOf } from './prove.ts'

/** One fact of a witness, in words and as a fact sheet writes it. */
export interface WitnessFact {
  readonly fact: string
  readonly year?: number | undefined
  readonly text: Bilingual
  /** name and value for a fact sheet */
  readonly name: string
  readonly value: string
}

/** A case that shows what is claimed: one enterprise's facts on one day. */
export interface Witness {
  readonly on: Day
  readonly facts: readonly WitnessFact[]
}

/** Values of slots, and the day where it was left open. */
export interface Told {
  readonly on: Day
  readonly values: ReadonlyMap<string, { readonly slot: Slot; readonly value: Value }>
}

/** Large enough to be divided by any limit, small enough to be an enterprise's. */
const usual = { money: rational(100_000_000n), ratio: rational(1, 10), number: rational(100) } as const

/**
 * The facts behind a model: slots take their values, and terms are resolved to slots one operation after another. Undefined where a term
 * cannot be resolved this way. Whoever claims something by it asks the interpreter first.
 */
export function toldBy(model: Model, on: Day): Told | undefined {
  const solver = new Solver()
  const terms = [...model].sort(([a], [b]) => Number(isSlot(b.node)) - Number(isSlot(a.node)))
  for (const [{ node, minus, type }, value] of terms) {
    const done = minus === undefined ? solver.reach(node, value) : solver.order(node, minus, value, type)
    if (!done) return undefined
  }
  const day = solver.values.get(todayKey)?.value
  solver.values.delete(todayKey)
  return moved(solver.values, on, typeof day === 'string' ? day : on)
}

const isSlot = (node: Grounded) => node.op === 'slot' || node.op === 'stated'

/** On a day of another year, last year is another year as well. */
function moved(values: Told['values'], from: Day, on: Day): Told {
  const years = yearOf(on) - yearOf(from)
  if (years === 0) return { on, values }
  return {
    on,
    values: new Map(
      [...values.values()].map(({ slot, value }) => {
        const year = slot.year === undefined ? undefined : slot.year + years
        const key = year === undefined ? slot.fact : `${slot.fact} ${year}`
        return [key, { slot: { ...slot, key, year }, value }]
      }),
    ),
  }
}

/** Finds values of slots for which terms come to given values. `known` is not changed. */
export class Solver {
  readonly values: Map<string, { readonly slot: Slot; readonly value: Value }>

  constructor(known: Told['values'] = new Map()) {
    this.values = new Map(known)
  }

  /** Gives slots such values that the term comes to this value. */
  reach(node: Grounded, value: Value): boolean {
    if (node.op === 'slot' || node.op === 'stated') return this.set(node.slot, value)
    if (node.op === 'constant') return node.value !== undefined && same(node.value, value)
    if (node.op === 'shift') return this.reachDay(node, value)
    if (node.op === 'arithmetic' && isRational(value)) return this.reachSum(node, value)
    if (node.op === 'call' && isRational(value)) return this.reachSpan(node, value)
    if (node.op === 'negate' && isRational(value))
      return this.reach(node.operand, subtract(rational(0), value))
    return false
  }

  /** Puts two terms in the order that a difference of this sign says. */
  order(left: Grounded, right: Grounded, difference: Value, type: Type): boolean {
    if (type.kind === 'boolean') return false
    const sign = isRational(difference) ? Number(difference.n > 0n) - Number(difference.n < 0n) : 0
    const [from, to, by] = this.valueOf(left) === undefined ? [right, left, sign] : [left, right, -sign]
    const base = this.valueOf(from) ?? this.suppose(from)
    if (base === undefined) return false
    if (isRational(base)) return this.reach(to, add(base, multiply(stepOf(to.type), rational(by))))
    return typeof base === 'string' && to.type.kind === 'date' && this.reach(to, addDays(base, by))
  }

  private set(slot: Slot, value: Value): boolean {
    const before = this.values.get(slot.key)
    if (before !== undefined) return same(before.value, value)
    if (isRational(value) && slot.type.kind === 'money' && value.d !== 1n) return false
    if (isRational(value) && slot.type.kind === 'number' && slot.type.whole && value.d !== 1n) return false
    this.values.set(slot.key, { slot, value })
    return true
  }

  private valueOf(node: Grounded): Value | undefined {
    if (node.op === 'constant') return node.value
    if (node.op === 'slot' || node.op === 'stated') return this.values.get(node.slot.key)?.value
    if (node.op === 'arithmetic') {
      const [a, b] = [this.valueOf(node.left), this.valueOf(node.right)]
      return isRational(a) && isRational(b)
        ? { '+': add, '-': subtract, '*': multiply, '/': divide }[node.operator](a, b)
        : undefined
    }
    if (node.op === 'shift') {
      const day = this.valueOf(node.date)
      return typeof day === 'string' ? this.shifted(node, day, node.back ? -1 : 1) : undefined
    }
    return undefined
  }

  /** A usual value for a slot that nobody asked anything of. */
  private suppose(node: Grounded): Value | undefined {
    if (node.op === 'shift') return this.suppose(node.date) === undefined ? undefined : this.valueOf(node)
    if (node.op !== 'slot' && node.op !== 'stated') return undefined
    const { kind } = node.type
    const value: Value | undefined =
      kind === 'date'
        ? '2020-01-01'
        : kind === 'money' || kind === 'ratio' || kind === 'number'
          ? usual[kind]
          : undefined
    return value !== undefined && this.set(node.slot, value) ? value : undefined
  }

  private reachSum(node: Grounded & { op: 'arithmetic' }, value: Rational): boolean {
    const { left, right, operator } = node
    const a = this.valueOf(left)
    const b = this.valueOf(right)
    if (isRational(a) && isRational(b)) {
      const got = this.valueOf(node)
      return got !== undefined && same(got, value)
    }
    if (isRational(a)) {
      const wanted =
        operator === '+'
          ? subtract(value, a)
          : operator === '-'
            ? subtract(a, value)
            : operator === '*'
              ? divide(value, a)
              : divide(a, value)
      return wanted !== undefined && this.reach(right, wanted)
    }
    const second = isRational(b) ? b : this.suppose(right)
    if (!isRational(second)) return false
    const wanted =
      operator === '+'
        ? subtract(value, second)
        : operator === '-'
          ? add(value, second)
          : operator === '*'
            ? divide(value, second)
            : multiply(value, second)
    return wanted !== undefined && this.reach(left, wanted)
  }

  private reachDay(node: Grounded & { op: 'shift' }, value: Value): boolean {
    const day = typeof value === 'string' ? this.shifted(node, value, node.back ? 1 : -1) : undefined
    return day !== undefined && this.reach(node.date, day)
  }

  /** A day so far before or after as the term says. */
  private shifted(node: Grounded & { op: 'shift' }, day: Day, sign: 1 | -1): Day | undefined {
    const by = this.valueOf(node.by) ?? this.suppose(node.by)
    if (!isRational(by) || by.d !== 1n) return undefined
    const amount = Number(by.n) * sign
    return node.unit === '天'
      ? addDays(day, amount)
      : addMonths(day, node.unit === '年' ? amount * 12 : amount)
  }

  /** Days, months or years from one day to another. */
  private reachSpan(node: Grounded & { op: 'call' }, value: Rational): boolean {
    const [from, to] = node.operands
    if (from === undefined || to === undefined || value.d !== 1n) return false
    const count = Number(value.n)
    const far = (day: Day, sign: 1 | -1): Day | undefined =>
      Math.abs(count) > 5000
        ? undefined
        : node.name === 'days-between'
          ? addDays(day, sign * count)
          : node.name === 'months-between'
            ? addMonths(day, sign * count)
            : node.name === 'years-between'
              ? addMonths(day, sign * count * 12)
              : undefined
    const end = this.valueOf(to)
    if (typeof end === 'string') {
      const day = far(end, -1)
      return day !== undefined && this.reach(from, day)
    }
    const start = this.valueOf(from) ?? this.suppose(from)
    const day = typeof start === 'string' ? far(start, 1) : undefined
    return day !== undefined && this.reach(to, day)
  }
}

const same = (a: Value, b: Value) => (isRational(a) && isRational(b) ? a.n === b.n && a.d === b.d : a === b)

/** The values as a sheet that the interpreter reads. */
export const sheetOfTold = ({ values }: Told): FactSheet => ({
  lookup: (fact, year) => {
    const told = values.get(year === undefined ? fact : `${fact} ${year}`)
    return told === undefined ? undefined : { value: told.value, year }
  },
  items: () => undefined,
})

/** The values in the city's words, and as a fact sheet writes them. */
export function witnessOf({ on, values }: Told, { vocabulary }: Dictionary): Witness {
  const facts = [...values.values()].flatMap(({ slot, value }): WitnessFact[] => {
    const fact = vocabulary.facts.get(slot.fact)
    if (fact === undefined) return []
    const said = show(value, slot.type, fact.display)
    const year = slot.year === undefined ? undefined : yearWord(yearOf(on) - slot.year)
    const suffix = slot.year === undefined ? '' : ` ${slot.year}`
    return [
      {
        fact: fact.id,
        ...(slot.year === undefined ? {} : { year: slot.year }),
        text: {
          zh: `${year ?? (slot.year === undefined ? '' : `${slot.year} 年`)}${fact.zh} ${said.zh}`,
          en: `${fact.en}${suffix} ${said.en}`,
        },
        name:
          slot.year === undefined
            ? fact.zh
            : year === undefined
              ? `${fact.id}.${slot.year}`
              : `${year}${fact.zh}`,
        value: writtenValue(value, fact),
      },
    ]
  })
  return { on, facts }
}

/** A value as a fact sheet reads it back. */
export function writtenValue(value: Value, fact: Fact): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  const type = typeOf(fact)
  if (typeof value === 'string')
    return type.kind === 'code' ? (type.values.find(({ code }) => code === value)?.zh ?? value) : value
  if (type.kind === 'money') return `${decimalText(multiply(value, rational(1, 100)))}元`
  if (type.kind === 'ratio') return `${decimalText(multiply(value, rational(100)))}%`
  return decimalText(value)
}

/** The facts of a witness in one line. */
export const saidFacts = ({ facts }: Witness): Bilingual => ({
  zh: facts.map(({ text }) => text.zh).join('，'),
  en: facts.map(({ text }) => text.en).join(', '),
})
