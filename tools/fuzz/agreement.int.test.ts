import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { javascriptKernels } from '#definitions/rules/columns/kernels-javascript.ts'
import type { ClosurePlan } from '#definitions/rules/closures/plan.ts'
import { absoluteExact } from '#definitions/exact.ts'
import { type Cell, isExact, type Step } from '#definitions/rules/closures/step.ts'
import type { Kernels } from '#definitions/rules/columns/kernels.ts'
import { runnerOn } from '#definitions/rules/columns/run.ts'
import { wasmKernels } from '#definitions/rules/columns/wasm/kernels.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import { today } from '#definitions/rules/fixtures.ts'
import { duckdb } from '#definitions/rules/sql/dialect.ts'
import { testDatabase } from '#platform/testing/database.ts'
import { agree, type BackEnd, nothing, type Outcome, together, told } from './agreement.ts'
import { instructionWords, operation } from '#definitions/rules/columns/operation.ts'
import { closures, columns, sql } from './back-ends.ts'
import { type FactsDatabase, openDuckdb, openPostgres } from './databases.ts'
import { interpreted, type Oracle } from './oracle.ts'

/** Another seed: FUZZ_SEED=123 npx vitest run tools/fuzz */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_250_630)
const least = { verdicts: 1_000_000, sums: 20_000 }

let postgres: FactsDatabase
let duck: FactsDatabase
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await testDatabase(composition.migrations)
  drop = database.drop
  postgres = await openPostgres(database.adminUrl)
  duck = await openDuckdb()
}, 120_000)

afterAll(async () => {
  await postgres.close()
  await duck.close()
  await drop()
})

test('interpreter, closures, columns, PostgreSQL and DuckDB give one answer, a million times', async () => {
  const inProcess: BackEnd[] = [
    closures(today),
    columns('columns in WebAssembly', today, { kernels: 'wasm' }),
    columns('columns in JavaScript', today, { kernels: 'javascript' }),
  ]
  const all = [...inProcess, sql(postgres, today), sql(duck, today)]
  let outcome: Outcome = nothing
  const isEnough = () => outcome.verdicts >= least.verdicts && outcome.sums >= least.sums
  for (let round = 0; !isEnough() && outcome.differences === 0; round += 1) {
    // Every fourth round adds thirds and sevenths, which only memory can hold.
    const fractions = round % 4 === 3
    const size = { policies: 40, rows: 1500, fractions }
    outcome = together(outcome, await agree(seed + round, size, fractions ? inProcess : all, today))
  }
  const { verdicts, sums, differences, refused } = outcome
  process.stdout.write(
    `fuzz: seed ${seed}, ${verdicts} verdicts, ${sums} sums, ${differences} differences, ${refused} refused by a database\n`,
  )
  expect(outcome.first === undefined ? '' : told(outcome.first)).toBe('')
}, 300_000)

describe('a planted fault is found', () => {
  const size = { policies: 50, rows: 200, fractions: false }
  const mostThrows = 8
  /** Of a few hundred rows none may lie where a fault shows, or only beside others: then more are thrown. */
  const faultIn = async (backEnd: BackEnd, oracle?: Oracle): Promise<Outcome> => {
    let outcome = nothing
    for (let thrown = 0; thrown < mostThrows && !outcome.first?.isAlone; thrown += 1)
      outcome = await agree(seed + 1000 * thrown, size, [backEnd], today, oracle)
    return outcome
  }
  const expectFound = (outcome: Outcome) => {
    expect(outcome.differences).toBeGreaterThan(0)
    // Told small enough to be understood.
    expect(outcome.first?.row.facts.size).toBeLessThan(7)
  }

  const atMostIsBelow = altered((part) => (part['relation'] === '<=' ? { ...part, relation: '<' } : part))
  const roundsDown = altered((part) => (part['by'] === 'half-up' ? { ...part, by: 'down' } : part))

  test.each<[string, Oracle]>([
    ['below for at most', (rule, row, on) => interpreted(atMostIsBelow(rule), row, on)],
    ['halves rounded down', (rule, row, on) => interpreted(roundsDown(rule), row, on)],
    [
      'no for unknown',
      (rule, row, on) => {
        const { verdict, fen } = interpreted(rule, row, on)
        return { verdict: verdict === 'unknown' ? 'ineligible' : verdict, fen }
      },
    ],
    [
      'a list nobody told for an empty one',
      (rule, row, on) =>
        interpreted(rule, { ...row, lists: new Map([['t.list', []], ['t.hires', []], ...row.lists]) }, on),
    ],
  ])(
    'in the interpreter: %s',
    async (_, oracle) => {
      expectFound(await faultIn(columns('columns', today), oracle))
    },
    60_000,
  )

  test.each<[string, BackEnd]>([
    [
      'a step turned round',
      closures(
        today,
        everyStep((cell) => (typeof cell === 'boolean' ? !cell : cell)),
      ),
    ],
    [
      'a sign lost',
      closures(
        today,
        everyStep((cell) => (isExact(cell) ? absoluteExact(cell) : cell)),
      ),
    ],
    [
      'a limit taken for what lies below it',
      closures(today, ({ scales }) => {
        for (const { limits, places, answers } of scales.flat())
          for (let at = 1; at < 2 * limits.length; at += 2)
            answers.copyWithin(at * places.length, (at - 1) * places.length, at * places.length)
      }),
    ],
    ['below for at most', changed(closures(today), atMostIsBelow)],
  ])('in the closures: %s', async (_, backEnd) => expectFound(await faultIn(backEnd)), 60_000)

  const kernelsOf = { JavaScript: javascriptKernels, WebAssembly: wasmKernels } as const
  describe.each(Object.entries(kernelsOf))('in the columns in %s', (kind, kernels) => {
    /** A kernel of another kind where a program asks for one. */
    const broken = (asked: keyof typeof operation, done: keyof typeof operation) =>
      columns(kind, today, {
        runner: runnerOn((memory) => {
          const whole: Kernels = kernels(memory)
          const run: Kernels['run'] = (instructions, count, ...rest) => {
            const words = new Int32Array(memory.buffer, instructions, count * instructionWords)
            for (let at = 0; at < words.length; at += instructionWords)
              if (words[at] === operation[asked]) words[at] = operation[done]
            whole.run(instructions, count, ...rest)
          }
          return { ...whole, run }
        }),
      })
    test.each<[string, BackEnd]>([
      ['a bit of a limit misread', broken('orNot', 'andNot')],
      ['and for or', broken('or', 'and')],
      ['halves rounded down', changed(columns(kind, today), roundsDown)],
    ])('%s', async (_, backEnd) => expectFound(await faultIn(backEnd)), 60_000)
  })

  const faults: readonly [string, (text: string) => string][] = [
    ['below for at most', (text) => text.replaceAll(' <= ', ' < ')],
    ['unknown for no', (text) => text.replaceAll('"t.flag"', 'coalesce("t.flag", false)')],
    ['a date one day late', (text) => text.replaceAll('"t.day"', '("t.day" - 1)')],
    ['halves rounded down', (text) => text.replaceAll(' * 2 >= ', ' * 2 > ')],
    ['small for micro', (text) => text.replaceAll("'micro'", "'small'")],
    [
      'a list nobody told taken for an empty one',
      (text) => text.replaceAll(/ r\."t\.\w+" is null or /g, ' '),
    ],
    [
      'an entry that cannot be judged passed over',
      (text) => text.replaceAll('bool_or(', 'false and bool_or('),
    ],
  ]
  test.each(faults)(
    'in DuckDB: %s',
    async (_, change) => expectFound(await faultIn(sql(duck, today, change))),
    60_000,
  )
  test.each(faults)(
    'in PostgreSQL: %s',
    async (_, change) => expectFound(await faultIn(sql(postgres, today, change))),
    60_000,
  )

  test('in DuckDB: doubles for whole numbers', async () => {
    const doubles = { ...duck, dialect: { ...duckdb, whole: 'double' } }
    expectFound(await faultIn(sql(doubles, today, (text) => text.replaceAll('//', '/'))))
  }, 60_000)
})

type Part = Readonly<Record<string, unknown>>

/** A rule with every part of its trees changed, deep inside; once for all rows that it is asked about. */
function altered(change: (part: Part) => Part): (rule: PolicyRule) => PolicyRule {
  const known = new WeakMap<PolicyRule, PolicyRule>()
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep)
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, deep(one)]))
    if (typeof value !== 'object' || value === null || value instanceof Set) return value
    return change(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one)])))
  }
  return (rule) => {
    const other = known.get(rule) ?? (deep(rule) as PolicyRule)
    known.set(rule, other)
    return other
  }
}

const changed = (backEnd: BackEnd, change: (rule: PolicyRule) => PolicyRule): BackEnd => ({
  name: backEnd.name,
  answers: (policies, rows) => backEnd.answers(policies.map(change), rows),
})

const everyStep =
  (change: (cell: Cell) => Cell) =>
  ({ steps }: ClosurePlan): void => {
    for (const [i, step] of steps.entries()) (steps as Step[])[i] = (cells) => change(step(cells))
  }
