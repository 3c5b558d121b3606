/**
 * The few loops that all work comes down to, over addresses in one memory. A plane is one bit per row of a block; its bytes are a
 * multiple of 16 and it lies on a multiple of 16. Lists are 32-bit words; the planes in them are given as distances from `base`.
 */
export interface Kernels {
  /** the eight planes of the bits of one-byte codes, lowest first and side by side; `rows` is a multiple of 128, a plane of `planeBytes` */
  slices(codes: number, rows: number, out: number, planeBytes: number): void
  /** rows whose two-byte code lies in low..high */
  within16(codes: number, rows: number, low: number, high: number, out: number): void
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
  /** writes and counts the answers of a policy as `judgement` says, at `words` */
  judge(words: number, base: number, counters: number, bytes: number): void
  /** counts as `judge` does, all but those whom the policy does not concern, and writes no plane */
  tally(words: number, base: number, counters: number, bytes: number): void
  /** runs `count` instructions of a program over the rows of a block, `first` being the row it begins with */
  run(
    instructions: number,
    count: number,
    first: number,
    rows: number,
    planeBytes: number,
    base: number,
    counters: number,
  ): void
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
