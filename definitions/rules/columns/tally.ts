import { countIn, without } from './bitmap.ts'
import type { Bitmap } from './result.ts'

/** Something that is added up exactly over rows, and from which rows can be taken away again. */
export interface Additive<T> {
  readonly of: (rows: Bitmap) => T
  readonly plus: (a: T, b: T) => T
  readonly minus: (a: T, b: T) => T
}

interface Known {
  readonly rows: Bitmap
  readonly count: number
  readonly sum: unknown
}

/** So many are remembered, those asked for last. */
const mostKnown = 12

/**
 * What was added up last, by what it is. Whoever moves a limit reaches nearly the same rows as a moment before: only those that came and
 * went are added and taken away. To be forgotten when a value of the city changes.
 */
export class Tally {
  private readonly known = new Map<string, Known>()

  /** The sum over these rows; `what` says which sum it is, with all that it depends on but the rows. */
  of<T>(what: string, rows: Bitmap, additive: Additive<T>): T {
    const count = countIn(rows)
    const before = this.known.get(what)
    const sum = (before && moved(before, rows, count, additive)) ?? additive.of(rows)
    this.known.delete(what)
    this.known.set(what, { rows, count, sum })
    for (const [oldest] of this.known) {
      if (this.known.size <= mostKnown) break
      this.known.delete(oldest)
    }
    return sum
  }

  forget(): void {
    this.known.clear()
  }
}

/** From an earlier sum, where less has changed than there is to add. */
function moved<T>(
  before: Known,
  rows: Bitmap,
  count: number,
  { of, plus, minus }: Additive<T>,
): T | undefined {
  if (before.rows.length !== rows.length) return undefined
  const came = without(rows, before.rows)
  const cameCount = countIn(came)
  const wentCount = before.count + cameCount - count
  if (2 * (cameCount + wentCount) > count) return undefined
  let sum = before.sum as T
  if (cameCount > 0) sum = plus(sum, of(came))
  if (wentCount > 0) sum = minus(sum, of(without(before.rows, rows)))
  return sum
}
