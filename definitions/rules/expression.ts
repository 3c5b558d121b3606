import type { CodeValue, Fact, ListField } from '#definitions/facts/fact.ts'
import type { Rational } from '../rational.ts'
import type { Span } from './fault.ts'
import type { Arithmetic, Relation } from './syntax.ts'
import { canonicalUnit } from './units.ts'
import type { FunctionName } from './words.ts'

/** What a value of the language is at run time; its static type says which. Money is a number of 分. */
export type Value = boolean | string | Rational

export type Type =
  | { readonly kind: 'boolean' }
  /** `values` name the codes a text is made of, such as industries; a longer code belongs to the longest that begins it */
  | { readonly kind: 'text'; readonly values?: readonly CodeValue[] | undefined }
  | { readonly kind: 'date' }
  | { readonly kind: 'money' }
  | { readonly kind: 'ratio' }
  /** `unit` of counted things; a `whole` number has no fraction */
  | { readonly kind: 'number'; readonly unit?: string | undefined; readonly whole: boolean }
  | { readonly kind: 'code'; readonly values: readonly CodeValue[] }
  /** the type of what could not be checked; agrees with everything so that one mistake is reported once */
  | { readonly kind: 'broken' }

/** A test of `in` over any kind of tree. */
export type TestOf<T> =
  | {
      readonly op: 'range'
      readonly low: T
      readonly lowIncluded: boolean
      readonly high: T
      readonly highIncluded: boolean
    }
  | { readonly op: 'relation'; readonly relation: Relation; readonly operand: T }

export type Test = TestOf<Expression>

/** Items of a list fact that fulfil a condition over their fields. */
export interface Selection {
  readonly fact: string
  readonly where?: Expression | undefined
}

/** The typed tree of a rule: names are bound to identifiers, every part has a type. `at` is the place in the rule's text. */
export type Expression = { readonly type: Type; readonly at: Span } & (
  | { readonly op: 'literal'; readonly value: Value }
  | { readonly op: 'fact'; readonly fact: string; readonly year?: number | 'same' | undefined }
  | { readonly op: 'field'; readonly field: string }
  | { readonly op: 'parameter'; readonly name: string }
  | { readonly op: 'today' }
  | { readonly op: 'year' }
  | { readonly op: 'and' | 'or'; readonly operands: readonly Expression[] }
  | {
      readonly op: 'compare'
      readonly relation: Relation
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly op: 'in'; readonly value: Expression; readonly tests: readonly Test[] }
  | {
      readonly op: 'arithmetic'
      readonly operator: Arithmetic
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly op: 'shift'
      readonly date: Expression
      readonly by: Expression
      readonly unit: '天' | '个月' | '年'
      readonly back: boolean
    }
  | { readonly op: 'negate'; readonly operand: Expression }
  | { readonly op: 'if'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly op: 'call'; readonly name: FunctionName; readonly operands: readonly Expression[] }
  | {
      readonly op: 'aggregate'
      readonly name: 'count' | 'sum' | 'min' | 'max'
      readonly of: Selection
      readonly field?: string | undefined
    }
)

export const isNumeric = (type: Type) =>
  type.kind === 'number' || type.kind === 'ratio' || type.kind === 'money'

/** The type of a fact's or field's value. Lists have none of their own. */
export function typeOf(fact: Fact | ListField): Type {
  switch (fact.type) {
    case 'integer':
    case 'number':
      return { kind: 'number', unit: fact.unit && canonicalUnit(fact.unit), whole: fact.type === 'integer' }
    case 'code':
      return { kind: 'code', values: fact.values ?? [] }
    case 'text':
      return fact.values === undefined ? { kind: 'text' } : { kind: 'text', values: fact.values }
    case 'list':
      return { kind: 'broken' }
    default:
      return { kind: fact.type }
  }
}

export const isRational = (value: Value | undefined): value is Rational => typeof value === 'object'

/** The parts directly inside an expression, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'and':
    case 'or':
    case 'call':
      return expression.operands
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'in':
      return [
        expression.value,
        ...expression.tests.flatMap((test) => (test.op === 'range' ? [test.low, test.high] : [test.operand])),
      ]
    case 'shift':
      return [expression.date, expression.by]
    case 'negate':
      return [expression.operand]
    case 'if':
      return [expression.condition, expression.yes, expression.no]
    case 'aggregate':
      return expression.of.where === undefined ? [] : [expression.of.where]
    default:
      return []
  }
}

/** Every part of an expression, itself first. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression
  for (const part of partsOf(expression)) yield* walk(part)
}
