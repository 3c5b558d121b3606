import type { Place } from './fault.ts'
import type { Decimal } from './number.ts'

export type Order = '<' | '<=' | '>' | '>='
export type Relation = Order | '=' | '!='
export type ArithmeticSign = '+' | '-' | '*' | '/' | '**'

/** A type as written. */
export type TypeSyntax =
  | { readonly k: 'name'; readonly name: string }
  | { readonly k: 'list' | 'range'; readonly of: TypeSyntax }
  | {
      readonly k: 'context'
      readonly entries: readonly { readonly name: string; readonly type: TypeSyntax }[]
    }
  | { readonly k: 'function'; readonly parameters: readonly TypeSyntax[]; readonly result: TypeSyntax }

export interface ParameterSyntax {
  readonly name: string
  readonly type: TypeSyntax | undefined
}

/** One `x in list` of a loop; with `until`, the list counts from `list` to `until`. */
export interface Iterator {
  readonly name: string
  readonly list: Node
  readonly until: Node | undefined
}

/** An expression as read: names are bound when it is evaluated. */
export type Node = { readonly at: Place } & (
  | { readonly k: 'number'; readonly value: Decimal }
  | { readonly k: 'string'; readonly value: string }
  | { readonly k: 'temporal'; readonly value: string }
  | { readonly k: 'boolean'; readonly value: boolean }
  | { readonly k: 'null' }
  | { readonly k: 'name'; readonly name: string }
  | { readonly k: 'list'; readonly items: readonly Node[] }
  | { readonly k: 'context'; readonly entries: readonly { readonly name: string; readonly value: Node }[] }
  | {
      readonly k: 'range'
      readonly low: Node
      readonly lowIncluded: boolean
      readonly high: Node
      readonly highIncluded: boolean
    }
  /** `< 5`: a test, or a range open to one side */
  | { readonly k: 'relation'; readonly relation: Relation; readonly operand: Node }
  | { readonly k: 'negate'; readonly operand: Node }
  | { readonly k: 'arithmetic'; readonly sign: ArithmeticSign; readonly left: Node; readonly right: Node }
  | { readonly k: 'and' | 'or'; readonly operands: readonly Node[] }
  | { readonly k: 'compare'; readonly relation: Relation; readonly left: Node; readonly right: Node }
  | { readonly k: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly k: 'in'; readonly value: Node; readonly tests: readonly Node[] }
  | { readonly k: 'instance'; readonly value: Node; readonly type: TypeSyntax }
  | { readonly k: 'if'; readonly condition: Node; readonly yes: Node; readonly no: Node }
  | { readonly k: 'for' | 'some' | 'every'; readonly iterators: readonly Iterator[]; readonly body: Node }
  | { readonly k: 'path'; readonly of: Node; readonly name: string }
  | { readonly k: 'filter'; readonly list: Node; readonly where: Node }
  | {
      readonly k: 'call'
      readonly of: Node
      readonly positional: readonly Node[]
      readonly named: readonly { readonly name: string; readonly value: Node }[] | undefined
    }
  | {
      readonly k: 'function'
      readonly parameters: readonly ParameterSyntax[]
      readonly external: boolean
      readonly body: Node
    }
)

/** The tests of one cell of a decision table, or of permitted values. `-` is no test at all. */
export type UnaryTests =
  | { readonly k: 'any' }
  | { readonly k: 'tests'; readonly negated: boolean; readonly tests: readonly Node[] }
