import type { JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { credentialEngine } from '#engines/credential/index.ts'
import { partyEngine } from '#engines/party/index.ts'
import { messageEngine } from '#engines/message/index.ts'
import { mandatedParties } from '#engines/party/store.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import type { KeyRecord } from '#kernel/signature.ts'
import { addDays, instantFrom, msOf } from '#kernel/time.ts'
import { stored } from '#platform/definition-store.ts'
import {
  licenceChangeBecomesNotice,
  newVersionSupersedesOld,
  orderedCancellationIsDone,
  orderedVersionIsIssued,
} from '#processes/licence-life.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { testTown } from '#platform/testing/test-town.ts'
import { bundleHash } from './bundle/bundle.ts'
import { codeIn, payloadIn, verifyCompact } from './signing/compact.ts'
import type { credentialContract } from './contract.ts'
import type { CollectedView } from './collected/collected-model.ts'
import { readExtract } from './bundle/extract.ts'
import { aLicenceFromElsewhere } from './collected/issuer.fixtures.ts'
import { actOn, aHolder, anIssuedLicence, registrationValues } from './given.fixtures.ts'
import { parseLicenceNumber } from './licence-number.ts'
import { verifyByRfc } from './signing/sd-jwt-by-rfc.fixtures.ts'
import { verifyLicence } from './signing/sd-jwt.ts'
import { statusListIdIn, verifyOffline } from './verify-offline.ts'

const law = { law: '示例条例', confidence: 'sample' }
const type = (id: string, more: Record<string, unknown>) =>
  stored('licence-type', id, 1, {
    id,
    version: 1,
    inForce: { from: '2020-01-01' },
    title: { zh: '证照', en: 'Licence' },
    department: 'registry',
    legalBasis: [{ law: '示例条例', confidence: 'sample' }],
    rank: 10,
    holder: { name: 'company-name', creditCode: 'credit-code' },
    claims: [
      {
        id: 'legalForm',
        title: { zh: '类型', en: 'Form' },
        from: ['organisation-form'],
        shown: 'open',
        required: true,
      },
      {
        id: 'founder',
        title: { zh: '创办人', en: 'Founder' },
        from: ['founder-name'],
        shown: 'choice',
        required: false,
      },
      {
        id: 'capital',
        title: { zh: '资本', en: 'Capital' },
        from: ['registered-capital'],
        shown: 'choice',
        required: false,
      },
    ],
    confidence: 'sample',
    ...more,
  })
const department = (id: string, more: Record<string, unknown> = {}) =>
  stored('department', id, 1, { id, title: { zh: '示例局', en: 'Bureau' }, kind: 'city-department', ...more })

const engines = [partyEngine, credentialEngine, messageEngine]
let town: TestSystem
beforeAll(async () => {
  town = await openTestSystem({
    engines,
    processes: [
      orderedVersionIsIssued,
      newVersionSupersedesOld,
      orderedCancellationIsDone,
      licenceChangeBecomesNotice,
    ],
    mandatesOf: mandatedParties,
    definitions: [
      ...testTown(engines),
      department('registry', { code: '11990100MA00000156' }),
      department('works'),
      type('business-licence', {
        base: true,
        rank: 1,
        typeCode: { code: 'SAMPLE001', confidence: 'sample' },
      }),
      type('seal-record', { department: 'works' }),
      type('shop-permit', {
        rank: 20,
        without: { zh: '不得开店', en: 'No shop may be kept' },
        validity: { count: 3, unit: 'years', confidence: 'sample' },
      }),
      type('fire-check', { rank: 30 }),
      type('stage-permit', { rank: 31 }),
      type('screen-permit', { rank: 32 }),
      type('venue-licence', {
        rank: 5,
        joint: {
          parts: [
            { licence: 'stage-permit', essential: false, basis: [law] },
            { licence: 'screen-permit', essential: false, basis: [law] },
            { licence: 'fire-check', essential: true, basis: [law] },
          ],
          confidence: 'sample',
        },
      }),
    ],
  })
})
afterAll(() => town?.close())

type Shown = OutputOf<(typeof credentialContract)['getLicence']>
interface Named {
  readonly partyId: string
  readonly licenceId: string
}

async function ask<T>(operation: string, input: Record<string, unknown>, as?: TestSystem['founder']) {
  const result = await town.query<T>('credential', operation, input, as)
  if (result.kind === 'failed') throw new Error(JSON.stringify(result.failure))
  return result.answer
}
const show = ({ partyId, licenceId }: Named) => ask<Shown>('getLicence', { partyId, licenceId })
const keysOf = async () => (await ask<{ items: KeyRecord[] }>('issuerKeys', {})).items
const tokenOf = async (text: string) => {
  const { bytes } = await ask<{ bytes: Uint8Array }>('statusList', { listId: statusListIdIn(text) })
  return Buffer.from(bytes).toString('utf8')
}
async function act(operation: string, { partyId, licenceId }: Named) {
  const result = await town.execute('credential', operation, { partyId, licenceId, ...actOn })
  expect(result.kind).toBe('written')
  await town.system.settle()
}
async function signed(more: Record<string, unknown> = {}) {
  const licence = await anIssuedLicence(town, more)
  await town.system.settle()
  return licence
}
const extract = async (link = '') => {
  const code = codeIn(link) ?? ''
  const { bytes } = await ask<{ bytes: Uint8Array }>('licenceExtract', { code })
  const answer = await readExtract(Buffer.from(bytes).toString(), code, await keysOf(), town.clock.now())
  if ('fault' in answer) throw new Error(answer.fault)
  return answer.extract
}
const offline = async (text: string) =>
  verifyOffline({ text, keys: await keysOf(), statusToken: await tokenOf(text), now: town.clock.now() })

describe('a licence that a decision granted', () => {
  test('is signed within one settling and holds before an independent reading of the RFC', async () => {
    const licence = await signed()
    const { text = '', number, state } = await show(licence)
    expect(state).toBe('valid')
    expect(parseLicenceNumber(number)).toMatchObject({ type: 'SAMPLE001', issuer: '11990100MA00000156' })
    const [key] = await keysOf()
    const seconds = msOf(town.clock.now()) / 1000
    const { claims, header } = await verifyByRfc(text, key?.publicJwk as unknown as JWK, seconds)
    expect(header).toMatchObject({ typ: 'dc+sd-jwt', kid: key?.keyId })
    expect(claims).toMatchObject({
      vct: 'urn:yishang:licence:business-licence',
      iss: 'urn:yishang:test-town:registry',
      holderName: '示例科技有限公司',
      number,
      founder: '张三',
      status: { status_list: { uri: 'https://city.example/api/status-lists/s1' } },
    })
    expect(creditCodeFault(String(claims['creditCode']))).toBeUndefined()
  })

  test('verifies by its code with nothing but published keys and the status list', async () => {
    const { link = '' } = await show(await signed())
    expect(link.startsWith('https://city.example/verify#')).toBe(true)
    expect(Buffer.byteLength(link)).toBeLessThanOrEqual(800)
    const answer = await verifyCompact(payloadIn(link), await keysOf(), await tokenOf(link), town.clock.now())
    expect(answer).toMatchObject({ ok: true, status: 'valid', facts: { holderName: '示例科技有限公司' } })
  })

  test('verifies on the server for who cannot do so, and a changed character is refused', async () => {
    const { link = '', text = '' } = await show(await signed())
    const verify = (given: string) => ask('verifyLicence', { text: given })
    expect(await verify(link)).toMatchObject({ form: 'code', outcome: 'valid', status: 'valid' })
    expect(await verify(`  ${text}\n`)).toMatchObject({ form: 'licence', outcome: 'valid', reasons: [] })
    const at = text.indexOf('.') + 30
    const altered = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
    expect(await verify(altered)).toMatchObject({ outcome: 'refused' })
    expect(await verify('not a licence of anybody')).toMatchObject({ form: 'unknown', outcome: 'refused' })
  })

  test('without a status list is genuine but unconfirmed', async () => {
    const { link = '', text = '' } = await show(await signed())
    const [keys, now] = [await keysOf(), town.clock.now()]
    for (const given of [link, text])
      expect(await verifyOffline({ text: given, keys, statusToken: undefined, now })).toMatchObject({
        outcome: 'unconfirmed',
        reasons: ['status-list-missing'],
      })
  })

  test('takes the city’s own number where the authority’s code is unknown', async () => {
    const { number } = await show(await signed({ licenceType: 'seal-record' }))
    expect(number).toMatch(/^440000-20\d{6}-[0-9A-F]{12}-[0-9A-Z]$/)
    expect(parseLicenceNumber(number)).toEqual({ fault: 'root' })
  })

  test('discloses only what its holder chose', async () => {
    const licence = await signed()
    const { presentation, claims } = await ask<{ presentation: string; claims: Record<string, unknown> }>(
      'presentLicence',
      { partyId: licence.partyId, licenceId: licence.licenceId, disclose: 'capital' },
      licence.founder,
    )
    expect(claims).not.toHaveProperty('founder')
    const answer = await verifyLicence(presentation, {
      keys: await keysOf(),
      statusToken: await tokenOf(presentation),
      now: town.clock.now(),
    })
    expect(answer).toMatchObject({ ok: true, claims: { capital: 100_000_000, legalForm: 'llc' } })
    expect(answer.claims).not.toHaveProperty('founder')
  })

  test('is printed as PDF and drawn as SVG', async () => {
    const { partyId, licenceId } = await signed()
    const pdf = await ask<{ bytes: Uint8Array }>('printLicence', { partyId, licenceId })
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-')
    const svg = await ask<{ bytes: Uint8Array }>('qrImage', { partyId, licenceId })
    expect(Buffer.from(svg.bytes).toString()).toContain('<svg')
  })
})

describe('signing', () => {
  test('happens once, however often the job runs and wherever it was killed', async () => {
    const { partyId, licenceId } = await anIssuedLicence(town)
    // The place had been taken when the first worker died; later the job was delivered several times.
    await town.admin(`
      insert into credential.status_list (list_id, uri, size, opened_at)
        values ('s1', 'https://city.example/api/status-lists/s1', 100000, now()) on conflict do nothing;
      insert into credential.status_entry (list_id, idx, licence_id, changed_at)
        values ('s1', 99999, '${licenceId}', now())`)
    for (const key of ['again-1', 'again-2', 'again-3'])
      await town.admin(`select graphile_worker.add_job('credential.sign',
        json_build_object('partyId', '${partyId}', 'licenceId', '${licenceId}'), job_key := '${key}-${licenceId}')`)
    await town.system.settle()
    const { rows } = await town.admin(`
      select type, data -> 'status' ->> 'index' as index from platform.event
      where stream_id = '${licenceId}' and type = 'LicenceSigned'`)
    expect(rows).toEqual([{ type: 'LicenceSigned', index: '99999' }])
    const entries = await town.admin(
      `select 1 from credential.status_entry where licence_id = '${licenceId}'`,
    )
    expect(entries.rowCount).toBe(1)
  })

  test('gives every licence its own place in the list', async () => {
    const licences = await Promise.all(Array.from({ length: 8 }, () => anIssuedLicence(town)))
    await town.system.settle()
    const places = await Promise.all(
      licences.map(async (one) => (await offline((await show(one)).link ?? '')).facts?.statusIndex),
    )
    expect(places.every((place) => typeof place === 'number')).toBe(true)
    expect(new Set(places).size).toBe(8)
  })

  test('with a new key leaves licences of the old one valid', async () => {
    const before = await show(await signed())
    await town.system.keys.rotate(town.clock.now())
    town.clock.set(instantFrom(msOf(town.clock.now()) + 60_000))
    const after = await show(await signed())
    const kid = (text = '') =>
      (JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid
    expect(kid(after.text)).not.toBe(kid(before.text))
    for (const { text = '', link = '' } of [before, after]) {
      expect(await offline(text)).toMatchObject({ outcome: 'valid' })
      expect(await offline(link)).toMatchObject({ outcome: 'valid' })
    }
  })
})

describe('withdrawal', () => {
  test('is in the published list at once: suspended, standing again, revoked', async () => {
    const licence = await signed()
    const { text = '', link = '' } = await show(licence)
    await act('suspend', licence)
    expect(await offline(link)).toMatchObject({ outcome: 'refused', reasons: ['licence-suspended'] })
    expect(await show(licence)).toMatchObject({ state: 'suspended', act: { reason: actOn.reason } })
    await act('reinstate', licence)
    expect(await offline(link)).toMatchObject({ outcome: 'valid' })
    await act('revoke', licence)
    expect(await offline(link)).toMatchObject({ outcome: 'refused', reasons: ['licence-invalid'] })
    expect(await offline(text)).toMatchObject({ outcome: 'refused', status: 'invalid' })
  })

  test('what a reader keeps names its age, and asks to be renewed within five minutes', async () => {
    const { text = '' } = await show(await signed())
    const statusToken = await tokenOf(text)
    const [keys, now] = [await keysOf(), town.clock.now()]
    const at = (seconds: number) =>
      verifyOffline({ text, keys, statusToken, now: instantFrom(msOf(now) + seconds * 1000) })
    expect((await at(230)).statusAge).toMatchObject({ seconds: 230, stale: false })
    expect((await at(241)).statusAge).toMatchObject({ stale: true })
    expect(await at(90_000)).toMatchObject({ outcome: 'unconfirmed', reasons: ['status-list-expired'] })
  })

  test('expiry comes by itself on the day the validity ends', async () => {
    const today = town.system.moment().today
    const licence = await signed({ validUntil: addDays(today, 1) })
    const { link = '' } = await show(licence)
    expect(await offline(link)).toMatchObject({ outcome: 'valid' })
    town.clock.set(instantFrom(msOf(town.clock.now()) + 86_400_000))
    await town.system.settle()
    expect(await show(licence)).toMatchObject({ state: 'expired' })
    expect(await offline(link)).toMatchObject({ outcome: 'refused', reasons: ['expired'] })
  })

  test('only the office that issued it may withdraw it', async () => {
    const { partyId, licenceId } = await signed()
    const other = await town.account(`works-${licenceId}`, 'officer', { department: 'works' })
    const answer = await town.execute('credential', 'revoke', { partyId, licenceId, ...actOn }, { as: other })
    expect(answer).toMatchObject({ failure: { kind: 'denied', code: 'not-found' } })
    const own = await town.account(`registry-${licenceId}`, 'officer', { department: 'registry' })
    expect(
      await town.execute('credential', 'revoke', { partyId, licenceId, ...actOn }, { as: own }),
    ).toMatchObject({ kind: 'written' })
  })
})

describe('the licences behind one code', () => {
  const values = registrationValues()
  async function aBundle() {
    const { partyId } = await aHolder(town)
    const base = await signed({ partyId, values })
    const seal = await signed({ partyId, values, licenceType: 'seal-record' })
    const permit = await signed({ partyId, values, licenceType: 'shop-permit' })
    return { partyId, base, seal, permit }
  }
  const facts = async (link = '') => (await offline(link)).facts

  test('a fresh code carries the others, in order, bound by their hash', async () => {
    const { base, seal, permit } = await aBundle()
    const shown = await show(base)
    const [sealed, permitted] = [await show(seal), await show(permit)]
    expect(shown.parts.map((part) => part.number)).toEqual([sealed.number, permitted.number])
    expect(await facts(shown.momentLink)).toMatchObject({
      permits: { form: 'ids', ids: [sealed.number, permitted.number] },
    })
    const { rows } = await town.admin(
      `select number as id, signed ->> 'hash' as hash from credential.licence where owner_id = '${base.partyId}'`,
    )
    expect((await facts(shown.momentLink))?.bundleHash).toBe(
      await bundleHash(rows as unknown as { id: string; hash: string }[]),
    )
  })

  test('the code of the base licence never changes and leads to whatever stands behind it now', async () => {
    const { partyId } = await aHolder(town)
    const base = await signed({ partyId, values })
    const printed = (await show(base)).link ?? ''
    expect((await offline(printed)).facts?.permits).toEqual({ form: 'elsewhere' })
    expect((await extract(printed)).parts).toEqual([])
    const permit = await signed({ partyId, values, licenceType: 'shop-permit' })
    expect((await show(base)).link).toBe(printed)
    expect(await extract(printed)).toMatchObject({
      joint: 'whole',
      parts: [{ number: (await show(permit)).number, essential: false }],
    })
    const fresh = (await show(base)).momentLink ?? ''
    expect((await extract(fresh)).number).toBe((await extract(printed)).number)
  })

  test('a permit that lapses is seen on old and new codes, and its neighbours stand', async () => {
    const { base, seal, permit } = await aBundle()
    const before = await show(base)
    await act('suspend', permit)
    const narrowed = await show(base)
    expect(narrowed).toMatchObject({ state: 'valid', joint: 'narrowed' })
    expect(narrowed.link).toBe(before.link)
    expect((await facts(narrowed.momentLink))?.permits).toEqual({
      form: 'ids',
      ids: [(await show(seal)).number],
    })
    for (const link of [before.link, before.momentLink, narrowed.momentLink])
      expect(await offline(link ?? '')).toMatchObject({
        outcome: 'valid',
        status: 'degraded',
        reasons: ['permit-lapsed'],
      })
    const { number } = await show(permit)
    expect(await extract(before.link)).toMatchObject({
      joint: 'narrowed',
      parts: [{}, { number, lapsed: 'suspended', without: { zh: '不得开店' } }],
      history: [{ what: 'issued' }, { what: 'narrowed', numbers: [number] }],
    })
    expect(await offline((await show(seal)).link ?? '')).toMatchObject({ outcome: 'valid', status: 'valid' })
    await act('reinstate', permit)
    const again = await show(base)
    expect(again).toMatchObject({ joint: 'whole' })
    expect(again.history.map(({ what }) => what)).toEqual(['issued', 'narrowed', 'whole'])
    expect(await offline(again.link ?? '')).toMatchObject({ outcome: 'valid', status: 'valid' })
  })

  test('a revoked permit stops degrading the bundle once a new one of its type stands', async () => {
    const { partyId, base, permit } = await aBundle()
    await act('revoke', permit)
    expect((await show(base)).joint).toBe('narrowed')
    const next = await signed({ partyId, values, licenceType: 'shop-permit' })
    const shown = await show(base)
    expect(shown.joint).toBe('whole')
    expect(shown.parts.map((part) => part.licenceId)).toContain(next.licenceId)
    expect(shown.parts.map((part) => part.licenceId)).not.toContain(permit.licenceId)
  })

  test('permits signed at the same moment all get in', async () => {
    const { partyId } = await aHolder(town)
    await Promise.all([
      anIssuedLicence(town, { partyId, values }),
      anIssuedLicence(town, { partyId, values, licenceType: 'seal-record' }),
      anIssuedLicence(town, { partyId, values, licenceType: 'shop-permit' }),
      anIssuedLicence(town, { partyId, values, licenceType: 'shop-permit' }),
    ])
    await town.system.settle()
    const mine = await ask<{ items: (Named & { licenceType: string })[] }>('findLicences', {
      q: String(values['credit-code']),
      limit: 100,
    })
    const base = mine.items.find((one) => one.partyId === partyId && one.licenceType === 'business-licence')
    expect((await show(base as Named)).parts).toHaveLength(3)
  })
})

describe('a joint licence', () => {
  const values = registrationValues()
  async function aVenue() {
    const { partyId } = await aHolder(town)
    const of = (licenceType: string) => signed({ partyId, values, licenceType })
    const base = await of('business-licence')
    const [stage, screen, fire] = [
      await of('stage-permit'),
      await of('screen-permit'),
      await of('fire-check'),
    ]
    return { base, stage, screen, fire, venue: await of('venue-licence') }
  }
  const joint = async (licence: Named) => (await show(licence)).joint

  test('is narrowed by one of its permits, halted by the one it cannot do without, and whole again after both', async () => {
    const { base, stage, fire, venue } = await aVenue()
    const { link = '' } = await show(venue)
    await act('suspend', stage)
    expect(await offline(link)).toMatchObject({ outcome: 'valid', reasons: ['permit-lapsed'] })
    await act('suspend', fire)
    expect(await offline(link)).toMatchObject({ outcome: 'refused', reasons: ['licence-halted'] })
    expect(await extract(link)).toMatchObject({ state: 'valid', joint: 'halted' })
    const behind = (await show(base)).parts.find((part) => part.licenceId === venue.licenceId)
    expect(behind?.lapsed).toBe('halted')
    await act('reinstate', fire)
    expect(await joint(venue)).toBe('narrowed')
    await act('reinstate', stage)
    expect([await joint(venue), await joint(base)]).toEqual(['whole', 'whole'])
    expect(await offline(link)).toMatchObject({ outcome: 'valid', status: 'valid' })
  })

  test('allows nothing when none of its permits stands', async () => {
    const { stage, screen, venue } = await aVenue()
    await act('cancel', stage)
    expect(await joint(venue)).toBe('narrowed')
    await act('revoke', screen)
    expect(await joint(venue)).toBe('halted')
  })
})

describe('a new version', () => {
  const change = async (operation: string, licence: Named, more: Record<string, unknown>) => {
    const result = await town.execute('credential', operation, {
      partyId: licence.partyId,
      licenceId: licence.licenceId,
      ...actOn,
      ...more,
    })
    expect(result).toMatchObject({ kind: 'written' })
    await town.system.settle()
    const { replacedBy } = await show(licence)
    return { partyId: licence.partyId, licenceId: replacedBy?.licenceId ?? '' }
  }
  const notices = async (partyId: string) =>
    (
      await town.admin(`select text ->> 'zh' as said from message.notice where owner_id = '${partyId}'
        and topic = 'licence' order by sent_at`)
    ).rows.map(({ said }) => said)

  test('says what was amended, carries the permits, and the old one verifies as replaced', async () => {
    const { partyId } = await aHolder(town)
    const old = await signed({ partyId })
    const permit = await signed({ partyId, licenceType: 'shop-permit' })
    const before = await show(old)
    const next = await change('amend', old, { claims: { capital: '300万元' } })
    const shown = await show(next)
    expect(shown).toMatchObject({ state: 'valid', replaces: { number: before.number } })
    expect(parseLicenceNumber(shown.number)).toMatchObject({ version: '002' })
    expect(shown.claims).toContainEqual(expect.objectContaining({ id: 'capital', value: '300万元' }))
    expect(shown.claims).toContainEqual(expect.objectContaining({ id: 'founder', value: '张三' }))
    expect(shown.parts.map(({ licenceId }) => licenceId)).toEqual([permit.licenceId])
    expect(await show(old)).toMatchObject({ state: 'replaced', replacedBy: { number: shown.number } })
    expect(await offline(before.link ?? '')).toMatchObject({
      outcome: 'refused',
      status: 'replaced',
      reasons: ['licence-replaced'],
    })
    expect(await offline(before.text ?? '')).toMatchObject({ reasons: ['licence-replaced'] })
    expect(await extract(before.link)).toMatchObject({ replacedBy: shown.number })
    expect(await offline(shown.link ?? '')).toMatchObject({ outcome: 'valid' })
    expect(await notices(partyId)).toEqual(['已变更，新证照在证照包里'])
  })

  test('renewed runs from the end of the old one', async () => {
    const today = town.system.moment().today
    const old = await signed({ licenceType: 'shop-permit', validUntil: addDays(today, 20) })
    const next = await show(await change('renew', old, {}))
    expect(next).toMatchObject({ validFrom: today, history: [{ what: 'renewed', reason: actOn.reason }] })
    expect(next.validUntil?.slice(4)).toBe(addDays(today, 20).slice(4))
    expect(Number(next.validUntil?.slice(0, 4))).toBe(Number(addDays(today, 20).slice(0, 4)) + 3)
  })

  test('by a decided case amends what it asked for, and a deregistration cancels all', async () => {
    const { partyId } = await aHolder(town)
    const base = await signed({ partyId })
    const permit = await signed({ partyId, licenceType: 'shop-permit' })
    const order = async (how: string, values: Record<string, unknown>) => {
      const input = { partyId, licenceType: 'business-licence', how, cause: `case/${how}`, values, ...actOn }
      expect(await town.execute('credential', 'orderChange', input)).toMatchObject({ kind: 'written' })
      await town.system.settle()
    }
    await order('amended', { 'organisation-form': '股份有限公司' })
    const { replacedBy } = await show(base)
    const next = { partyId, licenceId: replacedBy?.licenceId ?? '' }
    expect((await show(next)).claims).toContainEqual(
      expect.objectContaining({ id: 'legalForm', value: '股份有限公司' }),
    )
    await order('cancelled', {})
    expect([(await show(next)).state, (await show(permit)).state]).toEqual(['cancelled', 'cancelled'])
    expect(await offline((await show(next)).link ?? '')).toMatchObject({ reasons: ['licence-cancelled'] })
    expect(await notices(partyId)).toContain(`已注销：${actOn.reason}`)
  })
})

describe('seen from outside', () => {
  test('a revocation is known within five minutes to whoever looks with a kept list', async () => {
    const licence = await signed()
    const { link = '' } = await show(licence)
    const keys = await keysOf()
    // The list was fetched just before, and a network kept it for as long as it may.
    const kept = await tokenOf(link)
    const fetchedAt = msOf(town.clock.now())
    await act('revoke', licence)
    const revokedAt = msOf(town.clock.now())
    let token = kept
    let seenAt: number | undefined
    for (let at = revokedAt; at <= revokedAt + 600_000 && seenAt === undefined; at += 10_000) {
      town.clock.set(instantFrom(at))
      const answer = await verifyOffline({ text: link, keys, statusToken: token, now: instantFrom(at) })
      if (answer.outcome === 'refused') seenAt = at
      else if (answer.statusAge?.stale && at - fetchedAt >= 60_000) token = await tokenOf(link)
    }
    expect(seenAt).toBeDefined()
    expect((seenAt ?? 0) - revokedAt).toBeLessThanOrEqual(300_000)
    expect((seenAt ?? 0) - revokedAt).toBeGreaterThan(0)
  })
})

describe('a licence from elsewhere', () => {
  const paper = { title: '道路运输经营许可证', issuer: '外地交通局', department: 'registry' }
  async function collect(more: Record<string, unknown> = {}) {
    const { partyId, founder } = await aHolder(town)
    const answer = await town.execute(
      'credential',
      'collect',
      { partyId, ...paper, ...more },
      { as: founder },
    )
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
    return { partyId, collectedId: answer.id, founder }
  }
  const mine = async ({ partyId, founder }: Awaited<ReturnType<typeof collect>>) =>
    (await ask<{ items: CollectedView[] }>('listCollected', { partyId }, founder)).items

  test('has the level of its proof: signed by who issued it, uploaded, or the holder’s word', async () => {
    const signedThere = await collect({ text: await aLicenceFromElsewhere(town) })
    expect(await mine(signedThere)).toMatchObject([
      { level: 'A', proof: 'signed', issuer: { zh: '示例省证照中心' }, holderName: '示例科技有限公司' },
    ])
    const bytes = new TextEncoder().encode('许可证扫描件')
    const { hash } = await town.system.files.put(bytes, 'text/plain', town.clock.now())
    expect(await mine(await collect({ hash, fileName: '许可证.txt' }))).toMatchObject([{ level: 'C' }])
    expect(await mine(await collect())).toMatchObject([{ level: 'D' }])
  })

  test('rises by the original at a window of the office it was put before, and by no other', async () => {
    const kept = await collect()
    const { partyId, collectedId } = kept
    const input = { partyId, collectedId, level: 'B', reason: '窗口核对原件，一致' }
    const other = await town.account(`elsewhere-${collectedId}`, 'officer', { department: 'works' })
    expect(await town.execute('credential', 'checkCollected', input, { as: other })).toMatchObject({
      failure: { kind: 'denied' },
    })
    const own = await town.account(`window-${collectedId}`, 'officer', { department: 'registry' })
    expect(await town.execute('credential', 'checkCollected', input, { as: own })).toMatchObject({
      kind: 'written',
    })
    expect(await mine(kept)).toMatchObject([{ level: 'B', check: { reason: input.reason } }])
  })

  test('that has run out where it was issued is not taken as signed', async () => {
    const { partyId, founder } = await aHolder(town)
    const text = await aLicenceFromElsewhere(town, { validUntil: '2026-02-01T00:00:00.000Z' })
    expect(
      await town.execute('credential', 'collect', { partyId, ...paper, text }, { as: founder }),
    ).toMatchObject({ failure: { code: 'not-genuine', details: { reasons: 'expired' }, fields: ['text'] } })
  })

  test('that the holder took out is gone from every list', async () => {
    const kept = await collect()
    const { partyId, collectedId, founder } = kept
    await town.execute('credential', 'removeCollected', { partyId, collectedId }, { as: founder })
    expect(await mine(kept)).toEqual([])
  })
})

test('a list of licences goes on where its last page ended', async () => {
  const { partyId, founder } = await aHolder(town)
  for (let i = 0; i < 5; i++) await anIssuedLicence(town, { partyId })
  const seen: string[] = []
  for (let after: string | undefined, page = 0; page < 3; page++) {
    const answer: { items: Named[]; next?: string } = await ask(
      'listMyLicences',
      { partyId, limit: 2, ...(after ? { after } : {}) },
      founder,
    )
    seen.push(...answer.items.map((one) => one.licenceId))
    after = answer.next
  }
  expect(seen).toHaveLength(5)
  expect(new Set(seen).size).toBe(5)
})
