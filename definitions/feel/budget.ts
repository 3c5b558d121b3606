/** Limits of one reading or one evaluation. No text, however written, goes beyond them. */
export interface Budget {
  /** longest text of an expression, UTF-16 units */
  readonly sourceLength: number
  /** brackets, operators and branches inside one another */
  readonly nesting: number
  /** function calls inside one another */
  readonly calls: number
  /** nodes visited, items compared, instructions of a regular expression */
  readonly steps: number
  /** items of one list, entries of one context */
  readonly listLength: number
  /** UTF-16 units of one text */
  readonly textLength: number
  /** list items and text units made in one evaluation together */
  readonly size: number
  /** causes of null kept of one evaluation */
  readonly notes: number
}

export const defaultBudget: Budget = {
  sourceLength: 100_000,
  nesting: 120,
  calls: 150,
  steps: 2_000_000,
  listLength: 100_000,
  textLength: 1_000_000,
  size: 10_000_000,
  notes: 100,
}
