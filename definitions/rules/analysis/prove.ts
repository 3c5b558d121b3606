import {
  add,
  compareRational,
  multiply,
  type Rational,
  rational,
  roundWhole,
  subtract,
} from '../../rational.ts'
import { addDays, type Day, daysBetween } from '#kernel/time.ts'
import { isRational, type Type, type Value } from '../expression.ts'
import { related } from '../operations.ts'
import type { Formula, Quantity } from './formula.ts'

/** Values of quantities under which a formula has the truth asked for. Quantities that do not matter are left out. */
export type Model = ReadonlyMap<Quantity, Value>

/** `never`: proven for all values; `open`: not decided within the budget, and then nothing is said. */
export type Proof = { readonly is: 'found'; readonly model: Model } | { readonly is: 'never' | 'open' }

/** The days a quantity of the day itself may lie in. */
export interface Days {
  readonly from: Day
  readonly until?: Day | undefined
}

const maxSteps = 3000

/**
 * Looks for values that make a formula true (or false). Every quantity is cut at the values it is compared with; within a cell all tests
 * answer alike, so one value for each cell decides. `accept` may turn a model down, and the search goes on: for witnesses that must be real.
 */
export function prove(
  formula: Formula,
  wanted: boolean,
  accept: (model: Model) => boolean = () => true,
  days?: Days,
): Proof {
  const cells = cellsOf(formula, days)
  const model = new Map<Quantity, Value>()
  let steps = 0
  let turnedDown = false
  const search = (): Proof['is'] => {
    steps += 1
    if (steps > maxSteps) return 'open'
    const { truth, open } = truthOf(formula, model)
    if (truth !== undefined || open === undefined) {
      if (truth !== wanted) return 'never'
      if (accept(model)) return 'found'
      turnedDown = true
    }
    const next = open ?? firstOpen(cells, model)
    if (next === undefined) return 'never'
    for (const value of cells.get(next) ?? []) {
      model.set(next, value)
      const is = search()
      if (is !== 'never') return is
    }
    model.delete(next)
    return 'never'
  }
  const is = search()
  if (is === 'found') return { is, model: new Map(model) }
  return { is: is === 'never' && turnedDown ? 'open' : is }
}

const firstOpen = (cells: ReadonlyMap<Quantity, unknown>, model: Model) =>
  [...cells.keys()].find((quantity) => !model.has(quantity))

/** Kleene truth with what is set; `open` is a quantity it still hangs on. */
function truthOf(
  formula: Formula,
  model: Model,
): { truth: boolean | undefined; open?: Quantity | undefined } {
  switch (formula.op) {
    case 'constant':
      return { truth: formula.value }
    case 'test': {
      const value = model.get(formula.quantity)
      if (value === undefined) return { truth: undefined, open: formula.quantity }
      return { truth: related(value, formula.relation, formula.limit) }
    }
    case 'not': {
      const { truth, open } = truthOf(formula.part, model)
      return { truth: truth === undefined ? undefined : !truth, open }
    }
    default: {
      const deciding = formula.op === 'or'
      let unknown = false
      let first: Quantity | undefined
      for (const part of formula.parts) {
        const { truth, open } = truthOf(part, model)
        if (truth === deciding) return { truth }
        if (truth === undefined) {
          unknown = true
          first ??= open
        }
      }
      return { truth: unknown ? undefined : !deciding, open: first }
    }
  }
}

/** One value for each cell of every quantity a formula tests. */
export function cellsOf(formula: Formula, days?: Days): Map<Quantity, readonly Value[]> {
  const limits = new Map<Quantity, Value[]>()
  const seen = new Set<Formula>()
  const visit = (part: Formula) => {
    if (seen.has(part)) return
    seen.add(part)
    if (part.op === 'test') limits.set(part.quantity, [...(limits.get(part.quantity) ?? []), part.limit])
    else if (part.op === 'not') visit(part.part)
    else if (part.op !== 'constant') part.parts.forEach(visit)
  }
  visit(formula)
  return new Map([...limits].map(([quantity, cuts]) => [quantity, cellsFor(quantity, cuts, days)]))
}

function cellsFor(quantity: Quantity, limits: readonly Value[], days: Days | undefined): readonly Value[] {
  const { type } = quantity
  switch (type.kind) {
    case 'boolean':
      return [true, false]
    case 'code':
      return type.values.map(({ code }) => code)
    case 'date': {
      const cuts = [...new Set(limits.filter((one) => typeof one === 'string'))].sort()
      return dayCells(cuts, quantity.key === 'today' ? days : undefined)
    }
    case 'money':
    case 'ratio':
    case 'number':
      return numberCells(quantity, distinct(limits.filter(isRational)))
    default: {
      const texts = [...new Set(limits.filter((one) => typeof one === 'string'))]
      return [...texts, `${texts.join('')}…`]
    }
  }
}

const distinct = (values: readonly Rational[]) =>
  [...values]
    .sort(compareRational)
    .filter((value, i, all) => i === 0 || compareRational(value, all[i - 1] ?? value) !== 0)

function dayCells(cuts: readonly Day[], days: Days | undefined): Day[] {
  const found = new Set(cuts)
  for (const [i, cut] of cuts.entries()) {
    const next = cuts[i + 1]
    if (next === undefined || daysBetween(cut, next) > 1) found.add(addDays(cut, 1))
    if (i === 0) found.add(addDays(cut, -1))
  }
  if (days === undefined) return [...found]
  const last = days.until === undefined ? undefined : addDays(days.until, -1)
  found.add(days.from)
  if (last !== undefined) found.add(last)
  return [...found].filter((day) => day >= days.from && (last === undefined || day <= last))
}

/** The smallest difference between two values of a kind that people write: 1 分, 1 人, 0.01 %, otherwise 0.01. */
export function stepOf(type: Type): Rational {
  if (type.kind === 'money') return rational(1)
  if (type.kind === 'ratio') return rational(1, 10_000)
  return type.kind === 'number' && type.whole ? rational(1) : rational(1, 100)
}

/** Whether only multiples of the step exist at all. */
const isDiscrete = ({ type, node, minus }: Quantity) =>
  minus === undefined &&
  ((type.kind === 'number' && type.whole) ||
    (type.kind === 'money' && node.op === 'slot' && node.slot.fromLists === undefined))

function numberCells(quantity: Quantity, cuts: readonly Rational[]): Rational[] {
  const { low } = quantity
  const step = stepOf(quantity.type)
  const discrete = isDiscrete(quantity)
  // What is never below a value is cut there too, and nothing lies before.
  const all =
    low === undefined ? cuts : distinct([low, ...cuts.filter((cut) => compareRational(cut, low) > 0)])
  const found = all.flatMap((cut, i) => {
    const next = all[i + 1]
    return [cut, next === undefined ? after(cut, step) : inside(cut, next, step, discrete)]
  })
  const [first] = all
  if (low === undefined && first !== undefined) found.push(before(first, step))
  return found.filter((value) => value !== undefined).filter((value) => !discrete || onGrid(value, step))
}

const onGrid = (value: Rational, step: Rational) =>
  compareRational(multiply(rational(roundWhole(over(value, step), 'floor')), step), value) === 0

const over = (value: Rational, step: Rational) => rational(value.n * step.d, value.d * step.n)

/** The first value of the grid above, or the next after it where it lies on the grid. */
const after = (cut: Rational, step: Rational): Rational =>
  multiply(rational(roundWhole(over(cut, step), 'floor') + 1n), step)

/** The last value of the grid below. */
const before = (cut: Rational, step: Rational): Rational =>
  multiply(rational(roundWhole(over(cut, step), 'ceiling') - 1n), step)

function inside(low: Rational, high: Rational, step: Rational, discrete: boolean): Rational | undefined {
  const value = after(low, step)
  if (compareRational(value, high) < 0) return value
  return discrete ? undefined : middle(low, high)
}

const middle = (a: Rational, b: Rational) => multiply(add(a, b), rational(1, 2))

/** Just below, at and just above a limit, by the step of its kind. */
export function aroundLimit(limit: Value, type: Type): { below?: Value; at: Value; above?: Value } {
  if (typeof limit === 'string' && type.kind === 'date')
    return { below: addDays(limit, -1), at: limit, above: addDays(limit, 1) }
  if (!isRational(limit)) return { at: limit }
  const step = stepOf(type)
  return { below: subtract(limit, step), at: limit, above: add(limit, step) }
}

/** A value of the one quantity that formulas test, which none of them takes, with values on both sides that one does. */
export function holeBetween(formulas: readonly Formula[], days?: Days): Model | undefined {
  const any: Formula = { op: 'or', parts: formulas }
  const [only] = cellsOf(any, days)
  if (only === undefined) return undefined
  const [quantity, cells] = only
  const order = [...cells].filter((value) => isRational(value) || quantity.type.kind === 'date').sort(byValue)
  const taken = order.map((value) => truthOf(any, new Map([[quantity, value]])).truth === true)
  const hole = order.find((_, i) => !taken[i] && taken.indexOf(true) < i && taken.lastIndexOf(true) > i)
  return hole === undefined || !taken.includes(true) ? undefined : new Map([[quantity, hole]])
}

const byValue = (a: Value, b: Value) => (related(a, '<', b) ? -1 : related(a, '=', b) ? 0 : 1)
