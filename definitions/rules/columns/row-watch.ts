import { type CodedColumn, unknownCodeOf } from './column-store.ts'
import type { JudgedPolicy } from './judged.ts'
import { cellsOf } from './line.ts'
import type { Subject, Term } from './terms.ts'
import { termParts } from './terms.ts'

export type Verdict = 'eligible' | 'ineligible' | 'unknown' | 'not-applicable'

/** A policy that answers another way to an enterprise than before. */
export interface VerdictChange {
  readonly policyId: string
  readonly before: Verdict
  readonly after: Verdict
}

/** no, yes, unknown */
type Truth = 0 | 1 | 2
const [no, yes, unknown] = [0, 1, 2] as const

/** A test: its answer to each code of its column, and the policies that ask it. */
interface Reader {
  readonly answers: Uint8Array
  readonly places: readonly number[]
}

type CodeOf = (column: CodedColumn) => number

/**
 * Policies asked of single rows over the same codes as the city's programs. Only what reads a column whose code changed is asked: its
 * tests are looked up by the code, and where none of them changes its answer no policy is looked at.
 */
export class RowWatch {
  private readonly tables = new Map<Term, { column: CodedColumn; answers: Uint8Array }>()
  private readonly readers = new Map<CodedColumn, Reader[]>()
  /** when each policy was last found to be concerned */
  private readonly foundAt: Int32Array
  private looked = 0
  private readonly answeredAt: number[] = []
  private readonly answers: Truth[] = []
  private asked = 0

  constructor(
    private readonly policies: readonly JudgedPolicy[],
    private readonly columnFor: (subject: Subject) => CodedColumn,
  ) {
    this.foundAt = new Int32Array(policies.length)
    const places = new Map<Term, number[]>()
    for (const [place, policy] of policies.entries())
      for (const test of this.testsOf(policy)) {
        const known = places.get(test)
        if (known === undefined) places.set(test, [place])
        else known.push(place)
      }
    for (const [test, readers] of places) {
      const { column, answers } = this.tableOf(test as Term & { op: 'test' })
      const tests = this.readers.get(column) ?? []
      tests.push({ answers, places: readers })
      this.readers.set(column, tests)
    }
  }

  /** The policies whose answer may be another one where these columns held other codes before. */
  private concerned(before: ReadonlyMap<CodedColumn, number>, codeOf: CodeOf): number[] {
    const found: number[] = []
    const { foundAt } = this
    this.looked += 1
    for (const [column, code] of before) {
      const now = codeOf(column)
      for (const { answers, places } of this.readers.get(column) ?? [])
        if (answers[code] !== answers[now])
          for (const place of places) {
            if (foundAt[place] === this.looked) continue
            foundAt[place] = this.looked
            found.push(place)
          }
    }
    return found
  }

  /** What changed for a row: `before` are the former codes of the columns that have others now, `codeOf` the codes of today. */
  changes(before: ReadonlyMap<CodedColumn, number>, codeOf: CodeOf): VerdictChange[] {
    const places = this.concerned(before, codeOf)
    if (places.length === 0) return []
    const former = this.verdictsAt(places, (column) => before.get(column) ?? codeOf(column))
    const today = this.verdictsAt(places, codeOf)
    const changes: VerdictChange[] = []
    for (const [i, place] of places.entries()) {
      const [was, is, policy] = [former[i], today[i], this.policies[place]]
      if (was === undefined || is === undefined || policy === undefined || was === is) continue
      changes.push({ policyId: policy.id, before: was, after: is })
    }
    return changes
  }

  /** What every policy answers to a row. */
  verdicts(codeOf: CodeOf): Verdict[] {
    return this.verdictsAt([...this.policies.keys()], codeOf)
  }

  private verdictsAt(places: readonly number[], codeOf: CodeOf): Verdict[] {
    this.asked += 1
    return places.map((place) => this.verdict(this.policies[place], codeOf))
  }

  private verdict(policy: JudgedPolicy | undefined, codeOf: CodeOf): Verdict {
    if (policy === undefined) throw new RangeError('no such policy')
    const applies = this.truth(policy.applies, codeOf)
    if (applies === no) return 'not-applicable'
    let all: Truth = yes
    for (const { term } of policy.conditions) {
      const one = this.truth(term, codeOf)
      if (one === no) return 'ineligible'
      if (one === unknown) all = unknown
    }
    return applies === yes && all === yes ? 'eligible' : 'unknown'
  }

  private truth(term: Term, codeOf: CodeOf): Truth {
    if (this.answeredAt[term.id] === this.asked) return this.answers[term.id] ?? unknown
    const answer = this.fresh(term, codeOf)
    this.answeredAt[term.id] = this.asked
    this.answers[term.id] = answer
    return answer
  }

  private fresh(term: Term, codeOf: CodeOf): Truth {
    switch (term.op) {
      case 'constant':
        return term.value === undefined ? unknown : term.value ? yes : no
      case 'test': {
        const { column, answers } = this.tableOf(term)
        return (answers[codeOf(column)] ?? unknown) as Truth
      }
      case 'and':
      case 'or': {
        const deciding = term.op === 'and' ? no : yes
        let answer: Truth = term.op === 'and' ? yes : no
        for (const part of term.parts) {
          const one = this.truth(part, codeOf)
          if (one === deciding) return deciding
          if (one === unknown) answer = unknown
        }
        return answer
      }
      case 'not': {
        const part = this.truth(term.part, codeOf)
        return part === unknown ? unknown : part === yes ? no : yes
      }
      case 'if': {
        const condition = this.truth(term.condition, codeOf)
        return condition === unknown ? unknown : this.truth(condition === yes ? term.yes : term.no, codeOf)
      }
      case 'otherwise': {
        const first = this.truth(term.first, codeOf)
        return first === unknown ? this.truth(term.second, codeOf) : first
      }
      case 'only-if':
        return this.truth(term.condition, codeOf) === yes ? this.truth(term.value, codeOf) : unknown
    }
  }

  /** The answer of a test to each code of its column. */
  private tableOf(term: Term & { op: 'test' }) {
    const known = this.tables.get(term)
    if (known !== undefined) return known
    const column = this.columnFor(term.subject)
    const answers = new Uint8Array(unknownCodeOf(column) + 1).fill(unknown)
    for (const [code, inside] of cellsOf(term.accepts, column.cuts).entries())
      answers[code] = inside ? yes : no
    const table = { column, answers }
    this.tables.set(term, table)
    return table
  }

  private testsOf({ applies, conditions }: JudgedPolicy): Set<Term> {
    const seen = new Set<Term>()
    const found = new Set<Term>()
    const visit = (term: Term): void => {
      if (seen.has(term)) return
      seen.add(term)
      if (term.op === 'test') found.add(term)
      termParts(term).forEach(visit)
    }
    visit(applies)
    for (const { term } of conditions) visit(term)
    return found
  }
}
