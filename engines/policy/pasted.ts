import { parse as parseYaml } from 'yaml'
import { type FactSheet, parseFactSheet, type SheetNote } from '#definitions/facts/sheet.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'

const notReadable = {
  code: 'sheet-not-readable',
  path: [] as (string | number)[],
  expected: 'YAML / JSON',
  message: { zh: '这份事实读不出来', en: 'The sheet cannot be read' },
  remedy: { zh: '请用 YAML 或 JSON 写，一行一项', en: 'Write it as YAML or JSON, one fact a line' },
}

type ReadSheet =
  | { readonly faults: readonly Complaint[] }
  | { readonly sheet: FactSheet; readonly on: Day; readonly notes: readonly SheetNote[] }

/** Reads a sheet that somebody pasted, for the day it names itself, the day asked, or today. */
export function readPasted(
  dictionary: Dictionary,
  text: string,
  today: Day,
  asked: Day | undefined,
): ReadSheet {
  let written: unknown
  try {
    written = parseYaml(text, { maxAliasCount: 20 })
  } catch {
    return { faults: [notReadable] }
  }
  const says = typeof written === 'object' && written !== null && ('on' in written || '日期' in written)
  return parseFactSheet(written, dictionary.vocabulary, asked ?? (says ? undefined : today))
}

/** Complaints as the interface shows them. */
export const shownFaults = (faults: readonly Complaint[]) =>
  faults.map((fault) => ({ ...fault, path: [...fault.path] }))
