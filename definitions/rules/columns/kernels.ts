/**
 * The few loops that all work comes down to, over addresses in one memory. A plane is one bit per row of a block; its bytes are a
 * multiple of 16 and it lies on a multiple of 16. Lists are 32-bit words; the planes in them are given as distances from `base`.
 */
export interface Kernels {
  /** rows whose one-byte code lies in low..high; `rows` is a multiple of 128 */
  within8(codes: number, rows: number, low: number, high: number, out: number): void
  within16(codes: number, rows: number, low: number, high: number, out: number): void
  /** rows whose one-byte code has its bit in a table of 256 bits */
  member8(codes: number, rows: number, table: number, out: number): void
  /** out = a & b */
  and(a: number, b: number, out: number, bytes: number): void
  /** out = a | b */
  or(a: number, b: number, out: number, bytes: number): void
  /** out = a & ~b */
  andNot(a: number, b: number, out: number, bytes: number): void
  /** out = a | ~b */
  orNot(a: number, b: number, out: number, bytes: number): void
  /** out = ~(a | b) */
  nor(a: number, b: number, out: number, bytes: number): void
  /** out = all planes of a list of `count` together */
  allOf(list: number, count: number, base: number, out: number, bytes: number): void
  /** adds to the word at `counter` how many rows are in all planes of a list */
  countAll(list: number, count: number, base: number, counter: number, bytes: number): void
  /** as `Judgement` says, at `words` */
  judge(words: number, base: number, counters: number, bytes: number): void
}

/**
 * What `judge` reads, one word each, then its three lists. `true` and `unknown` are two planes; a third, where there is one, says in
 * which rows the condition is missed by little.
 */
export const judgement = {
  /** distances of the planes written: eligible, ineligible, not applicable, near miss */
  eligible: 0,
  ineligible: 1,
  notApplicable: 2,
  nearMiss: 3,
  /** planes read: whom the policy concerns, for whom that is unknown, which rows there are */
  applies: 4,
  appliesUnknown: 5,
  present: 6,
  /** how many conditions: those always measured where missed, those never, those with a plane of their own */
  measured: 7,
  plain: 8,
  other: 9,
  words: 10,
} as const

/** Where `judge` adds its counts, in words. */
export const counted = { eligible: 0, ineligible: 1, notApplicable: 2, nearMiss: 3, words: 4 } as const
