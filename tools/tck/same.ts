import { order } from '#definitions/feel/compare.ts'
import { Run } from '#definitions/feel/run.ts'
import { asText } from '#definitions/feel/show.ts'
import {
  type FeelValue,
  isContext,
  isDateTime,
  isList,
  isNumber,
  isTime,
  kindOf,
} from '#definitions/feel/values.ts'

/** Numbers may differ by 1e-8, as in the kit's own runners. */
const tolerance = '0.00000001'

/** Whether the value is the expected one. */
export function isExpected(got: FeelValue, expected: FeelValue): boolean {
  if (isNumber(got) && isNumber(expected)) return got.minus(expected).abs().lessThanOrEqualTo(tolerance)
  if (isList(got) && isList(expected))
    return got.length === expected.length && got.every((item, i) => isExpected(item, expected[i] ?? null))
  if (isContext(got) && isContext(expected))
    return (
      got.size === expected.size &&
      [...expected].every(([key, value]) => got.has(key) && isExpected(got.get(key) ?? null, value))
    )
  if (kindOf(got) !== kindOf(expected)) return false
  if (isTime(got) || isDateTime(got)) return textOf(got) === textOf(expected) || order(got, expected) === 0
  return textOf(got) === textOf(expected)
}

export const textOf = (value: FeelValue): string => asText([value], new Run())?.slice(1, -1) ?? 'null'
