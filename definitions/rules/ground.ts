import type { Fact } from '#definitions/facts/fact.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import { rational } from '../rational.ts'
import { type CompiledParameter, versionOn } from './compiled-parameter.ts'
import { type Dictionary, publishedOn } from './dictionary.ts'
import { type Expression, type Test, type TestOf, type Type, typeOf, type Value, walk } from './expression.ts'
import type { Arithmetic, Relation } from './syntax.ts'
import type { FunctionName } from './words.ts'

/** One scalar that may be stated about an enterprise: a fact, with its calendar year where it has one. */
export interface Slot {
  /** the identifier, and the year after a space */
  readonly key: string
  readonly fact: string
  readonly year?: number | undefined
  readonly type: Type
  /**
   * The expression of a fact derived from lists, where lists are not read in place: such a slot is filled by the interpreter before a
   * compiled back end sees the row, and again on the next day where the expression counts from today.
   */
  readonly fromLists?: Expression | undefined
  /** what is counted or summed up of a list, where lists are read in place; such a slot is no fact and nobody states it */
  readonly aggregate?: Aggregate | undefined
}

/** A list read in place. The condition looks at fields of an entry, which are slots of their own, and at facts. */
export interface Aggregate {
  readonly name: 'count' | 'sum' | 'min' | 'max'
  /** the identifier of the list, and what an entry holds */
  readonly list: string
  readonly fields: readonly EntryField[]
  readonly where?: Grounded | undefined
  readonly field?: Slot | undefined
}

export interface EntryField {
  readonly id: string
  readonly type: Type
}

export type GroundTest = TestOf<Grounded>

/**
 * A typed tree with nothing left to look up: parameters, published values and derived facts are put in place for one day. Equal trees
 * are one object with one number, so that whatever is asked twice is computed once.
 */
export type Grounded = { readonly id: number; readonly type: Type } & (
  | { readonly op: 'constant'; readonly value: Value | undefined }
  | { readonly op: 'slot'; readonly slot: Slot }
  /** what was stated, otherwise what it is derived from */
  | { readonly op: 'stated'; readonly slot: Slot; readonly otherwise: Grounded }
  | { readonly op: 'and' | 'or'; readonly operands: readonly Grounded[] }
  | { readonly op: 'not'; readonly operand: Grounded }
  | {
      readonly op: 'compare'
      readonly relation: Relation
      readonly left: Grounded
      readonly right: Grounded
    }
  | { readonly op: 'in'; readonly value: Grounded; readonly tests: readonly GroundTest[] }
  | {
      readonly op: 'arithmetic'
      readonly operator: Arithmetic
      readonly left: Grounded
      readonly right: Grounded
    }
  | {
      readonly op: 'shift'
      readonly date: Grounded
      readonly by: Grounded
      readonly unit: '天' | '个月' | '年'
      readonly back: boolean
    }
  | { readonly op: 'negate'; readonly operand: Grounded }
  | { readonly op: 'if'; readonly condition: Grounded; readonly yes: Grounded; readonly no: Grounded }
  | {
      readonly op: 'call'
      readonly name: Exclude<FunctionName, 'not' | 'today' | 'sum' | 'count'>
      readonly operands: readonly Grounded[]
    }
)

type Shape = Grounded extends infer Node ? (Node extends Grounded ? Omit<Node, 'id' | 'type'> : never) : never
type Parameters = ReadonlyMap<string, CompiledParameter>

export const slotKey = (fact: string, year: number | undefined): string =>
  year === undefined ? fact : `${fact} ${year}`

/** The column of a field beside the facts of the enterprise. */
export const entryKey = (field: string): string => `entry ${field}`

/** The slot of a day that was left open. */
export const todayKey = 'today'

const noParameters: Parameters = new Map()

/**
 * Grounds the rules of one city on one day. `isStated` says which slots can hold a value at all (all of them for one enterprise, the
 * columns that exist for a city): what can never be stated is left out of the trees.
 */
export class Ground {
  private readonly nodes = new Map<string, Grounded>()
  private readonly slotsByKey = new Map<string, Slot>()
  private readonly derived = new Map<string, Grounded>()
  private readonly named = new WeakMap<Parameters, Map<string, Grounded>>()

  constructor(
    readonly dictionary: Dictionary,
    readonly on: Day,
    private readonly isStated: (key: string) => boolean = () => true,
    /** leaves the day itself open, as a slot of its own: what is said of such a tree holds on every day of the same versions */
    private readonly openDay = false,
    /** lists are read where they are used; otherwise what is derived from them is a slot that somebody fills */
    private readonly listsInPlace = false,
  ) {}

  /** the list whose entries a condition looks at */
  private list: Fact | undefined

  /** every slot met so far */
  get slots(): Iterable<Slot> {
    return this.slotsByKey.values()
  }

  ground(expression: Expression, parameters: Parameters = noParameters): Grounded {
    return this.tree(expression, parameters, undefined)
  }

  private tree(expression: Expression, parameters: Parameters, year: number | undefined): Grounded {
    const { type } = expression
    const inner = (part: Expression) => this.tree(part, parameters, year)
    switch (expression.op) {
      case 'literal':
        return this.constant(expression.value, type)
      case 'fact':
        return this.fact(expression, year)
      case 'parameter':
        return this.parameter(expression.name, type, parameters)
      case 'today':
        if (!this.openDay) return this.constant(this.on, type)
        return this.node(type, { op: 'slot', slot: { key: todayKey, fact: todayKey, type } })
      case 'year':
        return this.constant(year === undefined ? undefined : rational(year), type)
      case 'and':
      case 'or':
        return this.node(type, { op: expression.op, operands: expression.operands.map(inner) })
      case 'compare':
        return this.node(type, {
          op: 'compare',
          relation: expression.relation,
          left: inner(expression.left),
          right: inner(expression.right),
        })
      case 'in':
        return this.node(type, {
          op: 'in',
          value: inner(expression.value),
          tests: expression.tests.map((test) => groundTest(test, inner)),
        })
      case 'arithmetic':
        return this.node(type, {
          op: 'arithmetic',
          operator: expression.operator,
          left: inner(expression.left),
          right: inner(expression.right),
        })
      case 'shift':
        return this.node(type, {
          op: 'shift',
          date: inner(expression.date),
          by: inner(expression.by),
          unit: expression.unit,
          back: expression.back,
        })
      case 'negate':
        return this.node(type, { op: 'negate', operand: inner(expression.operand) })
      case 'if':
        return this.choice(
          type,
          inner(expression.condition),
          () => inner(expression.yes),
          () => inner(expression.no),
        )
      case 'call':
        return this.call(expression, inner)
      case 'aggregate':
        return this.aggregate(expression, inner)
      case 'field':
        return this.node(type, { op: 'slot', slot: this.entrySlot(expression.field) })
    }
  }

  private aggregate(
    { name, of, field, type }: Expression & { op: 'aggregate' },
    inner: (part: Expression) => Grounded,
  ): Grounded {
    const list = this.dictionary.vocabulary.facts.get(of.fact)
    if (!this.listsInPlace || list === undefined) throw new TypeError('a list is read by a derived fact only')
    const outer = this.list
    this.list = list
    const where = of.where && inner(of.where)
    const summed = field === undefined ? undefined : this.entrySlot(field)
    this.list = outer
    const fields = (list.fields ?? []).map((one) => ({ id: one.id, type: typeOf(one) }))
    const key = `${name} of ${list.id} ${field ?? ''} ${where?.id ?? ''}`
    const aggregate = { name, list: list.id, fields, where, field: summed }
    return this.node(type, { op: 'slot', slot: { key, fact: list.id, type, aggregate } })
  }

  /** A field of the entry that is looked at. */
  private entrySlot(field: string): Slot {
    const known = this.list?.fields?.find(({ id }) => id === field)
    if (this.list === undefined || known === undefined) throw new TypeError('a field belongs to an entry')
    return { key: entryKey(field), fact: this.list.id, type: typeOf(known) }
  }

  private call(expression: Expression & { op: 'call' }, inner: (part: Expression) => Grounded): Grounded {
    const { name, type } = expression
    const operands = expression.operands.map(inner)
    const [first] = operands
    if (name === 'today' || name === 'sum' || name === 'count' || first === undefined)
      throw new TypeError(`${name} is no function of values`)
    if (name === 'not') return this.negated(first)
    return this.node(type, { op: 'call', name, operands })
  }

  /** The opposite of a truth. */
  negated(operand: Grounded): Grounded {
    return operand.op === 'not' ? operand.operand : this.node({ kind: 'boolean' }, { op: 'not', operand })
  }

  connected(op: 'and' | 'or', operands: readonly Grounded[]): Grounded {
    return this.node({ kind: 'boolean' }, { op, operands })
  }

  compared(left: Grounded, relation: Relation, right: Grounded): Grounded {
    return this.node({ kind: 'boolean' }, { op: 'compare', relation, left, right })
  }

  chosen(condition: Grounded, yes: Grounded, no: Grounded): Grounded {
    return this.choice(
      yes.type,
      condition,
      () => yes,
      () => no,
    )
  }

  /** What is stated itself, without what it would otherwise be derived from. */
  slotNode(slot: Slot): Grounded {
    return this.node(slot.type, { op: 'slot', slot })
  }

  private choice(type: Type, condition: Grounded, yes: () => Grounded, no: () => Grounded): Grounded {
    if (condition.op === 'constant')
      return condition.value === undefined
        ? this.constant(undefined, type)
        : condition.value === true
          ? yes()
          : no()
    return this.node(type, { op: 'if', condition, yes: yes(), no: no() })
  }

  constant(value: Value | undefined, type: Type): Grounded {
    return this.node(type, { op: 'constant', value })
  }

  private fact(expression: Expression & { op: 'fact' }, place: number | undefined): Grounded {
    const { fact: id, year: back } = expression
    const year = back === 'same' ? place : back === undefined ? undefined : yearOf(this.on) - back
    const key = slotKey(id, year)
    const known = this.derived.get(key)
    if (known !== undefined) return known
    const made = this.factFresh(id, year, key)
    this.derived.set(key, made)
    return made
  }

  private factFresh(id: string, year: number | undefined, key: string): Grounded {
    const fact = this.dictionary.vocabulary.facts.get(id)
    if (fact === undefined) return this.constant(undefined, { kind: 'broken' })
    const tree = this.dictionary.derived.get(id)
    const readsLists = tree !== undefined && !this.listsInPlace && isOverLists(tree)
    const slot: Slot = {
      key,
      fact: id,
      year,
      type: typeOf(fact),
      ...(readsLists ? { fromLists: tree } : {}),
    }
    const otherwise =
      tree !== undefined && !readsLists
        ? this.tree(tree, noParameters, year)
        : readsLists
          ? undefined
          : this.published(id, year, slot.type)
    if (!this.isStated(key) && !readsLists) return otherwise ?? this.constant(undefined, slot.type)
    this.slotsByKey.set(key, slot)
    return otherwise === undefined
      ? this.node(slot.type, { op: 'slot', slot })
      : this.node(slot.type, { op: 'stated', slot, otherwise })
  }

  private published(id: string, year: number | undefined, type: Type): Grounded | undefined {
    const published = publishedOn(this.dictionary, id, year === undefined ? this.on : `${year}-12-31`)
    return published === undefined ? undefined : this.constant(published.value, type)
  }

  private parameter(name: string, type: Type, parameters: Parameters): Grounded {
    const made = this.named.get(parameters) ?? new Map<string, Grounded>()
    this.named.set(parameters, made)
    const known = made.get(name)
    if (known !== undefined) return known
    const version = versionOn(parameters.get(name), this.on)
    const tiers = (version?.tiers ?? []).map(({ when, value }) => ({
      when: when === undefined ? undefined : this.tree(when, parameters, undefined),
      value: this.tree(value, parameters, undefined),
    }))
    const tree = tiers.reduceRight<Grounded>(
      (rest, { when, value }) => (when === undefined ? value : this.chosen(when, value, rest)),
      this.constant(undefined, type),
    )
    made.set(name, tree)
    return tree
  }

  private node(type: Type, shape: Shape): Grounded {
    const key = keyOf(shape, type)
    const known = this.nodes.get(key)
    if (known !== undefined) return known
    const node = { ...shape, type, id: this.nodes.size } as Grounded
    this.nodes.set(key, node)
    return node
  }
}

const groundTest = (test: Test, inner: (part: Expression) => Grounded): GroundTest =>
  test.op === 'range'
    ? {
        op: 'range',
        low: inner(test.low),
        lowIncluded: test.lowIncluded,
        high: inner(test.high),
        highIncluded: test.highIncluded,
      }
    : { op: 'relation', relation: test.relation, operand: inner(test.operand) }

/** Whether a derived fact reads a list itself; what it takes from other derived facts is theirs. */
export function isOverLists(tree: Expression): boolean {
  for (const part of walk(tree)) if (part.op === 'aggregate') return true
  return false
}

/** What makes two trees one. The type tells money from numbers, because both round differently. */
function keyOf(shape: Shape, type: Type): string {
  const plain = type.kind === 'number' || type.kind === 'code' ? type.kind[0] : type.kind.slice(0, 2)
  switch (shape.op) {
    case 'constant':
      return `c${plain} ${valueKey(shape.value)}`
    case 'slot':
      return `s ${shape.slot.key}`
    case 'stated':
      return `o ${shape.slot.key} ${shape.otherwise.id}`
    case 'and':
    case 'or':
      return `${shape.op} ${shape.operands.map(({ id }) => id).join()}`
    case 'not':
    case 'negate':
      return `${shape.op} ${shape.operand.id}`
    case 'compare':
      return `${shape.relation} ${shape.left.id} ${shape.right.id}`
    case 'in':
      return `in ${shape.value.id} ${shape.tests.map(testKey).join(';')}`
    case 'arithmetic':
      return `a${shape.operator} ${shape.left.id} ${shape.right.id} ${plain}`
    case 'shift':
      return `shift ${shape.date.id} ${shape.by.id} ${shape.unit} ${shape.back}`
    case 'if':
      return `if ${shape.condition.id} ${shape.yes.id} ${shape.no.id}`
    case 'call':
      return `${shape.name} ${shape.operands.map(({ id }) => id).join()} ${plain}`
  }
}

const testKey = (test: GroundTest): string =>
  test.op === 'range'
    ? `${test.lowIncluded ? '[' : '('}${test.low.id},${test.high.id}${test.highIncluded ? ']' : ')'}`
    : `${test.relation}${test.operand.id}`

const valueKey = (value: Value | undefined): string =>
  value === undefined ? '?' : typeof value === 'object' ? `${value.n}/${value.d}` : JSON.stringify(value)

/** The parts directly inside a grounded tree. */
export function groundParts(node: Grounded): readonly Grounded[] {
  switch (node.op) {
    case 'constant':
    case 'slot':
      return []
    case 'stated':
      return [node.otherwise]
    case 'and':
    case 'or':
    case 'call':
      return node.operands
    case 'not':
    case 'negate':
      return [node.operand]
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right]
    case 'in':
      return [
        node.value,
        ...node.tests.flatMap((test) => (test.op === 'range' ? [test.low, test.high] : [test.operand])),
      ]
    case 'shift':
      return [node.date, node.by]
    case 'if':
      return [node.condition, node.yes, node.no]
  }
}

/** The slots a tree reads. */
export function slotsIn(node: Grounded): Set<Slot> {
  const found = new Set<Slot>()
  const seen = new Set<Grounded>()
  const visit = (part: Grounded) => {
    if (seen.has(part)) return
    seen.add(part)
    if (part.op === 'slot' || part.op === 'stated') found.add(part.slot)
    groundParts(part).forEach(visit)
  }
  visit(node)
  return found
}
