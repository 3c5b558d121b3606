import type { Bitmap, Difference } from './result.ts'

/** The rows of a bitmap in order, each given to `visit`. */
export function eachRow(bitmap: Bitmap, visit: (row: number) => void): void {
  for (let place = 0; place < bitmap.length; place += 1)
    for (let byte = bitmap[place] as number; byte !== 0; byte &= byte - 1)
      visit(8 * place + 31 - Math.clz32(byte & -byte))
}

/** So many rows at most are looked at together, so that what is computed of them stays near the core. */
export const blockRows = 1024

/** The rows of a bitmap in order, block by block; the array is used again for the next block. */
export function eachBlock(bitmap: Bitmap, visit: (rows: Int32Array, count: number) => void): void {
  const rows = new Int32Array(blockRows)
  let count = 0
  for (let place = 0; place < bitmap.length; place += 1) {
    if (count > blockRows - 8) {
      visit(rows, count)
      count = 0
    }
    const byte = bitmap[place] as number
    if (byte === 0) continue
    // Written for each bit and kept for those set: no branch is guessed.
    for (let bit = 0; bit < 8; bit += 1) {
      rows[count] = 8 * place + bit
      count += (byte >> bit) & 1
    }
  }
  if (count > 0) visit(rows, count)
}

/** How many rows a bitmap holds. */
export function countIn(bitmap: Bitmap): number {
  let count = 0
  for (let place = 0; place < bitmap.length; place += 1) count += bitsInByte(bitmap[place] as number)
  return count
}

export function rowsIn(bitmap: Bitmap): number[] {
  const rows: number[] = []
  eachRow(bitmap, (row) => rows.push(row))
  return rows
}

/** The rows of both bitmaps, which are of one length. */
export function meetOf(a: Bitmap, b: Bitmap): Bitmap {
  const both = new Uint8Array(a.length)
  for (let place = 0; place < both.length; place += 1)
    both[place] = (a[place] as number) & (b[place] as number)
  return both
}

/** The rows of the first that are not in the second; they are of one length. */
export function without(a: Bitmap, b: Bitmap): Bitmap {
  const rest = new Uint8Array(a.length)
  for (let place = 0; place < rest.length; place += 1)
    rest[place] = (a[place] as number) & ~(b[place] as number)
  return rest
}

/** Who is in `after` and was not in `before`, and the other way about. A bitmap that is shorter lacks the rows beyond its end. */
export function differenceOf(before: Bitmap, after: Bitmap): Difference {
  const length = Math.max(before.length, after.length)
  const gained = new Uint8Array(length)
  const lost = new Uint8Array(length)
  const found = { gained: 0, lost: 0 }
  for (let place = 0; place < length; place += 1) {
    const was = before[place] ?? 0
    const is = after[place] ?? 0
    if (was === is) continue
    gained[place] = is & ~was
    lost[place] = was & ~is
    found.gained += bitsInByte(is & ~was & 255)
    found.lost += bitsInByte(was & ~is & 255)
  }
  return { ...found, gainedRows: () => rowsIn(gained), lostRows: () => rowsIn(lost) }
}

function bitsInByte(byte: number): number {
  let bits = byte - ((byte >> 1) & 0x55)
  bits = (bits & 0x33) + ((bits >> 2) & 0x33)
  return (bits + (bits >> 4)) & 15
}
