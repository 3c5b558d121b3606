import type { Grounded, GroundTest } from '../ground.ts'
import { fulfilled, mirrored } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import { type Cell, no, orderOf, unsure, yes } from './step.ts'

/** An end of a stretch of values: those in an order to the limit, -1, 0 and 1 as bits 1, 2 and 4. */
interface End {
  readonly orders: number
  readonly limit: Cell
}

/** A test holds where the value lies within all ends of one of its stretches. */
type Stretches = readonly (readonly End[])[]

/** A test of a value by fixed limits, and the place of its answer. */
export interface LimitTest {
  readonly place: number
  readonly stretches: Stretches
}

/**
 * All tests that hold one value against fixed limits. The limits cut the line of values into cells: below the lowest, on it, between it and
 * the next, and so on. Within a cell every test has one answer, so that a value is looked for once and all its answers are read side by side.
 */
export interface Scale {
  /** ascending */
  readonly limits: readonly Cell[]
  /** where the answer of each test stands */
  readonly places: Int32Array
  /** so many of them, the first ones, are read as cells too */
  readonly cells: number
  /** cell after cell the truths of all tests; the last row is for a value that is unknown */
  readonly answers: Uint8Array
}

/** `fixed` gives what a part comes to where it reads nothing of the enterprise. Undefined where a test is of another kind. */
export function limitedIn(
  node: Grounded,
  fixed: (part: Grounded) => Cell,
): { of: Grounded; stretches: Stretches } | undefined {
  const end = (relation: Relation, part: Grounded): End | undefined => {
    const limit = fixed(part)
    return limit === undefined ? undefined : { orders: fulfilled[relation], limit }
  }
  if (node.op === 'compare') {
    const right = end(node.relation, node.right)
    if (right) return { of: node.left, stretches: [[right]] }
    const left = end(mirrored[node.relation], node.left)
    return left && { of: node.right, stretches: [[left]] }
  }
  if (node.op !== 'in') return undefined
  const endsOf = (test: GroundTest) =>
    test.op === 'relation'
      ? [end(test.relation, test.operand)]
      : [end(test.lowIncluded ? '>=' : '>', test.low), end(test.highIncluded ? '<=' : '<', test.high)]
  const stretches = node.tests.map((test) => endsOf(test).filter((one) => one !== undefined))
  const isWhole = stretches.every(({ length }, i) => length === (node.tests[i]?.op === 'range' ? 2 : 1))
  return isWhole ? { of: node.value, stretches } : undefined
}

/** A table of answers grows with limits times tests, so that a value of which more is asked has several. */
const mostEnds = 512

/** The scales of all tests of one value. */
export function scalesOf(tests: readonly LimitTest[], readAsCell: ReadonlySet<number>): Scale[] {
  const lowest = ({ stretches }: LimitTest): Cell => stretches[0]?.[0]?.limit
  const parts: LimitTest[][] = []
  let ends = mostEnds
  for (const test of tests.toSorted((a, b) => orderOf(lowest(a), lowest(b)))) {
    const more = test.stretches.flat().length
    if (ends + more > mostEnds) {
      parts.push([])
      ends = 0
    }
    parts.at(-1)?.push(test)
    ends += more
  }
  return parts.map((part) => scaleOf(part, readAsCell))
}

function scaleOf(together: readonly LimitTest[], readAsCell: ReadonlySet<number>): Scale {
  const isRead = ({ place }: LimitTest) => readAsCell.has(place)
  const tests = together.toSorted((a, b) => Number(isRead(b)) - Number(isRead(a)))
  const limits = tests
    .flatMap(({ stretches }) => stretches.flat().map(({ limit }) => limit))
    .sort(orderOf)
    .filter((limit, i, all) => i === 0 || orderOf(all[i - 1], limit) !== 0)
  const unknown = 2 * limits.length + 1
  const answers = new Uint8Array((unknown + 1) * tests.length).fill(unsure)
  for (const [i, { stretches }] of tests.entries()) {
    const placed = stretches.map((ends) =>
      ends.map(({ orders, limit }) => ({ orders, at: cellIn(limits, limit) })),
    )
    for (let cell = 0; cell < unknown; cell += 1) {
      const isWithin = ({ orders, at }: { orders: number; at: number }) =>
        ((orders >> (Math.sign(cell - at) + 1)) & 1) === 1
      answers[cell * tests.length + i] = placed.some((ends) => ends.every(isWithin)) ? yes : no
    }
  }
  return {
    limits,
    places: Int32Array.from(tests, ({ place }) => place),
    cells: tests.filter(isRead).length,
    answers,
  }
}

/** Which cell a value lies in: odd ones are the limits themselves. */
export function cellIn(limits: readonly Cell[], value: Cell): number {
  let low = 0
  let high = limits.length
  if (value === undefined) return 2 * high + 1
  while (low < high) {
    const middle = (low + high) >> 1
    const order = orderOf(value, limits[middle])
    if (order === 0) return 2 * middle + 1
    if (order > 0) low = middle + 1
    else high = middle
  }
  return 2 * low
}
