import { type Code, invoke, userFunction } from '../feel/compile.ts'
import { externalFunction } from '../feel/external.ts'
import { filtered } from '../feel/filter.ts'
import { Growing } from '../feel/growing.ts'
import { iterations } from '../feel/iterate.ts'
import type { Run } from '../feel/run.ts'
import { coerced, type FeelType } from '../feel/types.ts'
import { FeelFunction, type FeelValue, isBoolean } from '../feel/values.ts'
import { compileTable } from './decision-table.ts'
import { resultOf, typeOfReference } from './item-types.ts'
import type { Boxed, FunctionDefinition, Variable } from './model.ts'
import type { Reading } from './reading.ts'

/** Makes a boxed expression ready; its value is coerced to its declared type. */
export function compileBoxed(boxed: Boxed, reading: Reading): Code {
  if (boxed.k === 'function') return compileFunction(boxed, reading)
  return typed(compilePlain(boxed, reading), boxed.typeRef, reading)
}

/** The code with its value coerced to a declared type. */
export function typed(code: Code, typeRef: string | undefined, reading: Reading): Code {
  const type = typeOfReference(typeRef, reading.types)
  return type.k === 'any' ? code : (scope, run) => coerced(code(scope, run), type, run)
}

type Plain = Exclude<Boxed, FunctionDefinition>

function compilePlain(boxed: Plain, reading: Reading): Code {
  switch (boxed.k) {
    case 'literal':
      return reading.code(boxed.text)
    case 'context':
      return context(boxed, reading)
    case 'relation':
      return relation(boxed, reading)
    case 'list': {
      const items = boxed.items.map((item) => compileBoxed(item, reading))
      return (scope, run) => {
        run.list(items.length)
        return items.map((item) => item(scope, run))
      }
    }
    case 'invocation':
      return invocation(boxed, reading)
    case 'conditional': {
      const condition = compileBoxed(boxed.condition, reading)
      const yes = compileBoxed(boxed.yes, reading)
      const no = compileBoxed(boxed.no, reading)
      return (scope, run) => {
        const holds = condition(scope, run)
        if (holds !== null && !isBoolean(holds)) return run.null('not-boolean', 'if')
        return holds === true ? yes(scope, run) : no(scope, run)
      }
    }
    case 'filter':
      return filter(boxed, reading)
    case 'for':
      return each(boxed, reading)
    case 'some':
    case 'every':
      return quantified(boxed, reading, boxed.k === 'some')
    case 'table':
      return compileTable(boxed, reading)
  }
}

type Kind<K extends Boxed['k']> = Extract<Boxed, { readonly k: K }>

/** Entries see the ones before them. The one without a name is the result; without it the context is. */
function context(boxed: Kind<'context'>, reading: Reading): Code {
  let inner = reading
  const entries = boxed.entries.map(({ variable, value }) => {
    const code = typed(compileBoxed(value, inner), variable?.typeRef, reading)
    if (variable !== undefined) inner = inner.with(variable.name)
    return { name: variable?.name, code }
  })
  return (scope, run) => {
    run.list(entries.length)
    const values = new Map<string, FeelValue>()
    const within = scope.with(values)
    for (const { name, code } of entries) {
      const value = code(within, run)
      if (name === undefined) return value
      if (values.has(name)) return run.null('duplicate-key', name)
      values.set(name, value)
    }
    return values
  }
}

/** Unlike the brackets of FEEL, a boxed filter has only truth values: with any other the whole is null. */
function filter(boxed: Kind<'filter'>, reading: Reading): Code {
  const list = compileBoxed(boxed.list, reading)
  const where = compileBoxed(boxed.where, reading.with('item'))
  return (scope, run) => {
    let strange = false
    const judged: Code = (inner, innerRun) => {
      const value = where(inner, innerRun)
      if (value !== null && !isBoolean(value)) strange = true
      return value === true
    }
    const result = filtered(list(scope, run), judged, scope, run, run.at)
    return strange ? run.null('not-boolean', 'match') : result
  }
}

function relation(boxed: Kind<'relation'>, reading: Reading): Code {
  const rows = boxed.rows.map((row) =>
    row.map((cell, i) => ({
      name: boxed.columns[i]?.name ?? '',
      code: typed(compileBoxed(cell, reading), boxed.columns[i]?.typeRef, reading),
    })),
  )
  return (scope, run) => {
    run.list(rows.length * boxed.columns.length)
    return rows.map((row) => new Map(row.map(({ name, code }) => [name, code(scope, run)])))
  }
}

function invocation(boxed: Kind<'invocation'>, reading: Reading): Code {
  const of = compileBoxed(boxed.of, reading)
  const bindings = boxed.bindings.map(({ parameter, value }) => ({
    name: parameter.name,
    code: value === undefined ? () => null : compileBoxed(value, reading),
  }))
  return (scope, run) => {
    const callee = of(scope, run)
    const values = new Map(bindings.map(({ name, code }) => [name, code(scope, run)]))
    return invoke(callee, { k: 'named', values }, run)
  }
}

/** Visits each item with its name and, as in FEEL's `for`, the results so far as `partial`. */
function turns(
  boxed: Kind<'for' | 'some' | 'every'>,
  reading: Reading,
  more: readonly string[],
): { list: Code; body: Code } {
  return {
    list: compileBoxed(boxed.list, reading),
    body: compileBoxed(boxed.body, reading.with(boxed.variable, ...more)),
  }
}

function each(boxed: Kind<'for' | 'some' | 'every'>, reading: Reading): Code {
  const { list, body } = turns(boxed, reading, ['partial'])
  return (scope, run) => {
    const items = iterations(list(scope, run), undefined, run)
    if (items === null) return null
    const results = new Growing(run)
    for (const item of items) {
      run.step()
      const names = new Map<string, FeelValue>([
        [boxed.variable, item],
        ['partial', results.soFar()],
      ])
      results.add(body(scope.with(names), run))
    }
    return results.items
  }
}

function quantified(boxed: Kind<'for' | 'some' | 'every'>, reading: Reading, sought: boolean): Code {
  const { list, body } = turns(boxed, reading, [])
  return (scope, run) => {
    const items = iterations(list(scope, run), undefined, run)
    if (items === null) return null
    let result: boolean | null = !sought
    for (const item of items) {
      run.step()
      const value = body(scope.with(new Map([[boxed.variable, item]])), run)
      if (value === sought) return sought
      if (value !== null && !isBoolean(value)) return run.null('not-boolean', boxed.k)
      if (value === null) result = null
    }
    return result
  }
}

const parametersOf = (parameters: readonly Variable[], reading: Reading) =>
  parameters.map(({ name, typeRef }) => ({ name, type: typeOfReference(typeRef, reading.types) }))

/** A function definition: written in FEEL or another box, or one of the Java methods that are computed here. */
export function compileFunction(
  definition: FunctionDefinition,
  reading: Reading,
  name = '',
  result: string | undefined = undefined,
): Code {
  const parameters = parametersOf(definition.parameters, reading)
  const { body } = definition
  const inner = body && compileBoxed(body, reading.with(...parameters.map((one) => one.name)))
  const resultType = resultOf(typeOfReference(result ?? body?.typeRef, reading.types))
  if (inner === undefined) return (_, run) => run.null('no-logic', name)
  switch (definition.kind) {
    case 'PMML':
      return (_, run) => run.null('external-function', 'PMML')
    case 'Java':
      return (scope, run) => javaFunction(parameters, inner(scope, run), resultType, run)
    case 'FEEL':
      return (scope) =>
        userFunction(
          name,
          parameters,
          (names, run) => coerced(inner(scope.with(names), run), resultType, run),
          resultType,
        )
  }
}

function javaFunction(
  parameters: ReturnType<typeof parametersOf>,
  mapping: FeelValue,
  result: FeelType,
  run: Run,
): FeelValue {
  const external = externalFunction(parameters, mapping, run)
  if (!(external instanceof FeelFunction)) return external
  return new FeelFunction(external.name, parameters, result, (given, inner) =>
    coerced(external.call(given, inner), result, inner),
  )
}
