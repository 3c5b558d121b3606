import type { Day } from '#kernel/time.ts'
import type { Dictionary } from '../dictionary.ts'
import { Ground } from '../ground.ts'
import type { PolicyRule } from '../policy-rule.ts'
import { ColumnStore } from './column-store.ts'
import { ExactRows } from './exact.ts'
import { javascriptKernels } from './kernels-javascript.ts'
import { CityMemory } from './memory.ts'
import { Plan } from './plan.ts'
import type { RawColumns } from './raw.ts'
import type { CityPlan } from './result.ts'
import { runnerOn, type Runner } from './run.ts'
import { Tally } from './tally.ts'
import { Terms } from './terms.ts'
import { runsKernels, wasmKernels } from './wasm/kernels.ts'

export interface CityOptions {
  /** WebAssembly where the machine has SIMD, unless told otherwise; not asked where a runner is given */
  readonly kernels?: 'wasm' | 'javascript'
  /** what runs the programs; the thread that asks, unless told otherwise */
  readonly runner?: Runner
  /** codes beyond this are given up when they are not used; 512 MB unless told otherwise */
  readonly mostCodedBytes?: number
}

/** A city whose facts lie in columns, ready to be asked about any day and any policies. */
export interface City {
  readonly rows: number
  /**
   * A plan to ask these policies on a day. Whether each is in force is the caller's to know. `lasting` keeps its columns and programs until
   * the next lasting plan, and answers the same list of policies with the same plan: for the policies in force, beside which drafts come
   * and go.
   */
  readonly on: (day: Day, policies: readonly PolicyRule[], options?: { lasting?: boolean }) => CityPlan
  /** the same arrays, or others with the same rows and possibly more; `changed` are the rows whose values are others now */
  readonly follow: (raw: RawColumns, changed?: Iterable<number>) => void
  /** what is added up over rows of this city as it is now */
  readonly tally: Tally
  /** bytes of the codes, and of all memory taken for them, the programs and the working planes */
  readonly memory: () => { readonly codes: number; readonly taken: number }
}

export function openCity(raw: RawColumns, dictionary: Dictionary, options: CityOptions = {}): City {
  return new ColumnCity(raw, dictionary, options)
}

const mostCodedBytes = 512 * 2 ** 20

class ColumnCity implements City {
  readonly tally = new Tally()
  private readonly store: ColumnStore
  private readonly exact: ExactRows
  private readonly space = new CityMemory()
  private readonly runner: Runner
  private asked: { day: Day; ground: Ground; terms: Terms } | undefined
  private generation = 0
  private standing: { plan: Plan; policies: readonly PolicyRule[]; ground: Ground } | undefined

  constructor(
    private raw: RawColumns,
    private readonly dictionary: Dictionary,
    options: CityOptions,
  ) {
    this.exact = new ExactRows(() => this.raw)
    const wasm = options.kernels === undefined ? runsKernels() : options.kernels === 'wasm'
    this.runner = options.runner ?? runnerOn(wasm ? wasmKernels : javascriptKernels)
    this.store = new ColumnStore(this.space, raw, this.exact, options.mostCodedBytes ?? mostCodedBytes)
  }

  get rows(): number {
    return this.raw.rows
  }

  on(day: Day, policies: readonly PolicyRule[], { lasting = false } = {}): CityPlan {
    const { ground, terms } = this.groundOn(day)
    const { standing } = this
    if (lasting && standing?.ground === ground && standing.policies === policies) return standing.plan
    const plan = new Plan(policies, ground, terms, {
      lasting,
      dictionary: this.dictionary,
      day,
      raw: () => this.raw,
      exact: this.exact,
      store: this.store,
      space: this.space,
      runner: this.runner,
      tally: this.tally,
    })
    if (lasting) {
      standing?.plan.release()
      this.standing = { plan, policies, ground }
    }
    return plan
  }

  follow(raw: RawColumns, rows: Iterable<number> = []): void {
    const changed = [...rows]
    if (raw !== this.raw || changed.length > 0) this.tally.forget()
    if (raw === this.raw) {
      this.store.recode(changed)
      return
    }
    const sameSlots =
      raw.columns.size === this.raw.columns.size &&
      [...raw.columns.keys()].every((key) => this.raw.columns.has(key))
    // Trees leave out what nobody ever stated; a slot that appears makes other trees.
    if (!sameSlots) this.asked = undefined
    this.raw = raw
    this.store.follow(raw)
    this.store.recode(changed)
  }

  memory() {
    return { codes: this.store.bytes, taken: this.space.size }
  }

  private groundOn(day: Day) {
    if (this.asked?.day === day) return this.asked
    this.generation += 1
    const ground = new Ground(this.dictionary, day, (key) => this.raw.columns.has(key))
    this.asked = { day, ground, terms: new Terms(ground, `tree ${this.generation}`) }
    return this.asked
  }
}
