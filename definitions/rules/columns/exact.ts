import { addDays, type Day, daysBetween } from '#kernel/time.ts'
import { negate, type Rational, rational, roundWhole } from '../../rational.ts'
import { called, connected, isBounded, operate, passes, related, shifted, sizeAnswer } from '../operations.ts'
import { isRational, type Value } from '../expression.ts'
import type { Grounded, GroundTest } from '../ground.ts'
import { type RawColumn, type RawColumns, unknownCode, unknownDay, unknownTruth } from './raw.ts'

const epoch: Day = '1970-01-01'
export const dayAt = (days: number): Day => addDays(epoch, days)
export const dayNumber = (day: Day): number => daysBetween(epoch, day)

/** What a column holds for a row, exactly. */
export function cellOf(column: RawColumn | undefined, row: number): Value | undefined {
  if (column === undefined) return undefined
  switch (column.kind) {
    case 'number': {
      const value = column.values[row] ?? Number.NaN
      return Number.isNaN(value) ? column.odd?.get(row) : rational(value, column.scale)
    }
    case 'day': {
      const day = column.values[row] ?? unknownDay
      return day === unknownDay ? undefined : dayAt(day)
    }
    case 'code': {
      const place = column.values[row] ?? unknownCode(column.values)
      return place === unknownCode(column.values) ? undefined : column.names[place]
    }
    case 'truth': {
      const truth = column.values[row] ?? unknownTruth
      return truth === unknownTruth ? undefined : truth === 1
    }
  }
}

/**
 * The value of any grounded tree for one row, with whole fractions throughout: what no column can be coded for, and what does not fit
 * the exact range of a double, is decided here. The semantics are those of `evaluate`.
 */
export class ExactRows {
  private asked = 0
  private readonly answeredAt: number[] = []
  private readonly answers: (Value | undefined)[] = []

  constructor(private readonly raw: () => RawColumns) {}

  value(node: Grounded, row: number): Value | undefined {
    this.asked += 1
    return this.once(node, row)
  }

  /** A part that stands in several places of a tree is computed once. */
  private once(node: Grounded, row: number): Value | undefined {
    if (node.op === 'constant') return node.value
    if (this.answeredAt[node.id] === this.asked) return this.answers[node.id]
    const value = this.compute(node, row)
    this.answeredAt[node.id] = this.asked
    this.answers[node.id] = value
    return value
  }

  private number(node: Grounded, row: number): Rational | undefined {
    const value = this.once(node, row)
    return isRational(value) ? value : undefined
  }

  private compute(node: Grounded, row: number): Value | undefined {
    switch (node.op) {
      case 'constant':
        return node.value
      case 'slot':
        return cellOf(this.raw().columns.get(node.slot.key), row)
      case 'stated':
        return cellOf(this.raw().columns.get(node.slot.key), row) ?? this.once(node.otherwise, row)
      case 'and':
      case 'or':
        return connected(node.op === 'or', node.operands, (part) => this.once(part, row))
      case 'not': {
        const operand = this.once(node.operand, row)
        return typeof operand === 'boolean' ? !operand : undefined
      }
      case 'compare': {
        const left = this.once(node.left, row)
        const right = this.once(node.right, row)
        return left === undefined || right === undefined ? undefined : related(left, node.relation, right)
      }
      case 'in':
        return this.membership(node.value, node.tests, row)
      case 'arithmetic': {
        const left = this.number(node.left, row)
        const right = this.number(node.right, row)
        if (left === undefined || right === undefined) return undefined
        const result = operate(left, node.operator, right)
        return result !== undefined && isBounded(result) ? result : undefined
      }
      case 'shift':
        return this.shift(node, row)
      case 'negate': {
        const operand = this.number(node.operand, row)
        return operand === undefined ? undefined : negate(operand)
      }
      case 'if': {
        const condition = this.once(node.condition, row)
        if (typeof condition !== 'boolean') return undefined
        return this.once(condition ? node.yes : node.no, row)
      }
      case 'call':
        return this.call(node, row)
    }
  }

  private membership(node: Grounded, tests: readonly GroundTest[], row: number): boolean | undefined {
    const subject = this.once(node, row)
    if (subject === undefined) return undefined
    return connected(true, tests, (test) => passes(subject, test, (part) => this.once(part, row)))
  }

  private shift(node: Grounded & { op: 'shift' }, row: number): Day | undefined {
    const date = this.once(node.date, row)
    const by = this.number(node.by, row)
    if (typeof date !== 'string' || by === undefined) return undefined
    const amount = Number(roundWhole(by, 'down')) * (node.back ? -1 : 1)
    return shifted(date, amount, node.unit)
  }

  private call(node: Grounded & { op: 'call' }, row: number): Value | undefined {
    const { name, operands } = node
    const [first, second] = operands
    if (first === undefined) return undefined
    if (name === 'size-class') {
      const answer = sizeAnswer(operands.map((operand) => this.once(operand, row)))
      return answer !== undefined && 'size' in answer ? answer.size : undefined
    }
    if (name === 'only-if')
      return second !== undefined && this.once(second, row) === true ? this.once(first, row) : undefined
    const values: Value[] = []
    for (const operand of operands) {
      const value = this.once(operand, row)
      if (value === undefined) return undefined
      values.push(value)
    }
    return called(name, values, node.type)
  }
}
