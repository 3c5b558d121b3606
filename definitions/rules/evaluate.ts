import type { Fact } from '#definitions/facts/fact.ts'
import type { FactSheet, Item, Known } from '#definitions/facts/sheet.ts'
import { type Indicator, sizeClass } from '#definitions/facts/size-class.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, addMonths, type Day, daysBetween, yearOf } from '#kernel/time.ts'
import {
  absolute,
  add,
  compareRational,
  divide,
  multiply,
  negate,
  type Rational,
  rational,
  roundTo,
  roundWhole,
  subtract,
  zero,
} from '../rational.ts'
import { type Dictionary, publishedOn } from './dictionary.ts'
import {
  type Expression,
  isRational,
  partsOf,
  type Selection,
  type Test,
  type Type,
  type Value,
} from './expression.ts'
import type { Relation } from './syntax.ts'
import type { CompiledTable } from './table.ts'

/** A fact that a part of the rule asked for. */
export interface Asked {
  readonly fact: Fact
  readonly year?: number | undefined
}

/** Why a value is unknown: nobody told the fact, or what is known has no answer. */
export interface Cause extends Asked {
  /** the department that can tell */
  readonly ask?: string | undefined
  readonly why: 'not-told' | 'zero-divisor' | 'not-classified' | 'empty-list' | 'incomplete' | 'too-large'
}

export interface Used extends Asked, Known {}

/** What an evaluation touched. Keys are fact and year, so that each is told once. */
export interface Trace {
  readonly used: Map<string, Used>
  readonly causes: Map<string, Cause>
}

export const emptyTrace = (): Trace => ({ used: new Map(), causes: new Map() })

/** A named value of a policy: by date, then by the first tier whose condition holds. */
export interface CompiledParameter {
  readonly label: Bilingual
  readonly type: Type
  readonly versions: readonly ParameterVersion[]
}

export interface ParameterVersion {
  readonly from?: Day | undefined
  readonly until?: Day | undefined
  readonly tiers: readonly Tier[]
  /** the decision table the tiers were made from */
  readonly table?: CompiledTable | undefined
}

export interface Tier {
  readonly when?: Expression | undefined
  readonly value: Expression
  /** where it is written, from the definition on */
  readonly path?: readonly (string | number)[] | undefined
}

interface Remembered {
  readonly value: Value | undefined
  readonly trace: Trace
}

/** One question: these facts, on this day. Values of derived facts and parameters are remembered for the whole question. */
export interface Question {
  readonly dictionary: Dictionary
  readonly sheet: FactSheet
  readonly on: Day
  readonly parameters: ReadonlyMap<string, CompiledParameter>
  /** derived facts; may be shared by questions about the same dictionary, sheet and day */
  readonly memory: FactMemory
  /** the parameters of this policy */
  readonly own: FactMemory
}

export type FactMemory = Map<string, Remembered>

export const question = (
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
  parameters: ReadonlyMap<string, CompiledParameter> = new Map(),
  memory: FactMemory = new Map(),
): Question => ({ dictionary, sheet, on, parameters, memory, own: new Map() })

interface Place {
  readonly trace: Trace
  /** the year a yearly derived fact is computed for */
  readonly year?: number | undefined
  /** the entry of a list a condition looks at */
  readonly item?: Item | undefined
  readonly list?: Fact | undefined
}

/** Numbers beyond this many bits are no amounts of this world; they become unknown instead of eating memory. */
const maxBits = 4096n
const bound = 2n ** maxBits
export const isBounded = ({ n, d }: Rational): boolean => n < bound && n > -bound && d < bound

/** The value of an expression, or undefined where it is unknown; `trace` receives the facts used and the causes. */
export function evaluate(
  expression: Expression,
  asked: Question,
  trace: Trace = emptyTrace(),
): Value | undefined {
  return new Evaluation(asked).value(expression, { trace })
}

class Evaluation {
  constructor(private readonly asked: Question) {}

  value(expression: Expression, place: Place): Value | undefined {
    switch (expression.op) {
      case 'literal':
        return expression.value
      case 'fact':
        return this.fact(expression.fact, this.yearFor(expression.year, place), place)
      case 'field':
        return this.field(expression.field, place)
      case 'parameter':
        return this.parameter(expression.name, place)
      case 'today':
        return this.asked.on
      case 'year':
        return place.year === undefined ? undefined : rational(place.year)
      case 'and':
      case 'or':
        return this.connective(expression.op, expression.operands, place)
      case 'compare':
        return this.compare(expression.left, expression.relation, expression.right, place)
      case 'in':
        return this.membership(expression.value, expression.tests, place)
      case 'arithmetic':
        return this.arithmetic(expression, place)
      case 'shift':
        return this.shift(expression, place)
      case 'negate': {
        const operand = this.number(expression.operand, place)
        return operand === undefined ? undefined : negate(operand)
      }
      case 'if': {
        const condition = this.value(expression.condition, place)
        if (typeof condition !== 'boolean') return undefined
        return this.value(condition ? expression.yes : expression.no, place)
      }
      case 'call':
        return this.call(expression, place)
      case 'aggregate':
        return this.aggregate(expression, place)
    }
  }

  private yearFor(year: number | 'same' | undefined, place: Place): number | undefined {
    if (year === 'same') return place.year
    return year === undefined ? undefined : yearOf(this.asked.on) - year
  }

  private number(expression: Expression, place: Place): Rational | undefined {
    const value = this.value(expression, place)
    return isRational(value) ? value : undefined
  }

  private fact(id: string, year: number | undefined, place: Place): Value | undefined {
    const key = year === undefined ? id : `${id} ${year}`
    const fact = this.asked.dictionary.vocabulary.facts.get(id)
    if (fact === undefined) return undefined
    const known = this.asked.sheet.lookup(id, year)
    if (known !== undefined) {
      place.trace.used.set(key, { fact, ...known, year })
      return known.value
    }
    const tree = this.asked.dictionary.derived.get(id)
    if (tree !== undefined) return this.derived(key, fact, year, tree, place.trace)
    const published = publishedOn(
      this.asked.dictionary,
      id,
      year === undefined ? this.asked.on : `${year}-12-31`,
    )
    if (published !== undefined) {
      place.trace.used.set(key, {
        fact,
        value: published.value,
        on: published.from,
        source: published.document,
        year,
      })
      return published.value
    }
    place.trace.causes.set(key, { fact, year, why: 'not-told' })
    return undefined
  }

  private derived(
    key: string,
    fact: Fact,
    year: number | undefined,
    tree: Expression,
    trace: Trace,
  ): Value | undefined {
    const before = this.asked.memory.get(key)
    const result = before ?? remember(this.asked.memory, key, (own) => this.value(tree, { trace: own, year }))
    if (result.value !== undefined) trace.used.set(key, { fact, value: result.value, year })
    merge(trace, this.overLists(result.trace, { fact, year }))
    return result.value
  }

  /** Where a list is not known, people may as well tell the fact derived from it; that is the friendlier question. */
  private overLists(trace: Trace, derived: Asked): Trace {
    const causes = new Map<string, Cause>()
    for (const [key, cause] of trace.causes) {
      if (cause.fact.type !== 'list') causes.set(key, cause)
      else
        causes.set(keyOf(derived), {
          ...derived,
          ask: derived.fact.source ?? cause.fact.source,
          why: cause.why,
        })
    }
    return { used: trace.used, causes }
  }

  private parameter(name: string, place: Place): Value | undefined {
    const result =
      this.asked.own.get(name) ??
      remember(this.asked.own, name, (trace) => {
        const parameter = this.asked.parameters.get(name)
        const version = parameter?.versions.find(
          ({ from, until }) =>
            (from === undefined || from <= this.asked.on) && (until === undefined || this.asked.on < until),
        )
        return version === undefined ? undefined : this.tier(version.tiers, { trace })
      })
    merge(place.trace, result.trace)
    return result.value
  }

  private tier(tiers: readonly Tier[], place: Place): Value | undefined {
    for (const { when, value } of tiers) {
      const holds = when === undefined ? true : this.value(when, place)
      if (holds === undefined) return undefined
      if (holds === true) return this.value(value, place)
    }
    return undefined
  }

  private field(field: string, place: Place): Value | undefined {
    const value = place.item?.get(field)
    if (value === undefined && place.list !== undefined)
      place.trace.causes.set(place.list.id, { fact: place.list, why: 'incomplete' })
    return value
  }

  /** Kleene: one `false` decides an `and`, one `true` an `or`, whatever is unknown beside it. */
  private connective(op: 'and' | 'or', operands: readonly Expression[], place: Place): boolean | undefined {
    const deciding = op === 'or'
    const own = emptyTrace()
    let unknown = false
    for (const operand of operands) {
      const trace = emptyTrace()
      const value = this.value(operand, { ...place, trace })
      if (value === deciding) {
        merge(place.trace, { used: trace.used, causes: new Map() })
        return deciding
      }
      if (value === undefined) unknown = true
      merge(own, trace)
    }
    merge(place.trace, own)
    return unknown ? undefined : !deciding
  }

  private compare(
    left: Expression,
    relation: Relation,
    right: Expression,
    place: Place,
  ): boolean | undefined {
    const a = this.value(left, place)
    const b = this.value(right, place)
    return a === undefined || b === undefined ? undefined : related(a, relation, b)
  }

  private membership(value: Expression, tests: readonly Test[], place: Place): boolean | undefined {
    const subject = this.value(value, place)
    if (subject === undefined) return undefined
    let unknown = false
    for (const test of tests) {
      const fits = this.fits(subject, test, place)
      if (fits === true) return true
      if (fits === undefined) unknown = true
    }
    return unknown ? undefined : false
  }

  private fits(subject: Value, test: Test, place: Place): boolean | undefined {
    if (test.op === 'relation') {
      const operand = this.value(test.operand, place)
      return operand === undefined ? undefined : related(subject, test.relation, operand)
    }
    const low = this.value(test.low, place)
    const high = this.value(test.high, place)
    const above = low === undefined ? undefined : related(subject, test.lowIncluded ? '>=' : '>', low)
    const below = high === undefined ? undefined : related(subject, test.highIncluded ? '<=' : '<', high)
    if (above === false || below === false) return false
    return above === undefined || below === undefined ? undefined : true
  }

  private arithmetic(expression: Expression & { op: 'arithmetic' }, place: Place): Rational | undefined {
    const a = this.number(expression.left, place)
    const b = this.number(expression.right, place)
    if (a === undefined || b === undefined) return undefined
    if (expression.operator === '/' && b.n === 0n) {
      this.blame(expression.right, 'zero-divisor', place)
      return undefined
    }
    return this.bounded(operate(a, expression.operator, b), expression, place)
  }

  private bounded(value: Rational | undefined, expression: Expression, place: Place): Rational | undefined {
    if (value === undefined || isBounded(value)) return value
    this.blame(expression, 'too-large', place)
    return undefined
  }

  /** Names the facts behind an expression as the cause of an unknown value. */
  private blame(expression: Expression, why: Cause['why'], place: Place): void {
    if (expression.op === 'fact') {
      const fact = this.asked.dictionary.vocabulary.facts.get(expression.fact)
      const year = this.yearFor(expression.year, place)
      if (fact !== undefined) place.trace.causes.set(keyOf({ fact, year }), { fact, year, why })
    }
    if (expression.op === 'aggregate') {
      const fact = this.asked.dictionary.vocabulary.facts.get(expression.of.fact)
      if (fact !== undefined) place.trace.causes.set(fact.id, { fact, why })
    }
    for (const part of partsOf(expression)) this.blame(part, why, place)
  }

  private shift(expression: Expression & { op: 'shift' }, place: Place): Day | undefined {
    const date = this.value(expression.date, place)
    const by = this.number(expression.by, place)
    if (typeof date !== 'string' || by === undefined) return undefined
    const amount = Number(roundWhole(by, 'down')) * (expression.back ? -1 : 1)
    const moved = shifted(date, amount, expression.unit)
    if (moved === undefined) this.blame(expression.by, 'too-large', place)
    return moved
  }

  private call(expression: Expression & { op: 'call' }, place: Place): Value | undefined {
    const { name, operands } = expression
    if (name === 'size-class') return this.sizeClass(operands, place)
    const [first, second] = operands
    if (first === undefined) return undefined
    if (name === 'not') {
      const operand = this.value(first, place)
      return typeof operand === 'boolean' ? !operand : undefined
    }
    if (name === 'only-if') return this.onlyIf(first, second, place)
    const values = operands.map((operand) => this.value(operand, place))
    if (values.includes(undefined)) return undefined
    const [a, b] = values
    switch (name) {
      case 'min':
      case 'max':
        return extreme(
          name,
          values.filter((value) => value !== undefined),
        )
      case 'absolute':
        return isRational(a) ? absolute(a) : undefined
      case 'year-of':
        return typeof a === 'string' ? rational(yearOf(a)) : undefined
      case 'days-between':
        return typeof a === 'string' && typeof b === 'string' ? rational(daysBetween(a, b)) : undefined
      case 'months-between':
      case 'years-between':
        if (typeof a !== 'string' || typeof b !== 'string') return undefined
        return rational(name === 'months-between' ? fullMonths(a, b) : Math.trunc(fullMonths(a, b) / 12))
      case 'floor':
      case 'ceiling':
      case 'round-half-up':
      case 'round-down':
      case 'round-up':
        return isRational(a) && isRational(b) ? rounded(name, a, b, expression.type) : undefined
      default:
        return undefined
    }
  }

  private onlyIf(value: Expression, condition: Expression | undefined, place: Place): Value | undefined {
    const holds = condition === undefined ? undefined : this.value(condition, place)
    if (holds === true) return this.value(value, place)
    if (holds === false && condition !== undefined) this.blame(condition, 'incomplete', place)
    return undefined
  }

  private sizeClass(operands: readonly Expression[], place: Place): Value | undefined {
    const traces = operands.map(emptyTrace)
    const values = operands.map((operand, i) =>
      this.value(operand, { ...place, trace: traces[i] ?? place.trace }),
    )
    const [industry, ...figures] = values
    if (typeof industry !== 'string') {
      merge(place.trace, traces[0] ?? emptyTrace())
      return undefined
    }
    const [headcount, revenue, assets] = figures.map((value) => (isRational(value) ? value : undefined))
    const answer = sizeClass(industry, { headcount, revenue, assets })
    const order: readonly Indicator[] = ['headcount', 'revenue', 'assets']
    for (const [i, trace] of traces.entries()) {
      const needed = 'needs' in answer && i > 0 && answer.needs.includes(order[i - 1] ?? 'assets')
      merge(place.trace, needed ? trace : { used: trace.used, causes: new Map() })
    }
    if ('size' in answer) return answer.size
    if ('unclassified' in answer && operands[0] !== undefined)
      this.blame(operands[0], 'not-classified', place)
    return undefined
  }

  private aggregate(expression: Expression & { op: 'aggregate' }, place: Place): Value | undefined {
    const chosen = this.select(expression.of, place)
    if (chosen === undefined) return undefined
    if (expression.name === 'count') return rational(chosen.items.length)
    const list = chosen.list
    const values = chosen.items.map((item) => this.field(expression.field ?? '', { ...place, item, list }))
    if (values.includes(undefined)) return undefined
    const present = values.filter((value) => value !== undefined)
    if (expression.name === 'sum') return present.filter(isRational).reduce(add, zero)
    if (present.length === 0) place.trace.causes.set(list.id, { fact: list, why: 'empty-list' })
    return extreme(expression.name, present)
  }

  private select(
    { fact: id, where }: Selection,
    place: Place,
  ): { list: Fact; items: readonly Item[] } | undefined {
    const list = this.asked.dictionary.vocabulary.facts.get(id)
    if (list === undefined) return undefined
    const all = this.asked.sheet.items(id)
    if (all === undefined) {
      place.trace.causes.set(id, { fact: list, why: 'not-told' })
      return undefined
    }
    if (where === undefined) return { list, items: all }
    const items: Item[] = []
    let unknown = false
    for (const item of all) {
      const fits = this.value(where, { ...place, item, list })
      if (fits === undefined) unknown = true
      if (fits === true) items.push(item)
    }
    return unknown ? undefined : { list, items }
  }
}

function remember(memory: FactMemory, key: string, compute: (trace: Trace) => Value | undefined): Remembered {
  const trace = emptyTrace()
  const value = compute(trace)
  if (value !== undefined) trace.causes.clear()
  const result = { value, trace }
  memory.set(key, result)
  return result
}

const keyOf = ({ fact, year }: Asked) => (year === undefined ? fact.id : `${fact.id} ${year}`)

export function merge(into: Trace, from: Trace): void {
  for (const [key, used] of from.used) into.used.set(key, used)
  for (const [key, cause] of from.causes) into.causes.set(key, cause)
}

export function related(a: Value, relation: Relation, b: Value): boolean {
  const order = isRational(a) && isRational(b) ? compareRational(a, b) : a === b ? 0 : a < b ? -1 : 1
  switch (relation) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

export function operate(a: Rational, operator: '+' | '-' | '*' | '/', b: Rational): Rational | undefined {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
  }
}

export function extreme(name: 'min' | 'max', values: readonly Value[]): Value | undefined {
  const better = name === 'min' ? '<' : '>'
  return values.reduce<Value | undefined>(
    (best, value) => (best === undefined || related(value, better, best) ? value : best),
    undefined,
  )
}

/** A day moved by whole days, months or years; undefined outside the years 1000 to 9999, which are the dates a fact can hold. */
export function shifted(day: Day, amount: number, unit: '天' | '个月' | '年'): Day | undefined {
  if (Math.abs(amount) > 100_000) return undefined
  if (unit === '天') {
    const moved = addDays(day, amount)
    return /^[1-9]\d{3}-/.test(moved) ? moved : undefined
  }
  const months = unit === '年' ? amount * 12 : amount
  const year = yearOf(day) + Math.floor((Number(day.slice(5, 7)) - 1 + months) / 12)
  return year < 1000 || year > 9999 ? undefined : addMonths(day, months)
}

/** Full months from a to b; a month is full on the same day of a later month (民法典 art. 202). Negative when b is before a. */
export function fullMonths(a: Day, b: Day): number {
  if (b < a) return -fullMonths(b, a)
  const months = (yearOf(b) - yearOf(a)) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))
  return addMonths(a, months) <= b ? months : months - 1
}

const roundings = {
  floor: 'floor',
  ceiling: 'ceiling',
  'round-half-up': 'half-up',
  'round-down': 'down',
  'round-up': 'up',
} as const

/** `places` count from 元 where the value is money. */
export function rounded(
  name: keyof typeof roundings,
  value: Rational,
  places: Rational,
  type: Type,
): Rational {
  const one = type.kind === 'money' ? 100n : 1n
  return roundTo(value, rational(one, 10n ** places.n), roundings[name])
}
