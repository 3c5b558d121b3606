/** Kernels read codes in groups of so many rows. */
export const groupRows = 128

/**
 * Where the code of a row stands in its column. A kernel looks at sixteen codes at once and turns each answer into one bit; the codes of
 * a group lie so that the eighth part it reads first holds bit 0 of all sixteen bytes of the group's plane, the next bit 1, and so on.
 * Planes come out in the order of the rows, and no bit has to be moved.
 */
export const placeOf = (row: number): number => (row & ~127) | ((row & 7) << 4) | ((row >> 3) & 15)

/**
 * How a square of eight times eight bits is turned over in three steps: in each, the bits of `mask` in one row change places with bits
 * `distance` higher in the row so far before it. The eight parts of a group become the eight bits of its codes.
 */
export const turnovers = [
  { distance: 4, mask: 0x0f },
  { distance: 2, mask: 0x33 },
  { distance: 1, mask: 0x55 },
] as const
