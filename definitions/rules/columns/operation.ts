/** What an instruction does; the words after it are its operands, planes as distances from a lane's own base. */
export const operation = {
  slices: 0,
  within16: 1,
  and: 2,
  or: 3,
  andNot: 4,
  orNot: 5,
  nor: 6,
  allOf: 7,
  countAll: 8,
  judge: 9,
  tally: 10,
  /** copies a plane to its place in a bitmap of the whole city */
  keep: 11,
  /** copies a plane from its place in a bitmap of the whole city */
  fetch: 12,
} as const
export const instructionWords = 6
