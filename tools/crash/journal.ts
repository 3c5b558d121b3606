import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Damage } from './audit.ts'

/** What one run of the grid brought, under the names of the rows it counts for. */
export interface Entry {
  readonly names: readonly string[]
  readonly damage: Damage
  readonly finished: boolean
  readonly late: number
}

/** What was played so far: a grid of hours that was interrupted goes on with what is missing. */
export interface Journal {
  readonly find: (play: string) => readonly Entry[] | undefined
  readonly add: (play: string, entries: readonly Entry[]) => void
}

export const noJournal: Journal = { find: () => undefined, add: () => undefined }

/** A line a run; one that was cut off is played again. */
export function openJournal(file: string, resume: boolean): Journal {
  mkdirSync(path.dirname(file), { recursive: true })
  if (!resume) rmSync(file, { force: true })
  const known = new Map<string, readonly Entry[]>()
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  for (const line of text.split('\n').slice(0, -1)) {
    const { play, entries } = JSON.parse(line) as { play: string; entries: readonly Entry[] }
    known.set(play, entries)
  }
  return {
    find: (play) => known.get(play),
    add: (play, entries) => appendFileSync(file, `${JSON.stringify({ play, entries })}\n`),
  }
}
