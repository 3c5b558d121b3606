import { roleKind } from '#definitions/city/kinds.ts'
import { streamKind, type Recorded } from '#kernel/engine.ts'
import type { JobRequest, Projection, Provider, Query } from '#platform/engine.ts'
import { openStreams } from '#platform/open-streams.ts'
import type { importContract } from './contract.ts'
import { errorsWorkbook } from './errors-workbook.ts'
import { evolveImport, type Import, type ImportEvent, noImport } from './model.ts'
import { importDepartments, readImport } from './read-import.ts'
import * as store from './store.ts'

/** An import owns itself; the department that handed it in is its office. */
export const importStream = streamKind<Import, ImportEvent>({
  kind: 'import',
  initial: noImport,
  evolve: evolveImport,
  scope: ({ department }) => ({ departments: [department] }),
})

const previewRows = 20
const workbookRows = 20_000

export const importQueries: {
  [K in 'getImport' | 'listImports' | 'listImportErrors' | 'downloadImportErrors']: Query<
    (typeof importContract)[K]
  >
} = {
  getImport: async (trx, { importId }, { reach }) => {
    const one = await store.getImport(trx, importId, reach)
    const rows = await store.listRows(trx, importId, { onlyErrors: false, after: 0, limit: previewRows })
    return { ...one, items: rows.map(store.rowView) }
  },
  listImports: (trx, input, { reach }) => store.listImports(trx, input, reach),
  listImportErrors: async (trx, { importId, after, limit }, { reach }) => {
    await store.getImport(trx, importId, reach)
    const rows = await store.listRows(trx, importId, { onlyErrors: true, after, limit: limit + 1 })
    const items = rows.slice(0, limit).map(store.rowView)
    return { items, next: rows.length > limit ? items.at(-1)?.row : undefined }
  },
  downloadImportErrors: async (trx, { importId }, { reach }) => {
    const { fileName } = await store.getImport(trx, importId, reach)
    const rows = await store.listRows(trx, importId, { onlyErrors: true, after: 0, limit: workbookRows })
    return {
      bytes: await errorsWorkbook(rows),
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      fileName: `${fileName.replace(/\.[^.]*$/, '') || 'import'}-errors.xlsx`,
    }
  },
}

export const importProviders: Readonly<Record<string, Provider>> = {
  'party.importDepartments': async (_, { actor, definitions }) =>
    importDepartments(actor, new Map(definitions.list(roleKind).map((role) => [role.id, role]))),
  'party.storedFile': async (trx, { input }) =>
    (await store.findFile(trx, String(input['fileHash']))) ?? null,
  'party.importEffects': (trx, { ownerId }) => store.countEffects(trx, ownerId),
}

/** A file is read outside the transaction that starts it, and again from the beginning when the process dies. */
export function importReactions({ kind, ownerId, event }: Recorded): readonly JobRequest[] {
  if (kind !== importStream.kind || event.type !== 'ImportStarted') return []
  const { department, fileHash, options, everySource } = (event as ImportEvent & { type: 'ImportStarted' })
    .data
  return [
    { task: 'party.readImport', payload: { importId: ownerId, department, fileHash, options, everySource } },
  ]
}

export const importJobs = { 'party.readImport': readImport }

/** The only projection of this engine that writes other owners' rows; its operations say so in the contract. */
export const importProjection: Projection = async (trx, recorded, moment) => {
  const { ownerId: importId, at, actorId } = recorded
  const { type, data } = recorded.event as ImportEvent
  if (type === 'ImportStarted') await store.insertImport(trx, importId, data, actorId, at)
  if (type === 'ImportRead') await store.setReading(trx, importId, data.reading)
  if (type === 'ImportApplied') {
    const creations = await store.listCreations(trx, importId)
    await openStreams(
      trx,
      { kind: 'party', operation: 'party.applyImport', actorId, at },
      creations.map(({ partyId, name, creditCode }) => ({
        ownerId: partyId,
        type: 'EnterpriseEntered',
        data: { name, creditCode, cause: store.causeOf(importId) },
      })),
    )
    if (creations.length) await store.insertParties(trx, creations, at)
    const { department, options } = await store.getImport(trx, importId, { kind: 'all' })
    const facts = await store.applyRows(trx, importId, {
      source: department,
      on: options.on ?? moment.today,
      at,
    })
    await store.setApplied(trx, importId, at, { facts, enterprises: creations.length })
  }
  if (type === 'ImportUndone') {
    await store.undoRows(trx, importId, at)
    await store.setUndone(trx, importId, at)
  }
}
