import type { Type } from '../expression.ts'
import type { Ground, Grounded, GroundTest } from '../ground.ts'
import { groundParts } from '../ground.ts'
import { mirrored } from '../relation.ts'
import type { Relation } from '../syntax.ts'
import { dayNumber, ExactRows } from './exact.ts'
import { combine, complement, type LineSet, type Point, setKey, valuesThat } from './line.ts'

/** A value that a column is coded for: what one slot states, or what a formula over several comes to. */
export interface Subject {
  readonly key: string
  readonly node: Grounded
  readonly domain: 'number' | 'day' | 'text' | 'truth'
}

/**
 * A question with three answers over coded columns. `test` asks whether a subject lies in a set and is unknown where the subject is; the
 * others join answers. Equal terms are one object.
 */
export type Term = { readonly id: number } & (
  | { readonly op: 'constant'; readonly value: boolean | undefined }
  | { readonly op: 'test'; readonly subject: Subject; readonly accepts: LineSet }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Term[] }
  | { readonly op: 'not'; readonly part: Term }
  | { readonly op: 'if'; readonly condition: Term; readonly yes: Term; readonly no: Term }
  /** the first answer, where it is unknown the second */
  | { readonly op: 'otherwise'; readonly first: Term; readonly second: Term }
  /** the answer where the condition is true, otherwise unknown */
  | { readonly op: 'only-if'; readonly value: Term; readonly condition: Term }
)
type Shape = Term extends infer One ? (One extends Term ? Omit<One, 'id'> : never) : never

/** Comparing two tiers asks each value of one with each of the other; beyond this many the formula is computed row by row instead. */
const mostPairs = 256

/** Turns grounded conditions into terms over subjects. `generation` tells apart trees of different days. */
export class Terms {
  private readonly made = new Map<string, Term>()
  private readonly planned = new Map<Grounded, Term>()
  private readonly fixed = new Map<Grounded, boolean>()
  private readonly subjects = new Map<Grounded, Subject>()
  private readonly nothing = new ExactRows(() => ({ rows: 0, columns: new Map() }))

  constructor(
    private readonly ground: Ground,
    private readonly generation: string,
  ) {}

  constant(value: boolean | undefined): Term {
    return this.term(`constant ${value}`, { op: 'constant', value })
  }

  /** The term of a grounded tree that answers yes or no. */
  of(node: Grounded): Term {
    const known = this.planned.get(node)
    if (known !== undefined) return known
    const term = this.fresh(node)
    this.planned.set(node, term)
    return term
  }

  private fresh(node: Grounded): Term {
    if (this.isFixed(node)) {
      const value = this.nothing.value(node, 0)
      return this.constant(typeof value === 'boolean' ? value : undefined)
    }
    switch (node.op) {
      case 'and':
      case 'or':
        return this.joined(
          node.op,
          node.operands.map((operand) => this.of(operand)),
        )
      case 'not':
        return this.not(this.of(node.operand))
      case 'compare':
        return this.compare(node.left, node.relation, node.right)
      case 'in':
        return this.joined(
          'or',
          node.tests.map((test) => this.fits(node.value, test)),
        )
      case 'if':
        return this.choice(this.of(node.condition), this.of(node.yes), this.of(node.no))
      case 'stated':
        return this.otherwise(this.asked(node.slot.key, node), this.of(node.otherwise))
      case 'call':
        if (node.name === 'only-if' && node.operands[0] && node.operands[1])
          return this.onlyIf(this.of(node.operands[0]), this.of(node.operands[1]))
    }
    return this.test(this.subject(node), valuesThat('=', 1))
  }

  /** Whether a stated truth is yes. */
  private asked(key: string, node: Grounded & { op: 'stated' }): Term {
    const subject: Subject = {
      key: `slot ${key}`,
      node: this.ground.slotNode(node.slot),
      domain: 'truth',
    }
    return this.test(subject, valuesThat('=', 1))
  }

  private fits(value: Grounded, test: GroundTest): Term {
    if (test.op === 'relation') return this.compare(value, test.relation, test.operand)
    return this.joined('and', [
      this.compare(value, test.lowIncluded ? '>=' : '>', test.low),
      this.compare(value, test.highIncluded ? '<=' : '<', test.high),
    ])
  }

  compare(left: Grounded, relation: Relation, right: Grounded): Term {
    return this.compareWithin(left, relation, right, mostPairs)
  }

  /** A comparison with tiers is a choice between comparisons: as unknown as its condition, and then as its chosen side. */
  private compareWithin(left: Grounded, relation: Relation, right: Grounded, room: number): Term {
    const node = this.ground.compared(left, relation, right)
    if (this.isFixed(node)) return this.of(node)
    if (left.type.kind === 'boolean') return this.same(this.of(left), this.of(right), relation === '=')
    for (const side of [left, right]) if (isUnknown(side)) return this.constant(undefined)
    const choice = left.op === 'if' ? left : right.op === 'if' ? right : undefined
    if (choice !== undefined && room > 1) {
      const half = room >> 1
      const branch = (side: Grounded) =>
        choice === left
          ? this.compareWithin(side, relation, right, half)
          : this.compareWithin(left, relation, side, half)
      return this.choice(this.of(choice.condition), branch(choice.yes), branch(choice.no))
    }
    if (this.isFixed(right)) return this.limited(left, relation, right)
    if (this.isFixed(left)) return this.limited(right, mirrored[relation], left)
    return this.test(this.subject(node), valuesThat('=', 1))
  }

  private limited(mine: Grounded, relation: Relation, theirs: Grounded): Term {
    const limit = this.nothing.value(theirs, 0)
    const subject = this.subject(mine)
    if (limit === undefined) return this.constant(undefined)
    const point: Point =
      subject.domain === 'day' && typeof limit === 'string'
        ? dayNumber(limit)
        : typeof limit === 'boolean'
          ? Number(limit)
          : limit
    return this.test(subject, valuesThat(relation, point))
  }

  test(subject: Subject, accepts: LineSet): Term {
    return this.term(`test ${subject.key} ${setKey(accepts)}`, { op: 'test', subject, accepts })
  }

  not(part: Term): Term {
    if (part.op === 'not') return part.part
    if (part.op === 'constant') return this.constant(part.value === undefined ? undefined : !part.value)
    if (part.op === 'test') return this.test(part.subject, complement(part.accepts))
    return this.term(`not ${part.id}`, { op: 'not', part })
  }

  /** Kleene; tests of one subject are joined to one test, which is exact because they are unknown together. */
  joined(op: 'and' | 'or', operands: readonly Term[]): Term {
    const deciding = op === 'or'
    const tests = new Map<string, Term & { op: 'test' }>()
    const others = new Map<number, Term>()
    const add = (operand: Term): boolean => {
      if (operand.op === op) return operand.parts.some(add)
      if (operand.op === 'constant' && operand.value !== undefined) return operand.value === deciding
      if (operand.op === 'test') {
        const before = tests.get(operand.subject.key)
        const set = before === undefined ? operand.accepts : combine(op, before.accepts, operand.accepts)
        tests.set(operand.subject.key, this.test(operand.subject, set) as Term & { op: 'test' })
      } else others.set(operand.id, operand)
      return false
    }
    if (operands.some(add)) return this.constant(deciding)
    const parts = [...tests.values(), ...others.values()]
    const [only] = parts
    if (only === undefined) return this.constant(!deciding)
    if (parts.length === 1) return only
    const key = parts.map(({ id }) => id).sort((a, b) => a - b)
    return this.term(`${op} ${key.join()}`, { op, parts })
  }

  private choice(condition: Term, yes: Term, no: Term): Term {
    if (condition.op === 'constant')
      return condition.value === undefined ? condition : condition.value ? yes : no
    return this.term(`if ${condition.id} ${yes.id} ${no.id}`, { op: 'if', condition, yes, no })
  }

  private otherwise(first: Term, second: Term): Term {
    return this.term(`otherwise ${first.id} ${second.id}`, { op: 'otherwise', first, second })
  }

  private onlyIf(value: Term, condition: Term): Term {
    if (condition.op === 'constant') return condition.value === true ? value : this.constant(undefined)
    return this.term(`only-if ${value.id} ${condition.id}`, { op: 'only-if', value, condition })
  }

  private same(left: Term, right: Term, wanted: boolean): Term {
    const equal = this.joined('or', [
      this.joined('and', [left, right]),
      this.joined('and', [this.not(left), this.not(right)]),
    ])
    return wanted ? equal : this.not(equal)
  }

  subject(node: Grounded): Subject {
    const known = this.subjects.get(node)
    if (known !== undefined) return known
    const key = node.op === 'slot' ? `slot ${node.slot.key}` : `${this.generation} ${node.id}`
    const subject = { key, node, domain: domainOf(node.type) }
    this.subjects.set(node, subject)
    return subject
  }

  /** Whether a tree reads nothing of the row. */
  isFixed(node: Grounded): boolean {
    const known = this.fixed.get(node)
    if (known !== undefined) return known
    const answer =
      node.op !== 'slot' && node.op !== 'stated' && groundParts(node).every((part) => this.isFixed(part))
    this.fixed.set(node, answer)
    return answer
  }

  private term(key: string, shape: Shape): Term {
    const known = this.made.get(key)
    if (known !== undefined) return known
    const term = { ...shape, id: this.made.size } as Term
    this.made.set(key, term)
    return term
  }
}

const isUnknown = (node: Grounded) => node.op === 'constant' && node.value === undefined

function domainOf(type: Type): Subject['domain'] {
  switch (type.kind) {
    case 'boolean':
      return 'truth'
    case 'date':
      return 'day'
    case 'text':
    case 'code':
      return 'text'
    default:
      return 'number'
  }
}

/** The subjects that a term asks about, with the sets it asks for. */
export function testsIn(terms: Iterable<Term>): (Term & { op: 'test' })[] {
  const seen = new Set<Term>()
  const found: (Term & { op: 'test' })[] = []
  const visit = (term: Term) => {
    if (seen.has(term)) return
    seen.add(term)
    if (term.op === 'test') found.push(term)
    termParts(term).forEach(visit)
  }
  for (const term of terms) visit(term)
  return found
}

export function termParts(term: Term): readonly Term[] {
  switch (term.op) {
    case 'constant':
    case 'test':
      return []
    case 'and':
    case 'or':
      return term.parts
    case 'not':
      return [term.part]
    case 'if':
      return [term.condition, term.yes, term.no]
    case 'otherwise':
      return [term.first, term.second]
    case 'only-if':
      return [term.value, term.condition]
  }
}
