import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Kernels } from '#definitions/rules/columns/kernels.ts'
import { javascriptKernels } from '#definitions/rules/columns/kernels-javascript.ts'
import { blocksOf, runBlock, type Runner, type Work } from '#definitions/rules/columns/run.ts'
import { runsKernels, wasmKernels } from '#definitions/rules/columns/wasm/kernels.ts'
import {
  awaitBlocks,
  blocksBy,
  createBoard,
  end,
  forgetBlocks,
  isReady,
  mostBlocks,
  openRound,
  workOn,
} from './board.ts'
import type { LaneStart } from './lane.ts'

/** Threads that share the work on a city's columns. Until they are started, and for little work, the thread that asks does it alone. */
export interface Lanes {
  readonly runner: Runner
  /** begins the threads; work is given to each as soon as it is ready */
  readonly start: () => void
  /** how many threads beside this one wait for work */
  readonly ready: () => number
  /** blocks of rows that each lane did when work was shared last, this thread first; none where this thread then worked alone */
  readonly shares: () => readonly number[]
  readonly close: () => Promise<void>
}

export interface LaneOptions {
  /** threads in all, with the one that asks; as many as the machine runs at once, four at most, unless told otherwise */
  readonly threads?: number
  readonly kernels?: 'wasm' | 'javascript'
  /** instructions times rows below which waking another thread costs more than it saves */
  readonly worthwhile?: number
  /** hears of a thread that broke; its work is done here from then on */
  readonly broken?: (error: Error) => void
}

const mostThreads = 4
const worthwhile = 10_000_000
/** A block takes less than a thousandth of this. */
const mostWaitMs = 10_000
const heapMb = 64

interface Helper {
  readonly worker: Worker
  readonly port: MessagePort
  /** the buffer it knows; a memory that grew has another one */
  buffer: ArrayBufferLike | undefined
}

export function createLanes(options: LaneOptions = {}): Lanes {
  const threads = Math.max(1, options.threads ?? Math.min(mostThreads, availableParallelism()))
  const kind = options.kernels ?? (runsKernels() ? 'wasm' : 'javascript')
  const kernelsOf = kind === 'wasm' ? wasmKernels : javascriptKernels
  const board = createBoard(threads)
  let helpers: Helper[] = []
  let isClosed = false
  let own: { memory: WebAssembly.Memory; kernels: Kernels } | undefined

  function begin(lane: number): Helper {
    const { port1, port2 } = new MessageChannel()
    const data: LaneStart = { lane, board, port: port2, kernels: kind }
    const worker = new Worker(new URL('begin-lane.mjs', import.meta.url), {
      name: `lane ${lane}`,
      workerData: data,
      transferList: [port2],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    const helper: Helper = { worker, port: port1, buffer: undefined }
    worker.on('error', (error) => {
      helpers = helpers.filter((one) => one !== helper)
      options.broken?.(error)
    })
    worker.unref()
    port1.unref()
    return helper
  }

  function kernelsHere(memory: WebAssembly.Memory): Kernels {
    if (own?.memory !== memory) own = { memory, kernels: kernelsOf(memory) }
    return own.kernels
  }

  function alone(memory: WebAssembly.Memory, work: Work): void {
    forgetBlocks(board, threads)
    const kernels = kernelsHere(memory)
    for (let block = 0; block < blocksOf(work); block += 1) runBlock(memory, kernels, work, block)
  }

  function together(memory: WebAssembly.Memory, works: readonly Work[], blocks: number): void {
    const { buffer } = memory
    for (const helper of helpers) {
      if (helper.buffer === buffer) continue
      // The rule is about windows: a port of a thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      helper.port.postMessage(memory)
      helper.buffer = buffer
    }
    const round = openRound(board, works)
    workOn(board, 0, round, memory, kernelsHere(memory))
    if (awaitBlocks(board, blocks, mostWaitMs)) return
    for (const { worker } of helpers) void worker.terminate()
    helpers = []
    throw new Error('a thread that works on the columns of the city broke')
  }

  return {
    runner: {
      get lanes() {
        return helpers.length > 0 ? threads : 1
      },
      run: (memory, works) => {
        const [work] = works
        if (work === undefined) return
        const blocks = blocksOf(work)
        const isWorthwhile = work.count * work.rows >= (options.worthwhile ?? worthwhile)
        if (works.length > 1 && isWorthwhile && blocks > 1 && blocks < mostBlocks)
          together(memory, works, blocks)
        else alone(memory, work)
      },
    },
    start: () => {
      if (helpers.length === 0 && !isClosed)
        for (let lane = 1; lane < threads; lane += 1) helpers.push(begin(lane))
    },
    ready: () => helpers.filter((_, i) => isReady(board, i + 1)).length,
    shares: () => Array.from({ length: threads }, (_, lane) => blocksBy(board, lane)),
    close: async () => {
      isClosed = true
      end(board)
      const ending = helpers.map(({ worker }) => worker.terminate())
      helpers = []
      await Promise.all(ending)
    },
  }
}
