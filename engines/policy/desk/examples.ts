import { parseFactSheet } from '#definitions/facts/sheet.ts'
import type { Side } from '#definitions/rules/analysis/boundaries.ts'
import { both, Formulas } from '#definitions/rules/analysis/formula.ts'
import { prove } from '#definitions/rules/analysis/prove.ts'
import { sheetOfTold, type Told, toldBy, witnessOf } from '#definitions/rules/analysis/witness.ts'
import type { RuleNode } from '#definitions/rules/clause.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { Ground } from '#definitions/rules/ground.ts'
import type { Expression } from '#definitions/rules/expression.ts'
import type { CompiledPolicy } from '../compile.ts'
import { uncoveredBy } from '../coverage.ts'
import { Examples, runExample } from '../examples.ts'
import { matchPolicy } from '../match.ts'
import {
  boundaryCoverage,
  type Proposal,
  proposeExamples,
  type ToldExamples,
  verdictWords,
} from '../proposals.ts'
import type { ReadDraft } from './draft.ts'

/** The rule as one expression tree, for the prover. */
function wholeOf({ appliesTo, conditions }: CompiledPolicy) {
  const expressionOf = (node: RuleNode): Expression =>
    node.kind === 'test'
      ? node.expression
      : ({
          ...(node.kind === 'not'
            ? { op: 'call', name: 'not', operands: node.children.map(expressionOf) }
            : { op: node.kind === 'all' ? 'and' : 'or', operands: node.children.map(expressionOf) }),
          type: { kind: 'boolean' },
          at: { from: 0, until: 0 },
        } as Expression)
  return [expressionOf(appliesTo.tree), expressionOf(conditions.tree)] as const
}

/** The facts of an invented enterprise that gets the benefit: found by the prover and confirmed by the interpreter. */
export function qualifyingSheet(compiled: CompiledPolicy, dictionary: Dictionary): Proposal | undefined {
  const { from, until } = compiled.policy.inForce
  const ground = new Ground(dictionary, from)
  const formulas = new Formulas(dictionary.vocabulary)
  const formula = both(
    ...wholeOf(compiled).map((one) => formulas.of(ground.ground(one, compiled.parameters))),
  )
  let told: Told | undefined
  prove(
    formula,
    true,
    (model) => {
      const candidate = toldBy(model, from)
      if (!candidate) return false
      const match = matchPolicy(compiled, dictionary, sheetOfTold(candidate), candidate.on)
      if (match.verdict !== 'eligible' && match.explanation.because !== undefined) return false
      told = candidate
      return true
    },
    { from, until },
  )
  if (!told) return undefined
  const { on, facts } = witnessOf(told, dictionary)
  return {
    name: '符合条件的企业',
    on,
    facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    expect: { verdict: '符合' },
  }
}

const nodeOf = (tree: RuleNode, id: string): RuleNode | undefined =>
  tree.id === id
    ? tree
    : tree.kind === 'test'
      ? undefined
      : tree.children.map((child) => nodeOf(child, id)).find((one) => one !== undefined)

/** For each single test that no example answers one way, the first example again with the facts that answer it so. */
function flipped(compiled: CompiledPolicy, dictionary: Dictionary, told: ToldExamples): Proposal[] {
  const [base] = told.examples
  if (!base) return []
  const day = base.on ?? told.shared.on
  const ground = new Ground(dictionary, day, () => true, true)
  const formulas = new Formulas(dictionary.vocabulary)
  return uncoveredBy(compiled, dictionary, told).flatMap(({ id, text, truth }): Proposal[] => {
    const node = nodeOf(compiled.appliesTo.tree, id) ?? nodeOf(compiled.conditions.tree, id)
    if (node?.kind !== 'test') return []
    const found = prove(formulas.of(ground.ground(node.expression, compiled.parameters)), truth)
    const values = found.is === 'found' ? toldBy(found.model, day) : undefined
    if (!values) return []
    const changed = Object.fromEntries(
      witnessOf(values, dictionary).facts.map(({ name, value }) => [name, value]),
    )
    return [
      proposedFrom(compiled, dictionary, told, {
        name: `${text.zh}：${truth ? '是' : '否'}`,
        on: day,
        facts: { ...base.facts, ...changed },
      }),
    ].flatMap((one) => one ?? [])
  })
}

/** An example with what the rule answers today: whoever accepts it says that the answer is right. */
function proposedFrom(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  told: ToldExamples,
  example: Pick<Proposal, 'name' | 'on' | 'facts'>,
): Proposal | undefined {
  const on = example.on ?? told.shared.on
  const read = parseFactSheet({ ...told.shared.facts, ...example.facts }, dictionary.vocabulary, on)
  if ('faults' in read) return undefined
  const { verdict, explanation } = matchPolicy(compiled, dictionary, read.sheet, read.on)
  const because = verdict === 'ineligible' ? explanation.because : undefined
  return {
    ...example,
    expect: { verdict: verdictWords[verdict], ...(because ? { failing: because } : {}) },
  }
}

type Said = (value: string, bound: string) => string
const unknown: Said = (value) => `${value}没有数据`
const at: Said = (value, bound) => `${value}正好是${bound}`
const numbers: Record<Side | 'unknown', Said> = {
  below: (value, bound) => `${value}刚好不到${bound}`,
  at,
  above: (value, bound) => `${value}刚超过${bound}`,
  unknown,
}
const days: Record<Side | 'unknown', Said> = {
  below: (value, bound) => `${value}比${bound}早一天`,
  at,
  above: (value, bound) => `${value}比${bound}晚一天`,
  unknown,
}

/** A proposal under a name in the language examples are written in. */
function namedForReaders({ at: place, ...proposal }: Proposal): Proposal {
  if (!place) return proposal
  const { text, subject } = place.boundary
  const [value = '', bound = ''] = text.zh.split(' 对 ')
  return { ...proposal, name: (subject.type.kind === 'date' ? days : numbers)[place.side](value, bound) }
}

/** What a draft's examples come to, and those it still lacks. */
export function examplesOf(
  { compiled, dictionary }: ReadDraft,
  written: Readonly<Record<string, unknown>> | undefined,
) {
  if (!compiled) return { proposals: [], failures: [], uncovered: [], limits: [] }
  const told = toldFrom(written, compiled)
  const whole = Examples.safeParse({
    ...written,
    policy: compiled.policy.id,
    version: compiled.policy.version,
  })
  const failures = whole.success
    ? whole.data.examples.flatMap((example, i) =>
        runExample(compiled, dictionary, whole.data, example).map((message) => ({ example: i, message })),
      )
    : []
  const base = told.examples.length ? undefined : qualifyingSheet(compiled, dictionary)
  const begun: ToldExamples = base ? { ...told, examples: [base] } : told
  const atLimits = proposeExamples(compiled, dictionary, begun).map(namedForReaders)
  const tried = { ...begun, examples: [...begun.examples, ...atLimits] }
  return {
    proposals: [...(base ? [base] : []), ...atLimits, ...flipped(compiled, dictionary, tried)],
    failures,
    uncovered: uncoveredBy(compiled, dictionary, told),
    limits: boundaryCoverage(compiled, dictionary, told).map(({ boundary, seen }) => ({
      text: boundary.text,
      ...seen,
    })),
  }
}

function toldFrom(
  written: Readonly<Record<string, unknown>> | undefined,
  { policy }: CompiledPolicy,
): ToldExamples {
  const parsed = Examples.partial().safeParse({ ...written, policy: undefined, version: undefined })
  const shared = parsed.success ? parsed.data.shared : undefined
  const examples = Array.isArray(written?.['examples'])
    ? (written['examples'] as ToldExamples['examples'])
    : []
  return {
    shared: shared ?? { on: policy.inForce.from, facts: {} },
    examples: examples.filter((one) => typeof one === 'object' && one !== null && 'facts' in one),
  }
}
