import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Kernels } from '#definitions/rules/columns/kernels.ts'
import { javascriptKernels } from '#definitions/rules/columns/kernels-javascript.ts'
import { wasmKernels } from '#definitions/rules/columns/wasm/kernels.ts'
import { type Board, nextRound, sayReady, workOn } from './board.ts'

/** What a lane is given when it begins; the memories of cities come through the port afterwards. */
export interface LaneStart {
  readonly lane: number
  readonly board: Board
  readonly port: MessagePort
  readonly kernels: 'wasm' | 'javascript'
}

const { lane, board, port, kernels: kind } = workerData as LaneStart
const kernelsOf = kind === 'wasm' ? wasmKernels : javascriptKernels
let at: { memory: WebAssembly.Memory; kernels: Kernels } | undefined

sayReady(board, lane)
for (let seen = 0; ; ) {
  const round = nextRound(board, seen)
  if (round === undefined) break
  seen = round
  // A memory is posted before the round in which it is used begins.
  for (let sent = receiveMessageOnPort(port); sent !== undefined; sent = receiveMessageOnPort(port)) {
    const memory = sent.message as WebAssembly.Memory
    at = { memory, kernels: kernelsOf(memory) }
  }
  if (at !== undefined) workOn(board, lane, round, at.memory, at.kernels)
}
port.close()
