import { order } from '../compare.ts'
import type { Run } from '../run.ts'
import { simple } from '../types.ts'
import { FeelRange, type FeelFunction, type FeelValue } from '../values.ts'
import { builtIn, point, range, type Signature, signature } from './signature.ts'

/**
 * Where an interval begins or ends, between the values: just before a value (-1) or just after it (1). With such cuts every
 * relation of two intervals is a comparison of two of their four cuts, and a point is the interval from just before to just
 * after itself. An open side is beyond all values.
 */
interface Cut {
  readonly value: FeelValue | undefined
  readonly side: -1 | 1
}

interface Interval {
  readonly low: Cut
  readonly high: Cut
}

const interval = (value: FeelValue): Interval =>
  value instanceof FeelRange
    ? {
        low: { value: value.low, side: value.lowIncluded || value.low === undefined ? -1 : 1 },
        high: { value: value.high, side: value.highIncluded || value.high === undefined ? 1 : -1 },
      }
    : { low: { value, side: -1 }, high: { value, side: 1 } }

/** undefined when the two values have no order */
function compareCuts(a: Cut, b: Cut): number | undefined {
  if (a.value === undefined || b.value === undefined) {
    const place = (cut: Cut) => (cut.value === undefined ? cut.side * 2 : 0)
    return place(a) - place(b)
  }
  const difference = order(a.value, b.value)
  return difference === 0 ? a.side - b.side : difference
}

type Comparison = (a: Interval, b: Interval) => readonly [Cut, '<' | '<=' | '=' | '>' | '>=', Cut][]

function holds([a, relation, b]: readonly [Cut, string, Cut]): boolean | undefined {
  const difference = compareCuts(a, b)
  if (difference === undefined) return undefined
  if (difference === 0) return relation.endsWith('=')
  return relation.startsWith(difference < 0 ? '<' : '>')
}

/** `(!= 5)` is no interval: it has a hole instead of ends. */
const isInterval = (value: FeelValue) => !(value instanceof FeelRange && value.equality?.sign === '!=')

function judge(comparison: Comparison, a: FeelValue, b: FeelValue, run: Run): boolean | null {
  if (!isInterval(a) || !isInterval(b)) return run.null('not-comparable')
  const answers = comparison(interval(a), interval(b)).map(holds)
  return answers.includes(undefined) ? run.null('not-comparable') : answers.every((answer) => answer === true)
}

const before: Comparison = (a, b) => [[a.high, '<=', b.low]]
/** One ends with the very value that the other begins with. */
const meets: Comparison = (a, b) => [
  [a.high, '=', { ...b.low, side: 1 }],
  [{ ...a.high, side: -1 }, '=', b.low],
]
const overlaps: Comparison = (a, b) => [
  [a.low, '<', b.high],
  [b.low, '<', a.high],
]
const overlapsBefore: Comparison = (a, b) => [
  [a.low, '<', b.low],
  [a.high, '>', b.low],
  [a.high, '<=', b.high],
]
const finishes: Comparison = (a, b) => [
  [a.high, '=', b.high],
  [a.low, '>=', b.low],
]
const includes: Comparison = (a, b) => [
  [a.low, '<=', b.low],
  [a.high, '>=', b.high],
]
const starts: Comparison = (a, b) => [
  [a.low, '=', b.low],
  [a.high, '<=', b.high],
]
const coincides: Comparison = (a, b) => [
  [a.low, '=', b.low],
  [a.high, '=', b.high],
]
const reversed =
  (comparison: Comparison): Comparison =>
  (a, b) =>
    comparison(b, a)

const truth = simple('boolean')
const kinds = {
  pointPoint: (comparison: Comparison) =>
    signature({ point1: point, point2: point }, truth, (given, run) =>
      judge(comparison, given.point1, given.point2, run),
    ),
  pointRange: (comparison: Comparison) =>
    signature({ point, range }, truth, (given, run) => judge(comparison, given.point, given.range, run)),
  rangePoint: (comparison: Comparison) =>
    signature({ range, point }, truth, (given, run) => judge(comparison, given.range, given.point, run)),
  rangeRange: (comparison: Comparison) =>
    signature({ range1: range, range2: range }, truth, (given, run) =>
      judge(comparison, given.range1, given.range2, run),
    ),
} satisfies Record<string, (comparison: Comparison) => Signature>

const relation = (
  name: string,
  comparison: Comparison,
  ...of: readonly (keyof typeof kinds)[]
): FeelFunction => builtIn(name, ...of.map((kind) => kinds[kind](comparison)))

export const intervalFunctions = [
  relation('before', before, 'pointPoint', 'pointRange', 'rangePoint', 'rangeRange'),
  relation('after', reversed(before), 'pointPoint', 'pointRange', 'rangePoint', 'rangeRange'),
  relation('meets', meets, 'rangeRange'),
  relation('met by', reversed(meets), 'rangeRange'),
  relation('overlaps', overlaps, 'rangeRange'),
  relation('overlaps before', overlapsBefore, 'rangeRange'),
  relation('overlaps after', reversed(overlapsBefore), 'rangeRange'),
  relation('finishes', finishes, 'pointRange', 'rangeRange'),
  relation('finished by', reversed(finishes), 'rangePoint', 'rangeRange'),
  relation('includes', includes, 'rangePoint', 'rangeRange'),
  relation('during', reversed(includes), 'pointRange', 'rangeRange'),
  relation('starts', starts, 'pointRange', 'rangeRange'),
  relation('started by', reversed(starts), 'rangePoint', 'rangeRange'),
  relation('coincides', coincides, 'pointPoint', 'rangeRange'),
]
