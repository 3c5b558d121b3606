import { writeSync } from 'node:fs'
import { LeaseLost } from '#platform/lease.ts'
import { type Course, carryOn } from './course.ts'
import { moveClock } from './clock.ts'
import { type MachineOptions, openMachine } from './machine.ts'

/** What the grid tells a worker: where to carry on, and where to end. */
export interface Orders {
  readonly machine: Omit<MachineOptions, 'steps'>
  readonly course: Course
  /** where all processes of a run keep what time it is */
  readonly clockFile: string
  readonly end?: {
    readonly step: string
    /** at which time of passing */
    readonly time: number
    readonly how: 'SIGKILL' | 'SIGSTOP'
  }
}

const { machine, course, clockFile, end } = JSON.parse(process.argv[2] ?? '') as Orders
let passed = 0
let over = false

function steps(step: string): void {
  if (over || step !== end?.step || ++passed < end.time) return
  over = true
  // Written before the end, in one piece: after SIGKILL nothing is, after SIGSTOP nobody would hear it.
  writeSync(1, `${end.how}\n`)
  process.kill(process.pid, end.how)
}

const { system, clock } = await openMachine({ ...machine, steps })
try {
  const done = await carryOn(system, course, (to) => {
    clock.set(to)
    moveClock(clockFile, to)
  })
  writeSync(1, done ? 'done\n' : 'stuck\n')
} catch (error) {
  writeSync(1, error instanceof LeaseLost ? 'replaced\n' : `failed ${String(error)}\n`)
}
process.exit(0)
