import { composition } from '#apps/composition.ts'
import { openCityTown } from '#apps/testing/city-town.ts'
import { createPool, type Trx, transaction } from '#platform/database/sql.ts'
import { testDatabase } from '#platform/testing/database.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { deriveId } from '#platform/canonical.ts'
import { answersOfAFounder } from './founder.ts'
import { pace, percentile, pump } from './pump.ts'

/** as many again are done before the clock runs as it takes until every part of the path is compiled */
const warming = 200
const cases = 1200
const concurrency = 8
/** submitted at half the rate that was reached, to see how long one waits on an ordinary day */
const paced = 300

/**
 * Submitting a case through the whole write path against plain inserts of the very rows that a submission leaves: the
 * same rows, one transaction per case, prepared statements, the same concurrency, commits that reach the disk.
 */
export async function submitACase() {
  const town = await openCityTown({ server: 'durable' })
  const plain = await testDatabase(composition.migrations, 'durable')
  try {
    const drafts = await draftsOf(town, cases + warming + paced)
    const before = await rowsOf(town, drafts[0]?.partyId ?? '')
    await submit(town, drafts[0])
    const written = difference(before, await rowsOf(town, drafts[0]?.partyId ?? ''))
    for (const draft of drafts.slice(1, warming)) await submit(town, draft)

    const submitted = await pump(drafts.slice(warming, warming + cases), concurrency, (draft) =>
      submit(town, draft),
    )
    const atHalf = await pace(drafts.slice(warming + cases), submitted.perSecond / 2, (draft) =>
      submit(town, draft),
    )
    const pool = createPool(plain.urls.app, concurrency)
    const insert = (index: number) => insertRows(pool, written, drafts[0]?.partyId ?? '', index)
    await pump(
      Array.from({ length: warming }, (_, i) => i),
      concurrency,
      insert,
    )
    const inserted = await pump(
      Array.from({ length: cases }, (_, i) => i + 1_000),
      concurrency,
      insert,
    )
    await pool.end()
    return {
      cases,
      concurrency,
      rowsPerCase: written.reduce((sum, table) => sum + table.rows.length, 0),
      tables: written.length,
      submittedPerSecond: submitted.perSecond,
      insertedPerSecond: inserted.perSecond,
      ratio: submitted.perSecond / inserted.perSecond,
      submitP99Ms: percentile(submitted.ms, 0.99),
      submitP50Ms: percentile(submitted.ms, 0.5),
      halfLoadP99Ms: percentile(atHalf, 0.99),
      halfLoadP50Ms: percentile(atHalf, 0.5),
    }
  } finally {
    await town.close()
    await plain.drop()
  }
}

interface Draft {
  readonly partyId: string
  readonly caseId: string
  readonly as: TestSystem['founder']
  readonly signed: readonly string[]
}

async function draftsOf(town: TestSystem, count: number): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (let i = 0; i < count; i++) {
    const key = `bench-${i}`
    const party = must(
      await town.execute(
        'party',
        'foundEnterprise',
        { name: `测速企业${i}` },
        { as: town.founder, key: `${key}-party` },
      ),
    )
    const as = { ...town.founder, partyIds: [party.id] }
    const opened = must(
      await town.execute(
        'casework',
        'openDraft',
        { partyId: party.id, theme: 'open-a-company' },
        { as, key: `${key}-case` },
      ),
    )
    const place = { partyId: party.id, caseId: opened.id }
    must(
      await town.execute(
        'casework',
        'saveAnswers',
        { ...place, answers: answersOfAFounder(i) },
        { as, key: `${key}-answers` },
      ),
    )
    const preview = await town.query<{ toSign: string[]; ready: boolean }>(
      'casework',
      'previewAnswers',
      place,
      as,
    )
    if (preview.kind !== 'answer' || !preview.answer.ready)
      throw new Error(`the draft is not ready: ${JSON.stringify(preview).slice(0, 500)}`)
    drafts.push({ ...place, as, signed: preview.answer.toSign })
  }
  return drafts
}

async function submit(town: TestSystem, draft: Draft | undefined): Promise<void> {
  if (!draft) throw new Error('no draft')
  const { partyId, caseId, as, signed } = draft
  must(await town.execute('casework', 'submit', { partyId, caseId, signed }, { as, key: `submit-${caseId}` }))
}

function must(answer: Awaited<ReturnType<TestSystem['execute']>>) {
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer
}

interface TableRows {
  readonly table: string
  readonly rows: readonly Record<string, unknown>[]
}

/** Every row that belongs to a party, by table. */
async function rowsOf(town: TestSystem, partyId: string): Promise<TableRows[]> {
  const { rows: tables } = await town.admin(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'owner_id')
      and c.relname <> 'feed'`)
  const found: TableRows[] = []
  for (const { name } of tables) {
    const { rows } = await town.admin(
      `select to_jsonb(t) as row from ${String(name)} t where owner_id = '${partyId}'`,
    )
    found.push({ table: String(name), rows: rows.map((row) => row['row'] as Record<string, unknown>) })
  }
  return found
}

function difference(before: readonly TableRows[], after: readonly TableRows[]): TableRows[] {
  return after.flatMap(({ table, rows }) => {
    const known = new Set(before.find((one) => one.table === table)?.rows.map((row) => JSON.stringify(row)))
    const fresh = rows.filter((row) => !known.has(JSON.stringify(row)))
    return fresh.length ? [{ table, rows: fresh }] : []
  })
}

/** The same rows for another owner: one prepared insert per row, one transaction. */
async function insertRows(
  pool: ReturnType<typeof createPool>,
  written: readonly TableRows[],
  owner: string,
  index: number,
): Promise<void> {
  const mine = deriveId('bench', String(index))
  await transaction(pool, { read: 'all', write: [mine] }, async (trx: Trx) => {
    for (const { table, rows } of written)
      for (const row of rows) {
        const text = JSON.stringify(row).replaceAll(owner, mine)
        await trx.client.query({
          name: `bench-${table}`,
          text: `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`,
          values: [text],
        })
      }
  })
}
