import { type Budget, defaultBudget } from './budget.ts'
import { type CauseCode, type FeelNote, FeelStop, feelNote, type Place } from './fault.ts'

/** The moment `now()` and `today()` answer: epoch milliseconds and the zone they are told in. */
export interface FeelClock {
  readonly epochMilliseconds: number
  readonly zone: string
}

export interface RunOptions {
  readonly budget?: Partial<Budget>
  /** true: the first cause of a null stops the evaluation */
  readonly strict?: boolean
  /** absent: `now()` and `today()` are null */
  readonly clock?: FeelClock
}

const nowhere: Place = { from: 0, until: 0 }

/** One evaluation: what it may still spend, and why its nulls are null. */
export class Run {
  readonly budget: Budget
  /** the first cause of a null stops the evaluation */
  readonly #strict: boolean
  #quiet = false
  readonly clock: FeelClock | undefined
  readonly notes: FeelNote[] = []
  /** the place of the operation under way */
  at: Place = nowhere
  #steps = 0
  #size = 0
  #calls = 0

  constructor(options: RunOptions = {}) {
    this.budget = { ...defaultBudget, ...options.budget }
    this.#strict = options.strict ?? false
    this.clock = options.clock
  }

  get steps(): number {
    return this.#steps
  }

  /** A null with its cause. */
  null(code: CauseCode, detail = ''): null {
    if (this.#quiet) return null
    if (this.#strict) throw new FeelStop(code, this.at, detail)
    if (this.notes.length < this.budget.notes) this.notes.push(feelNote(code, this.at, detail))
    return null
  }

  /** A judgement whose nulls only mean no: they are not noted. */
  quietly<T>(judge: () => T): T {
    const before = this.#quiet
    this.#quiet = true
    try {
      return judge()
    } finally {
      this.#quiet = before
    }
  }

  step(count = 1): void {
    this.#steps += count
    if (this.#steps > this.budget.steps) throw new FeelStop('feel-steps-spent', this.at)
  }

  /** Before a list or context of `length` entries is made. */
  list(length: number): void {
    if (length > this.budget.listLength) throw new FeelStop('feel-list-too-long', this.at, String(length))
    this.#spend(length)
  }

  /** Before a text of `length` units is made. */
  text(length: number): void {
    if (length > this.budget.textLength) throw new FeelStop('feel-text-too-long', this.at, String(length))
    this.#spend(length)
  }

  enter(): void {
    this.#calls++
    if (this.#calls > this.budget.calls) throw new FeelStop('feel-too-deep', this.at)
  }

  leave(): void {
    this.#calls--
  }

  #spend(size: number): void {
    this.#size += size
    if (this.#size > this.budget.size) throw new FeelStop('feel-size-spent', this.at)
  }
}
