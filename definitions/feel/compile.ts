import { arithmetic, negated } from './arithmetic.ts'
import { equal, inRange, order } from './compare.ts'
import { externalFunction } from './external.ts'
import { filtered } from './filter.ts'
import { Growing } from './growing.ts'
import { iterations } from './iterate.ts'
import { property } from './properties.ts'
import type { Run } from './run.ts'
import { Scope } from './scope.ts'
import { readTemporal } from './temporal/read.ts'
import type { Node, Relation, UnaryTests } from './tree.ts'
import { resolveType, type TypeNames } from './type-names.ts'
import { anyType, coerce, isInstance, showType } from './types.ts'
import {
  type Arguments,
  FeelFunction,
  type FeelParameter,
  FeelRange,
  type FeelValue,
  isBoolean,
  isFunction,
  isList,
  isNumber,
  isRange,
  kindOf,
} from './values.ts'

/** An expression made ready: evaluated as often as wanted, each time with names and a run of its own. */
export type Code = (scope: Scope, run: Run) => FeelValue
/** A test made ready: does the value pass? */
export type Test = (value: FeelValue, scope: Scope, run: Run) => boolean | null

/** Turns an expression into code once; user types are looked up in `types`. */
export function compile(node: Node, types: TypeNames = new Map()): Code {
  const build = builders[node.k] as (node: Node, types: TypeNames) => Code
  const code = build(node, types)
  return (scope, run) => {
    run.step()
    return code(scope, run)
  }
}

/** The member of the union for a kind, also where it stands for several kinds. */
type NodeOf<K, N = Node> = N extends { readonly k: infer Own } ? (K extends Own ? N : never) : never
type Builders = { readonly [K in Node['k']]: (node: NodeOf<K>, types: TypeNames) => Code }

const constant =
  (value: FeelValue): Code =>
  () =>
    value

const builders: Builders = {
  number: ({ value }) => constant(value),
  string: ({ value }) => constant(value),
  boolean: ({ value }) => constant(value),
  null: () => constant(null),
  temporal: (node) => {
    const value = readTemporal(node.value)
    return (_, run) => value ?? failed(run, node, () => run.null('temporal-form', node.value))
  },
  name: (node) => (scope, run) => {
    const value = scope.find(node.name)
    return value === undefined ? failed(run, node, () => run.null('unknown-name', node.name)) : value
  },
  list: ({ items }, types) => {
    const codes = items.map((item) => compile(item, types))
    return (scope, run) => {
      run.list(codes.length)
      return codes.map((code) => code(scope, run))
    }
  },
  context: (node, types) => {
    const entries = node.entries.map(({ name, value }) => ({ name, code: compile(value, types) }))
    return (scope, run) => {
      run.list(entries.length)
      const context = new Map<string, FeelValue>()
      const inner = scope.with(context)
      for (const { name, code } of entries) {
        if (context.has(name)) return failed(run, node, () => run.null('duplicate-key', name))
        context.set(name, code(inner, run))
      }
      return context
    }
  },
  range: (node, types) => {
    const low = compile(node.low, types)
    const high = compile(node.high, types)
    return (scope, run) => {
      const from = low(scope, run)
      const to = high(scope, run)
      run.at = node.at
      return makeRange(from, node.lowIncluded, to, node.highIncluded, run)
    }
  },
  relation: (node, types) => {
    const operand = compile(node.operand, types)
    return (scope, run) => halfRange(node.relation, operand(scope, run))
  },
  negate: (node, types) => {
    const operand = compile(node.operand, types)
    return (scope, run) => {
      const value = operand(scope, run)
      run.at = node.at
      return negated(value, run)
    }
  },
  arithmetic: (node, types) => {
    const left = compile(node.left, types)
    const right = compile(node.right, types)
    return (scope, run) => {
      const a = left(scope, run)
      const b = right(scope, run)
      run.at = node.at
      return arithmetic(node.sign, a, b, run)
    }
  },
  and: (node, types) => junction(node, types, false),
  or: (node, types) => junction(node, types, true),
  compare: (node, types) => {
    const left = compile(node.left, types)
    const right = compile(node.right, types)
    return (scope, run) => {
      const a = left(scope, run)
      const b = right(scope, run)
      run.at = node.at
      return relate(node.relation, a, b, run)
    }
  },
  between: (node, types) => {
    const [value, low, high] = [node.value, node.low, node.high].map((part) => compile(part, types)) as [
      Code,
      Code,
      Code,
    ]
    return (scope, run) => {
      const it = value(scope, run)
      const from = low(scope, run)
      const to = high(scope, run)
      run.at = node.at
      return and([relate('>=', it, from, run), relate('<=', it, to, run)])
    }
  },
  in: (node, types) => {
    const value = compile(node.value, types)
    const tests = node.tests.map((test) => compileTest(test, types))
    return (scope, run) => {
      const it = value(scope, run)
      return or(tests, (test) => test(it, scope, run))
    }
  },
  instance: (node, types) => {
    const value = compile(node.value, types)
    const type = resolveType(node.type, types)
    return (scope, run) => {
      const it = value(scope, run)
      run.at = node.at
      if (type === undefined) return run.null('unknown-type', JSON.stringify(node.type))
      return isInstance(it, type, run)
    }
  },
  if: (node, types) => {
    const [condition, yes, no] = [node.condition, node.yes, node.no].map((part) => compile(part, types)) as [
      Code,
      Code,
      Code,
    ]
    return (scope, run) => (condition(scope, run) === true ? yes(scope, run) : no(scope, run))
  },
  for: (node, types) => {
    const { body, each } = loop(node, types)
    const looksBack = mentions(node.body, 'partial')
    return (scope, run) => {
      const results = new Growing(run)
      const partial = new Map<string, FeelValue>()
      const done = each(looksBack ? scope.with(partial) : scope, run, (inner) => {
        if (looksBack) partial.set('partial', results.soFar())
        results.add(body(inner, run))
        return true
      })
      return done ? results.items : null
    }
  },
  some: (node, types) => quantified(node, types, true),
  every: (node, types) => quantified(node, types, false),
  path: (node, types) => {
    const of = compile(node.of, types)
    return (scope, run) => {
      const value = of(scope, run)
      run.at = node.at
      return property(value, node.name, run)
    }
  },
  filter: (node, types) => {
    const list = compile(node.list, types)
    const where = compile(node.where, types)
    return (scope, run) => filtered(list(scope, run), where, scope, run, node.at)
  },
  call: (node, types) => {
    const of = compile(node.of, types)
    const positional = node.positional.map((argument) => compile(argument, types))
    const named = node.named?.map(({ name, value }) => ({ name, code: compile(value, types) }))
    return (scope, run) => {
      const callee = node.of.k === 'name' ? (scope.find(node.of.name) ?? null) : of(scope, run)
      const given: Arguments =
        named === undefined
          ? { k: 'positional', values: positional.map((code) => code(scope, run)) }
          : { k: 'named', values: new Map(named.map(({ name, code }) => [name, code(scope, run)])) }
      run.at = node.at
      if (callee === null && node.of.k === 'name') return run.null('unknown-function', node.of.name)
      return invoke(callee, given, run)
    }
  },
  function: (node, types) => {
    const parameters = node.parameters.map(({ name, type }) => ({
      name,
      type: type === undefined ? anyType : (resolveType(type, types) ?? anyType),
    }))
    const body = compile(node.body, types)
    return (scope, run) =>
      node.external
        ? externalFunction(parameters, body(scope, run), run)
        : userFunction('', parameters, (names, inner) => body(scope.with(names), inner))
  },
}

function failed(run: Run, node: Node, make: () => null): null {
  run.at = node.at
  return make()
}

/** A range of two values that have an order and are in it, or null with its cause. */
export function makeRange(
  low: FeelValue,
  lowIncluded: boolean,
  high: FeelValue,
  highIncluded: boolean,
  run: Run,
): FeelValue {
  if (low !== null && high !== null && order(low, high) === undefined)
    return run.null('range-form', `${kindOf(low)}..${kindOf(high)}`)
  return new FeelRange(low, lowIncluded, high, highIncluded)
}

/** The range that a relation without a left side stands for. */
function halfRange(relation: Relation, value: FeelValue): FeelRange {
  switch (relation) {
    case '<':
    case '<=':
      return new FeelRange(undefined, false, value, relation === '<=')
    case '>':
    case '>=':
      return new FeelRange(value, relation === '>=', undefined, false)
    case '=':
      return new FeelRange(value, true, value, true, { sign: '=', operand: value })
    case '!=':
      return new FeelRange(undefined, false, undefined, false, { sign: '!=', operand: value })
  }
}

/** `a relation b` */
export function relate(relation: Relation, a: FeelValue, b: FeelValue, run: Run): boolean | null {
  if (relation === '=' || relation === '!=') {
    const answer = equal(a, b, run)
    if (answer === undefined) return run.null('not-comparable', `${kindOf(a)} ${relation} ${kindOf(b)}`)
    return relation === '=' ? answer : !answer
  }
  if (a === null || b === null) return run.null('operand-null', relation)
  const difference = order(a, b)
  if (difference === undefined) return run.null('not-comparable', `${kindOf(a)} ${relation} ${kindOf(b)}`)
  switch (relation) {
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
  }
}

function and(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false
  return parts.includes(null) ? null : true
}

/** True when one part is, null when none is and one is null. */
function or<T>(parts: readonly T[], judge: (part: T) => boolean | null): boolean | null {
  let result: boolean | null = false
  for (const part of parts) {
    const answer = judge(part)
    if (answer === true) return true
    if (answer === null) result = null
  }
  return result
}

/** `and` ends at the first false, `or` at the first true; what is no truth value counts as null. */
function junction(node: NodeOf<'and'>, types: TypeNames, ends: boolean): Code {
  const codes = node.operands.map((operand) => compile(operand, types))
  return (scope, run) => {
    let result: boolean | null = !ends
    for (const code of codes) {
      const value = code(scope, run)
      if (value === ends) return ends
      if (!isBoolean(value)) result = null
    }
    if (result === null) return failed(run, node, () => run.null('not-boolean', node.k))
    return result
  }
}

function loop(node: NodeOf<'for'>, types: TypeNames) {
  const iterators = node.iterators.map(({ name, list, until }) => ({
    name,
    list: compile(list, types),
    until: until === undefined ? undefined : compile(until, types),
  }))
  const each = (scope: Scope, run: Run, visit: (inner: Scope) => boolean): boolean => {
    const turn = (index: number, outer: Scope): boolean => {
      const iterator = iterators[index]
      if (iterator === undefined) return visit(outer)
      const from = iterator.list(outer, run)
      const until = iterator.until?.(outer, run)
      run.at = node.at
      const items = iterations(from, until, run)
      if (items === null) return false
      for (const item of items) {
        run.step()
        if (!turn(index + 1, outer.with(new Map([[iterator.name, item]])))) return false
      }
      return true
    }
    return turn(0, scope)
  }
  return { body: compile(node.body, types), each }
}

/** `some` looks for a true, `every` for a false; one that is no truth value leaves the answer null. */
function quantified(node: NodeOf<'some'>, types: TypeNames, sought: boolean): Code {
  const { body, each } = loop(node, types)
  return (scope, run) => {
    let result: boolean | null = !sought
    const done = each(scope, run, (inner) => {
      const value = body(inner, run)
      if (value === sought) result = sought
      else if (!isBoolean(value)) result = null
      return result !== sought
    })
    return done || result === sought ? result : null
  }
}

/** Calls what should be a function. */
export function invoke(callee: FeelValue, given: Arguments, run: Run): FeelValue {
  if (!isFunction(callee)) return run.null('not-callable', kindOf(callee))
  const at = run.at
  run.enter()
  const result = callee.call(given, run)
  run.leave()
  run.at = at
  return result
}

/** A function written in FEEL. Every parameter must be given, and each is coerced to its type. */
export function userFunction(
  name: string,
  parameters: readonly FeelParameter[],
  body: (names: ReadonlyMap<string, FeelValue>, run: Run) => FeelValue,
  result = anyType,
): FeelFunction {
  return new FeelFunction(name, parameters, result, (given, run) => {
    const values = argumentsFor(parameters, given, run)
    if (values === null) return null
    const names = new Map<string, FeelValue>()
    for (const [i, parameter] of parameters.entries()) {
      const value = coerce(values[i] ?? null, parameter.type, run)
      if (value === undefined)
        return run.null('argument-type', `${parameter.name}: ${showType(parameter.type)}`)
      names.set(parameter.name, value)
    }
    return body(names, run)
  })
}

export function argumentsFor(
  parameters: readonly FeelParameter[],
  given: Arguments,
  run: Run,
): readonly FeelValue[] | null {
  if (given.k === 'positional')
    return given.values.length === parameters.length
      ? given.values
      : run.null('argument-count', `${given.values.length} ≠ ${parameters.length}`)
  const unknown = [...given.values.keys()].find((key) => !parameters.some(({ name }) => name === key))
  if (unknown !== undefined) return run.null('argument-name', unknown)
  const missing = parameters.find(({ name }) => !given.values.has(name))
  if (missing !== undefined) return run.null('argument-count', missing.name)
  return parameters.map(({ name }) => given.values.get(name) ?? null)
}

/** The name of the value under test. */
const testedName = '?'

/** One test: a comparison with the value, a range or list it lies in, an equal value, or an expression over `?`. */
export function compileTest(node: Node, types: TypeNames = new Map()): Test {
  if (node.k === 'relation') {
    const operand = compile(node.operand, types)
    return (value, scope, run) => {
      const other = operand(scope.with(new Map([[testedName, value]])), run)
      run.at = node.at
      return relate(node.relation, value, other, run)
    }
  }
  const code = compile(node, types)
  const asks = mentions(node, testedName)
  return (value, scope, run) => {
    const answer = code(asks ? scope.with(new Map([[testedName, value]])) : scope, run)
    run.at = node.at
    if (asks) return isBoolean(answer) || answer === null ? answer : matches(value, answer, run)
    return matches(value, answer, run)
  }
}

/** Whether the value is the other, or lies in the range or list that the other is. */
export function matches(value: FeelValue, other: FeelValue, run: Run): boolean | null {
  if (isRange(other) && !isRange(value)) {
    if (value === null && other.equality === undefined) return run.null('operand-null', 'in')
    return inRange(value, other, run) ?? run.null('not-comparable', `${kindOf(value)} in range`)
  }
  if (isList(other)) {
    if (isList(value) && equal(value, other, run) === true) return true
    return other.some((item) =>
      isRange(item) && !isRange(value)
        ? inRange(value, item, run) === true
        : equal(value, item, run) === true,
    )
  }
  const answer = equal(value, other, run)
  return answer ?? run.null('not-comparable', `${kindOf(value)} in ${kindOf(other)}`)
}

function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((part) => mentions(part, name))
  if (typeof node !== 'object' || node === null || isNumber(node as FeelValue)) return false
  if ('k' in node && node.k === 'name' && 'name' in node && node.name === name) return true
  return Object.values(node).some((part) => mentions(part, name))
}

/** The tests of a cell, made ready. */
export function compileTests(tests: UnaryTests, types: TypeNames = new Map()): Test {
  if (tests.k === 'any') return () => true
  const compiled = tests.tests.map((test) => compileTest(test, types))
  return (value, scope, run) => {
    const answer = or(compiled, (test) => test(value, scope, run))
    return tests.negated && answer !== null ? !answer : answer
  }
}
