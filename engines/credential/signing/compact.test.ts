import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleHash } from '../bundle/bundle.ts'
import {
  carriesPermit,
  type CompactLicence,
  compactLink,
  longestLink,
  payloadIn,
  verifyCompact,
} from './compact.ts'
import { issuedAt, now, statusTokenWith, type TestKey, testKey } from './keys.fixtures.ts'

const address = 'https://yishang.example.gov.cn/v'
let key: TestKey
let token: string
let base: CompactLicence

beforeAll(async () => {
  key = await testKey('city-2026-1')
  token = await statusTokenWith(key.signer, 900, 'invalid')
  base = {
    creditCode: '91440101MA5CJQ4N59',
    holderName: '广州宜商样例科技有限公司',
    permits: ['JY14401060012345', 'GZ-WL-2026-0007'],
    statusIndex: 7,
    statusListId: 'a1',
    bundleHash: await bundleHash([{ id: 'x', hash: 'y' }]),
    issuedAt,
  }
})

const payloadOf = async (change: Partial<CompactLicence> = {}) =>
  payloadIn(await compactLink({ ...base, ...change }, key.signer, address))
const verify = (payload: string, statusToken: string | undefined = token, at = now) =>
  verifyCompact(payload, [key.record], statusToken, at)

describe('the code on a licence', () => {
  it('says what was signed, without any network', async () => {
    const withNetwork = globalThis.fetch
    globalThis.fetch = () => Promise.reject(new Error('offline'))
    try {
      const answer = await verify(await payloadOf())
      const { permits, ...facts } = base
      expect(answer).toEqual({
        ok: true,
        outcome: 'valid',
        status: 'valid',
        statusAge: { issuedAt: '2026-03-10T01:00:00.000Z', seconds: 3600, stale: false },
        reasons: [],
        facts: {
          ...facts,
          holderNameCut: false,
          permits: { form: 'ids', ids: permits },
          keyId: 'city-2026-1',
        },
      })
    } finally {
      globalThis.fetch = withNetwork
    }
  })

  it('keeps everything after the fragment sign, which no browser sends to a server', async () => {
    const link = await compactLink(base, key.signer, address)
    const url = new URL(link)
    expect(url.origin + url.pathname + url.search).toBe(address)
    expect(url.hash.slice(1)).toBe(payloadIn(link))
    expect(link).toMatch(/^[\x21-\x7e]+$/)
  })

  it('is refused with any one character changed, removed or added', async () => {
    const payload = await payloadOf()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'
    await fc.assert(
      fc.asyncProperty(fc.nat(payload.length - 1), fc.constantFrom(...alphabet), async (at, char) => {
        const changed = payload.slice(0, at) + char + payload.slice(at + 1)
        expect((await verify(changed)).outcome).toBe(changed === payload ? 'valid' : 'refused')
        expect((await verify(payload.slice(0, at) + payload.slice(at + 1))).outcome).toBe('refused')
        expect((await verify(payload.slice(0, at) + char + payload.slice(at))).outcome).toBe('refused')
      }),
      { numRuns: 150 },
    )
    for (let at = 0; at < payload.length; at++) {
      const char = payload[at] === 'A' ? 'B' : 'A'
      expect((await verify(payload.slice(0, at) + char + payload.slice(at + 1))).ok).toBe(false)
    }
  })

  it('fits 800 bytes with up to twenty permits and any name, and still verifies', async () => {
    const permits = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 70 }), {
      minLength: 1,
      maxLength: 20,
    })
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({
        unit: fc.constantFrom('有', '限', '𠮷', '👩‍👩‍👧', '"', '\u0000', '\u202e', '\ud800'),
        maxLength: 300,
      }),
    )
    await fc.assert(
      fc.asyncProperty(permits, name, fc.nat(262_143), async (list, holderName, statusIndex) => {
        const link = await compactLink(
          { ...base, permits: list, holderName, statusIndex },
          key.signer,
          address,
        )
        expect(Buffer.byteLength(link)).toBeLessThanOrEqual(longestLink)
        const { facts, outcome } = await verifyCompact(payloadIn(link), [key.record], undefined, now)
        expect(outcome).toBe('unconfirmed')
        if (!facts) throw new Error('no facts')
        expect(holderName.startsWith(facts.holderName)).toBe(true)
        expect(facts.holderNameCut).toBe(facts.holderName !== holderName)
        const carried = await Promise.all(list.map((permit) => carriesPermit(facts, permit)))
        expect(new Set(carried)).toEqual(new Set([facts.permits.form === 'count' ? undefined : true]))
      }),
      { numRuns: 150 },
    )
  })

  it('carries digests when twenty identifiers are too long, and knows a permit by them', async () => {
    const permits = Array.from(
      { length: 20 },
      (_, i) => `1.2.156.3005.2.TYPE.91440101MA5CJQ4N59.${1000 + i}.001.A`,
    )
    const { facts } = await verify(await payloadOf({ permits }))
    expect(facts?.permits.form).toBe('digests')
    expect(facts?.holderName).toBe(base.holderName)
    expect(facts && (await carriesPermit(facts, permits[19] ?? ''))).toBe(true)
    expect(facts && (await carriesPermit(facts, 'another'))).toBe(false)
  })

  it('keeps a name of sixty characters whole beside twenty permits when they are short', async () => {
    const permits = Array.from({ length: 20 }, (_, i) => `P${i}`)
    const { facts } = await verify(await payloadOf({ permits, holderName: '宜'.repeat(60) }))
    expect(facts).toMatchObject({ holderNameCut: false, permits: { form: 'ids' } })
  })

  it('cuts a name of hundreds of characters but keeps at least twenty, and counts permits when hundreds', async () => {
    const long = await verify(await payloadOf({ holderName: '宜'.repeat(500) }))
    expect(long.facts?.holderNameCut).toBe(true)
    expect(long.facts?.holderName.length).toBeGreaterThan(80)
    const many = await verify(await payloadOf({ permits: Array.from({ length: 300 }, (_, i) => `P${i}`) }))
    expect(many.facts).toMatchObject({ permits: { form: 'count', count: 300 }, holderName: base.holderName })
    expect(many.facts && (await carriesPermit(many.facts, 'P1'))).toBeUndefined()
  })

  it('refuses to be made for an address that leaves no room', async () => {
    await expect(compactLink(base, key.signer, `https://${'x'.repeat(200)}/v`)).rejects.toThrow(RangeError)
    await expect(compactLink(base, key.signer, 'https://a/v#x')).rejects.toThrow(RangeError)
    await expect(
      compactLink({ ...base, statusListId: 'x'.repeat(600) }, key.signer, address),
    ).rejects.toThrow(RangeError)
  })
})

describe('what the verification page says', () => {
  it('a withdrawn or suspended licence is refused, a degraded one stands and says so', async () => {
    const payload = await payloadOf()
    const invalid = await verify(payload, await statusTokenWith(key.signer, 7, 'invalid'))
    expect(invalid).toMatchObject({ ok: false, outcome: 'refused', reasons: ['licence-invalid'] })
    const suspended = await verify(payload, await statusTokenWith(key.signer, 7, 'suspended'))
    expect(suspended).toMatchObject({ ok: false, outcome: 'refused', reasons: ['licence-suspended'] })
    const degraded = await verify(payload, await statusTokenWith(key.signer, 7, 'degraded'))
    expect(degraded).toMatchObject({ ok: true, outcome: 'valid', reasons: ['permit-lapsed'] })
  })

  it('without a usable status list a genuine licence is unconfirmed, never valid', async () => {
    const payload = await payloadOf()
    expect(await verify(payload, '')).toMatchObject({
      outcome: 'unconfirmed',
      reasons: ['status-list-invalid'],
    })
    const none = await verifyCompact(payload, [key.record], undefined, now)
    expect(none).toMatchObject({ ok: false, outcome: 'unconfirmed', reasons: ['status-list-missing'] })
    const expired = await verify(payload, token, '2026-03-12T00:00:00.000Z')
    expect(expired).toMatchObject({
      ok: false,
      outcome: 'unconfirmed',
      reasons: ['status-list-expired'],
      statusAge: { seconds: 169_200 },
    })
  })

  it('an ageing status list is named with its age', async () => {
    const answer = await verify(await payloadOf(), token, '2026-03-10T05:00:00.000Z')
    expect(answer).toMatchObject({
      ok: true,
      reasons: ['status-list-stale'],
      statusAge: { seconds: 14_400, stale: true },
    })
  })

  it('keys are rotated without touching codes already printed', async () => {
    const next = await testKey('city-2026-2', '2026-03-05T00:00:00.000Z')
    const old = { ...key.record, until: '2026-03-05T00:00:00.000Z' }
    const fresh = await statusTokenWith(next.signer, 900, 'invalid')
    const keys = [old, next.record]
    expect((await verifyCompact(await payloadOf(), keys, fresh, now)).ok).toBe(true)
    const backdated = await payloadOf({ issuedAt: '2026-03-06T00:00:00.000Z' })
    expect(await verifyCompact(backdated, keys, fresh, now)).toMatchObject({ reasons: ['key-not-in-force'] })
  })

  it('a key whose secret leaked, an unknown key and a stranger with our key id are refused', async () => {
    const payload = await payloadOf()
    const revoked = { ...key.record, revokedAt: now }
    expect(await verifyCompact(payload, [revoked], token, now)).toMatchObject({ reasons: ['key-revoked'] })
    expect(await verifyCompact(payload, [], token, now)).toMatchObject({ reasons: ['key-unknown'] })
    const stranger = await testKey('city-2026-1')
    const forged = payloadIn(await compactLink(base, stranger.signer, address))
    expect(await verify(forged)).toEqual({ ok: false, outcome: 'refused', reasons: ['signature-invalid'] })
  })

  it('a licence from the future is refused, and rubbish never throws', async () => {
    const future = await payloadOf({ issuedAt: '2026-03-10T03:00:00.000Z' })
    expect(await verify(future)).toMatchObject({ outcome: 'refused', reasons: ['issued-in-future'] })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 900 }), async (text) => {
        expect((await verify(payloadIn(text))).outcome).toBe('refused')
      }),
    )
  })
})
