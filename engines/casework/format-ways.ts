import type { RuleNode } from '#definitions/rules/clause.ts'
import { type Expression, isRational, walk } from '#definitions/rules/expression.ts'
import { addDays } from '#kernel/time.ts'
import { answerFact, compiledRule, derivedFact, holds } from './conditions.ts'
import type { Item } from './item.ts'
import type { Answer, Answers } from './model.ts'
import type { CasePlan, PlanField } from './plan.ts'

/** What trying every combination of answers that can decide finds out about an item's business formats. */
export type FormatFinding =
  | { readonly kind: 'unreachable'; readonly variant: number }
  | { readonly kind: 'overlap'; readonly variant: number; readonly other: number }
  | { readonly kind: 'too-many'; readonly ways: number }

const mostWays = 20_000
/** Below this many choices every set of them is tried; above, each alone, each two, and all. */
const mostSets = 6
const anyDay = '2026-03-02'

/** Tries the formats over every choice that their conditions can tell apart, and just below, at and above every limit they name. */
export function triedFormats(plan: CasePlan, item: Item): FormatFinding[] {
  const variants = item.variants ?? []
  const rules = variants.map(({ when }) => compiledRule(plan, when))
  const read = new Set(rules.flatMap(({ facts }) => [...facts]))
  const limits = rules.flatMap(({ tree }) => literalsIn(tree))
  const deciding = [...plan.fields.values()].filter(
    (field) =>
      read.has(answerFact(field.id)) || (field.derives ?? []).some(({ id }) => read.has(derivedFact(id))),
  )
  const choices = deciding.map((field) => answersTo(field, limits))
  const ways = choices.reduce((product, list) => product * list.length, 1)
  if (ways > mostWays) return [{ kind: 'too-many', ways }]
  const reached = new Set<number>()
  const overlaps = new Map<string, FormatFinding>()
  for (const answers of combined(deciding, choices)) {
    const fitting = variants.flatMap(({ when }, i) =>
      holds(plan, when, { answers, on: anyDay }) === 'true' ? [i] : [],
    )
    const [first, ...others] = fitting
    if (first === undefined) continue
    reached.add(first)
    if (item.variantsInOrder) continue
    for (const other of others) {
      reached.add(other)
      overlaps.set(`${first} ${other}`, { kind: 'overlap', variant: other, other: first })
    }
  }
  const unreachable = variants.flatMap((_, variant): FormatFinding[] =>
    reached.has(variant) ? [] : [{ kind: 'unreachable', variant }],
  )
  return [...unreachable, ...overlaps.values()]
}

function* combined(
  fields: readonly PlanField[],
  choices: readonly (readonly Answer[])[],
): Generator<Answers> {
  const at = choices.map(() => 0)
  for (;;) {
    yield Object.fromEntries(
      fields.flatMap(({ id }, i) => {
        const answer = choices[i]?.[at[i] ?? 0]
        return answer === undefined ? [] : [[id, answer] as const]
      }),
    )
    let turn = 0
    while (turn < at.length && (at[turn] ?? 0) + 1 >= (choices[turn]?.length ?? 0)) at[turn++] = 0
    if (turn >= at.length) return
    at[turn] = (at[turn] ?? 0) + 1
  }
}

interface Literals {
  readonly numbers: readonly number[]
  readonly days: readonly string[]
}

/** Every number and day that a condition compares with. */
function literalsIn(node: RuleNode): Literals[] {
  if (node.kind !== 'test') return node.children.flatMap(literalsIn)
  const numbers: number[] = []
  const days: string[] = []
  for (const part of walk(node.expression as Expression)) {
    if (part.op !== 'literal') continue
    if (isRational(part.value)) numbers.push(Number(part.value.n) / Number(part.value.d))
    else if (typeof part.value === 'string' && /^\d{4}-\d\d-\d\d$/.test(part.value)) days.push(part.value)
  }
  return [{ numbers, days }]
}

/** The answers to a field that conditions can tell apart. */
function answersTo(field: PlanField, limits: readonly Literals[]): Answer[] {
  const values = field.choices.map(({ value }) => value)
  switch (field.type) {
    case 'boolean':
      return [true, false]
    case 'choice':
      return values
    case 'choices':
      return setsOf(values)
    case 'integer':
    case 'money': {
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = field.constraints ?? {}
      const near = limits
        .flatMap(({ numbers }) => numbers)
        .flatMap((n) => [Math.ceil(n) - 1, n, Math.floor(n) + 1])
      const numbers = [min, ...near].map((n) => Math.round(n)).filter((n) => n >= min && n <= max)
      return [...new Set(numbers)]
    }
    case 'date':
      return [
        ...new Set([
          anyDay,
          ...limits.flatMap(({ days }) => days).flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]),
        ]),
      ]
    case 'text':
      return ['', field.title.zh]
    case 'slot':
      return ['']
    case 'people':
      return [[]]
  }
}

function setsOf(values: readonly string[]): string[][] {
  if (values.length <= mostSets)
    return values.reduce<string[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]])
  return [
    [],
    ...values.map((value) => [value]),
    ...values.flatMap((one, i) => values.slice(i + 1).map((other) => [one, other])),
    [...values],
  ]
}
