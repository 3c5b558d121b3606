import { type MoneyUnit, show, showDistance } from '#definitions/facts/show.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, daysBetween } from '#kernel/time.ts'
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  isZero,
  rationalOf,
  subtractExact,
} from '../exact.ts'
import type { Dictionary } from './dictionary.ts'
import { type Expression, type Type, type Value, walk } from './expression.ts'
import type { Relation } from './syntax.ts'

/** The distance from a limit in words, and as a share of the limit: only to choose the nearest of several ways. */
export interface Gap {
  readonly text: Bilingual
  readonly share: number
}

export interface Limit {
  readonly threshold?: Bilingual | undefined
  readonly gap?: Gap | undefined
}

/** A value held against a limit: `mine relation theirs` is what helps. */
export interface Measure {
  readonly mine: Expression
  readonly relation: Relation
  readonly theirs: Expression
  readonly type: Type
  readonly unit: MoneyUnit
}

/** How a single test can be measured, found once for a test; values come in later. */
export type Yardstick =
  | { readonly kind: 'one'; readonly measure: Measure }
  | { readonly kind: 'range'; readonly low: Measure; readonly high: Measure; readonly wanted: boolean }
  | { readonly kind: 'list'; readonly options: readonly Expression[]; readonly type: Type }

/** A value as an interpreter or a compiled step holds it. */
type Held = Value | Exact
const isExact = (held: Held | undefined): held is Exact => typeof held === 'object'
const valueOf = (held: Held): Value => (isExact(held) ? rationalOf(held) : held)

/** Gives the value of a part of a test, however it is computed. */
export type Read = (part: Expression) => Held | undefined

const mirrored: Record<Relation, Relation> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '!=': '!=',
}
const inverse: Record<Relation, Relation> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
}

interface Known {
  readonly dictionary: Dictionary
  readonly wanted?: Yardstick | undefined
  readonly unwanted?: Yardstick | undefined
}
const known = new WeakMap<Expression, Known>()

/** `wanted` is the truth that helps the enterprise. Undefined where nothing can be measured. */
export function yardstickOf(
  expression: Expression,
  dictionary: Dictionary,
  wanted: boolean,
): Yardstick | undefined {
  let found = known.get(expression)
  if (found?.dictionary !== dictionary) {
    found = {
      dictionary,
      wanted: yardstick(expression, dictionary, true),
      unwanted: yardstick(expression, dictionary, false),
    }
    known.set(expression, found)
  }
  return wanted ? found.wanted : found.unwanted
}

function yardstick(expression: Expression, dictionary: Dictionary, wanted: boolean): Yardstick | undefined {
  const measure = (mine: Expression, relation: Relation, theirs: Expression): Measure => ({
    mine,
    relation,
    theirs,
    type: theirs.type.kind === 'number' || theirs.type.kind === 'text' ? mine.type : theirs.type,
    unit: moneyUnit(mine, theirs, dictionary),
  })
  const helping = (relation: Relation) => (wanted ? relation : inverse[relation])
  if (expression.op === 'compare') {
    const swapped = ownness(expression.right, dictionary) > ownness(expression.left, dictionary)
    const mine = swapped ? expression.right : expression.left
    const theirs = swapped ? expression.left : expression.right
    const relation = swapped ? mirrored[expression.relation] : expression.relation
    return { kind: 'one', measure: measure(mine, helping(relation), theirs) }
  }
  if (expression.op !== 'in') return undefined
  const { value, tests } = expression
  const [test] = tests
  if (tests.length === 1 && test?.op === 'relation')
    return { kind: 'one', measure: measure(value, helping(test.relation), test.operand) }
  if (tests.length === 1 && test?.op === 'range')
    return {
      kind: 'range',
      low: measure(value, test.lowIncluded ? '>=' : '>', test.low),
      high: measure(value, test.highIncluded ? '<=' : '<', test.high),
      wanted,
    }
  const options = tests.flatMap((one) => (one.op === 'relation' && one.relation === '=' ? [one.operand] : []))
  return options.length === tests.length ? { kind: 'list', options, type: value.type } : undefined
}

/** How much of a side belongs to the enterprise: 0 fixed, 1 a parameter, 2 its own facts. */
function ownness(expression: Expression, { published }: Dictionary): number {
  let most = 0
  for (const part of walk(expression)) {
    if (part.op === 'fact' && !published.has(part.fact)) most = 2
    if (part.op === 'parameter' || part.op === 'today') most = Math.max(most, 1)
  }
  return most
}

function moneyUnit(mine: Expression, theirs: Expression, { vocabulary }: Dictionary): MoneyUnit {
  for (const side of [mine, theirs])
    for (const part of walk(side)) {
      const display = part.op === 'fact' ? vocabulary.facts.get(part.fact)?.display : undefined
      if (display !== undefined) return display
    }
  return '万元'
}

/** The limit and the distance from it in words. */
export function limitBy(stick: Yardstick, read: Read): Limit | undefined {
  if (stick.kind === 'one') return measured(stick.measure, read)
  if (stick.kind === 'list') {
    const shown = stick.options.flatMap((option) => {
      const value = read(option)
      return value === undefined ? [] : [show(valueOf(value), stick.type)]
    })
    if (shown.length !== stick.options.length) return undefined
    return {
      threshold: { zh: shown.map(({ zh }) => zh).join('、'), en: shown.map(({ en }) => en).join(', ') },
    }
  }
  const low = measured(stick.low, read)
  const high = measured(stick.high, read)
  if (low?.threshold === undefined || high?.threshold === undefined) return undefined
  const threshold = {
    zh: `${low.threshold.zh} 至 ${high.threshold.zh}`,
    en: `${low.threshold.en} to ${high.threshold.en}`,
  }
  return stick.wanted
    ? { threshold, gap: nearerBound(stick, read) === 'low' ? low.gap : high.gap }
    : { threshold }
}

/** The distance alone in words. */
export function gapBy(stick: Yardstick, read: Read): Gap | undefined {
  if (stick.kind === 'one') return gapOfMeasure(stick.measure, read)
  if (stick.kind === 'list' || !stick.wanted || !hasBounds(stick, read)) return undefined
  return gapOfMeasure(stick[nearerBound(stick, read)], read)
}

/** Whether there is a distance at all, without putting it into words. */
export function hasGap(stick: Yardstick, read: Read): boolean {
  if (stick.kind === 'one') return isShort(stick.measure, read)
  if (stick.kind === 'list' || !stick.wanted || !hasBounds(stick, read)) return false
  return isShort(stick[nearerBound(stick, read)], read)
}

const hasBounds = ({ low, high }: Yardstick & { kind: 'range' }, read: Read) =>
  low.type.kind !== 'boolean' &&
  high.type.kind !== 'boolean' &&
  read(low.theirs) !== undefined &&
  read(high.theirs) !== undefined

function nearerBound({ low }: Yardstick & { kind: 'range' }, read: Read): 'low' | 'high' {
  const value = read(low.mine)
  const floor = read(low.theirs)
  const below =
    isExact(value) && isExact(floor) ? compareExact(value, floor) <= 0 : String(value) <= String(floor)
  return below ? 'low' : 'high'
}

function isShort(measure: Measure, read: Read): boolean {
  const limit = read(measure.theirs)
  const value = read(measure.mine)
  return limit !== undefined && value !== undefined && isBeside(value, limit, measure)
}

/** Whether a value misses its limit by a distance. */
function isBeside(value: Held, limit: Held, { relation, type }: Measure): boolean {
  if (type.kind === 'boolean' || relation === '!=') return false
  if (type.kind === 'date')
    return (
      typeof value === 'string' &&
      typeof limit === 'string' &&
      relation !== '=' &&
      !isMet(value < limit ? -1 : value > limit ? 1 : 0, relation)
    )
  return isExact(value) && isExact(limit) && !isMet(compareExact(value, limit), relation)
}

function isMet(order: number, relation: Relation): boolean {
  switch (relation) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '>=':
      return order >= 0
    case '>':
      return order > 0
    case '<=':
      return order <= 0
    case '<':
      return order < 0
  }
}

function measured(measure: Measure, read: Read): Limit | undefined {
  const limit = read(measure.theirs)
  if (limit === undefined || measure.type.kind === 'boolean') return undefined
  return { threshold: show(valueOf(limit), measure.type, measure.unit), gap: gapOfMeasure(measure, read) }
}

function gapOfMeasure(measure: Measure, read: Read): Gap | undefined {
  const limit = read(measure.theirs)
  const value = read(measure.mine)
  if (limit === undefined || value === undefined || !isBeside(value, limit, measure)) return undefined
  return new Distance(value, limit, measure)
}

/** Words and share are made when they are read: most distances are only counted. */
class Distance implements Gap {
  private words: Bilingual | undefined

  constructor(
    private readonly value: Held,
    private readonly limit: Held,
    private readonly measure: Measure,
  ) {}

  get text(): Bilingual {
    this.words ??= gapText(this.value, this.limit, this.measure)
    return this.words
  }

  get share(): number {
    const { value, limit } = this
    if (!isExact(value) || !isExact(limit) || isZero(limit)) return 1
    const { n, d } = divideExact(subtractExact(value, limit), limit)
    return Math.abs(Number(n) / Number(d))
  }
}

const one: Exact = { n: 1, d: 1 }

/** How far a value is from fulfilling `value relation limit`, which it does not. */
function gapText(value: Held, limit: Held, { relation, type, unit }: Measure): Bilingual {
  if (!isExact(value) || !isExact(limit)) return dateGap(String(value), relation, String(limit))
  const order = compareExact(value, limit)
  const isStepped = type.kind === 'money' || (type.kind === 'number' && type.whole)
  if (order === 0 && !isStepped) {
    const { zh, en } = show(rationalOf(limit), type, unit)
    return relation === '>'
      ? { zh: `须高于 ${zh}`, en: `must be above ${en}` }
      : { zh: `须低于 ${zh}`, en: `must be below ${en}` }
  }
  const { zh, en } = showDistance(value, isStepped ? reachable(limit, relation) : limit, type, unit)
  return order < 0 || relation === '>'
    ? { zh: `还差 ${zh}`, en: `${en} short` }
    : { zh: `超出 ${zh}`, en: `${en} over` }
}

/** Of whole numbers, the nearest one that fulfils the relation to the limit. */
const reachable = (limit: Exact, relation: Relation): Exact =>
  relation === '>' ? addExact(limit, one) : relation === '<' ? subtractExact(limit, one) : limit

function dateGap(value: string, relation: Relation, limit: string): Bilingual {
  const wanted = relation === '>' ? addDays(limit, 1) : relation === '<' ? addDays(limit, -1) : limit
  const days = daysBetween(value, wanted)
  return days > 0
    ? { zh: `早了 ${days} 天`, en: `${days} days too early` }
    : { zh: `晚了 ${-days} 天`, en: `${-days} days too late` }
}
