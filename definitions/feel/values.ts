import { Decimal } from './number.ts'
import type { Run } from './run.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal/moments.ts'
import { DaysTime, YearsMonths } from './temporal/durations.ts'
import type { FeelType } from './types.ts'

/** A value of the language. Contexts are maps, so no name reaches an object of the host. */
export type FeelValue =
  | null
  | boolean
  | string
  | Decimal
  | FeelDate
  | FeelTime
  | FeelDateTime
  | YearsMonths
  | DaysTime
  | FeelRange
  | FeelFunction
  | FeelContext
  | FeelList

export type FeelList = readonly FeelValue[]
export type FeelContext = ReadonlyMap<string, FeelValue>
export type FeelDuration = YearsMonths | DaysTime

/**
 * An interval; a missing end (`> 5`) is undefined, an end without value is null. `(= 5)` has both ends, `(!= 5)` has none:
 * such a range is what equals or does not equal the operand, whatever its kind.
 */
export class FeelRange {
  constructor(
    readonly low: FeelValue | undefined,
    readonly lowIncluded: boolean,
    readonly high: FeelValue | undefined,
    readonly highIncluded: boolean,
    readonly equality?: { readonly sign: '=' | '!='; readonly operand: FeelValue },
  ) {}
}

export interface FeelParameter {
  readonly name: string
  readonly type: FeelType
}

/** The arguments of a call as written: by position or by name. */
export type Arguments =
  | { readonly k: 'positional'; readonly values: readonly FeelValue[] }
  | { readonly k: 'named'; readonly values: ReadonlyMap<string, FeelValue> }

export class FeelFunction {
  constructor(
    readonly name: string,
    readonly parameters: readonly FeelParameter[],
    readonly result: FeelType,
    readonly call: (given: Arguments, run: Run) => FeelValue,
  ) {}
}

export const isNumber = (value: FeelValue): value is Decimal => value instanceof Decimal
export const isText = (value: FeelValue): value is string => typeof value === 'string'
export const isBoolean = (value: FeelValue): value is boolean => typeof value === 'boolean'
export const isList = (value: FeelValue): value is FeelList => Array.isArray(value)
export const isContext = (value: FeelValue): value is FeelContext => value instanceof Map
export const isFunction = (value: FeelValue): value is FeelFunction => value instanceof FeelFunction
export const isRange = (value: FeelValue): value is FeelRange => value instanceof FeelRange
export const isDate = (value: FeelValue): value is FeelDate => value instanceof FeelDate
export const isTime = (value: FeelValue): value is FeelTime => value instanceof FeelTime
export const isDateTime = (value: FeelValue): value is FeelDateTime => value instanceof FeelDateTime
export const isYearsMonths = (value: FeelValue): value is YearsMonths => value instanceof YearsMonths
export const isDaysTime = (value: FeelValue): value is DaysTime => value instanceof DaysTime

/** The name of a value's kind, as `instance of` writes it. */
export function kindOf(value: FeelValue): string {
  if (value === null) return 'Null'
  if (isBoolean(value)) return 'boolean'
  if (isText(value)) return 'string'
  if (isNumber(value)) return 'number'
  if (isList(value)) return 'list'
  if (isContext(value)) return 'context'
  if (isDate(value)) return 'date'
  if (isTime(value)) return 'time'
  if (isDateTime(value)) return 'date and time'
  if (isYearsMonths(value)) return 'years and months duration'
  if (isDaysTime(value)) return 'days and time duration'
  if (isRange(value)) return 'range'
  return 'function'
}
