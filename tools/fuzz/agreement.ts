import type { Verdict } from '#kernel/explanation.ts'
import type { Day } from '#kernel/time.ts'
import type { RuleNode } from '#definitions/rules/clause.ts'
import type { Clause } from '#definitions/rules/clause-form.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { policyRule, type Row, sheetOf } from '#definitions/rules/columns/fixtures.ts'
import { type Dice, dice, randomClause } from '#definitions/rules/columns/random-rules.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { evaluate, question, type Question } from '#definitions/rules/evaluate.ts'
import { isRational } from '#definitions/rules/expression.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import { fuzzRow } from './rows.ts'

/** A back end under test: its verdict for each policy and row, or nothing for a policy that it openly refuses. */
export interface BackEnd {
  readonly name: string
  verdicts(
    policies: readonly PolicyRule[],
    rows: readonly Row[],
  ): Promise<readonly (readonly Verdict[] | undefined)[]>
}

export interface Written {
  readonly conditions: Clause
  readonly appliesTo: Clause
}

/** One disagreement, made as small as it stays one. */
export interface Difference {
  readonly backEnd: string
  readonly seed: number
  readonly written: Written
  readonly row: Row
  readonly expected: Verdict
  readonly got: Verdict | undefined
}

export interface Outcome {
  readonly comparisons: number
  readonly differences: number
  readonly refused: number
  readonly first?: Difference | undefined
}

const ruleOf = (dictionary: Dictionary, written: Written, id: string): PolicyRule =>
  policyRule(dictionary, id, written.conditions, written.appliesTo)

/** The interpreter's verdict, straight from the tree that people wrote. */
export function interpreted(rule: PolicyRule, dictionary: Dictionary, row: Row, on: Day): Verdict {
  const asked = question(dictionary, sheetOf(row), on, rule.parameters)
  const applies = truthOf(rule.appliesTo.tree, asked)
  if (applies === false) return 'not-applicable'
  const holds = truthOf(rule.conditions.tree, asked)
  if (holds === false) return 'ineligible'
  return applies === true && holds === true ? 'eligible' : 'unknown'
}

function truthOf(node: RuleNode, asked: Question): boolean | undefined {
  if (node.kind === 'test') return evaluate(node.expression, asked) as boolean | undefined
  const truths = node.children.map((child) => truthOf(child, asked))
  if (node.kind === 'not') return truths[0] === undefined ? undefined : !truths[0]
  const deciding = node.kind === 'any'
  if (truths.includes(deciding)) return deciding
  return truths.includes(undefined) ? undefined : !deciding
}

function clauseThatCompiles(roll: Dice, depth: number, dictionary: Dictionary): Clause {
  for (;;) {
    const clause = randomClause(roll, depth)
    if (!('faults' in compileClause(clause, dictionary))) return clause
  }
}

/** Random policies over random rows: every back end against the interpreter, every verdict. */
export async function agree(
  seed: number,
  size: { readonly policies: number; readonly rows: number; readonly fractions: boolean },
  backEnds: readonly BackEnd[],
  dictionary: Dictionary,
  on: Day,
): Promise<Outcome> {
  const roll = dice(seed)
  const rows = Array.from({ length: size.rows }, () => fuzzRow(roll, size.fractions))
  const written = Array.from(
    { length: size.policies },
    (): Written => ({
      conditions: clauseThatCompiles(roll, roll(3), dictionary),
      appliesTo: roll(2) === 0 ? true : clauseThatCompiles(roll, roll(2), dictionary),
    }),
  )
  const policies = written.map((one, i) => ruleOf(dictionary, one, `p${i}`))
  const expected = policies.map((policy) => rows.map((row) => interpreted(policy, dictionary, row, on)))
  let [comparisons, differences, refused] = [0, 0, 0]
  let first: Difference | undefined
  for (const backEnd of backEnds) {
    const answers = await backEnd.verdicts(policies, rows)
    for (const [i, policy] of expected.entries()) {
      const got = answers[i]
      if (got === undefined) {
        refused += 1
        continue
      }
      comparisons += policy.length
      for (const [j, verdict] of policy.entries()) {
        if (got[j] === verdict) continue
        differences += 1
        const [clause, row] = [written[i], rows[j]]
        if (first === undefined && clause !== undefined && row !== undefined)
          first = await smallest({ backEnd, seed, dictionary, on }, clause, row)
      }
    }
  }
  return { comparisons, differences, refused, first }
}

interface Trial {
  readonly backEnd: BackEnd
  readonly seed: number
  readonly dictionary: Dictionary
  readonly on: Day
}

async function smallest(trial: Trial, written: Written, row: Row): Promise<Difference> {
  let best = { written, row }
  for (let tries = 0; tries < 400; ) {
    let better: typeof best | undefined
    for (const candidate of smaller(best.written, best.row)) {
      tries += 1
      if ((await differs(trial, candidate.written, candidate.row)) !== undefined) {
        better = candidate
        break
      }
    }
    if (better === undefined) break
    best = better
  }
  const found = await differs(trial, best.written, best.row)
  const { backEnd, seed } = trial
  return { backEnd: backEnd.name, seed, ...best, expected: found?.expected ?? 'unknown', got: found?.got }
}

async function differs({ backEnd, dictionary, on }: Trial, written: Written, row: Row) {
  const rule = ruleOf(dictionary, written, 'p')
  const expected = interpreted(rule, dictionary, row, on)
  const [got] = (await backEnd.verdicts([rule], [row]))[0] ?? []
  return got === undefined || got === expected ? undefined : { expected, got }
}

function* smaller({ conditions, appliesTo }: Written, row: Row): Generator<{ written: Written; row: Row }> {
  if (appliesTo !== true) {
    yield { written: { conditions, appliesTo: true }, row }
    yield { written: { conditions: appliesTo, appliesTo: true }, row }
  }
  for (const part of partsOf(conditions)) yield { written: { conditions: part, appliesTo }, row }
  for (const key of row.keys()) {
    const less = new Map(row)
    less.delete(key)
    yield { written: { conditions, appliesTo }, row: less }
  }
}

function partsOf(clause: Clause): readonly Clause[] {
  if (typeof clause !== 'object') return []
  const { all = [], any = [], not, except, when } = clause
  return [...all, ...any, ...[not, except, when].filter((part) => part !== undefined)]
}

/** What to paste into a test to see it again. */
export function told({ backEnd, seed, written, row, expected, got }: Difference): string {
  const facts = [...row].map(
    ([key, value]) => `${key} = ${isRational(value) ? `${value.n}/${value.d}` : value}`,
  )
  return [
    `${backEnd} says ${got}, the interpreter ${expected} (seed ${seed})`,
    `applies to: ${JSON.stringify(written.appliesTo)}`,
    `conditions: ${JSON.stringify(written.conditions)}`,
    ...facts,
  ].join('\n')
}
