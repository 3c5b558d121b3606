import type { Rational } from '../../rational.ts'
import { isRational } from '../expression.ts'
import type { Grounded } from '../ground.ts'
import { fulfilled } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import { blockRows } from './bitmap.ts'
import { type RawColumns, unknownTruth } from './raw.ts'

/**
 * A formula for a block of rows, each part of it in a loop of its own, as whole doubles over one denominator that is the same for all. NaN is unknown. `compute` answers how large
 * any number in it may have become, its parts included: within `exactBound` none was rounded.
 */
export interface Block {
  readonly below: number
  /** the same number for every row */
  readonly value?: number
  /** the numbers of all rows, as they are stated */
  readonly stated?: Float64Array
  readonly compute: (rows: Int32Array, count: number, out: Float64Array) => number
}

export const exactBound = 2 ** 51
/** Denominators beyond this leave no room for sums of money. */
const mostBelow = 1e9

/** The second of two finite numbers where `which` is 1, the first where it is 0, and NaN where one of them is: chosen without a branch. */
const either = (first: number, second: number, which: number) => first * (1 - which) + second * which

type Loop = (a: Float64Array, b: Float64Array, count: number) => void
type Joining = '+' | '-' | '*' | 'min' | 'max'

const loops: Readonly<Record<Joining, Loop>> = {
  '+': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) + (b[i] as number)
  },
  '-': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) - (b[i] as number)
  },
  '*': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) * (b[i] as number)
  },
  min: (a, b, count) => {
    for (let i = 0; i < count; i += 1)
      a[i] = either(a[i] as number, b[i] as number, Number((a[i] as number) > (b[i] as number)))
  },
  max: (a, b, count) => {
    for (let i = 0; i < count; i += 1)
      a[i] = either(a[i] as number, b[i] as number, Number((a[i] as number) < (b[i] as number)))
  },
}

/** The same with one number on the right for all rows. */
const loopsWithOne: Readonly<Record<Joining, (a: Float64Array, b: number, count: number) => void>> = {
  '+': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) + b
  },
  '-': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) - b
  },
  '*': (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = (a[i] as number) * b
  },
  min: (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = either(a[i] as number, b, Number((a[i] as number) > b))
  },
  max: (a, b, count) => {
    for (let i = 0; i < count; i += 1) a[i] = either(a[i] as number, b, Number((a[i] as number) < b))
  },
}

const bounds: Readonly<Record<Joining, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a + b,
  // At least what its parts came to: nothing that was rounded is forgotten.
  '*': (a, b) => Math.max(a * b, a, b),
  min: Math.max,
  max: Math.max,
}

const room = () => new Float64Array(blockRows)

/** Writes formulas over the columns of a city, or answers undefined where a part is no arithmetic or its denominator differs by row. */
export class BlockFormulas {
  constructor(private readonly raw: RawColumns) {}

  number(node: Grounded): Block | undefined {
    switch (node.op) {
      case 'constant':
        return isRational(node.value) ? constant(node.value) : undefined
      case 'slot':
        return this.slot(node.slot.key)
      case 'negate': {
        const operand = this.number(node.operand)
        return operand && joined('-', zero, operand)
      }
      case 'arithmetic': {
        const left = this.number(node.left)
        if (node.operator !== '/') return joined(node.operator, left, this.number(node.right))
        const by = node.right.op === 'constant' ? node.right.value : undefined
        return isRational(by) && by.n !== 0n ? joined('*', left, constant(inverse(by))) : undefined
      }
      case 'if':
        return chosen(this.truth(node.condition), this.number(node.yes), this.number(node.no))
      case 'call': {
        const { name, operands } = node
        if (name !== 'min' && name !== 'max') return undefined
        return operands.map((operand) => this.number(operand)).reduce((best, one) => joined(name, best, one))
      }
      default:
        return undefined
    }
  }

  /** 0 is no, 1 is yes. */
  truth(node: Grounded): Block | undefined {
    switch (node.op) {
      case 'constant':
        return typeof node.value === 'boolean' ? (node.value ? one : zero) : undefined
      case 'slot':
        return this.truthSlot(node.slot.key)
      case 'compare':
        return compared(this.number(node.left), node.relation, this.number(node.right))
      case 'not':
        return joined('-', one, this.truth(node.operand))
      case 'and':
      case 'or':
        return this.connected(node.op === 'or' ? 1 : 0, node.operands)
      default:
        return undefined
    }
  }

  private slot(key: string): Block | undefined {
    const column = this.raw.columns.get(key)
    if (column?.kind !== 'number') return undefined
    const { values, scale, odd } = column
    return {
      below: scale,
      ...(odd === undefined ? { stated: values } : {}),
      compute: (rows, count, out) => {
        let bound = 0
        for (let i = 0; i < count; i += 1) {
          const value = values[rows[i] as number] as number
          out[i] = value
          if (Math.abs(value) > bound) bound = Math.abs(value)
        }
        if (odd !== undefined && hasAny(odd, rows, count)) return Number.POSITIVE_INFINITY
        return bound
      },
    }
  }

  private truthSlot(key: string): Block | undefined {
    const column = this.raw.columns.get(key)
    if (column?.kind !== 'truth') return undefined
    const { values } = column
    return {
      below: 1,
      compute: (rows, count, out) => {
        for (let i = 0; i < count; i += 1) {
          const truth = values[rows[i] as number] as number
          out[i] = truth === unknownTruth ? Number.NaN : truth
        }
        return 1
      },
    }
  }

  /** Kleene: one deciding truth decides, whatever is unknown beside it. */
  private connected(deciding: 0 | 1, operands: readonly Grounded[]): Block | undefined {
    const parts = operands.map((operand) => this.truth(operand))
    if (!areAll(parts)) return undefined
    const mine = room()
    return {
      below: 1,
      compute: (rows, count, out) => {
        let bound = 1
        out.fill(1 - deciding, 0, count)
        for (const part of parts) {
          bound = Math.max(bound, part.compute(rows, count, mine))
          for (let i = 0; i < count; i += 1) {
            const truth = mine[i] as number
            if (truth === deciding || (Number.isNaN(truth) && out[i] !== deciding)) out[i] = truth
          }
        }
        return bound
      },
    }
  }
}

function hasAny(odd: ReadonlyMap<number, Rational>, rows: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (odd.has(rows[i] as number)) return true
  return false
}

const areAll = (parts: readonly (Block | undefined)[]): parts is readonly Block[] =>
  !parts.includes(undefined)
const inverse = ({ n, d }: Rational): Rational => (n < 0n ? { n: -d, d: -n } : { n: d, d: n })

const same = (value: number, below: number): Block => ({
  below,
  value,
  compute: (_, count, out) => {
    out.fill(value, 0, count)
    return Math.abs(value)
  },
})

function constant({ n, d }: Rational): Block | undefined {
  const [value, below] = [Number(n), Number(d)]
  return Number.isSafeInteger(value) && below <= mostBelow ? same(value, below) : undefined
}

export const zero = same(0, 1)
const one = same(1, 1)

/** The same numbers over a multiple of their denominator. */
function over(block: Block, below: number): Block {
  const factor = below / block.below
  if (factor === 1) return block
  if (block.value !== undefined) return same(block.value * factor, below)
  return {
    below,
    compute: (rows, count, out) => {
      const bound = block.compute(rows, count, out)
      for (let i = 0; i < count; i += 1) out[i] = (out[i] as number) * factor
      return bound * factor
    },
  }
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/** Both over the least denominator that they have in common. */
function together(a: Block, b: Block): readonly [Block, Block] | undefined {
  const below = (a.below / commonDivisor(a.below, b.below)) * b.below
  return below > mostBelow ? undefined : [over(a, below), over(b, below)]
}

export function joined(by: Joining, a: Block | undefined, b: Block | undefined): Block | undefined {
  if (a === undefined || b === undefined) return undefined
  const pair = by === '*' ? ([a, b] as const) : together(a, b)
  const below = by === '*' ? a.below * b.below : pair?.[0].below
  if (pair === undefined || below === undefined || below > mostBelow) return undefined
  const isTurned = by !== '-' && pair[0].value !== undefined
  const [left, right] = isTurned ? [pair[1], pair[0]] : pair
  const bound = bounds[by]
  const { value } = right
  if (value !== undefined) {
    const loop = loopsWithOne[by]
    return {
      below,
      compute: (rows, count, out) => {
        const most = left.compute(rows, count, out)
        loop(out, value, count)
        return bound(most, Math.abs(value))
      },
    }
  }
  const [loop, other] = [loops[by], room()]
  return {
    below,
    compute: (rows, count, out) => {
      const most = left.compute(rows, count, out)
      const otherMost = right.compute(rows, count, other)
      loop(out, other, count)
      return bound(most, otherMost)
    },
  }
}

function compared(a: Block | undefined, relation: Relation, b: Block | undefined): Block | undefined {
  const difference = joined('-', a, b)
  const truthOf = Float64Array.from([1, 2, 4], (order) => Number((fulfilled[relation] & order) !== 0))
  return (
    difference && {
      below: 1,
      compute: (rows, count, out) => {
        const bound = difference.compute(rows, count, out)
        for (let i = 0; i < count; i += 1) {
          const by = out[i] as number
          // Nothing less itself is 0, and what is unknown stays so.
          out[i] = (truthOf[Number(by > 0) - Number(by < 0) + 1] as number) + (by - by)
        }
        return bound
      },
    }
  )
}

/** As unknown as its condition, and then as its chosen side. */
export function chosen(
  condition: Block | undefined,
  yes: Block | undefined,
  no: Block | undefined,
): Block | undefined {
  const sides = yes && no && together(yes, no)
  if (condition === undefined || sides === undefined) return undefined
  const [first, second] = sides
  const truths = room()
  const sidesOf = new Float64Array(2 * blockRows)
  const [firstOf, secondOf] = [sidesOf.subarray(0, blockRows), sidesOf.subarray(blockRows)]
  return {
    below: first.below,
    compute: (rows, count, out) => {
      const asked = condition.compute(rows, count, truths)
      const bound = Math.max(
        asked,
        first.compute(rows, count, firstOf),
        second.compute(rows, count, secondOf),
      )
      for (let i = 0; i < count; i += 1) {
        const truth = truths[i] as number
        out[i] = (sidesOf[i + blockRows * Number(truth === 0)] as number) + (truth - truth)
      }
      return bound
    },
  }
}
