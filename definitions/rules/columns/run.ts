import type { Kernels } from './kernels.ts'
import { firstPlanes } from './column-questions.ts'
import type { Program } from './program.ts'

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
  const planeBytes = blockRows / 8
  markPresent(new Uint8Array(memory.buffer, base + firstPlanes.present * planeBytes, planeBytes), present)
  kernels.run(work.instructions, work.count, first, rows, planeBytes, base, work.counters)
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
