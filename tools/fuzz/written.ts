import { compileClause } from '#definitions/rules/clause.ts'
import type { Clause, ParameterForm } from '#definitions/rules/clause-form.ts'
import { condition, type Dice, money, number, randomClause } from '#definitions/rules/columns/random-rules.ts'
import { compileText } from '#definitions/rules/compile-text.ts'
import type { Expression } from '#definitions/rules/expression.ts'
import { compileParameters } from '#definitions/rules/parameters.ts'
import type { BenefitRule, PolicyRule } from '#definitions/rules/policy-rule.ts'
import type { HitPolicy } from '#definitions/rules/table.ts'
import type { Rounding } from '#definitions/rational.ts'
import { dictionary } from './dictionary.ts'

export interface WrittenBenefit {
  readonly amount?: string | undefined
  readonly components: readonly { readonly when?: string | undefined; readonly amount: string }[]
  readonly cap?: string | undefined
  readonly round: BenefitRule['round']
}

/** A policy as somebody wrote it. */
export interface Written {
  readonly appliesTo: Clause
  readonly conditions: Clause
  readonly parameters: Readonly<Record<string, ParameterForm>>
  readonly benefit?: WrittenBenefit | undefined
}

/** The policy ready for every back end; undefined where it does not compile. */
export function ruleOf(written: Written, id: string): PolicyRule | undefined {
  const { parameters, faults } = compileParameters(written.parameters, dictionary, [])
  const appliesTo = compileClause(written.appliesTo, dictionary, parameters)
  const conditions = compileClause(written.conditions, dictionary, parameters)
  const text = (one: string, kind: 'money' | 'boolean'): Expression => {
    const compiled = compileText(one, { dictionary, parameters }, [], faults)
    if (compiled?.type.kind === kind) return compiled
    faults.push({
      code: kind,
      path: [],
      expected: '',
      message: { zh: '', en: one },
      remedy: { zh: '', en: '' },
    })
    return { op: 'literal', value: false, type: { kind: 'broken' }, at: { from: 0, until: 0 } }
  }
  const { benefit } = written
  const made = benefit && {
    amount: benefit.amount === undefined ? undefined : text(benefit.amount, 'money'),
    components: benefit.components.map(({ when, amount }) => ({
      when: when === undefined ? undefined : text(when, 'boolean'),
      amount: text(amount, 'money'),
    })),
    cap: benefit.cap === undefined ? undefined : text(benefit.cap, 'money'),
    round: benefit.round,
  }
  if ('faults' in appliesTo || 'faults' in conditions || faults.length > 0) return undefined
  return { id, appliesTo, conditions, parameters, benefit: made }
}

const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

/** A random policy that compiles. */
export function fuzzPolicy(roll: Dice): Written {
  for (;;) {
    const parameters = Object.fromEntries(
      (['档位', '额度', '资格'] as const).flatMap((name) =>
        roll(2) === 0 ? [] : [[name, form(roll, name)]],
      ),
    )
    const named = (clause: Clause) => renamed(clause, parameters, roll)
    const written: Written = {
      conditions: named(conditionsOf(roll)),
      appliesTo: roll(2) === 0 ? true : named(randomClause(roll, roll(2))),
      parameters,
      benefit: roll(3) === 0 ? undefined : benefit(roll, (text) => named(text) as string),
    }
    if (ruleOf(written, 'p') !== undefined) return written
  }
}

function conditionsOf(roll: Dice): Clause {
  switch (roll(5)) {
    case 0:
      return { all: [listed(roll), randomClause(roll, roll(2))] }
    case 1:
      return { any: [sized(roll), randomClause(roll, roll(2))] }
    case 2:
      return { table: clauseTable(roll) }
    default:
      return randomClause(roll, roll(3))
  }
}

const relation = (roll: Dice) => pick(roll, ['<', '<=', '>', '>=', '=', '!='])

/** Something about the size class. */
const sized = (roll: Dice) =>
  pick(roll, [
    `企业规模 ${pick(roll, ['=', '!='])} "${pick(roll, ['大型', '中型', '小型', '微型'])}"`,
    '企业规模 in ("小型"、"微型")',
    'not(企业规模 = "大型")',
  ])

/** Something about what is derived from lists. */
const listed = (roll: Dice): string =>
  pick(roll, [
    `近期招用 ${relation(roll)} ${roll(4)}人`,
    '有大额',
    `平均数额 ${relation(roll)} ${roll(8) * 50}元`,
    `甲组最少月数 ${relation(roll)} ${roll(7)}个月`,
    `二类最大数额 ${relation(roll)} 金额二`,
    `${pick(roll, ['本年', '上年', '前年'])}当年数额 ${relation(roll)} ${roll(8) * 50}元`,
    `两人份额 ${relation(roll)} ${roll(60)}%`,
    `不低于一类合计的个数 ${relation(roll)} ${roll(3)}`,
    `一年内个数 + 一类个数 ${relation(roll)} ${roll(4)}`,
    `最早日子 ${relation(roll)} 起始日`,
    `最近日子 + ${roll(14)}个月 ${relation(roll)} 今天`,
    `未参保规模数 ${relation(roll)} 数一`,
    `一类数额 / 平均数额 ${relation(roll)} ${roll(200)}%`,
  ])

/** Names of facts that a parameter may stand in for, of its own kind. */
const standIns = { 档位: '数三', 额度: '金额二', 资格: '丙' } as const

/** The same clause, with parameters in some places where it had facts. */
function renamed(clause: Clause, parameters: object, roll: Dice): Clause {
  const text = (one: string) =>
    Object.entries(standIns).reduce(
      (now, [name, fact]) =>
        Object.hasOwn(parameters, name) && roll(2) === 0 ? now.replaceAll(fact, name) : now,
      one,
    )
  if (typeof clause === 'string') return text(clause)
  if (typeof clause === 'boolean' || clause.table !== undefined) return clause
  const inner = (one: Clause | undefined) => one && renamed(one, parameters, roll)
  return {
    ...clause,
    ...(clause.all && { all: clause.all.map((one) => renamed(one, parameters, roll)) }),
    ...(clause.any && { any: clause.any.map((one) => renamed(one, parameters, roll)) }),
    ...(clause.not === undefined ? {} : { not: inner(clause.not) }),
    ...(clause.except === undefined ? {} : { except: inner(clause.except) }),
    ...(typeof clause.when === 'string' ? { when: text(clause.when) } : {}),
  }
}

type ParameterName = keyof typeof standIns

function form(roll: Dice, name: ParameterName): ParameterForm {
  const value = () => valueOf(roll, name)
  switch (roll(4)) {
    case 0:
      return value()
    case 1:
      return tiers(roll, value)
    case 2:
      return [
        { from: '2020-01-01', until: '2025-06-30', value: value() },
        { from: '2025-06-30', ...(roll(2) === 0 ? { until: '2025-07-01' } : {}), tiers: tiers(roll, value) },
      ]
    default:
      return { table: table(roll, name) }
  }
}

const tiers = (roll: Dice, value: () => string) => [
  ...Array.from({ length: 1 + roll(2) }, () => ({ when: condition(roll, roll(2)), value: value() })),
  ...(roll(3) === 0 ? [] : [{ otherwise: value() }]),
]

function valueOf(roll: Dice, name: ParameterName): string {
  if (name === '档位') return number(roll, roll(2))
  if (name === '额度') return money(roll, roll(2))
  return condition(roll, roll(2))
}

/** Values of a table that every hit policy takes: fixed. */
const fixedOf = (roll: Dice, name: ParameterName): string =>
  name === '档位' ? String(roll(5)) : name === '额度' ? `${roll(5) * 50}元` : pick(roll, ['是', '否'])

const inputs = ['数一', '占比', '规模', '甲', '金额二', '近期招用', '企业规模', '数一 + 数二'] as const
type Input = (typeof inputs)[number]

function cell(roll: Dice, input: Input): string {
  const bare = (): string => {
    switch (input) {
      case '占比':
        return pick(roll, [`${relation(roll)} ${roll(15)}%`, `[${roll(6)}%..${5 + roll(9)}%)`])
      case '规模':
        return pick(roll, ['"大型"', '"小型"', '"大型"、"小型"'])
      case '企业规模':
        return pick(roll, ['"大型"', '"小型"、"微型"', '"中型"'])
      case '甲':
        return pick(roll, ['是', '否'])
      case '金额二':
        return pick(roll, [
          `${relation(roll)} ${roll(9) * 50}元`,
          `(${roll(4) * 50}元..${200 + roll(5) * 50}元]`,
        ])
      case '近期招用':
        return pick(roll, [`${relation(roll)} ${roll(3)}人`, '1人、2人', '0人'])
      default:
        return pick(roll, [
          `${relation(roll)} ${(roll(21) - 10) / 2}`,
          `[${roll(5) - 4}..${roll(9)})`,
          '1、2、3.5',
          '数三',
        ])
    }
  }
  const shape = roll(8)
  return shape === 0 ? '-' : shape === 1 ? `not(${bare()})` : bare()
}

function rowsOf(roll: Dice, result: () => string, most: number) {
  const columns = Array.from({ length: 1 + roll(2) }, () => pick(roll, inputs))
  const rows = Array.from({ length: 1 + roll(most) }, () => ({
    when: columns.map((input) => cell(roll, input)),
    value: result(),
  }))
  return { inputs: [...columns], rows }
}

function table(roll: Dice, name: ParameterName) {
  const hits: readonly HitPolicy[] =
    name === '资格'
      ? ['U', 'A', 'F', 'P']
      : ['U', 'A', 'F', 'P', 'C+', 'C<', 'C>', ...(name === '档位' ? ['C#' as const] : [])]
  const hit = pick(roll, hits)
  const isFixed = hit === 'P' || hit === 'C<' || hit === 'C>'
  const result = () => (isFixed || roll(2) === 0 ? fixedOf(roll, name) : valueOf(roll, name))
  const { rows, ...columns } = rowsOf(roll, result, 4)
  return {
    hit,
    ...columns,
    rows,
    ...(hit === 'P' ? { priority: shuffled(roll, [...new Set(rows.map(({ value }) => value))]) } : {}),
    ...(roll(3) === 0 ? {} : { otherwise: fixedOf(roll, name) }),
  }
}

function clauseTable(roll: Dice) {
  const { rows, ...columns } = rowsOf(roll, () => '', 4)
  const hit = pick(roll, ['U', 'A', 'F', 'P'] as const)
  return {
    hit,
    ...columns,
    rows: rows.map(({ when }) => ({ when, value: roll(3) > 0 })),
    ...(hit === 'P' ? { priority: shuffled(roll, [true, false]) } : {}),
    otherwise: roll(2) === 0,
  }
}

const shuffled = <T>(roll: Dice, values: readonly T[]): T[] => {
  const left = [...values]
  return values.map(() => left.splice(roll(left.length), 1)[0] as T)
}

const steps = [1, 10, 100, 10_000, 1_000_000] as const
const ways: readonly Rounding[] = ['half-up', 'down', 'up', 'floor', 'ceiling']

function benefit(roll: Dice, named: (text: string) => string): WrittenBenefit {
  const sum = () =>
    named(
      pick(roll, [
        () => money(roll, 2),
        () => `${money(roll, 1)} * ${pick(roll, ['12.5%', '33.33%', '5‰', '数一', '占比'])}`,
        () => `${money(roll, 1)} / ${pick(roll, ['3', '7', '数二'])}`,
        () => `min(${money(roll, 1)}, ${money(roll, 1)})`,
        () => `一类数额 * 近期招用`,
        () => `max(二类最大数额, 50元) - 平均数额 / 3`,
      ])(),
    )
  const parts = roll(2) === 0 ? 0 : 1 + roll(3)
  return {
    ...(parts === 0 ? { amount: sum() } : {}),
    components: Array.from({ length: parts }, () => ({
      ...(roll(3) === 0 ? {} : { when: named(condition(roll, roll(2))) }),
      amount: sum(),
    })),
    ...(roll(3) === 0 ? { cap: sum() } : {}),
    round: { toFen: pick(roll, steps), by: pick(roll, ways) },
  }
}
