import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { Day } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import {
  type ImportEffects,
  ImportId,
  ImportOptions,
  ImportReading,
  ImportRowView,
  ImportState,
  ImportSummary,
} from './model.ts'

const onImport = { kind: 'import', owner: 'importId', id: 'importId' } as const

/** A department's file of facts: read, looked at, applied in one batch, taken back. */
export const importContract = {
  startImport: write({
    path: '/imports',
    permission: 'all',
    summary: 'Read a stored CSV, Excel or NDJSON file of facts for a department',
    stream: { kind: 'import', owner: 'self', id: 'importId', creates: true },
    input: z.object({
      fileHash: z.string().regex(/^[0-9a-f]{64}$/),
      fileName: z.string().trim().max(200).default(''),
      department: z.string().min(1).max(60),
      mapping: z.record(z.string(), z.string()).default({}),
      sheet: z.string().max(100).optional(),
      createMissing: z.boolean().default(false),
      on: Day.optional(),
    }),
    output: written,
    needs: {
      departments: need<{ all: boolean; ids: readonly string[] }>('party.importDepartments'),
      file: need<{ size: number } | null>('party.storedFile'),
    },
    refusals: ['department-not-yours', 'file-not-stored', 'facts-in-the-future'],
  }),
  reportReading: write({
    path: '/imports/:importId/reading',
    permission: 'all',
    internal: true,
    summary: 'Record what reading the file found',
    stream: onImport,
    input: z.object({ importId: ImportId, reading: ImportReading }),
    output: written,
    refusals: ['import-not-reading'],
  }),
  applyImport: write({
    path: '/imports/:importId/apply',
    permission: 'all',
    summary: 'Record the file’s facts in one batch: all rows, or the good ones',
    stream: onImport,
    owners: 'many',
    input: z.object({ importId: ImportId, accept: z.enum(['all', 'good-rows']) }),
    output: written,
    refusals: ['import-not-ready', 'import-nothing-good', 'import-has-errors'],
  }),
  undoImport: write({
    path: '/imports/:importId/undo',
    permission: 'all',
    summary: 'Take a batch back: what was known before holds again',
    stream: onImport,
    owners: 'many',
    input: z.object({ importId: ImportId, reason: z.string().trim().min(2).max(500) }),
    output: written,
    needs: { effects: need<ImportEffects>('party.importEffects') },
    refusals: ['import-not-applied', 'import-nothing-stands'],
  }),
  getImport: read({
    path: '/imports/:importId',
    permission: 'all',
    summary: 'Show an import: its columns, counts, fault and first rows',
    input: z.object({ importId: ImportId }),
    output: ImportSummary.extend({
      options: ImportOptions,
      reading: ImportReading.optional(),
      items: z.array(ImportRowView),
    }),
    receipt: 'list',
  }),
  listImports: read({
    path: '/imports',
    permission: 'all',
    summary: 'List imports, newest first',
    input: z.object({
      state: ImportState.optional(),
      before: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ items: z.array(ImportSummary), next: z.string().optional() }),
    receipt: 'none',
  }),
  listImportErrors: read({
    path: '/imports/:importId/errors',
    permission: 'all',
    summary: 'List the rows with errors, in the file’s order',
    input: z.object({
      importId: ImportId,
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ items: z.array(ImportRowView), next: z.number().int().optional() }),
    receipt: 'list',
  }),
  downloadImportErrors: read({
    path: '/imports/:importId/errors.xlsx',
    permission: 'all',
    summary:
      'Download the rows with errors as a workbook with a column of reasons, to correct and hand in again',
    input: z.object({ importId: ImportId }),
    output: z.object({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      mediaType: z.string(),
      fileName: z.string(),
    }),
    receipt: 'none',
  }),
}
