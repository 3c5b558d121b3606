import { show } from '#definitions/facts/show.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Condition, MissingFact, Truth, UsedFact } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import { type Answered, connect, distance, gapOf, opposite } from './answer.ts'
import { type CompiledClause, rootId, type RuleNode } from './clause.ts'
import type { Dictionary } from './dictionary.ts'
import { type Cause, emptyTrace, type Trace, type Used } from './trace.ts'
import { evaluate, type Question, question } from './evaluate.ts'
import { typeOf, type Value } from './expression.ts'
import { limitBy, yardstickOf } from './limit.ts'

interface Answer extends Answered {
  readonly trace: Trace
  readonly threshold?: Bilingual | undefined
  readonly children: readonly Answer[]
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

/** The truth that `explain` would tell, without its reasons. */
export const truthIn = ({ tree }: CompiledClause, asked: Question): Truth => truthOfNode(tree, asked)

function truthOfNode(node: RuleNode, asked: Question): Truth {
  if (node.kind === 'test') return truthOf(evaluate(node.expression, asked))
  const truths = node.children.map((child) => truthOfNode(child, asked))
  const [only = 'unknown'] = truths
  return node.kind === 'not' ? opposite[only] : connect(node.kind, truths)
}

const truthOf = (value: Value | undefined): Truth =>
  value === undefined ? 'unknown' : value === true ? 'true' : 'false'

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

function answerTest(node: RuleNode & { kind: 'test' }, asked: Question, wanted: boolean): Answer {
  const trace = emptyTrace()
  const truth = truthOf(evaluate(node.expression, asked, trace))
  const stick = yardstickOf(node.expression, asked.dictionary, wanted)
  const limit = stick && limitBy(stick, (part) => evaluate(part, asked))
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

function conditionOf({ node, truth, trace, threshold, gap: distanceTo, children }: Answer): Condition {
  return {
    id: node.id,
    kind: node.kind,
    truth,
    text: node.text,
    used: [...[...trace.used.values()].map(usedFact), ...unknownFacts(truth, trace)],
    ...(threshold === undefined ? {} : { threshold: threshold.zh, thresholdEn: threshold.en }),
    ...(distanceTo === undefined ? {} : { gap: { zh: distanceTo.zh, en: distanceTo.en } }),
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
