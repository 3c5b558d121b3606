import { type MoneyUnit, show, showDistance } from '#definitions/facts/show.ts'
import type { Bilingual, Language } from '#kernel/text.ts'
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
import { inverse, isMet, mirrored } from './relation.ts'
import type { Relation } from './syntax.ts'

/** The distance from a limit, put into words when they are read. */
export interface Gap {
  readonly zh: string
  readonly en: string
  /** as a share of the limit; 1 where it is no share of it, as of days and of a limit of zero */
  readonly share: number
}

export interface Limit {
  readonly threshold?: Bilingual | undefined
  readonly gap?: Gap | undefined
}

/** A value held against a limit: `mine relation theirs` is what helps. The sides are expressions, or where a plan keeps their values. */
export interface Measure<Side = Expression> {
  readonly mine: Side
  readonly relation: Relation
  readonly theirs: Side
  readonly type: Type
  readonly unit: MoneyUnit
}

/** How a single test can be measured, found once for a test; values come in later. */
export type Yardstick<Side = Expression> =
  | { readonly kind: 'one'; readonly measure: Measure<Side> }
  | {
      readonly kind: 'range'
      readonly low: Measure<Side>
      readonly high: Measure<Side>
      readonly wanted: boolean
    }
  | { readonly kind: 'list'; readonly options: readonly Side[]; readonly type: Type }

/** The same yardstick over other sides. */
export function yardstickOver<A, B>(stick: Yardstick<A>, to: (side: A) => B): Yardstick<B> {
  const over = (one: Measure<A>): Measure<B> => ({ ...one, mine: to(one.mine), theirs: to(one.theirs) })
  switch (stick.kind) {
    case 'one':
      return { ...stick, measure: over(stick.measure) }
    case 'range':
      return { ...stick, low: over(stick.low), high: over(stick.high) }
    case 'list':
      return { ...stick, options: stick.options.map(to) }
  }
}

export function sidesOf<Side>(stick: Yardstick<Side>): readonly Side[] {
  switch (stick.kind) {
    case 'one':
      return [stick.measure.mine, stick.measure.theirs]
    case 'range':
      return [stick.low.mine, stick.low.theirs, stick.high.theirs]
    case 'list':
      return stick.options
  }
}

/** A value as an interpreter or a compiled step holds it. */
type Held = Value | Exact
const isExact = (held: Held | undefined): held is Exact => typeof held === 'object'
const valueOf = (held: Held): Value => (isExact(held) ? rationalOf(held) : held)

/** Gives the value of a side of a test, however it is computed. */
export type Read<Side = Expression> = (side: Side) => Held | undefined

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
export function limitBy<Side>(stick: Yardstick<Side>, read: Read<Side>): Limit | undefined {
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
export function gapBy<Side>(stick: Yardstick<Side>, read: Read<Side>): Gap | undefined {
  if (stick.kind === 'one') return gapOfMeasure(stick.measure, read)
  if (stick.kind === 'list' || !stick.wanted || !hasBounds(stick, read)) return undefined
  return gapOfMeasure(stick[nearerBound(stick, read)], read)
}

/** Whether there is a distance at all, without putting it into words. */
export function hasGap<Side>(stick: Yardstick<Side>, read: Read<Side>): boolean {
  if (stick.kind === 'one') return isShort(stick.measure, read)
  if (stick.kind === 'list' || !stick.wanted || !hasBounds(stick, read)) return false
  return isShort(stick[nearerBound(stick, read)], read)
}

const hasBounds = <Side>({ low, high }: Yardstick<Side> & { kind: 'range' }, read: Read<Side>) =>
  low.type.kind !== 'boolean' &&
  high.type.kind !== 'boolean' &&
  read(low.theirs) !== undefined &&
  read(high.theirs) !== undefined

function nearerBound<Side>({ low }: Yardstick<Side> & { kind: 'range' }, read: Read<Side>): 'low' | 'high' {
  const value = read(low.mine)
  const floor = read(low.theirs)
  const below =
    isExact(value) && isExact(floor) ? compareExact(value, floor) <= 0 : String(value) <= String(floor)
  return below ? 'low' : 'high'
}

function isShort<Side>(measure: Measure<Side>, read: Read<Side>): boolean {
  const limit = read(measure.theirs)
  const value = read(measure.mine)
  return limit !== undefined && value !== undefined && isBeside(value, limit, measure)
}

/** Whether a value misses its limit by a distance. */
function isBeside(value: Held, limit: Held, { relation, type }: Measure<unknown>): boolean {
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

function measured<Side>(measure: Measure<Side>, read: Read<Side>): Limit | undefined {
  const limit = read(measure.theirs)
  if (limit === undefined || measure.type.kind === 'boolean') return undefined
  return { threshold: show(valueOf(limit), measure.type, measure.unit), gap: gapOfMeasure(measure, read) }
}

function gapOfMeasure<Side>(measure: Measure<Side>, read: Read<Side>): Gap | undefined {
  const limit = read(measure.theirs)
  const value = read(measure.mine)
  if (limit === undefined || value === undefined || !isBeside(value, limit, measure)) return undefined
  return new Distance(value, limit, measure)
}

/** Most distances are only counted or compared, and most readers read one language. */
class Distance implements Gap {
  constructor(
    private readonly value: Held,
    private readonly limit: Held,
    private readonly measure: Measure<unknown>,
  ) {}

  get zh(): string {
    return gapText(this.value, this.limit, this.measure, 'zh')
  }

  get en(): string {
    return gapText(this.value, this.limit, this.measure, 'en')
  }

  get share(): number {
    const { value, limit } = this
    if (!isExact(value) || !isExact(limit)) return 1
    if (compareExact(value, limit) === 0) return 0
    if (isZero(limit)) return 1
    const { n, d } = divideExact(subtractExact(value, limit), limit)
    return Math.abs(Number(n) / Number(d))
  }
}

const one: Exact = { n: 1, d: 1 }

type Wording = (shown: string) => string
const wordings: Record<'short' | 'over' | 'above' | 'below', Record<Language, Wording>> = {
  short: { zh: (shown) => `还差 ${shown}`, en: (shown) => `${shown} short` },
  over: { zh: (shown) => `超出 ${shown}`, en: (shown) => `${shown} over` },
  above: { zh: (shown) => `须高于 ${shown}`, en: (shown) => `must be above ${shown}` },
  below: { zh: (shown) => `须低于 ${shown}`, en: (shown) => `must be below ${shown}` },
}

/** How far a value is from fulfilling `value relation limit`, which it does not. */
function gapText(value: Held, limit: Held, measure: Measure<unknown>, language: Language): string {
  const { relation, type, unit } = measure
  if (!isExact(value) || !isExact(limit)) return dateGap(String(value), relation, String(limit), language)
  const order = compareExact(value, limit)
  const isStepped = type.kind === 'money' || (type.kind === 'number' && type.whole)
  if (order === 0 && !isStepped)
    return wordings[relation === '>' ? 'above' : 'below'][language](
      show(rationalOf(limit), type, unit)[language],
    )
  const wanted = isStepped ? reachable(limit, relation) : limit
  return wordings[order < 0 || relation === '>' ? 'short' : 'over'][language](
    showDistance(value, wanted, type, language, unit),
  )
}

/** Of whole numbers, the nearest one that fulfils the relation to the limit. */
const reachable = (limit: Exact, relation: Relation): Exact =>
  relation === '>' ? addExact(limit, one) : relation === '<' ? subtractExact(limit, one) : limit

function dateGap(value: string, relation: Relation, limit: string, language: Language): string {
  const wanted = relation === '>' ? addDays(limit, 1) : relation === '<' ? addDays(limit, -1) : limit
  const days = daysBetween(value, wanted)
  if (language === 'zh') return days > 0 ? `早了 ${days} 天` : `晚了 ${-days} 天`
  return days > 0 ? `${days} days too early` : `${-days} days too late`
}
