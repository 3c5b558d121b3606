import { order, same } from '../compare.ts'
import { makeRange, compile } from '../compile.ts'
import { FeelStop } from '../fault.ts'
import { readNumber } from '../number.ts'
import { parseExpression } from '../parse.ts'
import type { Run } from '../run.ts'
import { Scope } from '../scope.ts'
import { asText } from '../show.ts'
import type { FeelTime } from '../temporal/moments.ts'
import { showZone } from '../temporal/zone.ts'
import type { Node } from '../tree.ts'
import { anyType, simple } from '../types.ts'
import { type FeelFunction, FeelRange, type FeelValue, isDateTime, isTime, kindOf } from '../values.ts'
import { any, boolean, builtIn, nullable, number, optional, signature, text } from './signature.ts'

const truth = simple('boolean')

/** Thousands may be grouped by a space, comma or point; the decimal sign is a point or comma, and another sign than that. */
function numberFrom(from: string, grouping: string | null, decimal: string | null, run: Run): FeelValue {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping))
    return run.null('argument-value', 'grouping separator')
  if (decimal !== null && !['.', ','].includes(decimal))
    return run.null('argument-value', 'decimal separator')
  if (grouping !== null && grouping === decimal) return run.null('argument-value', 'decimal separator')
  run.step(from.length)
  const plain = grouping === null ? from : from.replaceAll(grouping, '')
  const pointed =
    decimal === null || decimal === '.' ? plain : plain.replaceAll('.', '?').replaceAll(decimal, '.')
  return readNumber(pointed) ?? run.null('argument-value', from)
}

const zoneText = ({ zone }: FeelTime) => (zone === undefined ? '' : showZone(zone))

/** Equal, of one kind, and told on the same clock. */
function isSame(a: FeelValue, b: FeelValue, run: Run): boolean {
  if (kindOf(a) !== kindOf(b) || !same(a, b, run)) return false
  if (isTime(a) && isTime(b)) return zoneText(a) === zoneText(b)
  return !(isDateTime(a) && isDateTime(b)) || zoneText(a.time) === zoneText(b.time)
}

const literalCalls = new Set(['date', 'time', 'date and time', 'duration', 'years and months duration'])

/** Whether the node is a value written out: a number, text, date, time or duration. */
function isLiteral(node: Node): boolean {
  switch (node.k) {
    case 'number':
    case 'string':
    case 'temporal':
      return true
    case 'negate':
      return node.operand.k === 'number'
    case 'call':
      return (
        node.of.k === 'name' &&
        literalCalls.has(node.of.name) &&
        [...node.positional, ...(node.named ?? []).map(({ value }) => value)].every(isLiteral)
      )
    default:
      return false
  }
}

const openForm = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s

/** Reads `[1..3)`, its ends in order; one end may be left out, which makes the range open to that side. */
function rangeFrom(from: string, constants: ReadonlyMap<string, FeelValue>, run: Run): FeelValue {
  run.step(from.length)
  if (from.length > 1000) return run.null('range-form', from)
  const match = openForm.exec(from)
  const [, open = '', low = '', high = '', close = ''] = match ?? []
  if (match === null || (low === '' && high === '')) return run.null('range-form', from)
  const end = (written: string): FeelValue | undefined => {
    if (written === '') return undefined
    const node = parseExpression(written, {}, run.budget)
    return isLiteral(node) ? compile(node)(new Scope(constants), run) : null
  }
  try {
    const [first, last] = [end(low), end(high)]
    if (first === null || last === null) return run.null('range-form', from)
    const [lowIncluded, highIncluded] = [open === '[', close === ']']
    if (first === undefined)
      return lowIncluded ? run.null('range-form', from) : new FeelRange(first, false, last, highIncluded)
    if (last === undefined)
      return highIncluded ? run.null('range-form', from) : new FeelRange(first, lowIncluded, last, false)
    if ((order(first, last) ?? 0) > 0) return run.null('range-form', from)
    return makeRange(first, lowIncluded, last, highIncluded, run)
  } catch (error) {
    if (error instanceof FeelStop && error.code === 'feel-syntax') return run.null('range-form', from)
    throw error
  }
}

/** `constants` are the functions that the ends of a range may be written with. */
export const conversionFunctions = (constants: ReadonlyMap<string, FeelValue>): FeelFunction[] => [
  builtIn(
    'string',
    signature({ from: any }, simple('string'), ({ from }, run) => asText(from, run)),
  ),
  builtIn(
    'number',
    signature(
      { from: text, 'grouping separator': optional(text), 'decimal separator': optional(text) },
      simple('number'),
      (given, run) => numberFrom(given.from, given['grouping separator'], given['decimal separator'], run),
    ),
    signature({ from: number }, simple('number'), ({ from }) => from),
  ),
  builtIn(
    'range',
    signature({ from: text }, { k: 'range', of: anyType }, ({ from }, run) =>
      rangeFrom(from, constants, run),
    ),
  ),
  builtIn(
    'not',
    signature({ negand: nullable(boolean) }, truth, ({ negand }) => (negand === null ? null : !negand)),
  ),
  builtIn(
    'is',
    signature({ value1: any, value2: any }, truth, ({ value1, value2 }, run) => isSame(value1, value2, run)),
  ),
]
