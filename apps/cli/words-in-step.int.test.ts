import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { openCityTown } from '#apps/testing/city-town.ts'
import { checkCity } from '#definitions/city/check-city.ts'
import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { FormView } from '#engines/casework/filing/form-views.ts'
import type { Actor } from '#kernel/actor.ts'
import { compareDefinitions, readDefinitions, stored } from '#platform/definition-store.ts'
import { createPool } from '#platform/database/sql.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { cityFiles } from './export-city.ts'

/** Fields and materials that officers publish: known at once where they are used, and the same in files as in the record. */

let town: TestSystem
let people: readonly [Actor, Actor, Actor]
beforeAll(async () => {
  town = await openCityTown()
  const clerk = (name: string) => town.account(name, 'officer', { department: 'market-regulation' })
  people = [await clerk('writer'), await clerk('lawyer'), await clerk('chief')]
}, 60_000)
afterAll(() => town?.close())

async function write(operation: string, input: Record<string, unknown>, as: Actor): Promise<string> {
  const answer = await town.execute('publication', operation, input, { as })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return answer.id
}
async function proposed(kind: 'field' | 'material', body: Record<string, unknown>, id?: string) {
  const title = (body['title'] as { zh: string }).zh
  const department = 'market-regulation'
  const parts = [{ kind, body }]
  return write('openDraft', { kind, title, department, parts, ...(id ? { id } : {}) }, people[0])
}
async function published(kind: 'field' | 'material', body: Record<string, unknown>, id?: string) {
  const [writer, lawyer, chief] = people
  const draftId = await proposed(kind, body, id)
  await write('submitDraft', { draftId }, writer)
  await write('approveDraft', { draftId, opinion: '没有重复，可以使用' }, lawyer)
  await write('publishDraft', { draftId }, chief)
  await town.system.settle()
}
const plan = {
  title: { zh: '仓库平面图', en: 'Plan of the warehouse' },
  form: 'copy',
  format: 'electronic',
  source: 'applicant',
  necessity: 'main',
  confidence: 'unverified',
}

test('a new material and a new version of a field are published, asked at once, and in step with files', async () => {
  const { definitions } = town.system.moment()
  await published('material', plan)
  const { id: _, ...line } = definitions.get(fieldKind, 'address-line')
  const hint = { zh: '写到门牌号。', en: 'Down to the number of the door.' }
  await published('field', { ...line, hint }, 'address-line')

  const form = await town.query<FormView>('casework', 'getThemeForm', { theme: 'open-a-company' })
  expect(JSON.stringify(form)).toContain(hint.zh)
  const now = town.system.moment().definitions
  expect(now.get(fieldKind, 'address-line').version).toBe(2)
  expect(now.get(fieldKind, 'address-line', 1).version).toBeUndefined()
  const material = now.list(materialKind).find(({ title }) => title.zh === plan.title.zh)
  expect(material).toMatchObject({ ...plan, version: 1 })

  const pool = createPool(town.urls.app, 2)
  const recorded = await readDefinitions(pool)
  await pool.end()
  const written = cityFiles(recorded, composition.kinds)
  expect([...written.keys()]).toEqual(
    expect.arrayContaining(['fields/address-line.yaml', 'fields/address-line.v1.yaml']),
  )
  const { city, faults, warnings } = checkCity(written, composition.kinds)
  expect(faults).toEqual([])
  expect(warnings.map(({ code, file }) => `${code} ${file}`)).toContain(
    `unused materials/${material?.id}.yaml`,
  )
  const rows = city.entries.map(({ kind, id, version, written: body }) => stored(kind, id, version, body))
  expect(compareDefinitions(recorded, rows)).toEqual([])
}, 90_000)

test('a version that would break an item is held back, and told where', async () => {
  const { definitions } = town.system.moment()
  const { id: _, version: __, ...kinds } = definitions.get(fieldKind, 'address-kind')
  const draftId = await proposed('field', { ...kinds, type: 'text', choices: undefined }, 'address-kind')
  const refused = await town.execute('publication', 'submitDraft', { draftId }, { as: people[0] })
  expect(refused).toMatchObject({ failure: { kind: 'refusal' } })
  const seen = await town.query<{ judgement: { faults: { path: string }[]; lacks: { path: string }[] } }>(
    'publication',
    'getDraft',
    { draftId },
    people[0],
  )
  if (seen.kind === 'failed') throw new Error(JSON.stringify(seen.failure))
  const { faults, lacks } = seen.answer.judgement
  expect([...faults, ...lacks].map(({ path }) => path)).not.toEqual([])
  const changed = await proposed('field', { ...kinds, type: 'choices' }, 'address-kind')
  expect(
    await town.execute('publication', 'submitDraft', { draftId: changed }, { as: people[0] }),
  ).toMatchObject({
    failure: { code: 'not-proven' },
  })
})

test('a district’s officer writes neither: they are the whole city’s', async () => {
  const office = { department: 'market-regulation', district: 'haizhu' }
  const clerk = await town.account('haizhu-writer', 'officer', office)
  const opening = { kind: 'material', title: '仓库平面图', department: office.department }
  expect(await town.execute('publication', 'openDraft', opening, { as: clerk })).toMatchObject({
    failure: { code: 'not-your-office' },
  })
})
