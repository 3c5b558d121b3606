import { describe, expect, test } from 'vitest'
import { counted, judgement, type Kernels } from './kernels.ts'
import { javascriptKernels } from './kernels-javascript.ts'
import { placeOf } from './layout.ts'
import { CityMemory } from './memory.ts'
import { type Dice, dice } from './random-rules.ts'
import { wasmKernels } from './wasm/kernels.ts'

const planes = 16

/** Two memories with the same random content, one for each kind of kernel. */
function pair(roll: Dice, rows: number) {
  const planeBytes = rows / 8
  const sides = [javascriptKernels, wasmKernels].map((kernelsOf) => {
    const space = new CityMemory()
    const at = {
      codes: space.take(2 * rows),
      list: space.take(1024),
      counters: space.take(64),
      base: space.take(planes * planeBytes),
    }
    return { space, at, kernels: kernelsOf(space.memory) }
  })
  const [first, second] = sides
  if (!first || !second) throw new Error('two sides')
  const top = first.at.base + planes * planeBytes
  for (let i = 0; i < top; i += 1) first.space.bytes[i] = roll(256)
  second.space.bytes.set(first.space.bytes.subarray(0, top))
  type Addresses = Readonly<Record<'codes' | 'list' | 'counters' | 'base', number>>
  const expectBoth = (ask: (kernels: Kernels, at: Addresses) => void) => {
    ask(first.kernels, first.at)
    ask(second.kernels, second.at)
    expect(Buffer.compare(first.space.bytes.slice(0, top), second.space.bytes.slice(0, top))).toBe(0)
  }
  const write = (words: readonly number[]) => {
    for (const { space, at } of [first, second]) space.words.set(words, at.list >> 2)
  }
  return { expectBoth, write, planeBytes, first }
}

describe.each([128, 256, 640, 2048, 2176])('kernels in WebAssembly and in JavaScript, %i rows', (rows) => {
  test('the bits of codes of one byte, and codes of two bytes within bounds', () => {
    const roll = dice(rows)
    const { expectBoth, planeBytes, first } = pair(roll, rows)
    for (let i = 0; i < 10; i += 1) {
      expectBoth((kernels, { codes, base }) => kernels.slices(codes, rows, base, planeBytes))
      for (let row = 0; row < rows; row += 1) {
        let code = 0
        for (let bit = 0; bit < 8; bit += 1) {
          const byte = first.space.bytes[first.at.base + bit * planeBytes + (row >> 3)] ?? 0
          code |= ((byte >> (row & 7)) & 1) << bit
        }
        expect(code).toBe(first.space.bytes[first.at.codes + placeOf(row)])
      }
      const low = roll(65_536)
      const high = low + roll(65_536 - low)
      expectBoth((kernels, { codes, base }) => kernels.within16(codes, rows, low, high, base))
    }
  })

  test('planes joined in twos and in lists', () => {
    const roll = dice(rows + 1)
    const { expectBoth, write, planeBytes } = pair(roll, rows)
    for (const op of ['and', 'or', 'andNot', 'orNot', 'nor'] as const) {
      const [a, b, out] = [roll(planes), roll(planes), roll(planes)].map((plane) => plane * planeBytes)
      expectBoth((kernels, { base }) =>
        kernels[op](base + (a ?? 0), base + (b ?? 0), base + (out ?? 0), planeBytes),
      )
    }
    for (let count = 0; count < 6; count += 1) {
      write(Array.from({ length: count }, () => roll(planes) * planeBytes))
      expectBoth((kernels, { list, base }) => kernels.allOf(list, count, base, base, planeBytes))
      expectBoth((kernels, { list, base, counters }) =>
        kernels.countAll(list, count, base, counters, planeBytes),
      )
    }
  })

  test('policies judged, with every kind of condition', () => {
    const roll = dice(rows + 2)
    const { expectBoth, write, planeBytes, first } = pair(roll, rows)
    const plane = () => (4 + roll(planes - 4)) * planeBytes
    for (let i = 0; i < 60; i += 1) {
      const [measured, plain, other] = [roll(4), roll(3), roll(3)]
      const head = [0, 1, 2, 3].map((place) => place * planeBytes)
      const conditions = Array.from({ length: 2 * measured + 2 * plain + 3 * other }, plane)
      const words = [...head, plane(), plane(), plane(), measured, plain, other, ...conditions]
      expect(words).toHaveLength(judgement.words + conditions.length)
      write(words)
      const kind = i % 2 === 0 ? 'judge' : 'tally'
      expectBoth((kernels, { list, base, counters }) => kernels[kind](list, base, counters, planeBytes))
    }
    const counts = [...first.space.words.subarray(first.at.counters >> 2)].slice(0, counted.words)
    expect(new Set(counts).size, 'the four counts are of different things').toBeGreaterThan(1)
  })
})
