import type { Fact } from '#definitions/facts/fact.ts'
import type { FactSheet, Item } from '#definitions/facts/sheet.ts'
import type { Indicator } from '#definitions/facts/size-class.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { add, negate, type Rational, rational, roundWhole, zero } from '../rational.ts'
import { type CompiledParameter, type Tier, versionOn } from './compiled-parameter.ts'
import { type Dictionary, publishedOn } from './dictionary.ts'
import { type Expression, isRational, partsOf, type Selection, type Test, type Value } from './expression.ts'
import {
  called,
  connected,
  extreme,
  isBounded,
  operate,
  passes,
  related,
  shifted,
  sizeAnswer,
} from './operations.ts'
import type { Relation } from './syntax.ts'
import { type Asked, type Cause, emptyTrace, keyOf, merge, type Trace } from './trace.ts'

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
        const version = versionOn(parameter, this.asked.on)
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
    return connected(true, tests, (test) => passes(subject, test, (part) => this.value(part, place)))
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
    const known = values.filter((value) => value !== undefined)
    return known.length < values.length ? undefined : called(name, known, expression.type)
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
    const answer = sizeAnswer(values)
    if (answer === undefined) {
      merge(place.trace, traces[0] ?? emptyTrace())
      return undefined
    }
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
