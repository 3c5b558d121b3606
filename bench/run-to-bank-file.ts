import { openCityTown } from '#apps/testing/city-town.ts'
import { anEmployer, approver, aRunBook, passPublicity, starter } from '#engines/policy/scenes.fixtures.ts'
import { sampleDay, samplePolicy } from '#engines/policy/sample.ts'
import { generateKey } from '#kernel/signature.ts'
import type { TestSystem } from '#platform/testing/system.ts'

const payees = 10_000
const treasury = '9900000000000018'

/**
 * A benefit without application for ten thousand payees: from the frozen snapshot to signed files for the bank, in a whole city over
 * a database whose commits reach the disk. The days of publicity pass by the clock; everything a machine does is measured.
 */
export async function runToBankFile() {
  const town = await openCityTown({ server: 'durable' })
  try {
    await copiesOf(town, await anEmployer(town, { account: treasury }))
    const { bookId, period } = await aRunBook(town, payees * 1_000_00, treasury)
    const bankKey = (await generateKey()).publicJwk
    await demand(town, 'ledger', 'setChannel', { bookId, channel: 'file', bankKey })
    await town.system.start()
    return await measured(town, bookId, period)
  } finally {
    await town.close()
  }
}

async function demand(
  town: TestSystem,
  engine: string,
  operation: string,
  input: Record<string, unknown>,
  as?: Awaited<ReturnType<typeof starter>>,
): Promise<string> {
  const answer = await town.execute(engine, operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.id
}

/** As many enterprises as there are to be payees, each with the facts of one. */
async function copiesOf(town: TestSystem, { partyId }: { partyId: string }): Promise<void> {
  await town.admin(`
    create temporary table copies as select gen_random_uuid() as id, n from generate_series(2, ${payees}) n;
    insert into party.party (owner_id, name, founded_at)
      select c.id, '收款企业' || c.n, p.founded_at from copies c, party.party p where p.owner_id = '${partyId}';
    insert into party.fact (owner_id, fact, period, known_from, value, valid_on, source, cause)
      select c.id, f.fact, f.period, f.known_from, f.value, f.valid_on, f.source, f.cause
      from copies c, party.fact f where f.owner_id = '${partyId}';
    analyze party.party; analyze party.fact`)
}

async function until(town: TestSystem, count: string, wanted: number): Promise<number> {
  for (;;) {
    const { rows } = await town.admin(`select count(*)::int as n from ${count}`)
    if (Number(rows[0]?.['n']) >= wanted) return performance.now()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function measured(town: TestSystem, bookId: string, period: string) {
  const started = performance.now()
  const seconds = (from: number, to: number) => (to - from) / 1_000
  const start = { policyId: samplePolicy, asOf: sampleDay, period, bookId }
  const runId = await demand(town, 'policy', 'startRun', start, await starter(town))
  const collected = await until(town, `policy.run where state = 'collected'`, 1)
  await demand(town, 'policy', 'publishRun', { runId }, await starter(town))
  const announced = await until(town, `policy.grant where run_id = '${runId}'`, payees)
  passPublicity(town)
  const approving = performance.now()
  await demand(town, 'policy', 'approveRun', { runId }, await approver(town))
  const ordered = await until(town, `ledger.transfer where state = 'ordered'`, payees)
  let files = 0
  let bytes = 0
  for (let left = payees; left > 0; files++) {
    const fileId = await demand(town, 'ledger', 'makeBatchFile', { bookId })
    const made = await town.query<{ file: string; count: number }>('ledger', 'getBatchFile', {
      bookId,
      fileId,
    })
    if (made.kind === 'failed') throw new Error(JSON.stringify(made.failure))
    left -= made.answer.count
    bytes += made.answer.file.length
  }
  const filed = performance.now()
  await town.system.settle()
  return {
    payees,
    listSeconds: seconds(started, collected),
    announcedSeconds: seconds(collected, announced),
    orderedSeconds: seconds(approving, ordered),
    filesSeconds: seconds(ordered, filed),
    files,
    megabytes: bytes / 1_000_000,
    snapshotToFilesSeconds: seconds(started, announced) + seconds(approving, filed),
  }
}
