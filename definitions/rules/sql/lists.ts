import { type Aggregate, entryKey, type Grounded, type Slot } from '../ground.ts'
import type { Dialect } from './dialect.ts'
import { constant, type Fraction, one, type Whole, whole } from './fraction.ts'
import { name, Terms } from './terms.ts'

/** What a list comes to, in a column of its own. */
export type Summed =
  | { readonly kind: 'plain'; readonly sql: string }
  | ({ readonly kind: 'number' } & Fraction)

/** No list has more entries than this many digits can count. */
const countDigits = 7

/**
 * Lists as columns: their entries become rows beside the facts of their enterprise, are judged there as any row is, and what they come to
 * is put back beside the facts. A list nobody told is unknown, an empty one is not; one entry that cannot be judged makes all unknown.
 */
export class Lists {
  /** the named steps, in their order */
  readonly steps: string[] = []
  /** the relation with what was summed up so far */
  relation = 'facts'
  private readonly known = new Map<string, Summed>()
  private readonly held = new Map<string, { slot: Slot; type: string }>()
  private made = 0

  constructor(private readonly dialect: Dialect) {}

  /** the columns that hold the lists, and the facts their conditions read */
  get columns(): readonly { readonly slot: Slot; readonly type: string }[] {
    return [...this.held.values()]
  }

  summed({ key, type }: Slot, aggregate: Aggregate): Summed {
    const known = this.known.get(key)
    if (known !== undefined) return known
    const made = this.fresh(aggregate, type.kind === 'date')
    this.known.set(key, made)
    return made
  }

  private fresh(aggregate: Aggregate, isDate: boolean): Summed {
    const { dialect } = this
    this.made += 1
    const [rows, result, listed] = ['entries', 'summed', 'listed'].map((word) => `${word}_${this.made}`)
    const column = name(`summed ${this.made}`)
    const terms = new Terms(dialect, this, rows, `${rows}_step`)
    const fits = aggregate.where === undefined ? 'true' : terms.truth(aggregate.where)
    const value = aggregate.field && valueOf(aggregate.field, isDate, terms)
    const list = this.columnFor(aggregate)
    this.hold(terms.slots)
    const fields = aggregate.fields.map((one) => `${dialect.fieldOf(one)} as ${name(entryKey(one.id))}`)
    this.steps.push(
      `${rows} as (\n  select r.*, ${fields.join(', ')}\n  from ${this.relation} r ${dialect.entriesOf(`r.${list}`)}\n)`,
      ...terms.named(),
      `${result} as (\n  select party_id, ${this.together(aggregate.name, fits, value?.n.sql)}\n  from ${terms.last}\n  group by party_id\n)`,
      `${listed} as (\n  select r.*, case when r.${list} is null or s.unclear then null else ${empty(aggregate)} end as ${column}\n  from ${this.relation} r left join ${result} s on s.party_id = r.party_id\n)`,
    )
    this.relation = listed ?? ''
    if (aggregate.name === 'count') return { kind: 'number', n: whole(column, countDigits), d: one }
    if (value === undefined || isDate) return { kind: 'plain', sql: column }
    const extra = aggregate.name === 'sum' ? countDigits : 0
    return { kind: 'number', n: whole(column, value.n.digits + extra), d: value.d }
  }

  private together(how: Aggregate['name'], fits: string, value: string | undefined): string {
    const where = `filter (where ${fits})`
    const unclear =
      value === undefined
        ? `bool_or((${fits}) is null)`
        : `bool_or((${fits}) is null or ((${fits}) and ${value} is null))`
    const type = this.dialect.whole
    const told = {
      count: `cast(count(*) ${where} as ${type})`,
      sum: `cast(sum(${value}) ${where} as ${type})`,
      min: `min(${value}) ${where}`,
      max: `max(${value}) ${where}`,
    }[how]
    return `${unclear} as unclear, ${told} as total`
  }

  private columnFor({ list, fields }: Aggregate): string {
    const slot: Slot = { key: list, fact: list, type: { kind: 'broken' } }
    this.held.set(list, { slot, type: this.dialect.listType(fields) })
    return name(list)
  }

  private hold(slots: readonly Slot[]): void {
    for (const slot of slots)
      if (!slot.key.startsWith(entryKey('')))
        this.held.set(slot.key, { slot, type: this.dialect.columnType(slot.type) })
  }
}

/** The sum and the number of nothing is zero; nothing has no least and no greatest. */
const empty = ({ name: how }: Aggregate) =>
  how === 'count' || how === 'sum' ? 'coalesce(s.total, 0)' : 's.total'

function valueOf(slot: Slot, isDate: boolean, terms: Terms): { n: Whole; d: Whole } {
  const node = { op: 'slot', slot, type: slot.type, id: -1 } as Grounded
  return isDate ? { n: whole(terms.plain(node), 1), d: constant(1n) } : terms.number(node)
}
