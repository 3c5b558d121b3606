import { writeSync } from 'node:fs'
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
const mostFailures = 20
let passed = 0
let over = false

function steps(step: string): void {
  if (over || step !== end?.step || ++passed < end.time) return
  over = true
  // Written before the end, in one piece: after SIGKILL nothing is, after SIGSTOP nobody would hear it.
  writeSync(1, `${end.how}\n`)
  process.kill(process.pid, end.how)
}

/** Like the loop of a server: a turn that failed is tried again. */
async function carryOnLikeAServer(): Promise<string> {
  for (let failures = 0; ; failures++)
    try {
      const done = await carryOn(system, course, (to) => {
        clock.set(to)
        moveClock(clockFile, to)
      })
      return done ? 'done' : 'stuck'
    } catch (error) {
      if (failures === mostFailures) return `failed ${String(error)}`
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
}

const { system, clock } = await openMachine({ ...machine, steps })
writeSync(1, `${await carryOnLikeAServer()}\n`)
// One that woke up ends what it has in hand before it goes: whatever harm it can do, it does.
await system.stop().catch(() => undefined)
process.exit(0)
