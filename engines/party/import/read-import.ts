import { departmentKind } from '#definitions/city/kinds.ts'
import { reachOf } from '#kernel/actor.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { vocabularyOf } from '#definitions/facts/vocabulary.ts'
import { deriveId } from '#platform/canonical.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { type Job, type JobContext, systemActor } from '#platform/engine.ts'
import { readTable } from '#platform/tables/read-table.ts'
import { type Table, TableFault, tableLimits, type TableRow } from '#platform/tables/table.ts'
import { type Column, columnView, readColumn, usualUse } from './columns.ts'
import { faultWords } from './faults.ts'
import type { ImportOptions, ImportReading, RowFault } from './model.ts'
import { readRow, type StagedRow } from './rows.ts'
import * as store from './store.ts'

const noCounts = {
  rows: 0,
  goodRows: 0,
  errorRows: 0,
  warningRows: 0,
  newFacts: 0,
  changedFacts: 0,
  sameFacts: 0,
  newEnterprises: 0,
}
const nobody = { zh: '其他部门', en: 'another department' }
const chunkRows = 1_000
/** rows whose cells are kept for the preview though nothing is wrong with them */
const shownRows = 20

/** The party id of an enterprise that an import makes: the same code gives the same party, whoever comes first. */
export const partyIdFor = (creditCode: string): string => deriveId('party', creditCode)

/** Reads a stored file into staging rows and reports what it found. Killed and started again, it begins anew. */
export const readImport: Job = async (payload, context) => {
  const { importId, department, fileHash, options, everySource } = payload as unknown as Task
  const stored = await context.files.get(fileHash)
  const reading = stored
    ? await readInto(context, { importId, department, options, everySource, bytes: stored.bytes })
    : unreadable(new TableFault('file-empty'))
  const result = await context.execute({
    engine: 'party',
    operation: 'reportReading',
    input: { importId, reading },
    actor: systemActor('fact-import'),
    idempotencyKey: `reading:${importId}`,
  })
  // Reported before a crash: the answer stands. Anything else is worth trying again.
  const reported = result.kind === 'written' || result.failure.kind === 'refusal'
  if (!reported) throw new Error(`the reading was not recorded: ${JSON.stringify(result.failure)}`)
}

interface Task {
  readonly importId: string
  readonly department: string
  readonly fileHash: string
  readonly options: ImportOptions
  readonly everySource: boolean
}

const unreadable = ({
  code,
  details,
}: TableFault | { code: 'no-credit-code-column' | 'no-fact-column'; details: object }): ImportReading => ({
  columns: [],
  counts: noCounts,
  fault: faultWords(code, details as Record<string, string | number>),
})

async function readInto(
  context: JobContext,
  task: Omit<Task, 'fileHash'> & { bytes: Uint8Array },
): Promise<ImportReading> {
  const { importId } = task
  await context.staging(importId, (trx) => store.deleteRows(trx, importId))
  try {
    const table = await readTable(task.bytes, task.options.sheet)
    const columns = columnsFor(context, task, table)
    for (const name of table.header ?? []) columns.of(name)
    if (table.header && !columns.hasParty()) return missing('no-credit-code-column', columns)
    if (table.header && !columns.has('fact')) return missing('no-fact-column', columns)
    let chunk: (StagedRow & { source: TableRow })[] = []
    const flush = async () => {
      await stage(context, task, chunk)
      chunk = []
    }
    for await (const source of table.rows) {
      chunk.push({ ...readRow(source, columns.of), source })
      if (chunk.length >= chunkRows) await flush()
    }
    await flush()
    if (!columns.hasParty()) return missing('no-credit-code-column', columns)
    if (!columns.has('fact')) return missing('no-fact-column', columns)
    await markContradictions(context, importId)
    const counts = await context.reading((trx) => store.countImport(trx, importId))
    return { format: table.format, sheet: table.sheet, columns: columns.view(), counts }
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    await context.staging(importId, (trx) => store.deleteRows(trx, importId))
    return unreadable(error)
  }
}

const missing = (code: 'no-credit-code-column' | 'no-fact-column', columns: Columns): ImportReading => ({
  ...unreadable({ code, details: {} }),
  columns: columns.view(),
})

interface Columns {
  readonly of: (name: string) => Column
  readonly has: (use: Column['use']) => boolean
  /** whether a row can say whom it is about: an enterprise by its code, or a person by an account */
  readonly hasParty: () => boolean
  readonly view: () => ImportReading['columns']
}

/** Columns as they come: all at once from a heading, one by one from lines of JSON. */
function columnsFor(
  context: JobContext,
  task: Pick<Task, 'department' | 'options' | 'everySource'>,
  table: Table,
): Columns {
  const { definitions } = context.moment()
  const { vocabulary } = vocabularyOf(definitions.list(factKind))
  const departmentName = (id: string) =>
    definitions.list(departmentKind).find((one) => one.id === id)?.title ?? nobody
  const known = new Map<string, Column>()
  const { mapping, on } = task.options
  const hasYearColumn = table.header
    ? table.header.some((name) => usualUse(mapping[name] ?? name) === 'year')
    : true
  return {
    of: (name) => {
      const before = known.get(name)
      if (before) return before
      if (known.size >= tableLimits.columns)
        throw new TableFault('too-many-columns', { limit: tableLimits.columns })
      const { department, everySource } = task
      const column = readColumn(name, {
        vocabulary,
        mapping,
        department,
        departmentName,
        everySource,
        on,
        hasYearColumn,
      })
      known.set(name, column)
      return column
    },
    has: (use) => [...known.values()].some((column) => column.use === use),
    hasParty: () => [...known.values()].some(({ use }) => use === 'credit-code' || use === 'person'),
    view: () => [...known.values()].map(columnView),
  }
}

async function stage(
  context: JobContext,
  { importId, options }: Pick<Task, 'importId' | 'options'>,
  rows: readonly (StagedRow & { source: TableRow })[],
): Promise<void> {
  if (!rows.length) return
  const codes = rows.flatMap(({ creditCode }) => creditCode || [])
  const accounts = rows.flatMap(({ person }) => person || [])
  await context.staging(importId, async (trx) => {
    const known = await store.listKnownCodes(trx, codes)
    const persons = await store.listKnownPersons(trx, accounts)
    await store.insertRows(
      trx,
      importId,
      rows.map((row) =>
        stagingRow(row, known.has(row.creditCode), options.createMissing, persons.get(row.person)),
      ),
    )
  })
}

function stagingRow(
  row: StagedRow & { source: TableRow },
  known: boolean,
  createMissing: boolean,
  personId: string | undefined,
): store.StagingRow {
  const errors = [...row.errors, ...(known || !row.creditCode ? [] : missingEnterprise(row, createMissing))]
  if (row.person && !row.creditCode && !personId) errors.push(fault('person-unknown', row.person))
  if (!errors.length && !row.facts.length) errors.push(fault('nothing-in-row', ''))
  const faulty = errors.length > 0
  return {
    row_no: row.row,
    credit_code: row.creditCode || null,
    name: row.name || null,
    person: row.person || null,
    person_id: personId ?? null,
    created_id: known || faulty || !row.creditCode ? null : partyIdFor(row.creditCode),
    facts: faulty ? [] : row.facts,
    errors: faulty ? errors.slice(0, 50) : null,
    warnings: row.warnings.length ? row.warnings : null,
    // Pairs, because jsonb keeps no order of keys.
    seen: faulty || row.row <= shownRows ? row.source.cells : null,
  }
}

const fault = (code: Parameters<typeof faultWords>[0], seen: string, details = {}): RowFault => ({
  ...faultWords(code, { seen, ...details }),
  column: '',
  seen,
})

/** The code is not known: an error, unless the batch may create the enterprise and has what it takes. */
function missingEnterprise({ creditCode, name }: StagedRow, createMissing: boolean): RowFault[] {
  if (!createMissing) return [fault('enterprise-unknown', creditCode)]
  if (creditCodeFault(creditCode)) return [fault('enterprise-code-invalid', creditCode)]
  return name.length < 2 || name.length > 200 ? [fault('enterprise-name-missing', name.slice(0, 60))] : []
}

async function markContradictions(context: JobContext, importId: string): Promise<void> {
  const facts = new Map(
    context
      .moment()
      .definitions.list(factKind)
      .map((fact) => [fact.id, fact.zh]),
  )
  for (;;) {
    const found = await context.reading((trx) => store.listContradictions(trx, importId, chunkRows))
    if (!found.length) return
    const errors = found.map(({ row, first, fact: id, value }) => ({
      row,
      errors: [fault('rows-contradict', JSON.stringify(value), { fact: facts.get(id) ?? id, row: first })],
    }))
    await context.staging(importId, (trx) => store.addErrors(trx, importId, errors))
  }
}

/** Which departments an actor may import for: its offices', or all where its role reaches everything. */
export function importDepartments(
  actor: Parameters<typeof reachOf>[0],
  rights: Parameters<typeof reachOf>[3],
): { all: boolean; ids: readonly string[] } {
  const reach = reachOf(actor, 'party.startImport', 'all', rights)
  if (reach.kind === 'all') return { all: true, ids: [] }
  if (reach.kind !== 'jurisdiction') return { all: false, ids: [] }
  return { all: false, ids: reach.offices.flatMap(({ department }) => department ?? []) }
}
