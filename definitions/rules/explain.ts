import { show, showDistance, type MoneyUnit } from '#definitions/facts/show.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Condition, MissingFact, Truth, UsedFact } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, type Day, daysBetween } from '#kernel/time.ts'
import { add, compareRational, divide, type Rational, rational, subtract } from '../rational.ts'
import { type CompiledClause, rootId, type RuleNode } from './clause.ts'
import type { Dictionary } from './dictionary.ts'
import {
  type Cause,
  emptyTrace,
  evaluate,
  type Question,
  question,
  type Trace,
  type Used,
} from './evaluate.ts'
import { type Expression, isRational, type Test, type Type, typeOf, type Value, walk } from './expression.ts'
import type { Relation } from './syntax.ts'

/** A condition with its answer, before it is put into words. */
interface Answer {
  readonly node: RuleNode
  readonly truth: Truth
  readonly trace: Trace
  readonly threshold?: Bilingual | undefined
  readonly gap?: Gap | undefined
  readonly children: readonly Answer[]
}

/** The distance from a limit in words, and as a share of the limit: only to choose the nearest of several ways. */
interface Gap {
  readonly text: Bilingual
  readonly share: number
}

export interface ClauseAnswer {
  readonly truth: Truth
  readonly tree: Condition[]
  readonly missing: MissingFact[]
  /** facts behind `missing`, with the year */
  readonly causes: readonly Cause[]
  /** the condition at the top of the tree that decided against, or that is unknown */
  readonly because?: Condition | undefined
  /** how many single tests stand between this enterprise and a yes, at the shortest; undefined where something is unknown */
  readonly failing?: number | undefined
}

/** Answers a condition for one enterprise on one day, with the reasons. */
export function explain(
  compiled: CompiledClause,
  dictionary: Dictionary,
  sheet: FactSheet,
  on: Day,
): ClauseAnswer {
  return explainIn(compiled, question(dictionary, sheet, on, compiled.parameters))
}

/** As `explain`, sharing what was already computed for the same question. */
export function explainIn(compiled: CompiledClause, asked: Question): ClauseAnswer {
  const root = answer(compiled.tree, asked, true)
  const tops = compiled.tree.kind === 'all' && compiled.tree.id === rootId ? root.children : [root]
  const tree = tops.map((top) => conditionOf(top))
  const causes = root.truth === 'unknown' ? [...causesOf(root).values()] : []
  return {
    truth: root.truth,
    tree,
    missing: causes.map(missingFact),
    causes,
    because: root.truth === 'true' ? undefined : tree.find(({ truth }) => truth === root.truth),
    failing: distance(root),
  }
}

const truthOf = (value: Value | undefined): Truth =>
  value === undefined ? 'unknown' : value === true ? 'true' : 'false'

const opposite: Record<Truth, Truth> = { true: 'false', false: 'true', unknown: 'unknown' }

/** `wanted` is the truth that helps the enterprise: true, but false below a `not`. */
function answer(node: RuleNode, asked: Question, wanted: boolean): Answer {
  if (node.kind === 'test') return answerTest(node, asked, wanted)
  const below = node.kind === 'not' ? !wanted : wanted
  const children = node.children.map((child) => answer(child, asked, below))
  const truths = children.map(({ truth }) => truth)
  const [only] = truths
  const truth: Truth = node.kind === 'not' ? opposite[only ?? 'unknown'] : connect(node.kind, truths)
  return { node, truth, trace: emptyTrace(), children, gap: gapOf(node.kind, truth, wanted, children) }
}

function connect(kind: 'all' | 'any', truths: readonly Truth[]): Truth {
  const deciding = kind === 'all' ? 'false' : 'true'
  if (truths.includes(deciding)) return deciding
  return truths.includes('unknown') ? 'unknown' : opposite[deciding]
}

/** Where one step mends the whole, its gap is the gap of the whole; of several ways the one with fewest steps, then the nearest. */
function gapOf(
  kind: 'all' | 'any' | 'not',
  truth: Truth,
  wanted: boolean,
  children: readonly Answer[],
): Gap | undefined {
  if (truth !== (wanted ? 'false' : 'true')) return undefined
  if (kind === 'not') return children[0]?.gap
  const failing = children.filter((child) => child.truth === truth)
  const needsAll = (kind === 'all') === wanted
  if (needsAll) return failing.length === 1 ? failing[0]?.gap : undefined
  const ways = failing.map((child) => ({
    gap: child.gap,
    steps: distance(child, wanted) ?? Number.POSITIVE_INFINITY,
    share: child.gap?.share ?? Number.POSITIVE_INFINITY,
  }))
  return ways.sort((a, b) => a.steps - b.steps || a.share - b.share)[0]?.gap
}

/** Least number of single tests that must change for a yes; undefined where an unknown stands in every way. */
function distance(one: Answer, wanted = true): number | undefined {
  if (one.truth === (wanted ? 'true' : 'false')) return 0
  if (one.node.kind === 'test') return one.truth === 'unknown' ? undefined : 1
  const below = one.node.kind === 'not' ? !wanted : wanted
  const steps = one.children.map((child) => distance(child, below))
  if (one.node.kind === 'not') return steps[0]
  if ((one.node.kind === 'all') === wanted)
    return steps.includes(undefined) ? undefined : steps.reduce<number>((sum, step) => sum + (step ?? 0), 0)
  const known = steps.filter((step) => step !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function answerTest(node: RuleNode & { kind: 'test' }, asked: Question, wanted: boolean): Answer {
  const trace = emptyTrace()
  const truth = truthOf(evaluate(node.expression, asked, trace))
  const limit = limitOf(node.expression, asked, wanted)
  const missed = truth === (wanted ? 'false' : 'true')
  return {
    node,
    truth,
    trace,
    children: [],
    threshold: limit?.threshold,
    gap: missed ? limit?.gap : undefined,
  }
}

interface Limit {
  readonly threshold?: Bilingual | undefined
  readonly gap?: Gap | undefined
}

/** How much of a side belongs to the enterprise: 0 fixed, 1 a parameter, 2 its own facts. */
function ownness(expression: Expression, { dictionary }: Question): number {
  let most = 0
  for (const part of walk(expression)) {
    if (part.op === 'fact' && !dictionary.published.has(part.fact)) most = 2
    if (part.op === 'parameter' || part.op === 'today') most = Math.max(most, 1)
  }
  return most
}

function limitOf(expression: Expression, asked: Question, wanted: boolean): Limit | undefined {
  if (expression.op === 'compare') {
    const swapped = ownness(expression.right, asked) > ownness(expression.left, asked)
    const mine = swapped ? expression.right : expression.left
    const theirs = swapped ? expression.left : expression.right
    const relation = swapped ? mirrored[expression.relation] : expression.relation
    return comparedLimit(mine, wanted ? relation : inverse[relation], theirs, asked)
  }
  if (expression.op !== 'in') return undefined
  const [test] = expression.tests
  if (expression.tests.length === 1 && test?.op === 'relation')
    return comparedLimit(
      expression.value,
      wanted ? test.relation : inverse[test.relation],
      test.operand,
      asked,
    )
  if (expression.tests.length === 1 && test?.op === 'range')
    return rangeLimit(expression.value, test, asked, wanted)
  return listLimit(expression, asked)
}

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

function comparedLimit(
  mine: Expression,
  relation: Relation,
  theirs: Expression,
  asked: Question,
): Limit | undefined {
  const limit = evaluate(theirs, asked)
  if (limit === undefined) return undefined
  const unit = moneyUnit(mine, theirs, asked)
  const type = theirs.type.kind === 'number' ? mine.type : theirs.type
  if (type.kind === 'boolean') return undefined
  const threshold = show(limit, type, unit)
  const value = evaluate(mine, asked)
  const text = value === undefined ? undefined : gapText(value, relation, limit, type, unit)
  return {
    threshold,
    gap: text === undefined || value === undefined ? undefined : { text, share: shareOf(value, limit) },
  }
}

function rangeLimit(
  mine: Expression,
  test: Test & { op: 'range' },
  asked: Question,
  wanted: boolean,
): Limit | undefined {
  const low = comparedLimit(mine, test.lowIncluded ? '>=' : '>', test.low, asked)
  const high = comparedLimit(mine, test.highIncluded ? '<=' : '<', test.high, asked)
  if (low?.threshold === undefined || high?.threshold === undefined) return undefined
  const threshold = {
    zh: `${low.threshold.zh} 至 ${high.threshold.zh}`,
    en: `${low.threshold.en} to ${high.threshold.en}`,
  }
  if (!wanted) return { threshold }
  const value = evaluate(mine, asked)
  const floor = evaluate(test.low, asked)
  const below =
    isRational(value) && isRational(floor)
      ? compareRational(value, floor) <= 0
      : String(value) <= String(floor)
  return { threshold, gap: below ? low.gap : high.gap }
}

function listLimit(expression: Expression & { op: 'in' }, asked: Question): Limit | undefined {
  const shown = expression.tests.flatMap((test) => {
    const value = test.op === 'relation' && test.relation === '=' ? evaluate(test.operand, asked) : undefined
    return value === undefined ? [] : [show(value, expression.value.type)]
  })
  if (shown.length !== expression.tests.length) return undefined
  return { threshold: { zh: shown.map(({ zh }) => zh).join('、'), en: shown.map(({ en }) => en).join(', ') } }
}

function moneyUnit(mine: Expression, theirs: Expression, { dictionary }: Question): MoneyUnit {
  for (const side of [mine, theirs])
    for (const part of walk(side)) {
      const display = part.op === 'fact' ? dictionary.vocabulary.facts.get(part.fact)?.display : undefined
      if (display !== undefined) return display
    }
  return '万元'
}

/** How far a value is from fulfilling `value relation limit`; undefined where it does, or where distance has no sense. */
function gapText(
  value: Value,
  relation: Relation,
  limit: Value,
  type: Type,
  unit: MoneyUnit,
): Bilingual | undefined {
  if (type.kind === 'date') return dateGap(value, relation, limit)
  if (!isRational(value) || !isRational(limit) || relation === '!=') return undefined
  const order = compareRational(value, limit)
  const met =
    relation === '='
      ? order === 0
      : relation === '>='
        ? order >= 0
        : relation === '>'
          ? order > 0
          : relation === '<='
            ? order <= 0
            : order < 0
  if (met) return undefined
  const strict = relation === '>' || relation === '<'
  const step = type.kind === 'money' || (type.kind === 'number' && type.whole) ? rational(1) : undefined
  if (order === 0 && step === undefined) {
    const { zh, en } = show(limit, type, unit)
    return relation === '>'
      ? { zh: `须高于 ${zh}`, en: `must be above ${en}` }
      : { zh: `须低于 ${zh}`, en: `must be below ${en}` }
  }
  const wanted = strict && step !== undefined ? reachable(limit, relation, step) : limit
  const { zh, en } = showDistance(value, wanted, type, unit)
  return order < 0 || relation === '>'
    ? { zh: `还差 ${zh}`, en: `${en} short` }
    : { zh: `超出 ${zh}`, en: `${en} over` }
}

function shareOf(value: Value, limit: Value): number {
  if (!isRational(value) || !isRational(limit) || limit.n === 0n) return 1
  const { n, d } = divide(subtract(value, limit), limit) ?? rational(1)
  return Math.abs(Number(n) / Number(d))
}

const reachable = (limit: Rational, relation: Relation, step: Rational) =>
  relation === '>' ? add(limit, step) : add(limit, { n: -step.n, d: step.d })

function dateGap(value: Value, relation: Relation, limit: Value): Bilingual | undefined {
  if (typeof value !== 'string' || typeof limit !== 'string' || relation === '=' || relation === '!=')
    return undefined
  const wanted = relation === '>' ? addDays(limit, 1) : relation === '<' ? addDays(limit, -1) : limit
  const days = daysBetween(value, wanted)
  if ((relation === '>=' || relation === '>') && days > 0)
    return { zh: `早了 ${days} 天`, en: `${days} days too early` }
  if ((relation === '<=' || relation === '<') && days < 0)
    return { zh: `晚了 ${-days} 天`, en: `${-days} days too late` }
  return undefined
}

function conditionOf({ node, truth, trace, threshold, gap: distanceTo, children }: Answer): Condition {
  return {
    id: node.id,
    kind: node.kind,
    truth,
    text: node.text,
    used: [...[...trace.used.values()].map(usedFact), ...unknownFacts(truth, trace)],
    ...(threshold === undefined ? {} : { threshold: threshold.zh, thresholdEn: threshold.en }),
    ...(distanceTo === undefined ? {} : { gap: distanceTo.text }),
    ...(node.clause === undefined ? {} : { clause: node.clause }),
    children: children.map(conditionOf),
  }
}

export function usedFact({ fact, year, value, on, source }: Used): UsedFact {
  const shown = show(value, typeOf(fact), fact.display)
  return {
    fact: fact.id,
    label: { zh: fact.zh, en: fact.en },
    value: shown.zh,
    valueEn: shown.en,
    ...(year === undefined ? {} : { period: String(year) }),
    ...(on === undefined ? {} : { on }),
    ...(source === undefined ? {} : { source }),
  }
}

const unknownFacts = (truth: Truth, trace: Trace): UsedFact[] =>
  truth !== 'unknown'
    ? []
    : [...trace.causes.values()]
        .filter(({ why }) => why === 'not-told')
        .map(({ fact, year }) => ({
          fact: fact.id,
          label: { zh: fact.zh, en: fact.en },
          ...(year === undefined ? {} : { period: String(year) }),
        }))

/** Causes of the unknown tests that the answer really hangs on. */
function causesOf(one: Answer): Map<string, Cause> {
  const found = new Map<string, Cause>()
  if (one.truth !== 'unknown') return found
  if (one.node.kind === 'test') return one.trace.causes
  for (const child of one.children) for (const [key, cause] of causesOf(child)) found.set(key, cause)
  return found
}

const reasons: Record<Cause['why'], (zh: string, en: string) => Bilingual> = {
  'not-told': (zh, en) => ({ zh, en }),
  'zero-divisor': (zh, en) => ({
    zh: `${zh}（为 0，无法计算比率）`,
    en: `${en} (zero, so no ratio can be computed)`,
  }),
  'not-classified': (zh, en) => ({
    zh: `${zh}（划型办法没有这个行业）`,
    en: `${en} (this industry has no size classes)`,
  }),
  'empty-list': (zh, en) => ({ zh: `${zh}（清单是空的）`, en: `${en} (the list is empty)` }),
  incomplete: (zh, en) => ({ zh: `${zh}（内容不完整）`, en: `${en} (incomplete)` }),
  'too-large': (zh, en) => ({ zh: `${zh}（数值过大）`, en: `${en} (too large)` }),
}

/** What to find out, in words, and whom to ask. */
export function missingFact({ fact, year, ask, why }: Cause): MissingFact {
  const zh = year === undefined ? fact.zh : `${year}年${fact.zh}`
  const en = year === undefined ? fact.en : `${fact.en} ${year}`
  const department = ask ?? fact.source
  return {
    fact: fact.id,
    label: reasons[why](zh, en),
    ...(department === undefined ? {} : { ask: department }),
  }
}
