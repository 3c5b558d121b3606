import type { Kernels } from './kernels.ts'
import { firstPlanes, instructionWords, operation, type Program } from './program.ts'

/** A program to be run over a city, as numbers only, so that every thread reads it from the shared memory. */
export interface Work {
  readonly instructions: number
  readonly count: number
  readonly blockRows: number
  readonly rows: number
  /** where a lane keeps its planes, and its counts */
  readonly planes: number
  readonly counters: number
}

export const blocksOf = ({ rows, blockRows }: Pick<Work, 'rows' | 'blockRows'>): number =>
  Math.ceil(rows / blockRows)

/** Fills the planes that programs take for granted. */
export function openLane(bytes: Uint8Array, { planes, blockRows }: Work): void {
  const plane = blockRows / 8
  bytes.fill(0, planes + firstPlanes.none * plane, planes + (firstPlanes.none + 1) * plane)
  bytes.fill(255, planes + firstPlanes.every * plane, planes + (firstPlanes.every + 1) * plane)
}

/** Runs a program over one block of rows. */
export function runBlock(memory: WebAssembly.Memory, kernels: Kernels, work: Work, block: number): void {
  const { blockRows, planes: base } = work
  const first = block * blockRows
  const present = Math.min(blockRows, work.rows - first)
  const rows = Math.ceil(present / 128) * 128
  const bytes = rows / 8
  const planeBytes = blockRows / 8
  markPresent(new Uint8Array(memory.buffer, base + firstPlanes.present * planeBytes, planeBytes), present)
  const words = new Int32Array(memory.buffer, work.instructions, work.count * instructionWords)
  for (let at = 0; at < words.length; at += instructionWords) {
    const a = words[at + 1] ?? 0
    const b = words[at + 2] ?? 0
    const c = words[at + 3] ?? 0
    const d = words[at + 4] ?? 0
    switch (words[at]) {
      case operation.within8:
        kernels.within8(a + first, rows, b, c, base + d)
        break
      case operation.within16:
        kernels.within16(a + 2 * first, rows, b, c, base + d)
        break
      case operation.member8:
        kernels.member8(a + first, rows, b, base + c)
        break
      case operation.and:
        kernels.and(base + a, base + b, base + c, bytes)
        break
      case operation.or:
        kernels.or(base + a, base + b, base + c, bytes)
        break
      case operation.andNot:
        kernels.andNot(base + a, base + b, base + c, bytes)
        break
      case operation.orNot:
        kernels.orNot(base + a, base + b, base + c, bytes)
        break
      case operation.nor:
        kernels.nor(base + a, base + b, base + c, bytes)
        break
      case operation.allOf:
        kernels.allOf(a, b, base, base + c, bytes)
        break
      case operation.countAll:
        kernels.countAll(a, b, base, work.counters + 4 * c, bytes)
        break
      case operation.judge:
        kernels.judge(a, base, work.counters + 4 * b, bytes)
        break
      case operation.keep: {
        const target = b + first / 8
        new Uint8Array(memory.buffer).copyWithin(target, base + a, base + a + bytes)
        break
      }
    }
  }
}

function markPresent(plane: Uint8Array, rows: number): void {
  plane.fill(255, 0, rows >> 3)
  plane.fill(0, rows >> 3)
  if (rows & 7) plane[rows >> 3] = (1 << (rows & 7)) - 1
}

/** Something that runs programs, with so many lanes at once. */
export interface Runner {
  readonly lanes: number
  /** runs every block once; `works` holds one piece of work for each lane, alike but for their own planes and counts */
  readonly run: (memory: WebAssembly.Memory, works: readonly Work[]) => void
}

/** Runs on the thread that asks. */
export const runnerOn = (kernelsOf: (memory: WebAssembly.Memory) => Kernels): Runner => {
  let known: { memory: WebAssembly.Memory; kernels: Kernels } | undefined
  return {
    lanes: 1,
    run: (memory, [work]) => {
      if (known?.memory !== memory) known = { memory, kernels: kernelsOf(memory) }
      if (work === undefined) return
      for (let block = 0; block < blocksOf(work); block += 1) runBlock(memory, known.kernels, work, block)
    },
  }
}

export const planesBytes = ({ planes, blockRows }: Program): number => (planes * blockRows) / 8
