import type { Rational } from '../../rational.ts'

/**
 * The facts of a whole city as they are, one typed column per slot (`fin.revenue 2024`). The arrays may lie in shared memory. A column
 * that does not exist means that nobody stated that fact of anybody.
 */
export interface RawColumns {
  readonly rows: number
  readonly columns: ReadonlyMap<string, RawColumn>
}

export type RawColumn = NumberColumn | DayColumn | CodeColumn | TruthColumn

/** A number is `values[row] / scale`, exactly, with whole values; NaN is unknown. Money is whole 分 at scale 1, a ratio for instance at scale 1,000,000. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly values: Float64Array
  readonly scale: number
  /** the few values that do not fit the scale; NaN stands in their place */
  readonly odd?: ReadonlyMap<number, Rational> | undefined
}

/** Days since 1970-01-01. */
export interface DayColumn {
  readonly kind: 'day'
  readonly values: Int32Array
}
export const unknownDay = -0x8000_0000

/** Codes and texts by their place in `names`; the highest number of the array's width is unknown. */
export interface CodeColumn {
  readonly kind: 'code'
  readonly values: Uint8Array | Uint16Array | Uint32Array
  readonly names: readonly string[]
}
export const unknownCode = (values: CodeColumn['values']): number => 2 ** (8 * values.BYTES_PER_ELEMENT) - 1

/** 0 no, 1 yes, 255 unknown. */
export interface TruthColumn {
  readonly kind: 'truth'
  readonly values: Uint8Array
}
export const unknownTruth = 255
