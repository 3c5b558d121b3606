import type { Day } from '#kernel/time.ts'
import type { RuleNode } from '../clause.ts'
import type { Dictionary } from '../dictionary.ts'
import type { Expression } from '../expression.ts'
import { Ground } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import type { AskedSets, CodedColumn, ColumnStore } from './column-store.ts'
import { sumKey, type Sums, sumsOf, totalsOf } from './effect.ts'
import type { ExactRows } from './exact.ts'
import { type Judged, type JudgedPolicy, judgedPolicy } from './judged.ts'
import type { Codes } from './coding.ts'
import { placeOf } from './layout.ts'
import { RowWatch, type Verdict, type VerdictChange } from './row-watch.ts'
import { counted } from './kernels.ts'
import type { LineSet } from './line.ts'
import type { CityMemory } from './memory.ts'
import { Assembler, type Program } from './program.ts'
import type { RawColumns } from './raw.ts'
import type { Bitmap, CityPlan, Effect, Question, VerdictCounts } from './result.ts'
import { openLane, planesBytes, type Runner, type Work } from './run.ts'
import type { Tally } from './tally.ts'
import { type Subject, type Term, type Terms, testsIn } from './terms.ts'

interface Place {
  readonly lasting: boolean
  readonly dictionary: Dictionary
  readonly day: Day
  readonly raw: () => RawColumns
  readonly exact: ExactRows
  readonly store: ColumnStore
  readonly space: CityMemory
  readonly runner: Runner
  readonly tally: Tally
}

type Answers = Record<Exclude<Question, 'unknown'>, Bitmap>

interface Prepared {
  readonly program: Program
  readonly counters: readonly number[]
}

interface Watching {
  readonly watch: RowWatch
  readonly columns: readonly CodedColumn[]
  readonly buffer: ArrayBufferLike
  readonly codes: (column: CodedColumn) => Codes
}

/** A set of policies asked of a city on a day. Programs are written when first asked for, and again when their columns went. */
export class Plan implements CityPlan {
  private readonly judged: readonly JudgedPolicy[]
  private counting: Prepared | undefined
  private judging: Prepared | undefined
  private watching: Watching | undefined

  constructor(
    readonly policies: readonly PolicyRule[],
    private readonly ground: Ground,
    terms: Terms,
    private readonly place: Place,
  ) {
    this.judged = policies.map((policy) => judgedPolicy(policy, ground, terms))
  }

  get slots(): CityPlan['slots'] {
    const { columns } = this.place.raw()
    const complete = new Ground(this.place.dictionary, this.place.day)
    for (const policy of this.policies)
      for (const expression of expressionsOf(policy)) complete.ground(expression, policy.parameters)
    return [...complete.slots].map(({ key }) => ({ key, held: columns.has(key) }))
  }

  eligibleCounts(): Float64Array {
    this.counting = this.prepared(this.counting, (assembler) => {
      assembler.test(testsIn(this.judged.flatMap(termsCounted)))
      return this.judged.map((policy) => assembler.countEligible(policy))
    })
    const counts = this.run(this.counting.program)
    const answer = Float64Array.from(this.counting.counters, (place) => counts[place] ?? 0)
    this.counting = this.kept(this.counting)
    return answer
  }

  eligibleAmong(rows: Bitmap): Float64Array {
    const { space } = this.place
    const room = bitmapRoom(rows.length)
    const address = space.take(room)
    space.bytes.set(rows, address)
    const { program, counters } = this.prepared(undefined, (assembler) => {
      assembler.test(testsIn(this.judged.flatMap(termsCounted)))
      const among = assembler.fetch(address)
      return this.judged.map((policy) => assembler.countEligible(policy, among))
    })
    const counts = this.run(program)
    program.release()
    space.release(address, room)
    return Float64Array.from(counters, (place) => counts[place] ?? 0)
  }

  verdicts(): readonly VerdictCounts[] {
    this.judging = this.prepared(this.judging, (assembler) => {
      assembler.test(testsIn(termsOf(this.judged)))
      return this.judged.flatMap((policy) => [
        assembler.judge(policy, false).counter,
        assembler.countNotConcerned(policy) ?? -1,
      ])
    })
    const counts = this.run(this.judging.program)
    const { counters } = this.judging
    this.judging = this.kept(this.judging)
    return this.judged.map((_, i) =>
      this.countsAt(counts, counters[2 * i] ?? 0, counts[counters[2 * i + 1] ?? -1] ?? 0),
    )
  }

  /** Gives back what the plan holds; asked again, it writes its programs anew. */
  release(): void {
    for (const one of [this.counting, this.judging]) one?.program.release()
    this.counting = undefined
    this.judging = undefined
  }

  /** Only a lasting plan keeps its programs: nobody tells when a draft is no longer asked about. */
  private kept(prepared: Prepared): Prepared | undefined {
    if (this.place.lasting) return prepared
    prepared.program.release()
    return undefined
  }

  rowsOf(policyId: string, question: Question): Bitmap {
    const answers = this.ask(policyId)
    return question === 'unknown' ? this.noneOf(answers) : answers[question]
  }

  effectOf(policyId: string): Effect {
    const { counts, ...answers } = this.ask(policyId)
    const sums = this.amountsOf(policyId)
    const rows = { eligibleRows: answers.eligible, nearMissRows: answers['near-miss'] }
    if (sums === undefined) return { ...counts, withoutSum: 0, ...rows }
    const { tally, day } = this.place
    const policy = this.policies[this.placeOf(policyId)]
    const total = tally.of(`sum ${day} ${policy && sumKey(policy)}`, rows.eligibleRows, totalsOf(sums))
    return { ...counts, ...total, ...rows }
  }

  amountsOf(policyId: string): Sums | undefined {
    const policy = this.policies[this.placeOf(policyId)]
    return policy && sumsOf(policy, this.ground, this.place.exact, this.place.raw())
  }

  /** The rows that no verdict names. */
  private noneOf({ eligible, ineligible, 'not-applicable': notApplicable }: Answers): Bitmap {
    const { rows } = this.place.raw()
    const unknown = new Uint8Array(eligible.length)
    for (let i = 0; i < unknown.length; i += 1)
      unknown[i] = ~((eligible[i] as number) | (ineligible[i] as number) | (notApplicable[i] as number))
    if (rows & 7) unknown[unknown.length - 1] = (unknown.at(-1) ?? 0) & ((1 << (rows & 7)) - 1)
    return unknown
  }

  /** One policy, with the bitmaps of its answers. */
  private ask(policyId: string): Answers & { counts: VerdictCounts } {
    const policy = this.judged[this.placeOf(policyId)]
    if (policy === undefined) throw new RangeError(`no policy ${policyId} in this plan`)
    const { space } = this.place
    const { rows } = this.place.raw()
    const bytes = Math.ceil(rows / 8)
    const room = bitmapRoom(bytes)
    const addresses = [0, 0, 0, 0].map(() => space.take(room))
    const { program, counters } = this.prepared(
      undefined,
      (assembler) => {
        assembler.test(testsIn(termsOf([policy])))
        const { counter, planes } = assembler.judge(policy, true)
        for (const [i, plane] of planes.entries()) assembler.keep(plane, addresses[i] ?? 0)
        return [counter]
      },
      [policy],
    )
    const found = this.run(program)
    const first = counters[0] ?? 0
    const counts = this.countsAt(found, first, found[first + counted.notApplicable] ?? 0)
    program.release()
    const [eligible, ineligible, notApplicable, nearMiss] = addresses.map((address) => {
      const bitmap = space.bytes.slice(address, address + bytes)
      space.release(address, room)
      return bitmap
    })
    if (!eligible || !ineligible || !notApplicable || !nearMiss) throw new TypeError('four bitmaps')
    return { eligible, ineligible, 'not-applicable': notApplicable, 'near-miss': nearMiss, counts }
  }

  verdictsOf(row: number): readonly Verdict[] {
    const { watch, codes } = this.watched()
    return watch.verdicts((column) => codes(column)[placeOf(row)] ?? 0)
  }

  recode(row: number, slots?: ReadonlySet<string>): readonly VerdictChange[] {
    const { watch, codes } = this.watched()
    this.place.tally.forget()
    const before = new Map<CodedColumn, number>()
    this.place.store.recodeRow(row, slots, (column, code) => before.set(column, code))
    return before.size === 0 ? [] : watch.changes(before, (column) => codes(column)[placeOf(row)] ?? 0)
  }

  /** The tables for single rows, made anew when a column went or the memory moved. */
  private watched() {
    const { store, space, lasting } = this.place
    const { buffer } = space.memory
    if (
      this.watching === undefined ||
      this.watching.buffer !== buffer ||
      this.watching.columns.some((column) => column.released)
    ) {
      const columns = store.columnsFor(setsOf(this.judged), { lasting })
      const views = new Map([...columns.values()].map((column) => [column, store.codesOf(column)]))
      this.watching = {
        watch: new RowWatch(this.judged, (subject) => columnIn(columns, subject)),
        columns: [...columns.values()],
        buffer: space.memory.buffer,
        codes: (column) => views.get(column) ?? store.codesOf(column),
      }
    }
    return this.watching
  }

  private placeOf(policyId: string): number {
    return this.policies.findIndex(({ id }) => id === policyId)
  }

  private countsAt(counts: Float64Array, place: number, notApplicable: number): VerdictCounts {
    const at = (which: number) => counts[place + which] ?? 0
    const eligible = at(counted.eligible)
    const ineligible = at(counted.ineligible)
    const unknown = this.place.raw().rows - eligible - ineligible - notApplicable
    return { eligible, ineligible, unknown, notApplicable, nearMiss: at(counted.nearMiss) }
  }

  private prepared(
    before: Prepared | undefined,
    write: (assembler: Assembler) => number[],
    policies: readonly JudgedPolicy[] = this.judged,
  ): Prepared {
    const { store, space, lasting } = this.place
    if (before?.program.columns.every((column) => !column.released)) return before
    before?.program.release()
    const whole = setsOf(this.judged)
    const columns =
      policies === this.judged
        ? store.columnsFor(whole, { lasting })
        : store.columnsFor(setsOf(policies), lasting ? {} : { besides: whole })
    const assembler = new Assembler((subject) => columnIn(columns, subject))
    const counters = write(assembler)
    return { counters, program: assembler.finish(space, this.place.raw().rows) }
  }

  private run(program: Program): Float64Array {
    const { space, runner } = this.place
    const { rows } = this.place.raw()
    const works: Work[] = []
    const planes = planesBytes(program)
    for (let lane = 0; lane < runner.lanes; lane += 1) {
      const address = space.take(planes)
      const counters = space.take(4 * program.counters)
      const { instructions, count, blockRows } = program
      works.push({ instructions, count, blockRows, rows, planes: address, counters })
    }
    for (const work of works) {
      openLane(space.bytes, work)
      space.words.fill(0, work.counters >> 2, (work.counters >> 2) + program.counters)
    }
    runner.run(space.memory, works)
    const counts = new Float64Array(program.counters)
    for (const { planes: address, counters } of works) {
      for (let i = 0; i < counts.length; i += 1)
        counts[i] = (counts[i] ?? 0) + (space.words[(counters >> 2) + i] ?? 0)
      space.release(address, planes)
      space.release(counters, 4 * program.counters)
    }
    return counts
  }
}

/** Kernels write whole blocks; the last one may end after the last row. */
const bitmapRoom = (bytes: number) => bytes + 4096

function columnIn(columns: ReadonlyMap<string, CodedColumn>, { key }: Subject): CodedColumn {
  const column = columns.get(key)
  if (column === undefined) throw new RangeError(`no column is coded for ${key}`)
  return column
}

/** What is asked of each subject. */
function setsOf(policies: readonly JudgedPolicy[]): AskedSets {
  const asked = new Map<string, { subject: Subject; sets: LineSet[] }>()
  for (const { subject, accepts } of testsIn(termsOf(policies))) {
    const known = asked.get(subject.key)
    if (known === undefined) asked.set(subject.key, { subject, sets: [accepts] })
    else known.sets.push(accepts)
  }
  return asked
}

/** The terms that say who is eligible. */
const termsCounted = ({ applies, conditions }: JudgedPolicy): readonly Term[] => [
  applies,
  ...conditions.map(({ term }) => term),
]

/** Every term whose planes a policy's program may ask for. */
function* termsOf(policies: readonly JudgedPolicy[]): Generator<Term> {
  for (const { applies, conditions } of policies) {
    yield applies
    for (const condition of conditions) yield* termsIn(condition)
  }
}

function* termsIn(judged: Judged): Generator<Term> {
  yield judged.term
  if (judged.kind === 'test') {
    if (typeof judged.measured === 'object') yield judged.measured
  } else for (const part of judged.parts) yield* termsIn(part)
}

function* expressionsOf({ appliesTo, conditions, benefit }: PolicyRule): Generator<Expression> {
  yield* testsOf(appliesTo.tree)
  yield* testsOf(conditions.tree)
  if (benefit?.amount) yield benefit.amount
  if (benefit?.cap) yield benefit.cap
  for (const { when, amount } of benefit?.components ?? []) {
    if (when) yield when
    yield amount
  }
}

function* testsOf(node: RuleNode): Generator<Expression> {
  if (node.kind === 'test') yield node.expression
  else for (const child of node.children) yield* testsOf(child)
}
