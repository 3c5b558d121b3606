import {
  add,
  compareRational,
  divide,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
  zero,
} from '../../rational.ts'
import { isNumeric, isRational, type Type, type Value } from '../expression.ts'
import type { Grounded, GroundTest, Slot } from '../ground.ts'
import type { Vocabulary } from '#definitions/facts/vocabulary.ts'
import { extreme, operate, related } from '../operations.ts'
import { mirrored } from '../relation.ts'
import type { Relation } from '../syntax.ts'

/** Something that is compared with fixed values: a slot, or a term whose value we treat as free. */
export interface Quantity {
  readonly key: string
  readonly type: Type
  /** what it is computed from; for the order of two terms, both */
  readonly node: Grounded
  readonly minus?: Grounded
  /** never below this */
  readonly low?: Rational | undefined
}

/**
 * The truth of a condition as tests of quantities against fixed values. Quantities are taken as independent of one another, so a
 * formula allows at least everything that the rule allows: what is never true of it is never true of the rule.
 */
export type Formula =
  | { readonly op: 'constant'; readonly value: boolean | undefined }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly op: 'not'; readonly part: Formula }
  | { readonly op: 'test'; readonly quantity: Quantity; readonly relation: Relation; readonly limit: Value }

/** One case of a value: what it is where a condition holds. `node` scaled and moved, or a fixed value. */
interface Case {
  readonly when: Formula
  readonly term: Term
}

type Term =
  | { readonly value: Value | undefined }
  | { readonly node: Grounded; readonly scale: Rational; readonly shift: Rational }

const one = rational(1)
const yes: Formula = { op: 'constant', value: true }
const no: Formula = { op: 'constant', value: false }

/** More cases than this of one value are not looked at; the value is then free. */
const maxCases = 400

export const both = (...parts: readonly Formula[]): Formula => connect('and', parts)
export const either = (...parts: readonly Formula[]): Formula => connect('or', parts)

function connect(op: 'and' | 'or', parts: readonly Formula[]): Formula {
  const deciding = op === 'or'
  const rest: Formula[] = []
  for (const part of parts) {
    if (part.op === 'constant' && part.value === deciding) return part
    if (part.op === op) rest.push(...part.parts)
    else if (part.op !== 'constant' || part.value === undefined) rest.push(part)
  }
  const [only] = rest
  if (only === undefined) return op === 'and' ? yes : no
  return rest.length === 1 ? only : { op, parts: rest }
}

export function opposite(part: Formula): Formula {
  if (part.op === 'constant') return part.value === undefined ? part : part.value ? no : yes
  if (part.op === 'not') return part.part
  return { op: 'not', part }
}

/** Translates grounded conditions; one for each ground, so that a quantity met twice is one. */
export class Formulas {
  private readonly formulas = new Map<Grounded, Formula>()
  private readonly termCases = new Map<Grounded, readonly Case[]>()
  private readonly quantities = new Map<string, Quantity>()

  constructor(private readonly vocabulary: Vocabulary) {}

  of(node: Grounded): Formula {
    const known = this.formulas.get(node)
    if (known !== undefined) return known
    const made = this.fresh(node)
    this.formulas.set(node, made)
    return made
  }

  private fresh(node: Grounded): Formula {
    switch (node.op) {
      case 'constant':
        return { op: 'constant', value: typeof node.value === 'boolean' ? node.value : undefined }
      case 'and':
      case 'or':
        return connect(
          node.op,
          node.operands.map((part) => this.of(part)),
        )
      case 'not':
        return opposite(this.of(node.operand))
      case 'if':
        return this.chosen(node.condition, this.of(node.yes), this.of(node.no))
      case 'compare':
        return this.compared(node.left, node.relation, node.right)
      case 'in':
        return either(...node.tests.map((test) => this.fits(node.value, test)))
      default:
        return { op: 'test', quantity: this.quantity(node), relation: '=', limit: true }
    }
  }

  private chosen(condition: Grounded, then: Formula, otherwise: Formula): Formula {
    const when = this.of(condition)
    return either(both(when, then), both(opposite(when), otherwise))
  }

  private fits(value: Grounded, test: GroundTest): Formula {
    if (test.op === 'relation') return this.compared(value, test.relation, test.operand)
    return both(
      this.compared(value, test.lowIncluded ? '>=' : '>', test.low),
      this.compared(value, test.highIncluded ? '<=' : '<', test.high),
    )
  }

  private compared(left: Grounded, relation: Relation, right: Grounded): Formula {
    const lefts = this.cases(left)
    const rights = this.cases(right)
    if (lefts.length * rights.length > maxCases * 4) return this.opaque(left, relation, right)
    return either(
      ...lefts.flatMap((a) =>
        rights.map((b) => both(a.when, b.when, this.atom(a.term, relation, b.term, [left, right]))),
      ),
    )
  }

  private atom(a: Term, relation: Relation, b: Term, whole: readonly [Grounded, Grounded]): Formula {
    if ('value' in a && 'value' in b) {
      if (a.value === undefined || b.value === undefined) return { op: 'constant', value: undefined }
      return { op: 'constant', value: related(a.value, relation, b.value) }
    }
    if ('value' in a) return this.atom(b, mirrored[relation], a, [whole[1], whole[0]])
    if ('value' in b) return this.limited(a, relation, b.value)
    if (a.node === b.node && compareRational(a.scale, b.scale) === 0)
      return { op: 'constant', value: related(a.shift, relation, b.shift) }
    return this.opaque(whole[0], relation, whole[1])
  }

  private limited(
    { node, scale, shift }: Exclude<Term, { value: unknown }>,
    relation: Relation,
    limit: Value | undefined,
  ): Formula {
    if (limit === undefined) return { op: 'constant', value: undefined }
    const quantity = this.quantity(node)
    if (!isRational(limit)) return { op: 'test', quantity, relation, limit }
    const bare = divide(subtract(limit, shift), scale) ?? zero
    return {
      op: 'test',
      quantity,
      relation: compareRational(scale, zero) < 0 ? mirrored[relation] : relation,
      limit: bare,
    }
  }

  /** Two values of which neither is fixed: only their order counts. */
  private opaque(left: Grounded, relation: Relation, right: Grounded): Formula {
    if (left.id > right.id) return this.opaque(right, mirrored[relation], left)
    if (!isNumeric(left.type) && left.type.kind !== 'date') {
      const equal: Formula = {
        op: 'test',
        quantity: this.remembered({
          key: `${left.id}=${right.id}`,
          type: { kind: 'boolean' },
          node: left,
          minus: right,
        }),
        relation: '=',
        limit: true,
      }
      return relation === '!=' ? opposite(equal) : equal
    }
    const key = `${left.id}-${right.id}`
    const quantity = this.remembered({
      key,
      type: { kind: 'number', whole: false },
      node: left,
      minus: right,
    })
    return { op: 'test', quantity, relation, limit: zero }
  }

  private quantity(node: Grounded): Quantity {
    const slot = node.op === 'slot' || node.op === 'stated' ? node.slot.key : undefined
    return this.remembered({
      key: slot ?? `#${node.id}`,
      type: node.type,
      node,
      low: lowOf(node, this.vocabulary),
    })
  }

  private remembered(quantity: Quantity): Quantity {
    const known = this.quantities.get(quantity.key)
    if (known !== undefined) return known
    this.quantities.set(quantity.key, quantity)
    return quantity
  }

  private cases(node: Grounded): readonly Case[] {
    const known = this.termCases.get(node)
    if (known !== undefined) return known
    const made = this.casesFresh(node) ?? [{ when: yes, term: free(node) }]
    this.termCases.set(node, made)
    return made
  }

  /** undefined where the value is free as a whole */
  private casesFresh(node: Grounded): Case[] | undefined {
    switch (node.op) {
      case 'constant':
        return [{ when: yes, term: { value: node.value } }]
      case 'if': {
        const when = this.of(node.condition)
        const cases = [
          ...this.cases(node.yes).map((one) => ({ ...one, when: both(when, one.when) })),
          ...this.cases(node.no).map((one) => ({ ...one, when: both(opposite(when), one.when) })),
        ]
        return cases.length <= maxCases ? cases : undefined
      }
      case 'arithmetic':
        return this.combined([node.left, node.right], ([a, b]) => a && b && affine(a, node.operator, b))
      case 'negate':
        return this.combined([node.operand], ([a]) => a && affine(a, '*', { value: negate(one) }))
      case 'call': {
        const { name, operands } = node
        return name === 'min' || name === 'max'
          ? this.combined(operands, (terms) => extremeOf(name, terms))
          : undefined
      }
      default:
        return undefined
    }
  }

  /** Every combination of the operands' cases; undefined as soon as one of them comes to no plain term. */
  private combined(
    operands: readonly Grounded[],
    join: (terms: readonly Term[]) => Term | undefined,
  ): Case[] | undefined {
    let rows: { when: Formula; terms: readonly Term[] }[] = [{ when: yes, terms: [] }]
    for (const operand of operands) {
      const cases = this.cases(operand)
      if (rows.length * cases.length > maxCases) return undefined
      rows = rows.flatMap((row) =>
        cases.map(({ when, term }) => ({ when: both(row.when, when), terms: [...row.terms, term] })),
      )
    }
    const joined: Case[] = []
    for (const { when, terms } of rows) {
      const term = join(terms)
      if (term === undefined) return undefined
      joined.push({ when, term })
    }
    return joined
  }
}

const free = (node: Grounded): Term => ({ node, scale: one, shift: zero })

function affine(a: Term, operator: '+' | '-' | '*' | '/', b: Term): Term | undefined {
  if ('value' in a && 'value' in b) return { value: folded(a.value, operator, b.value) }
  if ('value' in b) {
    if (!isRational(b.value)) return { value: undefined }
    if ('value' in a) return undefined
    return scaled(a, operator, b.value)
  }
  if (!('value' in a) || operator === '/') return undefined
  if (!isRational(a.value)) return { value: undefined }
  if (operator === '-') return scaled(scaled(b, '*', negate(one)), '+', a.value)
  return scaled(b, operator, a.value)
}

function scaled(term: Term, operator: '+' | '-' | '*' | '/', by: Rational): Term {
  if ('value' in term) return { value: folded(term.value, operator, by) }
  const { node, scale, shift } = term
  switch (operator) {
    case '+':
      return { node, scale, shift: add(shift, by) }
    case '-':
      return { node, scale, shift: subtract(shift, by) }
    case '*':
      return by.n === 0n ? { value: zero } : { node, scale: multiply(scale, by), shift: multiply(shift, by) }
    case '/': {
      const [newScale, newShift] = [divide(scale, by), divide(shift, by)]
      return newScale === undefined || newShift === undefined
        ? { value: undefined }
        : { node, scale: newScale, shift: newShift }
    }
  }
}

function folded(a: Value | undefined, operator: '+' | '-' | '*' | '/', b: Value | undefined) {
  return isRational(a) && isRational(b) ? operate(a, operator, b) : undefined
}

function extremeOf(name: 'min' | 'max', terms: readonly Term[]): Term | undefined {
  const values: Value[] = []
  for (const term of terms) {
    if (!('value' in term)) return undefined
    if (term.value === undefined) return { value: undefined }
    values.push(term.value)
  }
  return { value: extreme(name, values) }
}

/** The least value of a term, where its parts have one: sums, products and quotients of what is never below zero. */
function lowOf(node: Grounded, vocabulary: Vocabulary): Rational | undefined {
  if (!isNumeric(node.type)) return undefined
  const low = (part: Grounded) => lowOf(part, vocabulary)
  const ofSlot = ({ fact, fromLists }: Slot) =>
    fromLists !== undefined || vocabulary.facts.get(fact)?.signed !== false ? undefined : zero
  switch (node.op) {
    case 'constant':
      return isRational(node.value) ? node.value : undefined
    case 'slot':
      return ofSlot(node.slot)
    case 'stated':
      return least([ofSlot(node.slot), low(node.otherwise)])
    case 'arithmetic': {
      const [a, b] = [low(node.left), low(node.right)]
      if (a === undefined || b === undefined || node.operator === '-') return undefined
      if (node.operator === '+') return add(a, b)
      return a.n >= 0n && b.n >= 0n ? zero : undefined
    }
    case 'if':
      return least([low(node.yes), low(node.no)])
    case 'call':
      if (node.name === 'absolute') return zero
      return node.name === 'min' || node.name === 'max' ? least(node.operands.map(low)) : undefined
    default:
      return undefined
  }
}

const least = (lows: readonly (Rational | undefined)[]): Rational | undefined =>
  lows.includes(undefined)
    ? undefined
    : lows.reduce((best, low) => (best && low && compareRational(low, best) < 0 ? low : best))
