import type { FactSheet } from '#definitions/facts/sheet.ts'
import type { Bilingual } from '#kernel/text.ts'
import { addDays, type Day } from '#kernel/time.ts'
import { add, compareRational, subtract } from '../../rational.ts'
import type { RuleNode } from '../clause.ts'
import { describe } from '../describe.ts'
import type { Dictionary } from '../dictionary.ts'
import type { CompiledParameter } from '../compiled-parameter.ts'
import { evaluate, type Question } from '../evaluate.ts'
import { type Expression, isNumeric, isRational, partsOf, type Value } from '../expression.ts'
import { Ground, type Grounded, type Slot, slotsIn } from '../ground.ts'
import { stepOf } from './prove.ts'
import { Solver, type Told } from './witness.ts'

export const sides = ['below', 'at', 'above'] as const
export type Side = (typeof sides)[number]

/** A limit that a rule draws: the value held against it, and the limit. */
export interface Boundary {
  /** of the condition or, for tiers and tables, of the parameter */
  readonly id: string
  readonly text: Bilingual
  readonly subject: Expression
  readonly limit: Expression
}

type Parameters = ReadonlyMap<string, CompiledParameter>

/** The limits of a condition's single tests. */
export const boundariesOf = (tree: RuleNode, dictionary: Dictionary, parameters: Parameters): Boundary[] =>
  tree.kind === 'test'
    ? within(tree.expression, tree.id, dictionary, parameters)
    : tree.children.flatMap((child) => boundariesOf(child, dictionary, parameters))

/** The limits of the tiers and tables of named values. */
export const boundariesOfParameters = (parameters: Parameters, dictionary: Dictionary, on: Day): Boundary[] =>
  [...parameters].flatMap(([name, { versions }]) =>
    versions
      .filter(({ from, until }) => (from === undefined || from <= on) && (until === undefined || on < until))
      .flatMap(({ tiers }) => tiers)
      .flatMap(({ when, value }) => [...(when === undefined ? [] : [when]), value])
      .flatMap((part) => within(part, name, dictionary, parameters)),
  )

function within(
  expression: Expression,
  id: string,
  dictionary: Dictionary,
  parameters: Parameters,
): Boundary[] {
  const say = (part: Expression) => describe(part, dictionary, parameters)
  const limit = (subject: Expression, to: Expression): Boundary[] => {
    if (!isNumeric(subject.type) && subject.type.kind !== 'date') return []
    if (subject.op === 'literal') return to.op === 'literal' ? [] : limit(to, subject)
    const [value, bound] = [say(subject), say(to)]
    return [
      {
        id,
        subject,
        limit: to,
        text: { zh: `${value.zh} 对 ${bound.zh}`, en: `${value.en} against ${bound.en}` },
      },
    ]
  }
  if (expression.op === 'compare') return limit(expression.left, expression.right)
  if (expression.op === 'in')
    return expression.tests.flatMap((test) =>
      test.op === 'range'
        ? [...limit(expression.value, test.low), ...limit(expression.value, test.high)]
        : limit(expression.value, test.operand),
    )
  return partsOf(expression).flatMap((part) => within(part, id, dictionary, parameters))
}

/** On which side of a limit an enterprise stands; undefined where that is not known. */
export function sideOf({ subject, limit }: Boundary, asked: Question): Side | undefined {
  const [value, bound] = [evaluate(subject, asked), evaluate(limit, asked)]
  if (value === undefined || bound === undefined) return undefined
  const order =
    isRational(value) && isRational(bound)
      ? compareRational(value, bound)
      : value === bound
        ? 0
        : value < bound
          ? -1
          : 1
  return order < 0 ? 'below' : order > 0 ? 'above' : 'at'
}

/** What of an enterprise's facts has to change for a case; undefined values are not known. */
export interface Change {
  readonly slot: Slot
  readonly value: Value | undefined
}

/**
 * How an enterprise comes to stand just below, at or just above a limit, by the smallest step of the fact, with everything else as it
 * is. Undefined where no change of one fact does it.
 */
export function changeTo(boundary: Boundary, side: Side, asked: Question): readonly Change[] | undefined {
  const bound = evaluate(boundary.limit, asked)
  if (bound === undefined) return undefined
  const target = moved(bound, side, boundary.subject)
  const ground = new Ground(asked.dictionary, asked.on)
  const subject = ground.ground(boundary.subject, asked.parameters)
  for (const node of waysTo(subject, asked.sheet)) {
    const slots = [...slotsIn(node)]
    for (const free of slots) {
      const known: Told['values'] = new Map(
        slots
          .filter((slot) => slot !== free)
          .flatMap((slot) => {
            const told = asked.sheet.lookup(slot.fact, slot.year)
            return told === undefined ? [] : [[slot.key, { slot, value: told.value }] as const]
          }),
      )
      const solver = new Solver(known)
      if (target === undefined || !solver.reach(node, target)) continue
      const changes = [...solver.values.values()].filter(({ slot }) => !known.has(slot.key))
      if (changes.length > 0 && changes.every(({ slot, value }) => isPossible(slot, value, asked.dictionary)))
        return changes
    }
  }
  return undefined
}

const moved = (bound: Value, side: Side, { type }: Expression): Value | undefined => {
  if (side === 'at') return bound
  if (isRational(bound)) return (side === 'below' ? subtract : add)(bound, stepOf(type))
  return typeof bound === 'string' ? addDays(bound, side === 'below' ? -1 : 1) : undefined
}

/** A derived value nobody stated is reached through what it is derived from; otherwise it may be stated itself. */
const waysTo = (node: Grounded, sheet: FactSheet): readonly Grounded[] =>
  node.op === 'stated' && sheet.lookup(node.slot.fact, node.slot.year) === undefined
    ? [...waysTo(node.otherwise, sheet), node]
    : [node]

const isPossible = (slot: Slot, value: Value, { vocabulary }: Dictionary) =>
  !isRational(value) || value.n >= 0n || vocabulary.facts.get(slot.fact)?.signed === true

/** Makes the first fact behind a limit unknown. */
export function unknownAt({ subject }: Boundary, asked: Question): readonly Change[] | undefined {
  const node = new Ground(asked.dictionary, asked.on).ground(subject, asked.parameters)
  const told = [...slotsIn(node)].filter((slot) => asked.sheet.lookup(slot.fact, slot.year) !== undefined)
  const [first] = told
  return first === undefined ? undefined : [{ slot: first, value: undefined }]
}
