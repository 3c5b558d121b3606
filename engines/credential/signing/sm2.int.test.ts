import { afterAll, beforeAll, expect, test } from 'vitest'
import { credentialEngine } from '#engines/credential/index.ts'
import { partyEngine } from '#engines/party/index.ts'
import { mandatedParties } from '#engines/party/store.ts'
import type { KeyRecord } from '#kernel/signature.ts'
import { stored } from '#platform/definition-store.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { testTown } from '#platform/testing/test-town.ts'
import { codeIn } from './compact.ts'
import { readExtract } from '../bundle/extract.ts'
import { aSignedLicence } from '../given.fixtures.ts'
import { statusListIdIn, verifyOffline } from '../verify-offline.ts'

const engines = [partyEngine, credentialEngine]
const town = testTown(engines).map((row) =>
  row.kind === 'city' ? { ...row, body: { ...(row.body as object), signature: 'SM2' } } : row,
)
let system: TestSystem
beforeAll(async () => {
  system = await openTestSystem({
    engines,
    processes: [],
    mandatesOf: mandatedParties,
    definitions: [
      ...town,
      stored('department', 'registry', 1, {
        id: 'registry',
        title: { zh: '示例局', en: 'Bureau' },
        kind: 'city-department',
      }),
      stored('licence-type', 'business-licence', 1, {
        id: 'business-licence',
        version: 1,
        inForce: { from: '2020-01-01' },
        title: { zh: '证照', en: 'Licence' },
        department: 'registry',
        legalBasis: [{ law: '示例条例', confidence: 'sample' }],
        base: true,
        rank: 1,
        holder: { name: 'company-name', creditCode: 'credit-code' },
        claims: [],
        confidence: 'sample',
      }),
    ],
  })
})
afterAll(() => system?.close())

async function ask<T>(operation: string, input: Record<string, unknown>) {
  const result = await system.query<T>('credential', operation, input)
  if (result.kind === 'failed') throw new Error(JSON.stringify(result.failure))
  return result.answer
}
const download = async (operation: string, input: Record<string, unknown>) =>
  Buffer.from((await ask<{ bytes: Uint8Array }>(operation, input)).bytes).toString('utf8')

test('a city that signs with SM2: code, text, status list and extract verify by its published key', async () => {
  const { partyId, licenceId } = await aSignedLicence(system)
  const shown = await ask<{ text: string; link: string; number: string }>('getLicence', {
    partyId,
    licenceId,
  })
  const { items: keys } = await ask<{ items: KeyRecord[] }>('issuerKeys', {})
  expect(keys).toMatchObject([{ algorithm: 'SM2', publicJwk: { crv: 'SM2' } }])
  const now = system.clock.now()
  for (const text of [shown.text, shown.link]) {
    const statusToken = await download('statusList', { listId: statusListIdIn(text) })
    expect(await verifyOffline({ text, keys, statusToken, now })).toMatchObject({ outcome: 'valid' })
    const altered = text.replace(/.(?=~|$)/, (last) => (last === 'A' ? 'Q' : 'A'))
    expect((await verifyOffline({ text: altered, keys, statusToken, now })).outcome).toBe('refused')
  }
  const code = codeIn(shown.link) ?? ''
  const extract = await download('licenceExtract', { code })
  expect(await readExtract(extract, code, keys, now)).toMatchObject({ extract: { number: shown.number } })
})
