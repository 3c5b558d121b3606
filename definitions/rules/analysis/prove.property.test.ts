import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileClause } from '../clause.ts'
import { type Clause, ParameterForm } from '../clause-form.ts'
import { compileParameters } from '../parameters.ts'
import { evaluate, question } from '../evaluate.ts'
import { explain } from '../explain.ts'
import type { Expression } from '../expression.ts'
import { compile, dictionary, sheet, today } from '../fixtures.ts'
import { Ground } from '../ground.ts'
import { analyse } from './analyse.ts'
import { type Formula, Formulas, type Quantity } from './formula.ts'
import { prove } from './prove.ts'

const seed = Number(process.env.SEED ?? 20_260_704)
const days = { from: today, until: '2026-01-01' }

/** Every value of each fact that a limit below could tell apart, so that the grid decides exactly. */
const grid: Record<string, readonly unknown[]> = {
  人数: [0, 1, 2, 3, 4, 5, 6],
  占比: ['9.99%', '10%', '15%', '20%', '20.01%'],
  规模: ['大型', '小型'],
  甲: [true, false],
  起始日: ['2024-12-31', '2025-01-01', '2025-01-02', '2025-01-03'],
}
const names = Object.keys(grid)

function* cellsOf(left: readonly string[] = names): Generator<Record<string, unknown>> {
  const [name, ...rest] = left
  if (name === undefined) return yield {}
  for (const value of grid[name] ?? []) for (const others of cellsOf(rest)) yield { [name]: value, ...others }
}
const everywhere = [...cellsOf()]

const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
const test1 = fc.oneof(
  fc.tuple(sign, fc.integer({ min: 0, max: 5 })).map(([by, n]) => `人数 ${by} ${n}`),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 3 }))
    .map(([a, n]) => `人数 in [${a}..${a + n})`),
  fc.tuple(sign, fc.constantFrom('10%', '20%')).map(([by, n]) => `占比 ${by} ${n}`),
  fc.constantFrom('规模 = "大型"', '规模 in ("大型", "小型")', '甲', 'not(甲)'),
  fc.tuple(sign, fc.constantFrom('2025-01-01', '2025-01-02')).map(([by, day]) => `起始日 ${by} @"${day}"`),
  fc
    .tuple(sign, fc.integer({ min: 0, max: 5 }))
    .map(([by, n]) => `(if 甲 then 人数 else 人数 * 2) ${by} ${n}`),
  fc
    .tuple(sign, fc.integer({ min: 0, max: 9 }))
    .map(([by, n]) => `(if 占比 >= 20% then 5 else 2) + (if 人数 > 3 then 4 else 1) ${by} ${n}`),
)
const nested: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test1,
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((all) => `(${all.join(' and ')})`),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((all) => `(${all.join(' or ')})`),
    tie('tree').map((one) => `not(${one})`),
  ),
})).tree
/** Several tests at once are often contradictory, so that both answers are well met. */
const tight = fc.array(test1, { minLength: 3, maxLength: 5 }).map((all) => all.join(' and '))
const condition = fc.oneof(nested, tight)

const asked = everywhere.map((facts) => question(dictionary, sheet(facts), today))
const truths = (expression: Expression) => new Set(asked.map((one) => evaluate(expression, one)))

const formulaOf = (expression: Expression) =>
  new Formulas(dictionary.vocabulary).of(new Ground(dictionary, today, () => true, true).ground(expression))

/** Whether what is proven of a condition is what the grid says; undefined where nothing is proven. */
function agrees(
  text: string,
  change: (formula: Formula) => Formula = (formula) => formula,
): boolean | undefined {
  const expression = compile(text)
  const real = truths(expression)
  const formula = change(formulaOf(expression))
  const said = [true, false].map((wanted) => {
    const { is } = prove(formula, wanted, undefined, days)
    return is === 'open' ? undefined : (is === 'found') === real.has(wanted)
  })
  return said.includes(false) ? false : said.includes(undefined) ? undefined : true
}

/** A fault as somebody could make it: the last of several conditions is forgotten. */
const planted = (formula: Formula): Formula =>
  formula.op === 'and' ? { op: 'and', parts: formula.parts.slice(0, -1) } : formula

describe('what is proven', () => {
  test('is what an enterprise at every cut point says, both ways, for every random condition', () => {
    let proven = 0
    fc.assert(
      fc.property(condition, (text) => {
        const agreed = agrees(text)
        if (agreed !== undefined) proven += 1
        expect(agreed, text).not.toBe(false)
      }),
      { numRuns: 120, seed },
    )
    expect(proven).toBeGreaterThan(110)
  })

  test('negative control: a condition forgotten is noticed', () => {
    const counts = fc.array(
      fc.tuple(sign, fc.integer({ min: 1, max: 4 })).map(([by, n]) => `人数 ${by} ${n}`),
      { minLength: 3, maxLength: 4 },
    )
    const texts = fc.sample(counts, { numRuns: 40, seed }).map((all) => all.join(' and '))
    const wrong = texts.filter((text) => agrees(text, planted) === false)
    expect(wrong.length).toBeGreaterThan(5)
  })

  test('a rule is called contradictory, or true for everybody, exactly where it is', () => {
    fc.assert(
      fc.property(condition, (text) => {
        const compiled = compileClause(text, dictionary, undefined, ['rule'])
        if ('faults' in compiled) throw new Error(text)
        const found = analyse({ dictionary, parameters: new Map(), conditions: compiled, days })
        const real = truths(compile(text))
        const whole = found.filter(({ path }) => path.join() === 'rule').map(({ code }) => code)
        if (!real.has(true)) expect(whole, text).toContain('rule-contradiction')
        if (!real.has(false)) expect(whole, text).toContain('rule-always-true')
      }),
      { numRuns: 60, seed: seed + 1 },
    )
  })
})

describe('witnesses', () => {
  const row = fc.tuple(
    fc.constantFrom('-', '<= 2', '>= 2', '[1..4)', '(2..5]', '3, 4'),
    fc.constantFrom('-', '"大型"', 'not("大型")'),
  )
  const tables = fc.array(row, { minLength: 2, maxLength: 4 })

  test('rows of a unique table overlap, and a table has a gap, exactly where an enterprise shows it', () => {
    fc.assert(
      fc.property(tables, (whens) => {
        const table = { inputs: ['人数', '规模'], rows: whens.map((when) => ({ when, value: 1 })) }
        const form = ParameterForm.parse({ table })
        const { parameters, faults } = compileParameters({ 表: form }, dictionary, ['parameters'])
        expect(faults).toEqual([])
        const found = analyse({ dictionary, parameters, days })
        const rows = parameters.get('表')?.versions[0]?.table?.rows ?? []
        const fitting = (facts: Record<string, unknown>) => {
          const one = question(dictionary, sheet(facts), today)
          return rows.filter(({ when }) => evaluate(when, one) === true).length
        }
        const counts = everywhere.map(fitting)
        const codes = new Set(found.map(({ code }) => code))
        expect(codes.has('table-overlap')).toBe(counts.some((count) => count > 1))
        expect(codes.has('table-gap')).toBe(counts.includes(0))
        for (const { code, witness } of found) {
          const facts = Object.fromEntries((witness?.facts ?? []).map(({ name, value }) => [name, value]))
          if (code === 'table-overlap') expect(fitting(facts)).toBeGreaterThan(1)
          if (code === 'table-gap') expect(fitting(facts)).toBe(0)
        }
      }),
      { numRuns: 60, seed },
    )
  })
})

test('what cannot be decided within the budget is open, not claimed', () => {
  // Six pigeons in five holes: never true, and not to be seen by looking at a few cases.
  const sits = (pigeon: number, hole: number): Formula => {
    const quantity = holes[pigeon * 5 + hole]
    if (quantity === undefined) throw new Error('no such hole')
    return { op: 'test', quantity, relation: '=', limit: true }
  }
  const node = new Ground(dictionary, today).ground(compile('甲'))
  const holes = Array.from(
    { length: 30 },
    (_, i): Quantity => ({ key: `${i}`, type: { kind: 'boolean' }, node }),
  )
  const pigeons = [0, 1, 2, 3, 4, 5]
  const everyOne = pigeons.map(
    (pigeon): Formula => ({
      op: 'or',
      parts: [0, 1, 2, 3, 4].map((hole) => sits(pigeon, hole)),
    }),
  )
  const apart = [0, 1, 2, 3, 4].flatMap((hole) =>
    pigeons.flatMap((a) =>
      pigeons
        .filter((b) => b > a)
        .map((b): Formula => ({ op: 'not', part: { op: 'and', parts: [sits(a, hole), sits(b, hole)] } })),
    ),
  )
  expect(prove({ op: 'and', parts: [...everyOne, ...apart] }, true).is).toBe('open')
})

test('a contradiction is told of the part that is wrong, and explaining it agrees', () => {
  const rule: Clause = { all: ['甲', { any: ['人数 < 3', '占比 >= 20%'] }, '人数 > 5 and 占比 < 10%'] }
  const compiled = compileClause(rule, dictionary, undefined, ['rule'])
  if ('faults' in compiled) throw new Error('does not compile')
  const [finding] = analyse({ dictionary, parameters: new Map(), conditions: compiled, days })
  expect([finding?.code, finding?.path]).toEqual(['rule-contradiction', ['rule', 'all', 2]])
  for (const facts of everywhere)
    expect(explain(compiled, dictionary, sheet(facts), today).truth).toBe('false')
})
