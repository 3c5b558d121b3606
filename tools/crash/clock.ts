import { readFileSync, writeFileSync } from 'node:fs'
import type { Instant } from '#kernel/time.ts'

/** One time for all processes of a run and its bank, in a file: it outlives whoever is killed, and it only goes forward. */
export const timeIn = (file: string): Instant => readFileSync(file, 'utf8')

export function moveClock(file: string, to: Instant): void {
  if (to > timeIn(file)) writeFileSync(file, to)
}
