import { blocksOf, runBlock, type Work } from '#definitions/rules/columns/run.ts'
import type { Kernels } from '#definitions/rules/columns/kernels.ts'

/**
 * What the lanes of a city share beside its memory: whose turn it is, which block of rows is next, how many are done, and each lane's
 * piece of work. `next` holds the round in its upper bits, so that a lane that wakes late can neither take nor skip a block of another round.
 */
export interface Board {
  readonly words: Int32Array
}

const place = { round: 0, next: 1, done: 2, failed: 3, ended: 4, works: 8 } as const
const workWords = 6
const readyPlace = (lane: number) => place.works + lane * (workWords + 2) + workWords
const blocksPlace = (lane: number) => readyPlace(lane) + 1

/** Blocks are counted in so many bits of `next`; a city of 2,048 rows a block has 134 million rows then. */
const blockBits = 16
export const mostBlocks = 2 ** blockBits - 1
const noBlock = mostBlocks
const roundIn = (next: number) => next >>> blockBits
const blockIn = (next: number) => next & noBlock
const rounds = 2 ** (32 - blockBits)

export const createBoard = (lanes: number): Board => ({
  words: new Int32Array(new SharedArrayBuffer(4 * (place.works + lanes * (workWords + 2)))),
})

export const isReady = ({ words }: Board, lane: number): boolean =>
  Atomics.load(words, readyPlace(lane)) === 1
export const sayReady = ({ words }: Board, lane: number): void =>
  void Atomics.store(words, readyPlace(lane), 1)

/** Blocks that a lane worked on in the last round. */
export const blocksBy = ({ words }: Board, lane: number): number => Atomics.load(words, blocksPlace(lane))

export function forgetBlocks({ words }: Board, lanes: number): void {
  for (let lane = 0; lane < lanes; lane += 1) Atomics.store(words, blocksPlace(lane), 0)
}

/** Lays out the works of a round and wakes the lanes. */
export function openRound({ words }: Board, works: readonly Work[]): number {
  const round = (roundIn(Atomics.load(words, place.next)) + 1) % rounds
  // Whoever still looks at the round before finds no block from here on.
  Atomics.store(words, place.next, (round << blockBits) | noBlock)
  for (const [lane, work] of works.entries()) {
    const { instructions, count, blockRows, rows, planes, counters } = work
    words.set([instructions, count, blockRows, rows, planes, counters], place.works + lane * (workWords + 2))
    Atomics.store(words, blocksPlace(lane), 0)
  }
  Atomics.store(words, place.done, 0)
  Atomics.store(words, place.next, round << blockBits)
  Atomics.store(words, place.round, round)
  Atomics.notify(words, place.round)
  return round
}

function workOf({ words }: Board, lane: number): Work {
  const first = place.works + lane * (workWords + 2)
  const [instructions = 0, count = 0, blockRows = 0, rows = 0, planes = 0, counters = 0] = words.subarray(
    first,
    first + workWords,
  )
  return { instructions, count, blockRows, rows, planes, counters }
}

/** Works on blocks of a round until none is left. */
export function workOn(
  board: Board,
  lane: number,
  round: number,
  memory: WebAssembly.Memory,
  kernels: Kernels,
): void {
  const { words } = board
  for (;;) {
    const next = Atomics.load(words, place.next)
    if (roundIn(next) !== round) return
    const work = workOf(board, lane)
    const block = blockIn(next)
    if (block >= blocksOf(work)) return
    // The works read above are those of this round if the round still stands here.
    if (Atomics.compareExchange(words, place.next, next, next + 1) !== next) continue
    try {
      runBlock(memory, kernels, work, block)
    } catch (error) {
      Atomics.store(words, place.failed, 1)
      throw error
    } finally {
      Atomics.add(words, blocksPlace(lane), 1)
      Atomics.add(words, place.done, 1)
      Atomics.notify(words, place.done)
    }
  }
}

/** Waits until the blocks that others took are done; false where one failed or does not come to an end. */
export function awaitBlocks({ words }: Board, blocks: number, mostMs: number): boolean {
  const until = performance.now() + mostMs
  for (;;) {
    const done = Atomics.load(words, place.done)
    if (done >= blocks) return Atomics.load(words, place.failed) === 0
    const left = until - performance.now()
    if (left <= 0) return false
    Atomics.wait(words, place.done, done, left)
  }
}

export const lastRound = ({ words }: Board): number => Atomics.load(words, place.round)

/** Sleeps until there is another round than this one; undefined where the lanes are closed. */
export function nextRound({ words }: Board, seen: number): number | undefined {
  for (;;) {
    if (Atomics.load(words, place.ended) === 1) return undefined
    const round = Atomics.load(words, place.round)
    if (round !== seen) return round
    Atomics.wait(words, place.round, seen)
  }
}

/** Tells the lanes to end: the round they wait at changes, so that none misses it. */
export function end({ words }: Board): void {
  Atomics.store(words, place.ended, 1)
  Atomics.add(words, place.round, 1)
  Atomics.notify(words, place.round)
}
