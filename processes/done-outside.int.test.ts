import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { aKeptLicence } from '#engines/casework/filing/proof.fixtures.ts'
import { ids } from '#engines/casework/acts.fixtures.ts'
import { act, aFilledDraft, anOfficer, toSign } from '#engines/casework/fixtures.ts'
import type { CaseView, QueueCase } from '#engines/casework/views.ts'
import { addDays, instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import { type StoredDefinition, stored } from '#platform/definition-store.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'

/** A system of another office finishes its work over HTTP after a licence that the matter rests on has ended: an officer decides, with what it reported. */

const secret = 'shared-between-two'
const dir = mkdtempSync(path.join(tmpdir(), 'yishang-done-'))
const stage = 'tax.set-up'
const material = 'prior-licence'
let town: TestSystem
let simulators: Simulators

/** The tax office wants the licence as well. */
const wanting = (row: StoredDefinition): StoredDefinition =>
  row.kind === 'item' && row.id === 'tax-setup'
    ? stored(row.kind, row.id, row.version, { ...(row.body as object), materials: [{ material }] })
    : row

beforeAll(async () => {
  let now = () => '2026-03-02T01:00:00.000Z'
  simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  town = await openCityTown({
    now: now(),
    change: (rows) => rows.map(wanting),
    outside: connect(
      Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
    ),
  })
  now = () => town.clock.now()
})
afterAll(async () => {
  await town?.close()
  await simulators?.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function pass(hours: number): Promise<void> {
  town.clock.set(instantFrom(msOf(town.clock.now()) + hours * 3_600_000))
  simulators.tick()
  await town.system.settle()
}

test('what the tax system reported stands when the officer grants without typing it again', async () => {
  const filing = await aFilledDraft(town)
  const validUntil = addDays(town.system.moment().today, 2)
  const licence = await aKeptLicence(town, filing, { file: true, validUntil })
  await act(town, 'proveMaterial', { ...ids(filing), material, licence }, filing.founder)
  await act(town, 'submit', { ...ids(filing), signed: toSign }, filing.founder)
  await town.system.settle()
  for (let step = 0; step < 3; step++) await pass(72)
  const lane = async () => {
    const answer = await town.query<CaseView>('casework', 'getCase', ids(filing))
    if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
    const found = answer.answer.lanes.find(({ part }) => part === 'tax')
    if (!found) throw new Error('no lane')
    return found
  }
  const waiting = await lane()
  expect(waiting).toMatchObject({ standing: 'accepted', results: [] })
  expect(waiting.stages[0]).toMatchObject({
    holder: 'officer',
    handover: { reason: 'proof-lapsed' },
    outside: { status: 'done' },
  })

  const officer = await anOfficer(town, 'tax')
  const seen = await town.query<QueueCase>('casework', 'getQueueCase', ids(filing), officer)
  if (seen.kind === 'failed') throw new Error(JSON.stringify(seen.failure))
  const reported = Object.fromEntries(
    (seen.answer.toEnter[stage] ?? []).map((result) => [result.id, result.reported]),
  )
  expect(Object.keys(reported)).toEqual(['invoice-account', 'invoice-quota'])
  expect(Object.values(reported)).not.toContain(undefined)

  const file = await town.system.files.put(new TextEncoder().encode('许可'), 'text/plain', town.clock.now())
  const paper = { material, hash: file.hash, fileName: '许可.txt' }
  await act(town, 'attachMaterial', { ...ids(filing), ...paper }, filing.founder)
  await act(town, 'claim', { ...ids(filing), stage }, officer)
  const granting = { outcome: 'grant', reasons: '已补交许可文件' }
  await act(town, 'decide', { ...ids(filing), stage, ...granting }, officer)
  const done = await lane()
  expect(done.standing).toBe('granted')
  expect(Object.fromEntries(done.results.map(({ id, value }) => [id, value]))).toEqual(reported)
}, 60_000)
