import type { CompiledClause, RuleNode } from '#definitions/rules/clause.ts'
import { type Expression, isRational, type Value, walk } from '#definitions/rules/expression.ts'

/** How a language writes what the bench policies are made of. Names of facts become Latin: Zen and Publicodes read no Chinese. */
export interface Spelling {
  readonly name: (fact: string) => string
  readonly day: (day: string) => string
  readonly text: (text: string) => string
  /** `true` and `false`, unless it has other words */
  readonly truth?: (value: boolean) => string
  readonly equal: string
  readonly choice: (condition: string, yes: string, no: string) => string
  readonly within: (value: string, options: readonly string[]) => string
  /** for a language in which an unknown fact ends the whole evaluation: says first that a fact is known */
  readonly known?: (name: string) => string
}

export const latin = (fact: string) => fact.replace('b.', '')

const quoted = (text: string) => `'${text}'`
const listed = (value: string, options: readonly string[]) => `(${value} in (${options.join(', ')}))`

export const sqlSpelling: Spelling = {
  name: latin,
  day: (day) => `date '${day}'`,
  text: quoted,
  equal: '=',
  choice: (condition, yes, no) => `case when ${condition} then ${yes} else ${no} end`,
  within: listed,
}

export const feelSpelling: Spelling = {
  name: latin,
  day: (day) => String(Date.parse(day) / 86_400_000),
  text: (text) => `"${text}"`,
  equal: '=',
  choice: (condition, yes, no) => `(if ${condition} then ${yes} else ${no})`,
  within: listed,
}

export const zenSpelling: Spelling = {
  ...feelSpelling,
  equal: '==',
  choice: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
  within: (value, options) => `(${value} in [${options.join(', ')}])`,
  known: (name) => `${name} != null`,
}

/** Publicodes writes a choice as a rule of its own, which `choice` makes and names. */
export const publicodesSpelling = (choice: Spelling['choice']): Spelling => ({
  ...feelSpelling,
  text: quoted,
  truth: (value) => (value ? 'oui' : 'non'),
  choice,
})

/** A whole condition as one expression. */
export function infix({ tree }: CompiledClause, spelling: Spelling): string {
  const node = (one: RuleNode): string => {
    if (one.kind === 'test') return test(one.expression, spelling)
    if (one.kind === 'not') return `not (${one.children.map(node).join('')})`
    return `(${one.children.map(node).join(one.kind === 'all' ? ' and ' : ' or ')})`
  }
  return node(tree)
}

function test(tree: Expression, spelling: Spelling): string {
  const said = expression(tree, spelling)
  const { known } = spelling
  if (known === undefined) return said
  const names = new Set(
    [...walk(tree)].flatMap((part) => (part.op === 'fact' ? [spelling.name(part.fact)] : [])),
  )
  return `(${[...[...names].map(known), said].join(' and ')})`
}

/** A tree of one test as a language writes it. */
export function expression(tree: Expression, spelling: Spelling): string {
  const say = (part: Expression) => expression(part, spelling)
  const sign = (relation: string) => (relation === '=' ? spelling.equal : relation)
  switch (tree.op) {
    case 'literal':
      return written(tree.value, tree.type.kind, spelling)
    case 'fact':
      return spelling.name(tree.fact)
    case 'compare':
      return `(${say(tree.left)} ${sign(tree.relation)} ${say(tree.right)})`
    case 'arithmetic':
      return `(${say(tree.left)} ${tree.operator} ${say(tree.right)})`
    case 'if':
      return spelling.choice(say(tree.condition), say(tree.yes), say(tree.no))
    case 'and':
    case 'or':
      return `(${tree.operands.map(say).join(` ${tree.op} `)})`
    case 'in': {
      const value = say(tree.value)
      const options = tree.tests.flatMap((test) => (test.op === 'relation' ? [say(test.operand)] : []))
      if (options.length === tree.tests.length) return spelling.within(value, options)
      const ranges = tree.tests.flatMap((test) =>
        test.op === 'range'
          ? [
              `(${value} ${test.lowIncluded ? '>=' : '>'} ${say(test.low)} and ${value} ${test.highIncluded ? '<=' : '<'} ${say(test.high)})`,
            ]
          : [],
      )
      return `(${ranges.join(' or ')})`
    }
    default:
      throw new TypeError(`the bench policies hold no ${tree.op}`)
  }
}

function written(value: Value, kind: string, spelling: Spelling): string {
  if (isRational(value)) return String(Number(value.n) / Number(value.d))
  if (typeof value === 'boolean') return spelling.truth?.(value) ?? String(value)
  return kind === 'date' ? spelling.day(value) : spelling.text(value)
}
