import { type Indicator, type SizeFigures, sizeClass } from '#definitions/facts/size-class.ts'
import { daysBetween, yearOf } from '#kernel/time.ts'
import { type Rounding, rational, roundWhole } from '../../rational.ts'
import { fullMonths, shifted } from '../operations.ts'
import { isRational, type Value } from '../expression.ts'
import type { Grounded, GroundTest } from '../ground.ts'
import { fulfilled } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import {
  absoluteExact,
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactOf,
  isBounded,
  isZero,
  multiplyExact,
  negateExact,
  rationalOf,
  roundExact,
  subtractExact,
} from '../../exact.ts'

/** What a place holds at run time: as the interpreter's values, numbers as `Exact`. */
export type Cell = boolean | string | Exact | undefined
export type Step = (cells: readonly Cell[]) => Cell

export const cellOf = (value: Value | undefined): Cell => (isRational(value) ? exactOf(value) : value)

/**
 * Truths as codes, so that thousands stand in one row of bytes. The lowest bit says no, the next unknown: what is not yes is counted
 * without asking.
 */
export const yes = 0
export const no = 1
export const unsure = 2
export const truthOf = (cell: Cell): number => (cell === true ? yes : cell === false ? no : unsure)
/** by the code of a truth */
export const cellOfTruth: readonly Cell[] = [true, false, undefined]

export const valueOf = (cell: Cell): Value | undefined => (isExact(cell) ? rationalOf(cell) : cell)
export const isExact = (cell: Cell): cell is Exact => typeof cell === 'object'

export const sameCell = (a: Cell, b: Cell): boolean =>
  a === b || (isExact(a) && isExact(b) && a.n === b.n && a.d === b.d)

/** -1, 0 or 1; of texts by their code units, so that days stand in their order. */
export const orderOf = (a: Cell, b: Cell): number =>
  isExact(a) && isExact(b) ? compareExact(a, b) : a === b ? 0 : (a as string) < (b as string) ? -1 : 1

/**
 * One step of the computation: reads the places of its parts, which were filled before it, and answers its own value. `place` says where
 * the value of a part stands.
 */
export function stepFor(node: Grounded, place: (part: Grounded) => number): Step {
  switch (node.op) {
    case 'constant': {
      const cell = cellOf(node.value)
      return () => cell
    }
    case 'slot': {
      // Filled from the sheet before any step runs.
      const own = place(node)
      return (cells) => cells[own]
    }
    case 'stated':
      throw new TypeError('a stated fact is read by its owner')
    case 'and':
    case 'or':
      return connective(node.op === 'or', node.operands.map(place))
    case 'not': {
      const operand = place(node.operand)
      return (cells) => {
        const cell = cells[operand]
        return typeof cell === 'boolean' ? !cell : undefined
      }
    }
    case 'compare':
      return comparison(node.relation, node.left, node.right, place)
    case 'in':
      return membership(node.value, node.tests, place)
    case 'arithmetic':
      return arithmetic(node.operator, place(node.left), place(node.right))
    case 'shift':
      return shift(node.unit, node.back, place(node.date), place(node.by))
    case 'negate': {
      const operand = place(node.operand)
      return (cells) => {
        const cell = cells[operand]
        return isExact(cell) ? negateExact(cell) : undefined
      }
    }
    case 'if': {
      const [condition, yes, no] = [place(node.condition), place(node.yes), place(node.no)]
      return (cells) => {
        const holds = cells[condition]
        return typeof holds === 'boolean' ? cells[holds ? yes : no] : undefined
      }
    }
    case 'call':
      return call(node, node.operands.map(place))
  }
}

function connective(deciding: boolean, operands: readonly number[]): Step {
  return (cells) => {
    let answer: Cell = !deciding
    for (const operand of operands) {
      const cell = cells[operand]
      if (cell === deciding) return deciding
      if (cell === undefined) answer = undefined
    }
    return answer
  }
}

function comparison(
  relation: Relation,
  left: Grounded,
  right: Grounded,
  place: (part: Grounded) => number,
): Step {
  const bits = fulfilled[relation]
  const a = place(left)
  const b = place(right)
  return (cells) => {
    const x = cells[a]
    const y = cells[b]
    return x === undefined || y === undefined ? undefined : ((bits >> (orderOf(x, y) + 1)) & 1) === 1
  }
}

type Fit = (subject: Cell, cells: readonly Cell[]) => boolean | undefined

function membership(value: Grounded, tests: readonly GroundTest[], place: (part: Grounded) => number): Step {
  const subject = place(value)
  const named = tests.flatMap((test) =>
    test.op === 'relation' && test.relation === '=' && test.operand.op === 'constant'
      ? [test.operand.value]
      : [],
  )
  if (named.length === tests.length && named.every((name) => typeof name === 'string')) {
    const names = new Set<Cell>(named)
    return (cells) => {
      const cell = cells[subject]
      return cell === undefined ? undefined : names.has(cell)
    }
  }
  const fits = tests.map((test) => fit(test, place))
  return (cells) => {
    const cell = cells[subject]
    if (cell === undefined) return undefined
    let answer: boolean | undefined = false
    for (const one of fits) {
      const holds = one(cell, cells)
      if (holds === true) return true
      if (holds === undefined) answer = undefined
    }
    return answer
  }
}

function fit(test: GroundTest, place: (part: Grounded) => number): Fit {
  const held = (relation: Relation, operand: number): Fit => {
    const bits = fulfilled[relation]
    return (subject, cells) => {
      const limit = cells[operand]
      return limit === undefined ? undefined : ((bits >> (orderOf(subject, limit) + 1)) & 1) === 1
    }
  }
  if (test.op === 'relation') return held(test.relation, place(test.operand))
  const low = held(test.lowIncluded ? '>=' : '>', place(test.low))
  const high = held(test.highIncluded ? '<=' : '<', place(test.high))
  return (subject, cells) => {
    const above = low(subject, cells)
    const below = high(subject, cells)
    if (above === false || below === false) return false
    return above === undefined || below === undefined ? undefined : true
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/', left: number, right: number): Step {
  const compute = { '+': addExact, '-': subtractExact, '*': multiplyExact, '/': divideExact }[operator]
  const divides = operator === '/'
  return (cells) => {
    const a = cells[left]
    const b = cells[right]
    if (!isExact(a) || !isExact(b) || (divides && isZero(b))) return undefined
    const result = compute(a, b)
    return isBounded(result) ? result : undefined
  }
}

function shift(unit: '天' | '个月' | '年', back: boolean, date: number, by: number): Step {
  return (cells) => {
    const day = cells[date]
    const amount = cells[by]
    if (typeof day !== 'string' || !isExact(amount)) return undefined
    return shifted(day, Number(roundWhole(rationalOf(amount), 'down')) * (back ? -1 : 1), unit)
  }
}

const roundings: Partial<Record<string, Rounding>> = {
  floor: 'floor',
  ceiling: 'ceiling',
  'round-half-up': 'half-up',
  'round-down': 'down',
  'round-up': 'up',
}

function call(node: Grounded & { op: 'call' }, operands: readonly number[]): Step {
  const [first = 0, second = 0] = operands
  const days = (compute: (a: string, b: string) => number): Step => {
    return (cells) => {
      const a = cells[first]
      const b = cells[second]
      return typeof a === 'string' && typeof b === 'string' ? { n: compute(a, b), d: 1 } : undefined
    }
  }
  switch (node.name) {
    case 'min':
    case 'max':
      return extreme(node.name === 'min' ? -1 : 1, operands)
    case 'absolute':
      return (cells) => {
        const cell = cells[first]
        return isExact(cell) ? absoluteExact(cell) : undefined
      }
    case 'year-of':
      return (cells) => {
        const day = cells[first]
        return typeof day === 'string' ? { n: yearOf(day), d: 1 } : undefined
      }
    case 'days-between':
      return days(daysBetween)
    case 'months-between':
      return days(fullMonths)
    case 'years-between':
      return days((a, b) => Math.trunc(fullMonths(a, b) / 12))
    case 'only-if':
      return (cells) => (cells[second] === true ? cells[first] : undefined)
    case 'size-class':
      return sizeClasses(operands)
    default:
      return rounding(node, first, second)
  }
}

function rounding(node: Grounded & { op: 'call' }, value: number, scale: number): Step {
  const by = roundings[node.name]
  const one = node.type.kind === 'money' ? 100n : 1n
  if (by === undefined) throw new TypeError(`no such function: ${node.name}`)
  return (cells) => {
    const cell = cells[value]
    const places = cells[scale]
    if (!isExact(cell) || !isExact(places)) return undefined
    return roundExact(cell, rational(one, 10n ** BigInt(places.n)), by)
  }
}

function extreme(sign: -1 | 1, operands: readonly number[]): Step {
  return (cells) => {
    let best: Cell
    for (const [i, operand] of operands.entries()) {
      const cell = cells[operand]
      if (cell === undefined) return undefined
      if (i === 0 || orderOf(cell, best) === sign) best = cell
    }
    return best
  }
}

const indicators: readonly Indicator[] = ['headcount', 'revenue', 'assets']

function sizeClasses([industry = 0, ...figures]: readonly number[]): Step {
  return (cells) => {
    const code = cells[industry]
    if (typeof code !== 'string') return undefined
    const known: SizeFigures = Object.fromEntries(
      indicators.map((indicator, i) => {
        const cell = cells[figures[i] ?? -1]
        return [indicator, isExact(cell) ? rationalOf(cell) : undefined]
      }),
    )
    const answer = sizeClass(code, known)
    return 'size' in answer ? answer.size : undefined
  }
}
