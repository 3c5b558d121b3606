import { generateKey, type KeyRecord, type PrivateJwk, signerFrom } from '#kernel/signature.ts'
import { applyDefinitions, readDefinitions, stored } from '#platform/definition-store.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { issueLicence } from '../signing/sd-jwt.ts'

interface Elsewhere {
  readonly record: KeyRecord
  readonly privateJwk: PrivateJwk
}
const elsewhere = new WeakMap<TestSystem, Promise<Elsewhere>>()
const from = '2020-01-01T00:00:00.000Z'
const issuer = 'urn:example:province'
const vct = 'urn:example:transport-licence'

/** An authority of another place, whose key the town knows from now on. */
async function settleIssuer(town: TestSystem): Promise<Elsewhere> {
  const { publicJwk, privateJwk } = await generateKey()
  const record: KeyRecord = { keyId: 'province-1', algorithm: 'ES256', publicJwk, from }
  const { keyId, algorithm } = record
  const definition = {
    id: 'province',
    title: { zh: '示例省证照中心', en: 'Licence centre of a sample province' },
    issuer,
    keys: [{ keyId, algorithm, publicJwk, from }],
    licences: [{ vct, title: { zh: '道路运输经营许可证', en: 'Road transport licence' } }],
    confidence: 'sample',
  }
  const { pool } = town.system
  const known = await readDefinitions(pool)
  const rows = [...known, stored('trusted-issuer', 'province', 1, definition)]
  const { refused } = await applyDefinitions(pool, rows, 'test', town.clock.now())
  if (refused.length) throw new Error(JSON.stringify(refused))
  await town.system.settle()
  return { record, privateJwk }
}

/** A licence that this authority signed. */
export async function aLicenceFromElsewhere(
  town: TestSystem,
  more: { validUntil?: string; vct?: string; holderName?: string } = {},
) {
  const known = elsewhere.get(town) ?? settleIssuer(town)
  elsewhere.set(town, known)
  const { record, privateJwk } = await known
  return issueLicence(
    {
      vct: more.vct ?? vct,
      issuer,
      issuedAt: '2026-01-02T00:00:00.000Z',
      validFrom: '2026-01-02T00:00:00.000Z',
      validUntil: more.validUntil,
      open: { number: 'P-2026-1', holderName: more.holderName ?? '示例科技有限公司' },
      disclosable: { vehicles: 3 },
      status: { index: 1, uri: 'https://province.example/status/1' },
    },
    await signerFrom(record.keyId, privateJwk),
    (length) => crypto.getRandomValues(new Uint8Array(length)),
  )
}

/** The same with one sign of its signature changed. */
export async function aForgedLicence(town: TestSystem): Promise<string> {
  const text = await aLicenceFromElsewhere(town)
  const [jwt = '', ...rest] = text.split('~')
  const at = jwt.lastIndexOf('.') + 5
  const altered = `${jwt.slice(0, at)}${jwt[at] === 'A' ? 'B' : 'A'}${jwt.slice(at + 1)}`
  return [altered, ...rest].join('~')
}
