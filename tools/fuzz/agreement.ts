import type { Day } from '#kernel/time.ts'
import type { Clause } from '#definitions/rules/clause-form.ts'
import { dice } from '#definitions/rules/columns/random-rules.ts'
import { isRational } from '#definitions/rules/expression.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import type { Answer, Oracle } from './oracle.ts'
import { interpreted } from './oracle.ts'
import { fuzzRow, type Row } from './rows.ts'
import { fuzzPolicy, ruleOf, type Written } from './written.ts'

/** What a back end says; without `fen` it computes no sums. */
export interface Said extends Pick<Answer, 'verdict'> {
  /** a sum that is no whole number of 分 as text, which equals none */
  readonly fen?: bigint | string | null | undefined
}

/** A back end under test: its answers for each policy and row, or nothing for a policy that it openly refuses. */
export interface BackEnd {
  readonly name: string
  answers(
    policies: readonly PolicyRule[],
    rows: readonly Row[],
  ): Promise<readonly (readonly Said[] | undefined)[]>
}

/** One disagreement, made as small as it stays one. */
export interface Difference {
  readonly backEnd: string
  readonly seed: number
  readonly written: Written
  readonly row: Row
  readonly expected: Answer
  readonly got: Said
  /** whether it shows without the other policies and rows that it was found among */
  readonly isAlone: boolean
}

export interface Outcome {
  /** verdicts held against each other */
  readonly verdicts: number
  /** sums held against each other, of those who are eligible for one */
  readonly sums: number
  readonly differences: number
  readonly refused: number
  readonly first?: Difference | undefined
}

export const nothing: Outcome = { verdicts: 0, sums: 0, differences: 0, refused: 0 }

export const together = (one: Outcome, other: Outcome): Outcome => ({
  verdicts: one.verdicts + other.verdicts,
  sums: one.sums + other.sums,
  differences: one.differences + other.differences,
  refused: one.refused + other.refused,
  first: one.first ?? other.first,
})

export interface Size {
  readonly policies: number
  readonly rows: number
  readonly fractions: boolean
}

/** Random policies over random rows: every back end against the interpreter, every verdict and every sum. */
export async function agree(
  seed: number,
  size: Size,
  backEnds: readonly BackEnd[],
  on: Day,
  oracle: Oracle = interpreted,
): Promise<Outcome> {
  const roll = dice(seed)
  const rows = Array.from({ length: size.rows }, () => fuzzRow(roll, size.fractions))
  // Some are refused when they are compiled: those are left out together with how they were written.
  const tried = Array.from({ length: size.policies }, () => fuzzPolicy(roll)).flatMap((written, i) => {
    const policy = ruleOf(written, `p${i}`)
    return policy === undefined ? [] : [{ written, policy }]
  })
  const policies = tried.map(({ policy }) => policy)
  const expected = policies.map((policy) => rows.map((row) => oracle(policy, row, on)))
  let outcome = nothing
  for (const backEnd of backEnds) {
    const answers = await backEnd.answers(policies, rows)
    for (const [i, wanted] of expected.entries()) {
      const got = answers[i]
      const found = got === undefined ? { ...nothing, refused: 1 } : compared(wanted, got)
      const [clause, row] = [tried[i]?.written, rows[found.at ?? -1]]
      outcome = together(outcome, found)
      const seen = { expected: wanted[found.at ?? -1], got: got?.[found.at ?? -1] }
      if (outcome.first === undefined && clause && row && seen.expected && seen.got) {
        const { expected, got: said } = seen
        const trial = { backEnd, seed, on, oracle }
        outcome = { ...outcome, first: await smallest(trial, clause, row, { expected, got: said }) }
      }
    }
  }
  return outcome
}

const isSame = (wanted: Answer, got: Said | undefined) =>
  got?.verdict === wanted.verdict && (got.fen === undefined || got.fen === wanted.fen)

/** `at` is the first row that differs. */
function compared(wanted: readonly Answer[], got: readonly Said[]): Outcome & { at?: number | undefined } {
  let [sums, differences] = [0, 0]
  let at: number | undefined
  for (const [row, answer] of wanted.entries()) {
    if (answer.fen !== null && got[row]?.fen !== undefined) sums += 1
    if (isSame(answer, got[row])) continue
    differences += 1
    at ??= row
  }
  return { verdicts: wanted.length, sums, differences, refused: 0, at }
}

interface Trial {
  readonly backEnd: BackEnd
  readonly seed: number
  readonly on: Day
  readonly oracle: Oracle
}

/** The same difference with as little as shows it; as it was seen where it shows only beside other policies and rows. */
async function smallest(
  trial: Trial,
  written: Written,
  row: Row,
  seen: Pick<Difference, 'expected' | 'got'>,
): Promise<Difference> {
  const from = { backEnd: trial.backEnd.name, seed: trial.seed }
  if ((await differs(trial, written, row)) === undefined)
    return { ...from, written, row, ...seen, isAlone: false }
  let best = { written, row }
  for (let tries = 0; tries < 600; ) {
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
  if (found === undefined) throw new Error('a difference that was seen is not there any more')
  return { ...from, ...best, ...found, isAlone: true }
}

async function differs({ backEnd, on, oracle }: Trial, written: Written, row: Row) {
  const rule = ruleOf(written, 'p')
  if (rule === undefined) return undefined
  const expected = oracle(rule, row, on)
  const [got] = (await backEnd.answers([rule], [row]))[0] ?? []
  return got === undefined || isSame(expected, got) ? undefined : { expected, got }
}

function* smaller(written: Written, row: Row): Generator<{ written: Written; row: Row }> {
  const { conditions, appliesTo, parameters, benefit } = written
  const other = (part: Partial<Written>) => ({ written: { ...written, ...part }, row })
  if (benefit !== undefined) {
    yield other({ benefit: undefined })
    if (benefit.cap !== undefined) yield other({ benefit: { ...benefit, cap: undefined } })
    for (const [i, part] of benefit.components.entries()) {
      const rest = benefit.components.filter((_, j) => j !== i)
      if (rest.length > 0) yield other({ benefit: { ...benefit, components: rest } })
      if (part.when !== undefined)
        yield other({ benefit: { ...benefit, components: [...rest, { amount: part.amount }] } })
    }
    if (appliesTo !== true || conditions !== true) yield other({ appliesTo: true, conditions: true })
  }
  if (appliesTo !== true) {
    yield other({ appliesTo: true })
    yield other({ conditions: appliesTo, appliesTo: true })
  }
  for (const part of partsOf(conditions)) yield other({ conditions: part })
  for (const name of Object.keys(parameters)) {
    const { [name]: _, ...rest } = parameters
    yield other({ parameters: rest })
  }
  // Many facts at once, then fewer, then one by one.
  const known = [...row.facts]
  for (let most = known.length; most >= 1; most = Math.floor(most / 2))
    for (let from = 0; from < known.length; from += most) {
      const facts = new Map([...known.slice(0, from), ...known.slice(from + most)])
      yield { written, row: { ...row, facts } }
    }
  for (const [id, entries] of row.lists) {
    const without = (left: typeof entries | undefined) => {
      const lists = new Map(row.lists)
      if (left === undefined) lists.delete(id)
      else lists.set(id, left)
      return { written, row: { ...row, lists } }
    }
    yield without(undefined)
    for (const [i] of entries.entries()) yield without(entries.filter((_, j) => j !== i))
  }
}

function partsOf(clause: Clause): readonly Clause[] {
  if (typeof clause !== 'object') return []
  const { all = [], any = [], not, except, when } = clause
  return [...all, ...any, ...[not, except, when].filter((part) => part !== undefined)]
}

const said = ({ verdict, fen }: Said) => `${verdict}${fen === undefined ? '' : ` ${fen} fen`}`
const shown = (value: unknown) =>
  isRational(value as never) ? `${(value as { n: bigint }).n}/${(value as { d: bigint }).d}` : String(value)

/** What to paste into a test to see it again. */
export function told({ backEnd, seed, written, row, expected, got }: Difference): string {
  return [
    `${backEnd} says ${said(got)}, the interpreter ${said(expected)} (seed ${seed})`,
    JSON.stringify(written),
    ...[...row.facts].map(([key, value]) => `${key} = ${shown(value)}`),
    ...[...row.lists].map(
      ([id, entries]) =>
        `${id} = [${entries.map((entry) => `{ ${[...entry].map(([key, value]) => `${key}: ${shown(value)}`).join(', ')} }`).join(', ')}]`,
    ),
  ].join('\n')
}
