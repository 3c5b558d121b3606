import { midnightUtc } from './temporal/moments.ts'
import type { Run } from './run.ts'
import {
  type FeelFunction,
  type FeelValue,
  isContext,
  isDate,
  isFunction,
  isList,
  isRange,
  kindOf,
} from './values.ts'

export const simpleTypes = [
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
] as const
export type SimpleType = (typeof simpleTypes)[number]

/** A type that values are judged by. */
export type FeelType =
  | { readonly k: 'any' | 'null' }
  | { readonly k: 'simple'; readonly name: SimpleType }
  | { readonly k: 'list' | 'range'; readonly of: FeelType }
  | { readonly k: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly k: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  /** a type of a model: a base with tests that its values pass */
  | {
      readonly k: 'constrained'
      readonly name: string
      readonly base: FeelType
      readonly allows: (value: FeelValue, run: Run) => boolean
    }

export const anyType: FeelType = { k: 'any' }
export const nullType: FeelType = { k: 'null' }
export const simple = (name: SimpleType): FeelType => ({ k: 'simple', name })
export const listOf = (of: FeelType): FeelType => ({ k: 'list', of })

/**
 * Whether the value is an instance of the type. Null is one of Null only, but may stand inside lists and contexts. The
 * constraints of a declared type are asked only where `constraints` says so: `instance of` looks at the shape alone.
 */
export function isInstance(value: FeelValue, type: FeelType, run: Run, constraints = false): boolean {
  run.step()
  if (type.k === 'constrained')
    return isInstance(value, type.base, run, constraints) && (!constraints || type.allows(value, run))
  if (value === null) return type.k === 'null'
  const orNull = (part: FeelValue, of: FeelType) => part === null || isInstance(part, of, run, constraints)
  switch (type.k) {
    case 'any':
      return true
    case 'null':
      return false
    case 'simple':
      return kindOf(value) === type.name
    case 'list':
      return isList(value) && value.every((item) => orNull(item, type.of))
    case 'range':
      return (
        isRange(value) &&
        [value.low, value.high, value.equality?.operand].every(
          (end) => end === undefined || orNull(end, type.of),
        )
      )
    case 'context':
      return (
        isContext(value) &&
        [...type.entries].every(([name, entry]) => value.has(name) && orNull(value.get(name) ?? null, entry))
      )
    case 'function':
      return isFunction(value) && functionConforms(value, type)
  }
}

/** What a function written without a result type gives is not known before it is called, so any result type fits it. */
function functionConforms(value: FeelFunction, type: FeelType & { k: 'function' }): boolean {
  return (
    value.parameters.length === type.parameters.length &&
    type.parameters.every((parameter, i) => conforms(parameter, value.parameters[i]?.type ?? anyType)) &&
    (value.result.k === 'any' || conforms(value.result, type.result))
  )
}

/** Whether every value of `type` is one of `to`. */
export function conforms(type: FeelType, to: FeelType): boolean {
  if (to.k === 'any' || type.k === 'null') return true
  if (type.k === 'constrained') return type === to || conforms(type.base, to)
  switch (to.k) {
    case 'simple':
      return type.k === 'simple' && type.name === to.name
    case 'list':
    case 'range':
      return type.k === to.k && conforms(type.of, to.of)
    case 'context':
      return (
        type.k === 'context' &&
        [...to.entries].every(([name, entry]) => {
          const own = type.entries.get(name)
          return own !== undefined && conforms(own, entry)
        })
      )
    case 'function':
      return (
        type.k === 'function' &&
        type.parameters.length === to.parameters.length &&
        to.parameters.every((parameter, i) => conforms(parameter, type.parameters[i] ?? anyType)) &&
        conforms(type.result, to.result)
      )
    default:
      return false
  }
}

/** The name of a type for people. */
export function showType(type: FeelType): string {
  switch (type.k) {
    case 'any':
      return 'Any'
    case 'null':
      return 'Null'
    case 'simple':
    case 'constrained':
      return type.name
    case 'list':
    case 'range':
      return `${type.k}<${showType(type.of)}>`
    case 'context':
      return `context<${[...type.entries].map(([name, entry]) => `${name}: ${showType(entry)}`).join(', ')}>`
    case 'function':
      return `function<${type.parameters.map(showType).join(', ')}> -> ${showType(type.result)}`
  }
}

/**
 * The value as one of the type: itself, the only item of its list, a list of itself, or a date's first moment in UTC;
 * undefined when none conforms. Null conforms to every type.
 */
export function coerce(value: FeelValue, type: FeelType, run: Run): FeelValue | undefined {
  if (value === null || isInstance(value, type, run, true)) return value
  if (isList(value) && value.length === 1) {
    const [only = null] = value
    if (only !== null && isInstance(only, type, run, true)) return only
  }
  const base = baseOf(type)
  if (base.k === 'list' && !isList(value)) {
    const list = [value]
    if (isInstance(list, type, run, true)) return list
  }
  if (isDate(value) && base.k === 'simple' && base.name === 'date and time') {
    const moment = midnightUtc(value)
    if (isInstance(moment, type, run, true)) return moment
  }
  return undefined
}

function baseOf(type: FeelType): FeelType {
  return type.k === 'constrained' ? baseOf(type.base) : type
}

/** `coerce`, or null with its cause. */
export function coerced(value: FeelValue, type: FeelType, run: Run): FeelValue {
  const result = coerce(value, type, run)
  return result === undefined ? run.null('type-mismatch', `${kindOf(value)} → ${showType(type)}`) : result
}
