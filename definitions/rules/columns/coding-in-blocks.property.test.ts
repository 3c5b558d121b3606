import { describe, expect, test } from 'vitest'
import { divide, multiply, type Rational, rational } from '../../rational.ts'
import type { Grounded } from '../ground.ts'
import { blockFill } from './coding-in-blocks.ts'
import { cutsBelow } from './coding.ts'
import { placeOf } from './layout.ts'
import { type Cut, compareCuts } from './line.ts'
import { dice } from './random-rules.ts'
import type { RawColumns } from './raw.ts'

const [rows, unknown] = [5000, 255]
const slot = (key: string) => ({ op: 'slot', slot: { key } }) as Grounded
const quotient = (left: Grounded, right: Grounded) =>
  ({ op: 'arithmetic', operator: '/', left, right }) as Grounded
const twice = (operand: Grounded) =>
  ({
    op: 'arithmetic',
    operator: '*',
    left: operand,
    right: { op: 'constant', value: rational(2) },
  }) as Grounded

/** Numbers that are small, of the size of money, zero, below zero, or not known, and in the last block close to what a double holds. */
function numbers(roll: (below: number) => number): Float64Array {
  const sizes = [10, 1000, 1e9, 2 ** 53 - 1]
  return Float64Array.from({ length: rows }, (_, row) => {
    if (roll(12) === 0) return Number.NaN
    const value = Math.floor((roll(1_000_000) / 1_000_000) * (sizes[roll(row < 4096 ? 3 : 4)] ?? 1))
    return roll(8) === 0 ? -value : value
  })
}

const stated = (value: number, scale: number) =>
  Number.isNaN(value) ? undefined : rational(BigInt(value), BigInt(scale))

/** Limits at values that occur, just beside them, and elsewhere; each before or after its point. */
function limits(roll: (below: number) => number, values: readonly (Rational | undefined)[]): Cut[] {
  const cuts = Array.from({ length: 1 + roll(4) }, (): Cut => {
    const near = values[roll(values.length)] ?? rational(roll(100), 7)
    const beside = [rational(1), rational(1_000_000_000_001, 1_000_000_000_000), rational(roll(30), 10)]
    return { at: multiply(near, beside[roll(3)] ?? rational(1)), after: roll(2) === 0 }
  })
  return cuts.sort(compareCuts)
}

describe('columns coded in blocks are those of whole fractions', () => {
  test.each([1, 2, 3, 4, 5, 6])('amounts and quotients, seed %i', (seed) => {
    const roll = dice(seed)
    const [top, bottom] = [numbers(roll), numbers(roll)]
    const raw: RawColumns = {
      rows,
      columns: new Map([
        ['top', { kind: 'number', values: top, scale: 100 }],
        ['bottom', { kind: 'number', values: bottom, scale: 1 }],
      ]),
    }
    const [tops, bottoms] = [
      [...top].map((one) => stated(one, 100)),
      [...bottom].map((one) => stated(one, 1)),
    ]
    const ratios = tops.map((one, row) => one && bottoms[row] && divide(one, bottoms[row]))
    const asked: readonly (readonly [Grounded, readonly (Rational | undefined)[]])[] = [
      [slot('top'), tops],
      [quotient(slot('top'), slot('bottom')), ratios],
      [quotient(twice(slot('top')), slot('bottom')), ratios.map((one) => one && multiply(one, rational(2)))],
    ]
    for (const [node, values] of asked) {
      const cuts = limits(roll, values)
      let slowly = 0
      const code = (row: number) => {
        slowly += 1
        const value = values[row]
        return value === undefined ? unknown : cutsBelow(cuts, value)
      }
      const fill = blockFill({ node, cuts, raw, unknown, code })
      const codes = new Uint8Array(rows + 128)
      fill?.(codes, 0, rows)
      const found = Array.from({ length: rows }, (_, row) => codes[placeOf(row)])
      expect(slowly).toBeLessThan(rows)
      expect(found).toEqual(Array.from({ length: rows }, (_, row) => code(row)))
    }
  })
})
