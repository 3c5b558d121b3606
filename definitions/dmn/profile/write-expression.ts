import type { ListField } from '#definitions/facts/fact.ts'
import { decimalText, divide, rational } from '../../rational.ts'
import type { Dictionary } from '../../rules/dictionary.ts'
import type { Tier } from '../../rules/compiled-parameter.ts'
import {
  type Expression,
  isRational,
  type Selection,
  type Test,
  type Type,
  type Value,
} from '../../rules/expression.ts'

/** What a text names, so that the decision it belongs to can say that it requires it. */
export interface NamesOfFacts {
  readonly dictionary: Dictionary
  /** the name of a fact, for `yearsBack` where it is yearly */
  fact(id: string, yearsBack: number | undefined): string
  parameter(name: string): string
  today(): string
}

/** Where an expression stands: the year a yearly derived fact is computed for, the list whose entries a condition looks at. */
interface Place {
  readonly yearsBack?: number | undefined
  readonly list?: string | undefined
}

/** An expression that FEEL has no words for. */
export class NotInFeel extends Error {}

const days = { 天: 'D', 个月: 'M', 年: 'Y' } as const
const hundred = rational(100)

/**
 * Typed expressions of the profile as FEEL texts. Money is a number of 元, a ratio a fraction (5.5% is 0.055), a count a bare number, an
 * option its Chinese label. Unknown is null; where FEEL would answer although something is null, the text asks first.
 */
export class ExpressionWriter {
  constructor(private readonly names: NamesOfFacts) {}

  text(expression: Expression, place: Place = {}): string {
    const inner = (part: Expression) => this.text(part, place)
    switch (expression.op) {
      case 'literal':
        return literal(expression.value, expression.type)
      case 'fact':
        return this.names.fact(
          expression.fact,
          expression.year === 'same' ? place.yearsBack : expression.year,
        )
      case 'field':
        return `item.${this.field(expression.field, place.list).zh}`
      case 'parameter':
        return this.names.parameter(expression.name)
      case 'today':
        return this.names.today()
      case 'year':
        return `(${this.names.today()}.year - ${place.yearsBack ?? 0})`
      case 'and':
      case 'or':
        return `(${expression.operands.map(inner).join(` ${expression.op} `)})`
      case 'compare': {
        const [left, right] = [inner(expression.left), inner(expression.right)]
        const test = `(${left} ${expression.relation} ${right})`
        const equality = expression.relation === '=' || expression.relation === '!='
        return equality ? guarded([expression.left, expression.right], [left, right], test) : test
      }
      case 'in':
        return this.membership(expression.value, expression.tests, place)
      case 'arithmetic':
        return `(${inner(expression.left)} ${expression.operator} ${inner(expression.right)})`
      case 'shift': {
        const whole = `round down(${inner(expression.by)}, 0)`
        return `(${inner(expression.date)} ${expression.back ? '-' : '+'} duration("P1${days[expression.unit]}") * ${whole})`
      }
      case 'negate':
        return `(-${inner(expression.operand)})`
      case 'if':
        return conditional(inner(expression.condition), inner(expression.yes), inner(expression.no))
      case 'call':
        return this.call(expression, inner)
      case 'aggregate':
        return this.aggregate(expression, place)
    }
  }

  /** Values tried in order; unknown where a condition before the first that holds is. */
  tiers(tiers: readonly Tier[], place: Place = {}): string {
    const [first, ...rest] = tiers
    if (first === undefined) return 'null'
    const value = this.text(first.value, place)
    return first.when === undefined
      ? value
      : conditional(this.text(first.when, place), value, this.tiers(rest, place))
  }

  /** A test of a table's input as a unary test. */
  cell(test: Expression | undefined, subject: Expression): string {
    if (test === undefined) return '-'
    const about = this.text(subject)
    const isSubject = (part: Expression) => this.text(part) === about
    if (isSubject(test)) return 'true'
    if (test.op === 'call' && test.name === 'not') {
      const [inner] = test.operands
      if (inner !== undefined) return isSubject(inner) ? 'false' : `not(${this.cell(inner, subject)})`
    }
    if (test.op === 'compare' && isSubject(test.left)) return unary(test.relation, this.text(test.right))
    if (test.op === 'in' && isSubject(test.value))
      return test.tests
        .map((one) =>
          one.op === 'range'
            ? `${one.lowIncluded ? '[' : '('}${this.text(one.low)}..${this.text(one.high)}${one.highIncluded ? ']' : ')'}`
            : unary(one.relation, this.text(one.operand)),
        )
        .join(', ')
    throw new NotInFeel('cell')
  }

  private membership(value: Expression, tests: readonly Test[], place: Place): string {
    const subject = this.text(value, place)
    const ways = tests.map((test) => {
      if (test.op === 'range')
        return `(${subject} ${test.lowIncluded ? '>=' : '>'} ${this.text(test.low, place)} and ${subject} ${test.highIncluded ? '<=' : '<'} ${this.text(test.high, place)})`
      const operand = this.text(test.operand, place)
      const one = `${subject} ${test.relation} ${operand}`
      return test.operand.op === 'literal' ? one : guarded([test.operand], [operand], one)
    })
    return guarded([value], [subject], ways.length === 1 ? (ways[0] ?? '') : `(${ways.join(' or ')})`)
  }

  private call({ name, operands }: Expression & { op: 'call' }, inner: (part: Expression) => string): string {
    const texts = operands.map(inner)
    const [a = 'null', b = 'null'] = texts
    switch (name) {
      case 'not':
      case 'min':
      case 'max':
      case 'floor':
      case 'ceiling':
        return `${name}(${texts.join(', ')})`
      case 'absolute':
        return `abs(${a})`
      case 'round-half-up':
      case 'round-down':
      case 'round-up':
        return `${name.replaceAll('-', ' ')}(${texts.join(', ')})`
      case 'today':
        return this.names.today()
      case 'year-of':
        return `${a}.year`
      case 'days-between':
        return `(${b} - ${a}).days`
      case 'months-between':
        return fullMonths(a, b)
      case 'years-between':
        return `round down(${fullMonths(a, b)} / 12, 0)`
      case 'only-if':
        return `(if ${b} = true then ${a} else null)`
      case 'sum':
      case 'count':
      case 'size-class':
        throw new NotInFeel(name)
    }
  }

  private aggregate({ name, of, field }: Expression & { op: 'aggregate' }, place: Place): string {
    const list = this.names.fact(of.fact, undefined)
    const inside: Place = { ...place, list: of.fact }
    const chosen = this.chosen(of, list, inside)
    const value = field === undefined ? '' : `item.${this.field(field, of.fact).zh}`
    const result =
      name === 'count'
        ? `count(${chosen})`
        : `(if count(${chosen}) = 0 then ${name === 'sum' ? '0' : 'null'} else ${name}(for item in ${chosen} return ${value}))`
    const undecided =
      of.where === undefined
        ? ''
        : ` or (some item in ${list} satisfies ${this.text(of.where, inside)} = null)`
    return `(if ${list} = null${undecided} then null else ${result})`
  }

  private chosen({ where }: Selection, list: string, inside: Place): string {
    return where === undefined ? list : `${list}[${this.text(where, inside)}]`
  }

  private field(id: string, list: string | undefined): ListField {
    const fields = this.names.dictionary.vocabulary.facts.get(list ?? '')?.fields
    const field = fields?.find((one) => one.id === id)
    if (field === undefined) throw new NotInFeel(id)
    return field
  }
}

/** A month is full on the same day of a later month, or on its last day; FEEL's own count of months knows no last day. */
function fullMonths(a: string, b: string): string {
  const from = (one: string, other: string) =>
    `{月: (${other}.year - ${one}.year) * 12 + ${other}.month - ${one}.month, 满: if ${one} + duration("P1M") * 月 <= ${other} then 月 else 月 - 1}.满`
  return `(if ${a} <= ${b} then ${from(a, b)} else -${from(b, a)})`
}

const unary = (relation: string, operand: string) =>
  relation === '=' ? operand : relation === '!=' ? `not(${operand})` : `${relation} ${operand}`

/** The text, asked only where none of the parts is null. */
function guarded(parts: readonly Expression[], texts: readonly string[], text: string): string {
  const open = texts.filter((_, i) => parts[i]?.op !== 'literal')
  if (open.length === 0) return text
  return `(if ${open.map((one) => `${one} = null`).join(' or ')} then null else ${text})`
}

export const conditional = (condition: string, yes: string, no: string): string =>
  `(if ${condition} = null then null else if ${condition} then ${yes} else ${no})`

/** A value of the profile as a FEEL literal. */
export function literal(value: Value, type: Type): string {
  if (typeof value === 'boolean') return String(value)
  if (isRational(value)) {
    const number = type.kind === 'money' ? (divide(value, hundred) ?? value) : value
    return number.n < 0n ? `(${decimalText(number)})` : decimalText(number)
  }
  if (type.kind === 'date') return `date("${value}")`
  return JSON.stringify(type.kind === 'code' ? labelOf(value, type.values) : value)
}

export const labelOf = (code: string, values: readonly { code: string; zh: string }[]): string =>
  values.find((one) => one.code === code)?.zh ?? code
