import type { Run } from '../run.ts'
import { anyType, type FeelType, listOf, nullType, type SimpleType, simple } from '../types.ts'
import {
  type Arguments,
  type FeelContext,
  FeelFunction,
  type FeelList,
  type FeelRange,
  type FeelValue,
  isBoolean,
  isContext,
  isDate,
  isDateTime,
  isDaysTime,
  isFunction,
  isList,
  isNumber,
  isRange,
  isText,
  isTime,
  isYearsMonths,
} from '../values.ts'
import type { FeelDate, FeelDateTime, FeelTime } from '../temporal/moments.ts'
import type { DaysTime, YearsMonths } from '../temporal/durations.ts'
import type { Decimal } from '../number.ts'

/** What a built-in function asks of one argument. */
export interface Parameter<T> {
  readonly type: FeelType
  readonly needed: boolean
  /** takes all remaining arguments */
  readonly rest: boolean
  /** the argument as the function sees it; undefined when it does not fit */
  readonly read: (value: FeelValue) => T | undefined
}

const parameter = <T extends FeelValue>(
  type: FeelType,
  is: (value: FeelValue) => value is T,
): Parameter<T> => ({
  type,
  needed: true,
  rest: false,
  read: (value) => {
    if (is(value)) return value
    const only = isList(value) && value.length === 1 ? (value[0] ?? null) : null
    return is(only) && only !== null ? only : undefined
  },
})
const ofSimple = <T extends FeelValue>(name: SimpleType, is: (value: FeelValue) => value is T) =>
  parameter(simple(name), is)

export const text: Parameter<string> = ofSimple('string', isText)
export const number: Parameter<Decimal> = ofSimple('number', isNumber)
export const boolean: Parameter<boolean> = ofSimple('boolean', isBoolean)
export const date: Parameter<FeelDate> = ofSimple('date', isDate)
export const time: Parameter<FeelTime> = ofSimple('time', isTime)
export const dateTime: Parameter<FeelDateTime> = ofSimple('date and time', isDateTime)
export const daysTime: Parameter<DaysTime> = ofSimple('days and time duration', isDaysTime)
export const yearsMonths: Parameter<YearsMonths> = ofSimple('years and months duration', isYearsMonths)
export const context: Parameter<FeelContext> = parameter({ k: 'context', entries: new Map() }, isContext)
export const range: Parameter<FeelRange> = parameter({ k: 'range', of: anyType }, isRange)
export const callable: Parameter<FeelFunction> = parameter(anyType, isFunction)
/** Any value, null included. */
export const any: Parameter<FeelValue> = {
  type: anyType,
  needed: true,
  rest: false,
  read: (value) => value,
}
/** A value that is neither null, a list nor a range: a point of an order. */
export const point: Parameter<FeelValue> = parameter(
  anyType,
  (value): value is FeelValue =>
    value !== null && !isList(value) && !isRange(value) && !isContext(value) && !isFunction(value),
)
/** A list; one value stands for the list of it. */
export const list: Parameter<FeelList> = {
  type: listOf(anyType),
  needed: true,
  rest: false,
  read: (value) => (isList(value) ? value : value === null ? undefined : [value]),
}
export const anyMoment: Parameter<FeelDate | FeelDateTime> = parameter(
  anyType,
  (value): value is FeelDate | FeelDateTime => isDate(value) || isDateTime(value),
)

/** May be left out; null is the same. */
export const optional = <T>(of: Parameter<T>): Parameter<T | null> => ({
  ...of,
  needed: false,
  read: (value) => (value === null ? null : of.read(value)),
})
/** May be left out, but null does not fit. */
export const omittable = <T>(of: Parameter<T>): Parameter<T | null> => ({ ...of, needed: false })
/** Must be given, but null is a value of its own. */
export const nullable = <T>(of: Parameter<T>): Parameter<T | null> => ({
  ...of,
  read: (value) => (value === null ? null : of.read(value)),
})
/** All remaining arguments as a list. */
export const rest: Parameter<FeelList> = {
  ...list,
  rest: true,
  read: (value) => (isList(value) ? value : undefined),
}
/** The items of one list, or the arguments themselves. */
export const items: Parameter<FeelList> = {
  ...rest,
  read: (value) => {
    if (!isList(value)) return value === null ? undefined : [value]
    const [only] = value
    if (value.length !== 1) return value
    return only === undefined || only === null ? undefined : isList(only) ? only : value
  },
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>
type Given<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never }

/** One way to call a function. */
export interface Signature {
  readonly parameters: readonly (readonly [name: string, parameter: Parameter<unknown>])[]
  readonly result: FeelType
  readonly call: (given: ReadonlyMap<string, unknown>, run: Run) => FeelValue
}

/** Parameters by name, in order, and what is computed from them. */
export function signature<P extends Parameters>(
  parameters: P,
  result: FeelType,
  call: (given: Given<P>, run: Run) => FeelValue,
): Signature {
  return {
    parameters: Object.entries(parameters),
    result,
    call: (given, run) => call(Object.fromEntries(given) as Given<P>, run),
  }
}

/** A built-in function: the first signature that fits the arguments answers. */
export function builtIn(name: string, ...signatures: readonly Signature[]): FeelFunction {
  const [first] = signatures
  const parameters = (first?.parameters ?? []).map(([parameterName, one]) => ({
    name: parameterName,
    type: one.type,
  }))
  return new FeelFunction(name, parameters, first?.result ?? nullType, (given, run) => {
    let close = false
    for (const one of signatures) {
      const matched = match(one, given)
      if (matched === 'count' || matched === 'name') continue
      if (matched === 'type') close = true
      else return one.call(matched, run)
    }
    return run.null(close ? 'argument-type' : given.k === 'named' ? 'argument-name' : 'argument-count', name)
  })
}

function match(one: Signature, given: Arguments): ReadonlyMap<string, unknown> | 'count' | 'name' | 'type' {
  const values = given.k === 'positional' ? byPosition(one, given.values) : byName(one, given.values)
  if (typeof values === 'string') return values
  const read = new Map<string, unknown>()
  for (const [name, wanted] of one.parameters) {
    const value = values.get(name)
    if (value === undefined) {
      read.set(name, wanted.rest ? [] : null)
      continue
    }
    const fitting = wanted.read(value)
    if (fitting === undefined) return 'type'
    read.set(name, fitting)
  }
  return read
}

function byPosition(one: Signature, values: readonly FeelValue[]): Map<string, FeelValue> | 'count' {
  const named = new Map<string, FeelValue>()
  for (const [i, [name, wanted]] of one.parameters.entries()) {
    if (wanted.rest && (i < values.length || i === 0)) {
      if (values.length === 0) return 'count'
      named.set(name, values.slice(i))
      return named
    }
    const value = values[i]
    if (value !== undefined) named.set(name, value)
    else if (wanted.needed && !wanted.rest) return 'count'
  }
  return values.length > one.parameters.length ? 'count' : named
}

/** A needed argument that is not named is null. */
function byName(
  one: Signature,
  values: ReadonlyMap<string, FeelValue>,
): ReadonlyMap<string, FeelValue> | 'name' {
  const known = new Set(one.parameters.map(([name]) => name))
  if ([...values.keys()].some((name) => !known.has(name))) return 'name'
  const named = new Map(values)
  for (const [name, wanted] of one.parameters)
    if (wanted.needed && !wanted.rest && !named.has(name)) named.set(name, null)
  for (const [name, wanted] of one.parameters) {
    const value = named.get(name)
    if (wanted.rest && value !== undefined && !isList(value)) named.set(name, [value])
  }
  return named
}
