import { Decimal, wholeNumber } from '../number.ts'
import { numbers } from '../arithmetic.ts'
import { equal, order } from '../compare.ts'
import { Growing } from '../growing.ts'
import type { Run } from '../run.ts'
import { anyType, listOf, simple } from '../types.ts'
import { type FeelFunction, type FeelList, type FeelValue, isBoolean, isList, isNumber } from '../values.ts'
import { any, builtIn, callable, items, list, number, optional, rest, signature } from './signature.ts'

const truth = simple('boolean')
const someList = listOf(anyType)

/** The list as made: its length is charged. */
function made(values: FeelValue[], run: Run): FeelList {
  run.step(values.length)
  run.list(values.length)
  return values
}

/** 0-based place of a position counted from 1, or from the end by a negative number. */
function placeOf(position: Decimal, length: number): number | undefined {
  const whole = wholeNumber(position)
  if (whole === undefined || whole === 0 || Math.abs(whole) > length) return undefined
  return whole > 0 ? whole - 1 : length + whole
}

const holds = (values: FeelList, wanted: FeelValue, run: Run) =>
  values.some((value) => equal(value, wanted, run) === true)

function distinct(values: FeelList, run: Run): FeelList {
  const found: FeelValue[] = []
  for (const value of values) if (!holds(found, value, run)) found.push(value)
  return made(found, run)
}

function flattened(values: FeelList, run: Run, into = new Growing(run)): FeelList {
  run.step()
  for (const value of values) {
    if (isList(value)) flattened(value, run, into)
    else into.add(value)
  }
  return into.items
}

function extreme(values: FeelList, sought: 1 | -1, run: Run): FeelValue {
  const [first, ...others] = values
  if (first === undefined) return null
  if (order(first, first) === undefined) return run.null('not-comparable')
  let best = first
  run.step(values.length)
  for (const value of others) {
    const difference = order(value, best)
    if (difference === undefined) return run.null('not-comparable')
    if (difference === sought) best = value
  }
  return best
}

/** `decides` ends it; null stands for what is no truth value; any other value makes it null. */
function quantifier(values: FeelList, decides: boolean, run: Run): FeelValue {
  run.step(values.length)
  if (values.includes(decides)) return decides
  return values.every(isBoolean) ? !decides : run.null('not-boolean')
}

function asNumbers(values: FeelList, run: Run): readonly Decimal[] | null {
  run.step(values.length)
  return values.every(isNumber) ? values : run.null('argument-type', 'list')
}

const total = (values: readonly Decimal[], run: Run) =>
  values.reduce<FeelValue>(
    (sum, value) => (isNumber(sum) ? numbers('+', sum, value, run) : null),
    new Decimal(0),
  )

function aggregate(
  name: string,
  compute: (values: readonly Decimal[], run: Run) => FeelValue,
  result = simple('number'),
): FeelFunction {
  return builtIn(
    name,
    signature({ list: items }, result, (given, run) => {
      const values = asNumbers(given.list, run)
      return values === null ? null : compute(values, run)
    }),
  )
}

const mean = (values: readonly Decimal[], run: Run): FeelValue => {
  const sum = total(values, run)
  return isNumber(sum) ? numbers('/', sum, new Decimal(values.length), run) : null
}

const sorted = (values: readonly Decimal[]) => [...values].sort((a, b) => a.comparedTo(b))

function median(values: readonly Decimal[], run: Run): FeelValue {
  if (values.length === 0) return null
  const inOrder = sorted(values)
  const middle = Math.floor(inOrder.length / 2)
  return mean(inOrder.slice(inOrder.length % 2 === 1 ? middle : middle - 1, middle + 1), run)
}

function deviation(values: readonly Decimal[], run: Run): FeelValue {
  if (values.length < 2) return run.null('argument-value', 'list')
  const average = mean(values, run)
  if (!isNumber(average)) return null
  const squares = total(
    values.map((value) => value.minus(average).pow(2)),
    run,
  )
  return isNumber(squares) ? squares.dividedBy(values.length - 1).sqrt() : null
}

function modes(values: readonly Decimal[], run: Run): FeelValue {
  const counts = new Map<string, { value: Decimal; count: number }>()
  for (const value of sorted(values)) {
    const entry = counts.get(value.toString()) ?? { value, count: 0 }
    entry.count++
    counts.set(value.toString(), entry)
  }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count))
  return made(
    [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value),
    run,
  )
}

/** Merge sort, so that no order that contradicts itself can make it run longer. */
function mergeSorted(values: FeelList, precedes: FeelFunction, run: Run): FeelList {
  if (values.length < 2) return values
  run.list(values.length)
  const middle = Math.floor(values.length / 2)
  const left = mergeSorted(values.slice(0, middle), precedes, run)
  const right = mergeSorted(values.slice(middle), precedes, run)
  const merged: FeelValue[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    run.step()
    const [a = null, b = null] = [left[i], right[j]]
    const second = precedes.call({ k: 'positional', values: [b, a] }, run) === true
    merged.push(second ? b : a)
    if (second) j++
    else i++
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}

export const listFunctions = [
  builtIn(
    'list contains',
    signature({ list, element: any }, truth, (given, run) => holds(given.list, given.element, run)),
  ),
  builtIn(
    'count',
    signature({ list: items }, simple('number'), (given) => new Decimal(given.list.length)),
  ),
  builtIn(
    'min',
    signature({ list: items }, anyType, (given, run) => extreme(given.list, -1, run)),
  ),
  builtIn(
    'max',
    signature({ list: items }, anyType, (given, run) => extreme(given.list, 1, run)),
  ),
  aggregate('sum', (values, run) => (values.length === 0 ? null : total(values, run))),
  aggregate('mean', (values, run) => (values.length === 0 ? null : mean(values, run))),
  aggregate('product', (values, run) =>
    values.length === 0
      ? null
      : values.reduce<FeelValue>(
          (product, value) => (isNumber(product) ? numbers('*', product, value, run) : null),
          new Decimal(1),
        ),
  ),
  aggregate('median', median),
  aggregate('stddev', deviation),
  aggregate('mode', modes, listOf(simple('number'))),
  builtIn(
    'all',
    signature({ list: items }, truth, (given, run) => quantifier(given.list, false, run)),
  ),
  builtIn(
    'any',
    signature({ list: items }, truth, (given, run) => quantifier(given.list, true, run)),
  ),
  builtIn(
    'sublist',
    signature(
      { list, 'start position': number, length: optional(number) },
      someList,
      ({ list: values, 'start position': start, length }, run) => {
        const from = placeOf(start, values.length)
        if (from === undefined) return run.null('argument-value', 'start position')
        const count = length === null ? values.length - from : wholeNumber(length)
        if (count === undefined || count < 1 || from + count > values.length)
          return run.null('argument-value', 'length')
        return made(values.slice(from, from + count), run)
      },
    ),
  ),
  builtIn(
    'append',
    signature({ list, item: rest }, someList, (given, run) => made([...given.list, ...given.item], run)),
  ),
  builtIn(
    'concatenate',
    signature({ list: rest }, someList, (given, run) => {
      const parts = given.list.map((part) => (isList(part) ? part : [part]))
      if (given.list.includes(null)) return run.null('argument-type', 'list')
      return made(parts.flat(), run)
    }),
  ),
  builtIn(
    'union',
    signature({ list: rest }, someList, (given, run) => {
      if (given.list.includes(null)) return run.null('argument-type', 'list')
      return distinct(given.list.map((part) => (isList(part) ? part : [part])).flat(), run)
    }),
  ),
  builtIn(
    'insert before',
    signature(
      { list, position: number, newItem: any },
      someList,
      ({ list: values, position, newItem }, run) => {
        const place = placeOf(position, values.length)
        if (place === undefined) return run.null('argument-value', 'position')
        return made([...values.slice(0, place), newItem, ...values.slice(place)], run)
      },
    ),
  ),
  builtIn(
    'remove',
    signature({ list, position: number }, someList, ({ list: values, position }, run) => {
      const place = placeOf(position, values.length)
      if (place === undefined) return run.null('argument-value', 'position')
      return made([...values.slice(0, place), ...values.slice(place + 1)], run)
    }),
  ),
  builtIn(
    'list replace',
    signature(
      { list, position: number, newItem: any },
      someList,
      ({ list: values, position, newItem }, run) => {
        const place = placeOf(position, values.length)
        if (place === undefined) return run.null('argument-value', 'position')
        return made([...values.slice(0, place), newItem, ...values.slice(place + 1)], run)
      },
    ),
    signature({ list, match: callable, newItem: any }, someList, ({ list: values, match, newItem }, run) => {
      const replaced: FeelValue[] = []
      for (const item of values) {
        const answer = match.call({ k: 'positional', values: [item, newItem] }, run)
        if (!isBoolean(answer)) return run.null('not-boolean', 'match')
        replaced.push(answer ? newItem : item)
      }
      return made(replaced, run)
    }),
  ),
  builtIn(
    'reverse',
    signature({ list }, someList, (given, run) => made(given.list.toReversed(), run)),
  ),
  builtIn(
    'index of',
    signature({ list, match: any }, listOf(simple('number')), (given, run) =>
      made(
        given.list.flatMap((item, i) => (equal(item, given.match, run) === true ? [new Decimal(i + 1)] : [])),
        run,
      ),
    ),
  ),
  builtIn(
    'distinct values',
    signature({ list }, someList, (given, run) => distinct(given.list, run)),
  ),
  builtIn(
    'flatten',
    signature({ list }, someList, (given, run) => flattened(given.list, run)),
  ),
  builtIn(
    'sort',
    signature({ list, precedes: optional(callable) }, someList, (given, run) => {
      if (given.precedes !== null) return mergeSorted(given.list, given.precedes, run)
      const [first = null] = given.list
      if (given.list.some((item) => order(item, first) === undefined)) return run.null('not-comparable')
      return made(
        [...given.list].sort((a, b) => order(a, b) ?? 0),
        run,
      )
    }),
  ),
]
