import { showNumber } from './number.ts'
import type { Run } from './run.ts'
import { showDaysTime, showYearsMonths } from './temporal/durations.ts'
import { showDate, showDateTime, showTime } from './temporal/moments.ts'
import {
  type FeelRange,
  type FeelValue,
  isBoolean,
  isContext,
  isDate,
  isDateTime,
  isDaysTime,
  isList,
  isNumber,
  isRange,
  isText,
  isTime,
  isYearsMonths,
} from './values.ts'

/** The text of a value as `string(…)` gives it; null for null. */
export function asText(value: FeelValue, run: Run): string | null {
  if (value === null) return null
  if (isText(value)) return value
  return inside(value, run)
}

/** The text of a value inside a list or context, where texts are quoted. */
function inside(value: FeelValue, run: Run): string {
  run.step()
  const text = written(value, run)
  run.text(text.length)
  return text
}

function written(value: FeelValue, run: Run): string {
  if (value === null) return 'null'
  if (isText(value)) return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  if (isBoolean(value)) return String(value)
  if (isNumber(value)) return showNumber(value)
  if (isDate(value)) return showDate(value)
  if (isTime(value)) return showTime(value)
  if (isDateTime(value)) return showDateTime(value)
  if (isYearsMonths(value)) return showYearsMonths(value)
  if (isDaysTime(value)) return showDaysTime(value)
  if (isList(value)) return `[${value.map((item) => inside(item, run)).join(', ')}]`
  if (isContext(value))
    return `{${[...value].map(([key, entry]) => `${keyText(key)}: ${inside(entry, run)}`).join(', ')}}`
  if (isRange(value)) return rangeText(value, run)
  return `function ${value.name}(${value.parameters.map(({ name }) => name).join(', ')})`
}

const keyText = (key: string) =>
  /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : `"${key.replaceAll('"', '\\"')}"`

function rangeText(range: FeelRange, run: Run): string {
  if (range.equality !== undefined) return `(${range.equality.sign}${inside(range.equality.operand, run)})`
  const low = range.low === undefined ? '' : inside(range.low, run)
  const high = range.high === undefined ? '' : inside(range.high, run)
  return `${range.lowIncluded ? '[' : '('}${low}..${high}${range.highIncluded ? ']' : ')'}`
}
