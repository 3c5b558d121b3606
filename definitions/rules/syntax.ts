import { parser } from 'lezer-feel'
import type { SyntaxNode } from '@lezer/common'
import { type RuleFault, ruleFault, type Span } from './fault.ts'
import { limits, type Normalised, normalise } from './normalise.ts'
import type { Quantity } from './units.ts'

export type Order = '<' | '<=' | '>' | '>='
export type Relation = Order | '=' | '!='
export type Arithmetic = '+' | '-' | '*' | '/'

/** One test of an `in`: a range, a comparison or a value. */
export type SyntaxTest =
  | { k: 'range'; low: Syntax; lowIncluded: boolean; high: Syntax; highIncluded: boolean; at: Span }
  | { k: 'relation'; relation: Relation; operand: Syntax; at: Span }
  | { k: 'value'; operand: Syntax; at: Span }

/** A rule as written: shape without meaning. */
export type Syntax = { readonly at: Span } & (
  | { k: 'number'; quantity: Quantity }
  | { k: 'string'; value: string }
  | { k: 'boolean'; value: boolean }
  | { k: 'temporal'; constructor: string; value: string }
  | { k: 'name'; name: string }
  | { k: 'arithmetic'; operator: Arithmetic; left: Syntax; right: Syntax }
  | { k: 'negate'; operand: Syntax }
  | { k: 'and' | 'or'; operands: Syntax[] }
  | { k: 'compare'; relation: Relation; left: Syntax; right: Syntax }
  | { k: 'in'; value: Syntax; tests: SyntaxTest[] }
  | { k: 'if'; condition: Syntax; yes: Syntax; no: Syntax }
  | { k: 'call'; name: string; operands: Syntax[] }
  | { k: 'filter'; list: Syntax; where: Syntax }
  | { k: 'field'; of: Syntax; name: string }
)

const expressions = parser.configure({ top: 'Expression' })

class NotInProfile extends Error {
  constructor(readonly fault: RuleFault) {
    super(fault.code)
  }
}

/** Parses one expression; names are not looked up. Answers the faults when it is not of the profile. */
export function parseRule(source: string): Syntax | RuleFault[] {
  const normal = normalise(source)
  if (Array.isArray(normal)) return normal
  try {
    const tree = expressions.parse(normal.text)
    const reader = new Reader(normal)
    reader.rejectErrors(tree.topNode)
    return reader.read(reader.only(tree.topNode), 0)
  } catch (error) {
    if (error instanceof NotInProfile) return [error.fault]
    throw error
  }
}

const relations: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '!='])

class Reader {
  constructor(private readonly normal: Normalised) {}

  rejectErrors(root: SyntaxNode): void {
    const cursor = root.cursor()
    do {
      if (cursor.type.isError)
        throw this.fault(
          cursor.node,
          'rule-syntax',
          'an expression of the rule language',
          ['这里看不懂', 'this cannot be read'],
          ['请检查前后是否少了符号、括号或数值', 'Check for a missing sign, bracket or value nearby'],
        )
    } while (cursor.next())
  }

  read(node: SyntaxNode, depth: number): Syntax {
    if (depth > limits.depth * 2)
      throw this.fault(
        node,
        'rule-too-deep',
        `≤ ${limits.depth} levels`,
        ['嵌套太深', 'nested too deeply'],
        ['请把里层写成参数或单独的条件', 'Name the inner part as a parameter or a condition of its own'],
      )
    return grouped(this.flat(node, depth))
  }

  /**
   * A run of `and` / `or` without brackets as a flat list. The parser gives everything to the right of an `in` to its
   * test (`a in [1..3) or b` becomes `a in ([1..3) or b)`); here the test gives back what is not its own.
   */
  private flat(node: SyntaxNode, depth: number): (Syntax | 'and' | 'or')[] {
    if (node.name === 'Disjunction' || node.name === 'Conjunction')
      return childrenOf(node).flatMap((child) =>
        child.name === 'and' || child.name === 'or'
          ? [child.name as 'and' | 'or']
          : this.flat(child, depth + 1),
      )
    const inside = node.name === 'Comparison' ? this.membership(node) : undefined
    if (inside === undefined) return [this.single(node, depth)]
    const value = this.read(inside.value, depth + 1)
    const [first, ...rest] = this.flatTest(inside.test, depth + 1)
    return [{ k: 'in', value, tests: first, at: this.at(node) }, ...rest]
  }

  /** The parts of `value in test` where the test is not a bracketed list. */
  private membership(node: SyntaxNode): { value: SyntaxNode; test: SyntaxNode } | undefined {
    const [value, word, test, ...more] = childrenOf(node)
    if (value === undefined || word?.name !== 'in' || test?.name !== 'PositiveUnaryTest' || more.length > 0)
      return undefined
    return { value, test: this.only(test) }
  }

  private flatTest(node: SyntaxNode, depth: number): [SyntaxTest[], ...(Syntax | 'and' | 'or')[]] {
    if (node.name === 'Disjunction' || node.name === 'Conjunction') {
      const [first, ...rest] = childrenOf(node)
      if (first === undefined) throw this.unsupported(node)
      return [
        ...this.flatTest(first, depth),
        ...rest.flatMap((child) =>
          child.name === 'and' || child.name === 'or'
            ? [child.name as 'and' | 'or']
            : this.flat(child, depth + 1),
        ),
      ]
    }
    const [sign, operand] = childrenOf(node)
    if (node.name === 'SimplePositiveUnaryTest' && sign?.name === 'CompareOp' && operand !== undefined) {
      const [first, ...rest] = this.flat(operand, depth + 1)
      if (first === undefined || first === 'and' || first === 'or') throw this.unsupported(node)
      return [[{ k: 'relation', relation: this.relation(sign), operand: first, at: this.at(node) }], ...rest]
    }
    return [this.tests(node, depth)]
  }

  private tests(node: SyntaxNode, depth: number): SyntaxTest[] {
    switch (node.name) {
      case 'PositiveUnaryTest':
      case 'SimplePositiveUnaryTest': {
        const [sign, operand] = childrenOf(node)
        if (sign?.name !== 'CompareOp' || operand === undefined) return this.tests(this.only(node), depth)
        return [
          {
            k: 'relation',
            relation: this.relation(sign),
            operand: this.read(operand, depth + 1),
            at: this.at(node),
          },
        ]
      }
      case 'Interval':
        return [this.range(node, depth)]
      case 'List':
        return childrenOf(node)
          .filter((child) => child.name !== '[' && child.name !== ']')
          .flatMap((child) => this.tests(child, depth + 1))
      default:
        return [{ k: 'value', operand: this.read(node, depth + 1), at: this.at(node) }]
    }
  }

  private range(node: SyntaxNode, depth: number): SyntaxTest {
    const [open, low, , high, close] = childrenOf(node)
    if (open === undefined || low === undefined || high === undefined || close === undefined)
      throw this.unsupported(node)
    return {
      k: 'range',
      low: this.read(low, depth + 1),
      lowIncluded: open.name === '[',
      high: this.read(high, depth + 1),
      highIncluded: close.name === ']',
      at: this.at(node),
    }
  }

  private single(node: SyntaxNode, depth: number): Syntax {
    const at = this.at(node)
    const children = childrenOf(node)
    const [first, second, third] = children
    switch (node.name) {
      case 'NumericLiteral':
        return this.number(node)
      case 'StringLiteral':
        return { k: 'string', value: this.normal.strings.get(node.from) ?? '', at }
      case 'BooleanLiteral':
        return { k: 'boolean', value: this.text(node) === 'true', at }
      case 'VariableName':
        return { k: 'name', name: this.text(node), at }
      case 'ParenthesizedExpression':
        return this.read(this.bracketed(node), depth + 1)
      case 'PathExpression':
        return this.path(node, depth)
      case 'FilterExpression': {
        if (first === undefined || third === undefined) throw this.unsupported(node)
        return { k: 'filter', list: this.read(first, depth + 1), where: this.read(third, depth + 1), at }
      }
      case 'DateTimeLiteral':
        return this.temporal(node)
      case 'IfExpression': {
        const [, condition, , yes, , no] = children
        if (condition === undefined || yes === undefined || no === undefined) throw this.unsupported(node)
        const read = (part: SyntaxNode) => this.read(part, depth + 1)
        return { k: 'if', condition: read(condition), yes: read(yes), no: read(no), at }
      }
      case 'FunctionInvocation':
        return this.call(node, depth)
      case 'ArithmeticExpression': {
        if (first?.name === 'ArithOp' && second !== undefined) return this.signed(first, second, at, depth)
        const operator = second === undefined ? '' : this.text(second)
        if (first === undefined || third === undefined || !/^[-+*/]$/.test(operator))
          throw this.unsupported(node)
        const read = (part: SyntaxNode) => this.read(part, depth + 1)
        return {
          k: 'arithmetic',
          operator: operator as Arithmetic,
          left: read(first),
          right: read(third),
          at,
        }
      }
      case 'Comparison':
        return this.comparison(node, depth)
      default:
        throw this.unsupported(node)
    }
  }

  private number(node: SyntaxNode): Syntax {
    const at = this.at(node)
    const sign = node.firstChild
    const digits = this.text(node)
    const start = node.from + (sign === null ? 0 : digits.length - digits.replace(/^-\s*/, '').length)
    const quantity = this.normal.quantities.get(start)
    if (quantity === undefined) throw this.unsupported(node)
    const number: Syntax = { k: 'number', quantity, at }
    return sign === null ? number : { k: 'negate', operand: number, at }
  }

  private signed(sign: SyntaxNode, operand: SyntaxNode, at: Span, depth: number): Syntax {
    const inner = this.read(operand, depth + 1)
    return this.text(sign) === '-' ? { k: 'negate', operand: inner, at } : inner
  }

  private path(node: SyntaxNode, depth: number): Syntax {
    const [base, , name] = childrenOf(node)
    if (base === undefined || name === undefined) throw this.unsupported(node)
    const of = this.read(base, depth + 1)
    const at = this.at(node)
    if (of.k === 'name' && base.name !== 'ParenthesizedExpression')
      return { k: 'name', name: `${of.name}.${this.text(name)}`, at }
    return { k: 'field', of, name: this.text(name), at }
  }

  private call(node: SyntaxNode, depth: number): Syntax {
    const [name, , parameters] = childrenOf(node)
    if (name === undefined || parameters?.name !== 'PositionalParameters') throw this.unsupported(node)
    const operands = childrenOf(parameters).map((operand) => this.read(operand, depth + 1))
    return { k: 'call', name: this.text(name).replace(/\s+/g, ' '), operands, at: this.at(node) }
  }

  private temporal(node: SyntaxNode): Syntax {
    const cursor = node.cursor()
    let place: number | undefined
    do if (cursor.name === 'StringLiteral') place ??= cursor.from
    while (cursor.next() && cursor.from < node.to)
    const value = place === undefined ? undefined : this.normal.strings.get(place)
    if (value === undefined) throw this.unsupported(node)
    const named = node.firstChild?.name === 'DateTimeConstructor' ? this.text(node.firstChild) : '@'
    return { k: 'temporal', constructor: named, value, at: this.at(node) }
  }

  private comparison(node: SyntaxNode, depth: number): Syntax {
    const children = childrenOf(node)
    const [left, sign, right] = children
    const at = this.at(node)
    if (left === undefined || sign === undefined || right === undefined) throw this.unsupported(node)
    if (sign.name === 'in') {
      const tests = children.flatMap((child) =>
        child.name === 'PositiveUnaryTests'
          ? childrenOf(child).flatMap((test) => this.tests(test, depth + 1))
          : [],
      )
      if (tests.length === 0) throw this.unsupported(node)
      return { k: 'in', value: this.read(left, depth + 1), tests, at }
    }
    if (sign.name === 'between') {
      const high = children[4]
      if (high === undefined) throw this.unsupported(node)
      const range: SyntaxTest = {
        k: 'range',
        low: this.read(right, depth + 1),
        lowIncluded: true,
        high: this.read(high, depth + 1),
        highIncluded: true,
        at,
      }
      return { k: 'in', value: this.read(left, depth + 1), tests: [range], at }
    }
    if (left.name === 'Comparison')
      throw this.fault(
        node,
        'comparison-chained',
        'two sides',
        ['一次只能比较两边', 'a comparison has two sides'],
        ['请用 and 连接两个比较，或写成 a in [1..3]', 'Join two comparisons with and, or write a in [1..3]'],
      )
    return {
      k: 'compare',
      relation: this.relation(sign),
      left: this.read(left, depth + 1),
      right: this.read(right, depth + 1),
      at,
    }
  }

  private relation(sign: SyntaxNode): Relation {
    const text = this.text(sign)
    if (!relations.has(text)) throw this.unsupported(sign)
    return text as Relation
  }

  only(node: SyntaxNode): SyntaxNode {
    const child = node.firstChild
    if (child === null) throw this.unsupported(node)
    return child
  }

  private bracketed(node: SyntaxNode): SyntaxNode {
    const [, inner] = childrenOf(node)
    if (inner === undefined) throw this.unsupported(node)
    return inner
  }

  private text(node: SyntaxNode): string {
    return this.normal.text.slice(node.from, node.to)
  }

  private at(node: SyntaxNode): Span {
    return this.normal.spanOf(node.from, node.to)
  }

  private unsupported(node: SyntaxNode): NotInProfile {
    return this.fault(
      node,
      'not-in-profile',
      'a construct of the profile',
      ['规则语言不支持这种写法', 'the rule language does not have this construct'],
      ['请看规则语言说明，换一种写法', 'See the reference of the rule language for another form'],
    )
  }

  private fault(
    node: SyntaxNode,
    code: string,
    expected: string,
    message: readonly [string, string],
    remedy: readonly [string, string],
  ): NotInProfile {
    return new NotInProfile(ruleFault(code, this.normal.source, this.at(node), expected, message, remedy))
  }
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

/** `and` binds tighter than `or`. */
function grouped(parts: readonly (Syntax | 'and' | 'or')[]): Syntax {
  const alternatives: Syntax[][] = [[]]
  for (const part of parts) {
    if (part === 'or') alternatives.push([])
    else if (part !== 'and') alternatives.at(-1)?.push(part)
  }
  return joined(
    'or',
    alternatives.map((group) => joined('and', group)),
  )
}

function joined(k: 'and' | 'or', operands: Syntax[]): Syntax {
  const [first] = operands
  if (first === undefined) throw new RangeError('an empty group')
  if (operands.length === 1) return first
  return { k, operands, at: { from: first.at.from, until: operands.at(-1)?.at.until ?? first.at.until } }
}
