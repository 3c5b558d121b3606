import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { openCityTown } from '#apps/testing/city-town.ts'
import { checkCity } from '#definitions/city/check-city.ts'
import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { FormView } from '#engines/casework/filing/form-views.ts'
import type { WordKind } from '#engines/casework/catalogue/word-kinds.ts'
import type { Actor } from '#kernel/actor.ts'
import { compareDefinitions, readDefinitions, stored } from '#platform/definition-store.ts'
import { createPool } from '#platform/database/sql.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { cityFiles } from './export-city.ts'

/** Fields, lists of choices and materials that officers publish: known at once where they are used, and the same in files as in the record. */

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
async function proposed(kind: WordKind, body: Record<string, unknown>, id?: string) {
  const title = (body['title'] as { zh: string }).zh
  const department = 'market-regulation'
  const parts = [{ kind, body }]
  return write('openDraft', { kind, title, department, parts, ...(id ? { id } : {}) }, people[0])
}
async function published(kind: WordKind, body: Record<string, unknown>, id?: string) {
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

  const recorded = await recordedNow()
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

interface Judged {
  readonly judgement: { readonly lacks: readonly { code: string; path: string; message: { zh: string } }[] }
}
async function lacksOf(draftId: string) {
  const seen = await town.query<Judged>('publication', 'getDraft', { draftId }, people[0])
  if (seen.kind === 'failed') throw new Error(JSON.stringify(seen.failure))
  return seen.answer.judgement.lacks
}
const recordedNow = async () => {
  const pool = createPool(town.urls.app, 2)
  const recorded = await readDefinitions(pool)
  await pool.end()
  return recorded
}

test('a new list of choices is reviewed by another, published by a third, offered by a field, and in step with files', async () => {
  const trucks = {
    title: { zh: '餐车类型', en: 'Kinds of food truck' },
    confidence: 'unverified',
    choices: [
      { value: 'motor', zh: '机动餐车', en: 'Motor truck', attributes: { engine: true } },
      { value: 'cart', zh: '餐饮推车', en: 'Cart', hint: { zh: '不超过两米。', en: 'Two metres at most.' } },
    ],
  }
  const draftId = await proposed('choice-list', trucks)
  const opinion = '没有重复，可以使用'
  await write('submitDraft', { draftId }, people[0])
  expect(
    await town.execute('publication', 'approveDraft', { draftId, opinion }, { as: people[0] }),
  ).toMatchObject({ failure: { code: 'four-eyes' } })
  await write('approveDraft', { draftId, opinion }, people[1])
  await write('publishDraft', { draftId }, people[2])
  await town.system.settle()

  const vocabulary = await town.query<{ choiceLists: { id: string; title: { zh: string } }[] }>(
    'casework',
    'listVocabulary',
    {},
  )
  if (vocabulary.kind === 'failed') throw new Error(JSON.stringify(vocabulary.failure))
  const choices = vocabulary.answer.choiceLists.find(({ title }) => title.zh === '餐车类型')?.id ?? ''
  const derives = [
    { id: 'truck-drives', title: { zh: '餐车能行驶', en: 'Drives' }, attribute: 'engine', is: true },
  ]
  const asks = {
    title: { zh: '餐车种类', en: 'Kind of food truck' },
    type: 'choice',
    choices,
    initial: 'cart',
  }
  await published('field', { ...asks, derives })
  const rows = await town.query<{ items: { usedBy: { title: { zh: string } }[] }[] }>(
    'casework',
    'listFieldsAndMaterials',
    { kind: 'choice-list', search: '餐车' },
  )
  expect(rows).toMatchObject({ answer: { items: [{ usedBy: [{ kind: 'field', title: asks.title }] }] } })

  const [motor] = trucks.choices
  const shorter = await proposed('choice-list', { ...trucks, choices: [motor] }, choices)
  const refused = await town.execute('publication', 'submitDraft', { draftId: shorter }, { as: people[0] })
  expect(refused).toMatchObject({ failure: { code: 'not-proven' } })
  expect((await lacksOf(shorter)).map(({ code, message }) => [code, message.zh])).toEqual([
    ['choice-initial', '“餐车种类”没有改动时的答案是“餐饮推车”（“cart”）'],
  ])
  const trailer = { value: 'trailer', zh: '拖挂餐车', en: 'Trailer' }
  await published('choice-list', { ...trucks, choices: [...trucks.choices, trailer] }, choices)
  const now = town.system.moment().definitions
  expect(now.get(choiceListKind, choices)).toMatchObject({ version: 2, choices: { length: 3 } })
  expect(now.get(choiceListKind, choices, 1).choices).toHaveLength(2)

  const recorded = await recordedNow()
  const written = cityFiles(recorded, composition.kinds)
  expect([...written.keys()]).toEqual(
    expect.arrayContaining([`choices/${choices}.yaml`, `choices/${choices}.v1.yaml`]),
  )
  const { city, faults } = checkCity(written, composition.kinds)
  expect(faults).toEqual([])
  const stand = city.entries.map(({ kind, id, version, written: body }) => stored(kind, id, version, body))
  expect(compareDefinitions(recorded, stand)).toEqual([])
}, 90_000)

test('a choice that a running case may hold cannot be taken out in the page', async () => {
  const { definitions } = town.system.moment()
  const { id, ...kinds } = definitions.get(choiceListKind, 'food-business-kinds')
  const choices = kinds.choices.filter(({ value }) => value !== 'canteen')
  const draftId = await proposed('choice-list', { ...kinds, choices }, id)
  const refused = await town.execute('publication', 'submitDraft', { draftId }, { as: people[0] })
  expect(refused).toMatchObject({ failure: { code: 'not-proven' } })
  const lacks = await lacksOf(draftId)
  expect(lacks.map(({ code }) => code)).toEqual(['choice-in-use', 'name-in-rules'])
  expect(lacks[0]?.message.zh).toContain('“单位食堂”')
  expect(lacks[1]?.message.zh).toContain('“食品经营许可（餐饮服务、食品销售）”')
}, 60_000)

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
