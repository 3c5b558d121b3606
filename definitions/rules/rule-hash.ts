import { canonicalJson, sha256 } from '#kernel/sha256.ts'
import type { CompileScope } from './compile-text.ts'
import { factsIn } from './dictionary.ts'
import { type Expression, isRational, walk } from './expression.ts'

/** A typed tree as plain JSON, without the place of its parts in the text. */
export function plainExpression(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value: unknown) => {
      if (key === 'at' || (key === 'type' && typeof value === 'object')) return undefined
      return typeof value === 'bigint' ? value.toString() : value
    }),
  )
}

/** Everything expressions refer to, followed to the end: parameters and derived facts, by name. */
function references(expressions: readonly Expression[], { dictionary, parameters }: CompileScope) {
  const found = new Map<string, readonly Expression[]>()
  const facts = new Set<string>()
  const visit = (expression: Expression) => {
    for (const fact of factsIn(expression)) {
      facts.add(fact)
      const tree = dictionary.derived.get(fact)
      if (tree !== undefined) enter(`fact ${fact}`, [tree])
    }
    for (const part of walk(expression)) if (part.op === 'parameter') enterParameter(part.name)
  }
  const enter = (key: string, trees: readonly Expression[]) => {
    if (found.has(key)) return
    found.set(key, trees)
    trees.forEach(visit)
  }
  const enterParameter = (name: string) => {
    const tiers = parameters.get(name)?.versions.flatMap((version) => version.tiers) ?? []
    enter(
      `parameter ${name}`,
      tiers.flatMap(({ when, value }) => (when === undefined ? [value] : [when, value])),
    )
  }
  expressions.forEach(visit)
  return { found, facts }
}

/** SHA-256 of a meaning with everything its expressions refer to. */
export function hashOf(meaning: unknown, expressions: readonly Expression[], scope: CompileScope): string {
  const { found, facts } = references(expressions, scope)
  const published = [...facts].sort().flatMap((fact) => {
    const values = scope.dictionary.published.get(fact)
    return values === undefined
      ? []
      : [[fact, values.map(({ from, until, value }) => ({ from, until, value: plainValue(value) }))]]
  })
  const behind = [...found]
    .map(([name, trees]) => [name, datesOf(name, scope), trees.map(plainExpression)])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
  return sha256(canonicalJson({ meaning, behind, published }))
}

const plainValue = (value: unknown) =>
  isRational(value as never)
    ? JSON.parse(
        JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
      )
    : value

const datesOf = (name: string, { parameters }: CompileScope) =>
  parameters.get(name.slice('parameter '.length))?.versions.map(({ from, until, tiers }) => ({
    from,
    until,
    tiers: tiers.map(({ when }) => when !== undefined),
  })) ?? []

/** The hash of any set of expressions under one name, such as a benefit formula. */
export const hashExpressions = (
  meaning: unknown,
  expressions: readonly Expression[],
  scope: CompileScope,
): string => hashOf({ meaning, expressions: expressions.map(plainExpression) }, expressions, scope)

/** Identifiers of all facts that expressions can read, those behind derived facts and parameters included. */
export const factsBehind = (expressions: readonly Expression[], scope: CompileScope): Set<string> =>
  references(expressions, scope).facts
