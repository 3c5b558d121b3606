import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'

/** An append-only file of JSON lines: a system's whole memory. Killed at any moment, it keeps every line it finished. */
export interface Journal<Entry> {
  /** what was in the file when it was opened */
  readonly recovered: readonly Entry[]
  readonly append: (entry: Entry) => void
  readonly close: () => void
}

/** The complete lines of a file; a last line without its end was being written when the process died. */
function completeLines(file: string): { readonly text: string; readonly bytes: number } {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const end = bytes.lastIndexOf(0x0a) + 1
  return { text: bytes.subarray(0, end).toString('utf8'), bytes: end }
}

/** Opens or makes the file, cutting off a torn last line. Throws SyntaxError when an earlier line is damaged. */
export function openJournal<Entry>(file: string): Journal<Entry> {
  mkdirSync(path.dirname(file), { recursive: true })
  const { text, bytes } = completeLines(file)
  const recovered = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry)
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w')
  ftruncateSync(handle, bytes)
  let at = bytes
  return {
    recovered,
    append: (entry) => {
      at += writeSync(handle, `${JSON.stringify(entry)}\n`, at)
    },
    close: () => closeSync(handle),
  }
}
