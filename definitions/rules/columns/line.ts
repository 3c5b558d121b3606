import { compareRational, type Rational, rational, roundWhole } from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Relation } from '../syntax.ts'

/** A value on the line of a column: a number, a day since 1970-01-01, 0 or 1 of a truth, a code or text. */
export type Point = Rational | number | string

/** A place between two values: just before `at`, or just after it. */
export interface Cut {
  readonly at: Point
  readonly after: boolean
}

/** A set of values: whether the lowest ones belong to it, and the cuts at which belonging turns. */
export interface LineSet {
  readonly begins: boolean
  readonly turns: readonly Cut[]
}

export function comparePoints(a: Point, b: Point): number {
  if (isPointRational(a) && isPointRational(b)) return compareRational(a, b)
  return a === b ? 0 : a < b ? -1 : 1
}
const isPointRational = (point: Point): point is Rational => typeof point !== 'number' && isRational(point)

export const compareCuts = (a: Cut, b: Cut): number =>
  comparePoints(a.at, b.at) || Number(a.after) - Number(b.after)

/** Whether a value lies beyond a cut. */
export const isBeyond = (value: Point, { at, after }: Cut): boolean => {
  const order = comparePoints(value, at)
  return after ? order > 0 : order >= 0
}

/** The values that stand in a relation to a limit. */
export function valuesThat(relation: Relation, limit: Point): LineSet {
  const before = { at: limit, after: false }
  const after = { at: limit, after: true }
  switch (relation) {
    case '<':
      return { begins: true, turns: [before] }
    case '<=':
      return { begins: true, turns: [after] }
    case '>':
      return { begins: false, turns: [after] }
    case '>=':
      return { begins: false, turns: [before] }
    case '=':
      return { begins: false, turns: [before, after] }
    case '!=':
      return { begins: true, turns: [before, after] }
  }
}

export const complement = ({ begins, turns }: LineSet): LineSet => ({ begins: !begins, turns })

/** What is in both sets, or in at least one of them. */
export function combine(op: 'and' | 'or', a: LineSet, b: LineSet): LineSet {
  const joined = (x: boolean, y: boolean) => (op === 'and' ? x && y : x || y)
  const begins = joined(a.begins, b.begins)
  const turns: Cut[] = []
  let [inA, inB, now] = [a.begins, b.begins, begins]
  for (let i = 0, j = 0; i < a.turns.length || j < b.turns.length; ) {
    const [left, right] = [a.turns[i], b.turns[j]]
    const order = left === undefined ? 1 : right === undefined ? -1 : compareCuts(left, right)
    const cut = order <= 0 ? left : right
    if (order <= 0) {
      inA = !inA
      i += 1
    }
    if (order >= 0) {
      inB = !inB
      j += 1
    }
    if (cut !== undefined && joined(inA, inB) !== now) {
      now = !now
      turns.push(cut)
    }
  }
  return { begins, turns }
}

export const cutKey = ({ at, after }: Cut): string =>
  `${isPointRational(at) ? `${at.n}/${at.d}` : typeof at === 'string' ? JSON.stringify(at) : at}${after ? '+' : '-'}`

export const setKey = ({ begins, turns }: LineSet): string =>
  `${begins ? '~' : ''}${turns.map(cutKey).join()}`

/** Every cut of some sets, once each and in order. */
export function cutsOf(sets: Iterable<LineSet>): Cut[] {
  const found = new Map<string, Cut>()
  for (const { turns } of sets) for (const cut of turns) found.set(cutKey(cut), cut)
  return [...found.values()].sort(compareCuts)
}

/** Which cells between the cuts of a column belong to a set; every turn of the set must be one of the cuts. */
export function cellsOf({ begins, turns }: LineSet, cuts: readonly Cut[]): boolean[] {
  const cells = [begins]
  let inside = begins
  let next = 0
  for (const cut of cuts) {
    const turn = turns[next]
    if (turn !== undefined && compareCuts(turn, cut) === 0) {
      inside = !inside
      next += 1
    }
    cells.push(inside)
  }
  if (next < turns.length) throw new RangeError('a column lacks a cut of its question')
  return cells
}

/** The stretches of neighbouring cells that belong to a set. */
export function stretchesOf(cells: readonly boolean[]): { low: number; high: number }[] {
  const found: { low: number; high: number }[] = []
  for (const [cell, inside] of cells.entries()) {
    const last = found.at(-1)
    if (!inside) continue
    if (last?.high === cell - 1) last.high = cell
    else found.push({ low: cell, high: cell })
  }
  return found
}

/** The whole number that a value at this scale has to reach to lie beyond a cut. */
export function wholeLimit({ at, after }: Cut, scale: number): number {
  const point = at as Rational
  const scaled = rational(point.n * BigInt(scale), point.d)
  const whole = after ? roundWhole(scaled, 'floor') + 1n : roundWhole(scaled, 'ceiling')
  const limit = Number(whole)
  return Number.isSafeInteger(limit) ? limit : limit < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** How many of the sorted limits a value reaches. */
export function below(limits: readonly number[] | Float64Array, value: number): number {
  let low = 0
  let high = limits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (limits[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}
