/** Code of a function: bytes, in pieces as they are written. */
export type Code = number | readonly Code[]

export const flat = (code: Code): number[] => {
  const bytes: number[] = []
  const visit = (piece: Code) => {
    if (typeof piece === 'number') bytes.push(piece)
    else piece.forEach(visit)
  }
  visit(code)
  return bytes
}

/** An unsigned number as the format writes it: seven bits a byte, lowest first. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 127
    rest >>>= 7
    bytes.push(rest > 0 ? low | 128 : low)
  } while (rest > 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; ) {
    const low = rest & 127
    rest >>= 7
    const done = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0)
    bytes.push(done ? low : low | 128)
    if (done) return bytes
  }
}

export const i32 = 0x7f
export const i64 = 0x7e
export const v128 = 0x7b
export type Kind = typeof i32 | typeof i64 | typeof v128

/** A variable of a function; parameters come first. */
export interface Local {
  readonly index: number
  readonly kind: Kind
}

export const get = ({ index }: Local): Code => [0x20, unsigned(index)]
export const set = ({ index }: Local, value: Code): Code => [value, 0x21, unsigned(index)]
export const whole = (value: number): Code => [0x41, signed(value)]

const joined =
  (opcode: Code) =>
  (a: Code, b: Code): Code => [a, b, opcode]
const turned =
  (opcode: Code) =>
  (a: Code): Code => [a, opcode]
const vector = (opcode: number): Code => [0xfd, unsigned(opcode)]

export const plus = joined(0x6a)
export const minus = joined(0x6b)
export const times = joined(0x6c)
export const shiftedRight = joined(0x76)
export const isLess = joined(0x49)
export const isAtMost = joined(0x4d)

export const load32 = (address: Code, offset = 0): Code => [address, 0x28, 2, unsigned(offset)]
export const store32 = (address: Code, value: Code): Code => [address, value, 0x36, 2, 0]

/** Vectors of 128 bits: sixteen bytes, eight halves or four words. */
export const load = (address: Code, offset = 0): Code => [address, vector(0x00), 0, unsigned(offset)]
export const store = (address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  vector(0x0b),
  0,
  unsigned(offset),
]
export const halvesOfAll = turned(vector(0x10))
export const halvesShiftedLeft = joined(vector(0x8b))
export const halvesShiftedRight = joined(vector(0x8d))
export const constant = (bytes: readonly number[]): Code => [vector(0x0c), bytes]
export const bytesMinus = joined(vector(0x71))
export const bytesPlus = joined(vector(0x6e))
export const halvesMinus = joined(vector(0x91))
export const halvesPlus = joined(vector(0x8e))
export const halvesAtMost = joined(vector(0x34))
/** two vectors of halves, all 0 or -1, as one of bytes */
export const narrowed = joined(vector(0x65))
export const bitsPerByte = turned(vector(0x62))
export const pairsOfBytes = turned(vector(0x7d))
export const pairsOfHalves = turned(vector(0x7f))
export const wordOf = (value: Code, lane: number): Code => [value, vector(0x1b), lane]
export const both = joined(vector(0x4e))
export const either = joined(vector(0x50))
export const oneOf = joined(vector(0x51))
export const firstWithout = joined(vector(0x4f))
export const opposite = turned(vector(0x4d))

export const none = constant(Array.from({ length: 16 }, () => 0))
export const every = constant(Array.from({ length: 16 }, () => 255))

/** Runs the body again as long as the condition holds after it. */
export const again = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, 0x0b]
/** Calls another function of the module with its parameters. */
export const call = (index: number, parameters: readonly Code[]): Code => [parameters, 0x10, unsigned(index)]

/** Runs the case whose number a value is, or none. */
export function chosen(value: Code, cases: readonly Code[]): Code {
  const labels = cases.map((_, label) => unsigned(label))
  return [
    Array.from({ length: cases.length + 1 }, () => [0x02, 0x40]),
    [value, 0x0e, unsigned(cases.length), labels, unsigned(cases.length), 0x0b],
    cases.map((one, i) => [one, 0x0c, unsigned(cases.length - 1 - i), 0x0b]),
  ]
}

/** Runs the body as long as the condition holds before it. */
export const during = (condition: Code, body: Code): Code => [
  [0x02, 0x40, 0x03, 0x40],
  [condition, 0x45, 0x0d, 1],
  body,
  [0x0c, 0, 0x0b, 0x0b],
]
