import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'

export const ImportId = Uuid.meta({ title: 'ImportId' })

/** What a fault says: what is wrong and what to do, in both languages. */
export const FaultWords = z.object({ code: z.string(), title: Bilingual, remedy: Bilingual })
export type FaultWords = z.output<typeof FaultWords>

export const RowFault = FaultWords.extend({ column: z.string(), seen: z.string() })
export type RowFault = z.output<typeof RowFault>

/** What one column of the file was taken for. A column with a problem is left out. */
export const ImportColumn = z.object({
  column: z.string(),
  use: z.enum(['credit-code', 'person', 'name', 'year', 'fact', 'ignored']),
  fact: z.string().optional(),
  /** the calendar year for facts that have one per year; absent where the row's year column says it */
  year: z.number().int().optional(),
  problem: FaultWords.optional(),
  suggestions: z.array(z.string()).optional(),
})
export type ImportColumn = z.output<typeof ImportColumn>

export const ImportCounts = z.object({
  rows: z.number().int(),
  goodRows: z.number().int(),
  errorRows: z.number().int(),
  warningRows: z.number().int(),
  newFacts: z.number().int(),
  changedFacts: z.number().int(),
  sameFacts: z.number().int(),
  newEnterprises: z.number().int(),
})
export type ImportCounts = z.output<typeof ImportCounts>

export const ImportReading = z.object({
  format: z.enum(['csv', 'excel', 'ndjson']).optional(),
  sheet: z.string().optional(),
  columns: z.array(ImportColumn),
  counts: ImportCounts,
  /** why the file could not be read; nothing of it can be applied */
  fault: FaultWords.optional(),
})
export type ImportReading = z.output<typeof ImportReading>

export const ImportOptions = z.object({
  /** the column's name to a fact's name, or to `-` to leave it out */
  mapping: z.record(z.string(), z.string()),
  sheet: z.string().optional(),
  /** create enterprises that are not known yet; needs a valid credit code and a name */
  createMissing: z.boolean(),
  /** the day on which the facts held, unless they are a year's */
  on: Day,
})
export type ImportOptions = z.output<typeof ImportOptions>

export const ImportState = z.enum(['reading', 'read', 'unreadable', 'applied', 'undone'])
export type ImportState = z.output<typeof ImportState>

export const ImportEffects = z.object({
  /** facts of the batch that still stand, and those that later statements replaced */
  standing: z.number().int(),
  superseded: z.number().int(),
})
export type ImportEffects = z.output<typeof ImportEffects>

export type ImportEvent =
  | Event<
      'ImportStarted',
      { department: string; fileHash: string; fileName: string; options: ImportOptions; everySource: boolean }
    >
  | Event<'ImportRead', { reading: ImportReading }>
  | Event<'ImportApplied', { accept: 'all' | 'good-rows'; counts: ImportCounts }>
  | Event<'ImportUndone', { reason: string } & ImportEffects>

export interface Import {
  readonly state: ImportState | 'none'
  readonly department: string
  readonly reading: ImportReading | undefined
}

export const noImport: Import = { state: 'none', department: '', reading: undefined }

export function evolveImport(one: Import, event: ImportEvent): Import {
  switch (event.type) {
    case 'ImportStarted':
      return { state: 'reading', department: event.data.department, reading: undefined }
    case 'ImportRead':
      return {
        ...one,
        state: event.data.reading.fault ? 'unreadable' : 'read',
        reading: event.data.reading,
      }
    case 'ImportApplied':
      return { ...one, state: 'applied' }
    case 'ImportUndone':
      return { ...one, state: 'undone' }
  }
}

export const ImportSummary = z.object({
  importId: ImportId,
  department: z.string(),
  state: ImportState,
  fileName: z.string(),
  startedAt: Instant,
  startedBy: z.string(),
  counts: ImportCounts.optional(),
})
export type ImportSummary = z.output<typeof ImportSummary>

export const ImportRowView = z.object({
  row: z.number().int(),
  partyId: PartyId.optional(),
  creditCode: z.string().optional(),
  /** the account by which a row names a person */
  person: z.string().optional(),
  name: z.string().optional(),
  facts: z.array(z.object({ fact: z.string(), period: z.string(), value: z.unknown() })),
  errors: z.array(RowFault),
  warnings: z.array(RowFault),
})
export type ImportRowView = z.output<typeof ImportRowView>
