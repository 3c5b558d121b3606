import type { Recorded } from '#kernel/engine.ts'
import { type Execute, systemActor } from './engine.ts'
import type { Consumer } from './feed/consumers.ts'
import type { Log } from './log.ts'

/** One engine's event becomes another engine's command. Pure; the only place where engines meet. */
export interface Process {
  readonly name: string
  readonly on: readonly string[]
  readonly react: (recorded: Recorded) => readonly ProcessCommand[]
}

export interface ProcessCommand {
  /** `engine.operation` */
  readonly operation: string
  readonly input: Record<string, unknown>
}

/** Events are named `engine-kind.Type`, for instance `case.CaseLodged`. */
export const eventName = (recorded: Recorded): string => `${recorded.kind}.${recorded.event.type}`

export function processConsumer(process: Process, execute: Execute, log: Log): Consumer {
  const actor = systemActor(process.name)
  return {
    name: `process:${process.name}`,
    handle: async (batch) => {
      for (const recorded of batch) {
        if (!process.on.includes(eventName(recorded))) continue
        for (const [index, command] of process.react(recorded).entries()) {
          const [engine = '', operation = ''] = command.operation.split('.')
          const result = await execute({
            engine,
            operation,
            input: command.input,
            actor,
            idempotencyKey: `${process.name}:${recorded.seq}:${index}`,
          })
          if (result.kind === 'failed') {
            if (result.failure.kind === 'unavailable') throw new Error(`${command.operation} is unavailable`)
            log.warn(
              {
                process: process.name,
                seq: recorded.seq,
                command: command.operation,
                failure: result.failure,
              },
              'process command refused',
            )
          }
        }
      }
    },
  }
}
