import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../../complaint.ts'
import type { Vocabulary } from '../../facts/vocabulary.ts'
import { FeelStop } from '../../feel/fault.ts'
import { Decimal, showNumber } from '../../feel/number.ts'
import { parseExpression, parseUnaryTests } from '../../feel/parse.ts'
import type { Node } from '../../feel/tree.ts'
import { type Type, typeOf } from '../../rules/expression.ts'
import type { HitPolicy } from '../../rules/table.ts'
import type { Boxed, DecisionTable } from '../model.ts'

type Kind = Type['kind']
type Path = readonly (string | number)[]

/** What the profile knows of the names a decision uses. */
export interface ImportScope {
  readonly vocabulary: Vocabulary
  /** other decisions of the model that become parameters, with the kind of their values where it is known */
  readonly parameters: ReadonlyMap<string, Kind | undefined>
}

/** A parameter as a city writes it: an expression or a table. */
export type ImportedForm = string | { readonly table: ImportedTable }

export interface ImportedTable {
  readonly hit: HitPolicy
  readonly inputs: readonly string[]
  readonly rows: readonly { readonly when: readonly string[]; readonly value: string }[]
  readonly otherwise?: string
  readonly priority?: readonly string[]
}

/**
 * The logic of a DMN decision in the words of the profile. Numbers held against money are read as 元, against ratios as fractions. The
 * questions whether something is null, which a DMN model asks for itself, are left out: in the profile what is unknown stays so.
 */
export function importDecision(
  logic: Boxed,
  scope: ImportScope,
  kind?: Kind,
): { form: ImportedForm } | { faults: Complaint[] } {
  const reader = new Importer(scope)
  const form = reader.boxed(logic, kind, [])
  return form === undefined || reader.faults.length > 0 ? { faults: reader.faults } : { form }
}

class Outside extends Error {}

const functions: ReadonlySet<string> = new Set([
  'not',
  'min',
  'max',
  'abs',
  'floor',
  'ceiling',
  'round half up',
  'round down',
  'round up',
])

class Importer {
  readonly faults: Complaint[] = []

  constructor(private readonly scope: ImportScope) {}

  boxed(logic: Boxed, kind: Kind | undefined, path: Path): ImportedForm | undefined {
    if (logic.k === 'literal') return this.expression(logic.text, kind, path)
    if (logic.k === 'table') {
      const table = this.table(logic, kind, path)
      return table && { table }
    }
    if (logic.k === 'conditional' && logic.condition.k === 'literal' && asksForNull(logic.condition.text))
      return this.boxed(logic.yes, kind, [...path, 'then'])
    this.faults.push(outside(path, logic.k))
    return undefined
  }

  private table(table: DecisionTable, kind: Kind | undefined, path: Path): ImportedTable | undefined {
    const hit = hitOf(table)
    const [output] = table.outputs
    if (hit === undefined || output === undefined || table.outputs.length !== 1) {
      this.faults.push(outside(path, hit === undefined ? table.hitPolicy : 'outputs'))
      return undefined
    }
    const inputs = table.inputs.map(({ expression }, i) => ({
      text: this.expression(expression, undefined, [...path, 'inputs', i]) ?? '',
      kind: this.quietKind(expression),
    }))
    return {
      hit,
      inputs: inputs.map(({ text }) => text),
      rows: table.rules.map((rule, i) => ({
        when: rule.inputs.map((cell, column) =>
          this.cell(cell, inputs[column]?.kind, [...path, 'rules', i, column]),
        ),
        value: this.expression(rule.outputs[0] ?? '', kind, [...path, 'rules', i, 'output']) ?? '',
      })),
      ...(output.defaultEntry === undefined
        ? {}
        : { otherwise: this.expression(output.defaultEntry, kind, [...path, 'default']) ?? '' }),
      ...(hit === 'P' && output.values !== undefined
        ? {
            priority: output.values
              .split(',')
              .map((one) => this.expression(one, kind, [...path, 'values']) ?? ''),
          }
        : {}),
    }
  }

  private expression(text: string, kind: Kind | undefined, path: Path): string | undefined {
    return this.trying(text, path, () => this.text(parseExpression(text), kind))
  }

  private cell(text: string, kind: Kind | undefined, path: Path): string {
    const written = this.trying(text, path, () => {
      const read = parseUnaryTests(text)
      if (read.k === 'any') return '-'
      const tests = read.tests.map((test) => this.test(test, kind)).join('、')
      return read.negated ? `not(${tests})` : tests
    })
    return written ?? '-'
  }

  private trying(text: string, path: Path, write: () => string): string | undefined {
    try {
      return write()
    } catch (error) {
      if (error instanceof FeelStop || error instanceof Outside)
        this.faults.push(outside(path, error instanceof Outside ? error.message : text))
      else throw error
      return undefined
    }
  }

  private quietKind(text: string): Kind | undefined {
    try {
      return this.kind(parseExpression(text))
    } catch {
      return undefined
    }
  }

  private text(node: Node, want?: Kind): string {
    const inner = (part: Node, kind: Kind | undefined = want) => this.text(part, kind)
    switch (node.k) {
      case 'number':
        return quantity(node.value, want)
      case 'string':
        return JSON.stringify(node.value)
      case 'boolean':
        return String(node.value)
      case 'temporal':
        return `@"${node.value}"`
      case 'name':
        if (
          node.name !== '今天' &&
          !this.scope.parameters.has(node.name) &&
          this.scope.vocabulary.named(node.name) === undefined
        )
          throw new Outside(node.name)
        return node.name
      case 'negate':
        return `-${inner(node.operand)}`
      case 'and':
      case 'or':
        return `(${node.operands.map((one) => inner(one, undefined)).join(` ${node.k} `)})`
      case 'compare': {
        const kind = this.kind(node.left) ?? this.kind(node.right)
        return `${inner(node.left, kind)} ${node.relation} ${inner(node.right, kind)}`
      }
      case 'between':
      case 'in': {
        const kind = this.kind(node.value)
        const value = inner(node.value, kind)
        if (node.k === 'between') return `${value} in [${inner(node.low, kind)}..${inner(node.high, kind)}]`
        const tests = node.tests.flatMap((test) => (test.k === 'list' ? test.items : [test]))
        const [only] = tests
        if (tests.length === 1 && only?.k === 'range') return `${value} in ${this.test(only, kind)}`
        return `${value} in (${tests.map((test) => this.test(test, kind)).join('、')})`
      }
      case 'arithmetic':
        return this.arithmetic(node, want)
      case 'if': {
        if (isNullGuard(node)) return inner(node.no)
        return `(if ${inner(node.condition, undefined)} then ${inner(node.yes)} else ${inner(node.no)})`
      }
      case 'path':
        if (node.name === 'year') return `yearOf(${inner(node.of, 'date')})`
        throw new Outside(`.${node.name}`)
      case 'call': {
        const name = node.of.k === 'name' ? node.of.name : ''
        const [first] = node.positional
        if (name === 'date' && first?.k === 'string') return `date(${JSON.stringify(first.value)})`
        if (!functions.has(name) || node.named !== undefined) throw new Outside(name || 'function')
        const rounds = !['not', 'min', 'max', 'abs'].includes(name)
        return `${name}(${node.positional.map((one, i) => inner(one, rounds && i === 1 ? undefined : want)).join(', ')})`
      }
      default:
        throw new Outside(node.k)
    }
  }

  private arithmetic(node: Node & { k: 'arithmetic' }, want: Kind | undefined): string {
    const { sign, left, right } = node
    if (sign === '**') throw new Outside('**')
    const [a, b] = [this.kind(left), this.kind(right)]
    if (sign === '+' || sign === '-') {
      const kind = want ?? a ?? b
      return `(${this.text(left, kind)} ${sign} ${this.text(right, kind)})`
    }
    // Of a product that is money, one factor is: the one that says so, or the number written.
    const money = want === 'money' && a !== 'money' && b !== 'money'
    const first = money && left.k === 'number' ? 'money' : a
    const second = money && first !== 'money' && right.k === 'number' ? 'money' : b
    return `(${this.text(left, first)} ${sign} ${this.text(right, second)})`
  }

  private test(node: Node, kind: Kind | undefined): string {
    if (node.k === 'relation') return `${node.relation} ${this.text(node.operand, kind)}`
    if (node.k === 'range')
      return `${node.lowIncluded ? '[' : '('}${this.text(node.low, kind)}..${this.text(node.high, kind)}${node.highIncluded ? ']' : ')'}`
    return this.text(node, kind)
  }

  private kind(node: Node): Kind | undefined {
    switch (node.k) {
      case 'name': {
        const fact = this.scope.vocabulary.named(node.name)?.fact
        return fact === undefined ? this.scope.parameters.get(node.name) : typeOf(fact).kind
      }
      case 'negate':
        return this.kind(node.operand)
      case 'if':
        return this.kind(node.yes) ?? this.kind(node.no)
      case 'arithmetic': {
        const [a, b] = [this.kind(node.left), this.kind(node.right)]
        if (node.sign === '+' || node.sign === '-') return a ?? b
        if (node.sign === '/') return a === b ? 'ratio' : a
        return a === 'money' || b === 'money' ? 'money' : undefined
      }
      case 'call':
        return node.positional.map((one) => this.kind(one)).find((one) => one !== undefined)
      default:
        return undefined
    }
  }
}

function quantity(value: Decimal, want: Kind | undefined): string {
  if (want === 'money') return `${showNumber(value)}元`
  return want === 'ratio' ? `${showNumber(value.times(100))}%` : showNumber(value)
}

function hitOf({ hitPolicy, aggregation }: DecisionTable): HitPolicy | undefined {
  switch (hitPolicy) {
    case 'UNIQUE':
      return 'U'
    case 'ANY':
      return 'A'
    case 'FIRST':
      return 'F'
    case 'PRIORITY':
      return 'P'
    case 'COLLECT':
      return aggregation && ({ SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' } as const)[aggregation]
    default:
      return undefined
  }
}

const isNull = (node: Node): boolean => node.k === 'null'
const asksIfNull = (node: Node): boolean =>
  node.k === 'compare'
    ? node.relation === '=' && (isNull(node.left) || isNull(node.right))
    : node.k === 'or' && node.operands.every(asksIfNull)
const isNullGuard = (node: Node & { k: 'if' }) => isNull(node.yes) && asksIfNull(node.condition)

function asksForNull(text: string): boolean {
  try {
    const node = parseExpression(text)
    const parts = node.k === 'and' ? node.operands : [node]
    return parts.every((one) => one.k === 'compare' && one.relation === '!=' && isNull(one.right))
  } catch {
    return false
  }
}

const outside = (path: Path, what: string): Complaint =>
  complain(
    'dmn-outside-profile',
    path,
    what,
    [`政策语言里没有这种写法：${what}`, `The rule language has no words for this: ${what}`],
    [
      '请改成事实词典里的名称、比较、四则运算、区间，或 U、A、F、P 和汇总型的表',
      'Use names of the fact dictionary, comparisons, arithmetic, ranges, or tables of U, A, F, P and collecting kinds',
    ],
  )
