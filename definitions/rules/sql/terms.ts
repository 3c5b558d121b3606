import { type Rounding, roundTo } from '../../rational.ts'
import { stepFor, cellOf, valueOf, type Cell } from '../closures/step.ts'
import type { Value } from '../expression.ts'
import { isRational } from '../expression.ts'
import { type Grounded, groundParts, type GroundTest, type Slot } from '../ground.ts'
import type { Relation } from '../syntax.ts'
import type { Dialect } from './dialect.ts'
import {
  constant,
  crosswise,
  type Fraction,
  one,
  opposite,
  productOf,
  quotientOf,
  sumOf,
  type Whole,
  whole,
} from './fraction.ts'
import { monthsBetween, moved } from './days.ts'
import type { Lists } from './lists.ts'
import { sizeClassSql } from './size-class.ts'

/** A number on the way could need more digits than the database counts exactly. */
export class TooWide extends Error {}

/** A column's name in quotation marks. */
export const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

type Term = { readonly kind: 'plain'; readonly sql: string } | ({ readonly kind: 'number' } & Fraction)

/**
 * Grounded trees as columns of SQL, one step after the other: a part that is computed gets a column of its own in a named step, so that
 * what is asked twice is computed once and the statement reads from top to bottom.
 */
export class Terms {
  private readonly terms = new Map<Grounded, Term>()
  private readonly slotsByKey = new Map<string, Slot>()
  /** columns of each step, by how many steps stand before it */
  private readonly columns: string[][] = []
  private readonly levels = new Map<string, number>()
  private made = 0

  /** `base` is the relation the first step reads where it is not what the lists come to */
  constructor(
    readonly dialect: Dialect,
    private readonly lists: Lists,
    private readonly base?: string,
    private readonly prefix = 'step',
  ) {}

  /** slots that the trees read */
  get slots(): readonly Slot[] {
    return [...this.slotsByKey.values()]
  }

  /** the name of the last step, with every column */
  get last(): string {
    return this.relationAfter(this.columns.length)
  }

  /** The steps as one `with` clause, those of the lists first; nothing where all is simple. */
  steps(): string[] {
    const steps = [...this.lists.steps, ...this.named()]
    return steps.length === 0 ? [] : [`with ${steps.join(',\n')}`]
  }

  /** The steps of these terms alone. */
  named(): string[] {
    return this.columns.map((columns, i) => {
      const before = this.relationAfter(i)
      return `${this.relationAfter(i + 1)} as materialized (\n  select\n    ${before}.*,\n    ${columns.join(',\n    ')}\n  from ${before}\n)`
    })
  }

  private relationAfter(step: number): string {
    return step === 0 ? (this.base ?? this.lists.relation) : `${this.prefix}_${step}`
  }

  truth(node: Grounded): string {
    return this.plain(node)
  }

  /** A truth, text or day; of a number its fraction as text `n/d`. */
  plain(node: Grounded): string {
    const term = this.term(node)
    if (term.kind === 'plain') return term.sql
    return `(cast(${term.n.sql} as varchar) || '/' || cast(${term.d.sql} as varchar))`
  }

  number(node: Grounded): Fraction {
    const term = this.term(node)
    if (term.kind !== 'number') throw new TypeError('a number is needed here')
    return term
  }

  /** A number in a column of its own, so that it may be named several times. */
  kept({ n, d }: Fraction): Fraction {
    for (const part of [n, d]) if (part.digits > this.dialect.mostDigits) throw new TooWide()
    return { n: this.keptWhole(n), d: this.keptWhole(d) }
  }

  /** zero where the condition is false, unknown where it is unknown */
  whenTrue(condition: string, due: Fraction): Fraction {
    return this.kept({
      n: eitherOf(condition, due.n, constant(0n)),
      d:
        due.d.constant === undefined
          ? whole(`case when ${condition} then ${due.d.sql} else 1 end`, due.d.digits)
          : due.d,
    })
  }

  smaller(a: Fraction, b: Fraction): Fraction {
    return this.chosen(this.compared(a, '<=', b), a, b)
  }

  rounded(value: Fraction, step: Fraction, by: Rounding): Fraction {
    const fixed = [value.n, value.d, step.n, step.d].map((part) => part.constant)
    if (fixed.every((part) => part !== undefined)) {
      const [n = 0n, d = 1n, stepN = 1n, stepD = 1n] = fixed
      const rounded = roundTo({ n, d }, { n: stepN, d: stepD }, by)
      return { n: constant(rounded.n), d: constant(rounded.d) }
    }
    // value / step = N / D; the whole part of |N| / D, one more where the rest says so, with the sign put back.
    const { n, d } = quotientOf(value, step)
    const above = this.keptWhole(n)
    const below = this.keptWhole(d)
    this.check(above, below)
    const size = `abs(${above.sql})`
    const quotient = this.keptWhole(whole(this.dialect.quotient(size, below.sql), above.digits))
    const rest = `(${size} - ${quotient.sql} * ${below.sql})`
    const more = {
      'half-up': `${rest} * 2 >= ${below.sql}`,
      down: 'false',
      up: `${rest} > 0`,
      floor: `${above.sql} < 0 and ${rest} > 0`,
      ceiling: `${above.sql} > 0 and ${rest} > 0`,
    }[by]
    const rounded = whole(
      `(case when ${above.sql} < 0 then -1 else 1 end * (${quotient.sql} + case when ${more} then 1 else 0 end))`,
      above.digits + 1,
    )
    return this.kept(productOf({ n: rounded, d: one }, step))
  }

  private check(...parts: readonly Whole[]): void {
    for (const { digits } of parts) if (digits > this.dialect.mostDigits) throw new TooWide()
  }

  private term(node: Grounded): Term {
    const known = this.terms.get(node)
    if (known !== undefined) return known
    const term = this.fresh(node)
    this.terms.set(node, term)
    return term
  }

  private fresh(node: Grounded): Term {
    if (node.op === 'constant') return this.constant(node.value, node)
    if (node.op === 'slot') return this.slot(node.slot)
    const folded = this.folded(node)
    if (folded !== undefined) return this.constant(folded.value, node)
    const term = this.computed(node)
    if (term.kind === 'number') return { kind: 'number', ...this.kept(term) }
    return { kind: 'plain', sql: this.keptPlain(term.sql) }
  }

  /** A part of which nothing depends on the enterprise. */
  private folded(node: Grounded): { value: Value | undefined } | undefined {
    const parts = groundParts(node)
    const values = parts.map((part) => (part.op === 'constant' ? cellOf(part.value) : this.constantIn(part)))
    if (node.op === 'stated' || values.some((cell) => cell === notConstant)) return undefined
    const cells = values as Cell[]
    return { value: valueOf(stepFor(node, (part) => parts.indexOf(part))(cells)) }
  }

  private readonly constants = new Map<Grounded, Cell>()

  private constantIn(node: Grounded): Cell | typeof notConstant {
    this.term(node)
    return this.constants.has(node) ? this.constants.get(node) : notConstant
  }

  private constant(value: Value | undefined, node: Grounded): Term {
    this.constants.set(node, cellOf(value))
    if (isRational(value)) return { kind: 'number', n: constant(value.n), d: constant(value.d) }
    const type = this.dialect.columnType(node.type)
    if (value === undefined)
      return isNumber(node)
        ? { kind: 'number', n: whole(`cast(null as ${this.dialect.whole})`, 1), d: one }
        : { kind: 'plain', sql: `cast(null as ${type})` }
    if (typeof value === 'boolean') return { kind: 'plain', sql: String(value) }
    return { kind: 'plain', sql: node.type.kind === 'date' ? `date ${literal(value)}` : literal(value) }
  }

  private slot(slot: Slot): Term {
    if (slot.aggregate !== undefined) return this.lists.summed(slot, slot.aggregate)
    this.slotsByKey.set(slot.key, slot)
    const column = name(slot.key)
    if (!isNumber(slot)) return { kind: 'plain', sql: column }
    const scale = this.dialect.scaleOf(slot.type)
    const digits = this.dialect.digitsOf(slot.type)
    if (this.dialect.whole === 'numeric') return { kind: 'number', n: whole(column, digits), d: one }
    const scaled = scale === 1n ? column : `${column} * ${scale}`
    const n = this.keptWhole(whole(`cast(${scaled} as ${this.dialect.whole})`, digits))
    return { kind: 'number', n, d: constant(scale) }
  }

  private computed(node: Grounded): Term {
    const plain = (sql: string): Term => ({ kind: 'plain', sql })
    const numeric = (fraction: Fraction): Term => ({ kind: 'number', ...fraction })
    switch (node.op) {
      case 'constant':
      case 'slot':
        throw new TypeError(`${node.op} is not computed`)
      case 'stated': {
        const stated = this.slot(node.slot)
        const otherwise = this.term(node.otherwise)
        if (stated.kind === 'plain' || otherwise.kind === 'plain')
          return plain(`coalesce(${this.sqlOf(stated)}, ${this.sqlOf(otherwise)})`)
        return numeric(this.chosen(`(${stated.n.sql} is not null)`, stated, otherwise))
      }
      case 'and':
      case 'or':
        return plain(`(${node.operands.map((part) => this.truth(part)).join(` ${node.op} `)})`)
      case 'not':
        return plain(`(not ${this.truth(node.operand)})`)
      case 'compare':
        return plain(this.held(node.left, node.relation, node.right))
      case 'in':
        return plain(`(${node.tests.map((test) => this.fits(node.value, test)).join(' or ')})`)
      case 'arithmetic': {
        const [a, b] = [this.number(node.left), this.number(node.right)]
        switch (node.operator) {
          case '+':
            return numeric(sumOf(a, b))
          case '-':
            return numeric(sumOf(a, opposite(b)))
          case '*':
            return numeric(productOf(a, b))
          case '/':
            return numeric(quotientOf(a, b))
        }
      }
      // falls only out of an exhausted switch
      case 'shift': {
        const amount = this.wholePart(this.number(node.by))
        return plain(moved(this.dialect, this.plain(node.date), amount, node.unit, node.back))
      }
      case 'negate':
        return numeric(opposite(this.number(node.operand)))
      case 'if': {
        const condition = this.truth(node.condition)
        const [yes, no] = [this.term(node.yes), this.term(node.no)]
        if (yes.kind === 'number' && no.kind === 'number') return numeric(this.chosen(condition, yes, no))
        return plain(
          `case when ${condition} then ${this.sqlOf(yes)} when not ${condition} then ${this.sqlOf(no)} end`,
        )
      }
      case 'call':
        return this.call(node)
    }
  }

  private call(node: Grounded & { op: 'call' }): Term {
    const { operands, name: called } = node
    const [first, second] = operands
    const numeric = (fraction: Fraction): Term => ({ kind: 'number', ...fraction })
    if (first === undefined) throw new TypeError(`${called} without operands`)
    const day = (part: Grounded | undefined) => this.plain(part ?? first)
    switch (called) {
      case 'min':
      case 'max':
        return this.extreme(called === 'min' ? '<=' : '>=', operands)
      case 'absolute': {
        const { n, d } = this.number(first)
        return numeric({ n: whole(`abs(${n.sql})`, n.digits), d })
      }
      case 'year-of':
        return numeric({ n: whole(this.dialect.year(day(first)), 4), d: one })
      case 'days-between':
        return numeric({
          n: whole(`cast(${day(second)} - ${day(first)} as ${this.dialect.whole})`, 7),
          d: one,
        })
      case 'months-between':
      case 'years-between': {
        const months = this.keptWhole(whole(monthsBetween(this.dialect, day(first), day(second)), 6))
        if (called === 'months-between') return numeric({ n: months, d: one })
        const years = `(case when ${months.sql} < 0 then -1 else 1 end * ${this.dialect.quotient(`abs(${months.sql})`, '12')})`
        return numeric({ n: whole(years, 5), d: one })
      }
      case 'only-if': {
        const condition = day(second)
        const value = this.term(first)
        if (value.kind === 'plain')
          return { kind: 'plain', sql: `case when ${condition} then ${value.sql} end` }
        return numeric({
          n: whole(`case when ${condition} then ${value.n.sql} end`, value.n.digits),
          d: value.d,
        })
      }
      case 'size-class': {
        const [, ...figures] = operands
        const holds = (figure: number, bound: bigint) => {
          const part = figures[figure]
          return part === undefined
            ? 'null'
            : this.compared(this.number(part), '>=', { n: constant(bound), d: one })
        }
        return { kind: 'plain', sql: sizeClassSql(this.dialect, this.plain(first), holds) }
      }
      default:
        return numeric(this.rounding(node, first, second))
    }
  }

  private rounding(node: Grounded & { op: 'call' }, value: Grounded, places: Grounded | undefined): Fraction {
    const count = places?.op === 'constant' && isRational(places.value) ? places.value.n : 0n
    const unit = node.type.kind === 'money' ? 100n : 1n
    const step = roundTo({ n: unit, d: 10n ** count }, { n: 1n, d: 10n ** count }, 'down')
    const by = {
      floor: 'floor',
      ceiling: 'ceiling',
      'round-half-up': 'half-up',
      'round-down': 'down',
      'round-up': 'up',
    } as const
    const way = by[node.name as keyof typeof by]
    return this.rounded(this.number(value), { n: constant(step.n), d: constant(step.d) }, way)
  }

  /** The nearest whole number towards zero. */
  private wholePart(value: Fraction): Whole {
    if (value.d.constant === 1n && value.n.constant !== undefined) return value.n
    return this.rounded(value, { n: one, d: one }, 'down').n
  }

  private chosen(condition: string, yes: Fraction, no: Fraction): Fraction {
    const same = yes.d.constant !== undefined && yes.d.sql === no.d.sql
    return this.kept({
      n: eitherOf(condition, yes.n, no.n),
      d: same ? yes.d : eitherOf(condition, yes.d, no.d),
    })
  }

  private extreme(relation: Relation, operands: readonly Grounded[]): Term {
    return operands
      .map((part) => this.term(part))
      .reduce((best, next): Term => {
        if (best.kind === 'number' && next.kind === 'number')
          return {
            kind: 'number',
            ...this.chosen(this.keptPlain(this.compared(best, relation, next)), best, next),
          }
        const [a, b] = [this.sqlOf(best), this.sqlOf(next)]
        return {
          kind: 'plain',
          sql: this.keptPlain(
            `case when ${a} ${relation} ${b} then ${a} when not (${a} ${relation} ${b}) then ${b} end`,
          ),
        }
      })
  }

  private held(left: Grounded, relation: Relation, right: Grounded): string {
    const [a, b] = [this.term(left), this.term(right)]
    if (a.kind === 'number' && b.kind === 'number') return this.compared(a, relation, b)
    return `(${this.sqlOf(a)} ${signs[relation]} ${this.sqlOf(b)})`
  }

  private compared(a: Fraction, relation: Relation, b: Fraction): string {
    const [left, right] = crosswise(a, b)
    this.check(left, right)
    return `(${left.sql} ${signs[relation]} ${right.sql})`
  }

  private fits(subject: Grounded, test: GroundTest): string {
    if (test.op === 'relation') return this.held(subject, test.relation, test.operand)
    const low = this.held(subject, test.lowIncluded ? '>=' : '>', test.low)
    return `(${low} and ${this.held(subject, test.highIncluded ? '<=' : '<', test.high)})`
  }

  private sqlOf(term: Term): string {
    return term.kind === 'plain' ? term.sql : term.n.sql
  }

  private keptWhole(part: Whole): Whole {
    if (part.constant !== undefined || isSimple(part.sql)) return part
    // A database takes a small literal for a small integer, and what is computed of it overflows.
    return whole(this.keptPlain(`cast(${part.sql} as ${this.dialect.whole})`), part.digits)
  }

  /** Puts an expression into a column of the first step in which everything it names is there. */
  private keptPlain(sql: string): string {
    if (isSimple(sql)) return sql
    const known = this.columnOf.get(sql)
    if (known !== undefined) return known
    let level = 0
    for (const [used] of sql.matchAll(/\bx\d+\b/g)) level = Math.max(level, this.levels.get(used) ?? 0)
    this.made += 1
    const column = `x${this.made}`
    this.columns[level] = [...(this.columns[level] ?? []), `${sql} as ${column}`]
    this.levels.set(column, level + 1)
    this.columnOf.set(sql, column)
    return column
  }

  private readonly columnOf = new Map<string, string>()
}

const notConstant = Symbol('not constant')
const signs: Record<Relation, string> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '=', '!=': '<>' }

/** A column, a literal or a typed null: named again without being computed again. */
const isSimple = (sql: string) =>
  /^(?:x\d+|"(?:[^"]|"")*"|\d+|true|false|(?:date )?'(?:[^']|'')*'|cast\(null as [a-z0-9(), ]+\))$/.test(sql)

const isNumber = ({ type }: { type: Grounded['type'] }) =>
  type.kind === 'number' || type.kind === 'ratio' || type.kind === 'money'

/** One of two by a condition; unknown where the condition is. */
const eitherOf = (condition: string, yes: Whole, no: Whole): Whole =>
  whole(
    `case when ${condition} then ${yes.sql} when not ${condition} then ${no.sql} end`,
    Math.max(yes.digits, no.digits),
  )
