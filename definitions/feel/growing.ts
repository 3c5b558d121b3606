import type { Run } from './run.ts'
import type { FeelList, FeelValue } from './values.ts'

/** A list made item by item: each is charged, and the longest list is the bound. */
export class Growing {
  readonly items: FeelValue[] = []
  constructor(private readonly run: Run) {}

  add(value: FeelValue): void {
    const { length } = this.items
    this.run.list(length < this.run.budget.listLength ? 1 : length + 1)
    this.items.push(value)
  }

  /** The items so far as a list of its own. */
  soFar(): FeelList {
    this.run.list(this.items.length)
    return this.items.slice()
  }
}
