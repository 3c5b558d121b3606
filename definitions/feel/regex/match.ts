import type { Program } from './program.ts'
import { fold } from './syntax.ts'

/** Begin and end of the match and of each group; undefined for a group that took no part. */
export type Captures = readonly (number | undefined)[]

/**
 * The leftmost match at or after `from`. A place in the program at a place in the text that failed once is never tried again,
 * so the work is at most their product: no pattern is exponential. With back-references what was captured belongs to the
 * place as well; then the budget of steps is the bound.
 */
export function search(
  program: Program,
  text: readonly number[],
  from: number,
  multiline: boolean,
  step: (count: number) => void,
): Captures | undefined {
  const failed = new Set<number | string>()
  for (let start = from; start <= text.length; start++) {
    const found = attempt(program, text, start, multiline, failed, step)
    if (found !== undefined) return found
  }
  return undefined
}

/** Steps that one place costs when what was captured must be remembered with it. */
const costOfMemory = 25

interface Thread {
  readonly pc: number
  readonly at: number
  readonly captures: Captures
}

function attempt(
  program: Program,
  text: readonly number[],
  start: number,
  multiline: boolean,
  tried: Set<number | string>,
  step: (count: number) => void,
): Captures | undefined {
  const waiting: Thread[] = [
    { pc: 0, at: start, captures: Array.from({ length: program.slots }, () => undefined) },
  ]
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    let { pc, at, captures } = thread
    for (;;) {
      step(program.remembers ? costOfMemory : 1)
      const place = pc * (text.length + 1) + at
      const key = program.remembers ? `${place}:${captures.join()}` : place
      if (tried.has(key)) break
      tried.add(key)
      const instruction = program.code[pc]
      if (instruction === undefined) break
      if (instruction.k === 'match') return captures
      if (instruction.k === 'char') {
        const point = text[at]
        if (point === undefined || !instruction.is(point)) break
        at++
        pc++
      } else if (instruction.k === 'split') {
        waiting.push({ pc: instruction.second, at, captures })
        pc = instruction.first
      } else if (instruction.k === 'jump') pc = instruction.to
      else if (instruction.k === 'save') {
        captures = captures.with(instruction.slot, at)
        pc++
      } else if (instruction.k === 'back') {
        const length = backLength(captures, instruction.number, text, at, program.ignoreCase)
        if (length === undefined) break
        at += length
        pc++
      } else {
        if (!isEdge(instruction.k, text, at, multiline)) break
        pc++
      }
    }
  }
  return undefined
}

/** How much of the text repeats the group here; a group that took no part is the empty text. */
function backLength(
  captures: Captures,
  group: number,
  text: readonly number[],
  at: number,
  ignoreCase: boolean,
): number | undefined {
  const [from, until] = [captures[group * 2], captures[group * 2 + 1]]
  if (from === undefined || until === undefined) return 0
  for (let i = 0; i < until - from; i++) {
    const [was, is] = [text[from + i], text[at + i]]
    if (was === is) continue
    if (!ignoreCase || was === undefined || is === undefined || fold(was) !== fold(is)) return undefined
  }
  return until - from
}

const newline = 0xa

function isEdge(k: 'start' | 'end', text: readonly number[], at: number, multiline: boolean): boolean {
  if (k === 'start') return at === 0 || (multiline && text[at - 1] === newline)
  return at === text.length || (multiline && text[at] === newline)
}
