import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64url } from '#kernel/bytes.ts'
import { issuedAt, listUri, now, statusTokenWith, type TestKey, testKey } from '../signing/keys.fixtures.ts'
import {
  askStatus,
  compressStatuses,
  decompressStatuses,
  emptyStatuses,
  freeIndex,
  readStatusList,
  type StatusBits,
  statusAt,
  statusCapacity,
  withStatus,
} from './status-list.ts'

describe('packing', () => {
  it('reads the draft’s one-bit example', async () => {
    const packed = await decompressStatuses('eNrbuRgAAhcBXQ')
    expect([...(packed ?? [])]).toEqual([0xb9, 0xa3])
    const bits = Array.from({ length: 16 }, (_, i) => packed && statusAt(packed, 1, i))
    expect(bits).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1])
  })

  it('reads the draft’s two-bit example', async () => {
    const packed = await decompressStatuses('eNo76fITAAPfAgc')
    expect([...(packed ?? [])]).toEqual([0xc9, 0x44, 0xf9])
    const statuses = Array.from({ length: 12 }, (_, i) => packed && statusAt(packed, 2, i))
    expect(statuses).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3])
  })

  it('keeps the last status written to each index and touches no other', () => {
    const writes = fc.array(fc.tuple(fc.nat(199), fc.nat(15)), { maxLength: 60 })
    fc.assert(
      fc.property(fc.constantFrom<StatusBits>(1, 2, 4), writes, (bits, list) => {
        const expected = new Map<number, number>()
        let packed = emptyStatuses(200, bits)
        for (const [index, value] of list) {
          const fitting = value & ((1 << bits) - 1)
          packed = withStatus(packed, bits, index, fitting)
          expected.set(index, fitting)
        }
        for (let i = 0; i < 200; i++) expect(statusAt(packed, bits, i)).toBe(expected.get(i) ?? 0)
      }),
    )
  })

  it('writes what zlib of another implementation reads', async () => {
    const packed = withStatus(emptyStatuses(5000, 2), 2, 4321, 2)
    const lst = await compressStatuses(packed)
    expect(new Uint8Array(inflateSync(Buffer.from(lst, 'base64url')))).toEqual(packed)
    expect(await decompressStatuses(lst)).toEqual(packed)
  })

  it('has no status outside the list and refuses to write there', () => {
    const packed = emptyStatuses(10, 1)
    expect(statusAt(packed, 1, statusCapacity(packed, 1))).toBeUndefined()
    expect(statusAt(packed, 1, -1)).toBeUndefined()
    expect(statusAt(packed, 1, 0.5)).toBeUndefined()
    expect(() => withStatus(packed, 1, 16, 1)).toThrow(RangeError)
    expect(() => withStatus(packed, 1, 3, 2)).toThrow(RangeError)
    expect(() => emptyStatuses(2_000_000, 1)).toThrow(RangeError)
  })

  it('refuses damaged lists and lists that unpack to more than a list may hold', async () => {
    expect(await decompressStatuses('eNrbuRgAAhcBX')).toBeUndefined()
    expect(await decompressStatuses('####')).toBeUndefined()
    expect(await decompressStatuses(await compressStatuses(new Uint8Array(131_073)))).toBeUndefined()
    expect(await decompressStatuses(await compressStatuses(new Uint8Array(131_072)))).toHaveLength(131_072)
  })

  it('finds a free index from a random start and says when there is none', () => {
    expect(
      freeIndex(
        10,
        (i) => i >= 7 || i < 2,
        () => 8,
      ),
    ).toBe(2)
    expect(
      freeIndex(
        10,
        () => false,
        () => 6,
      ),
    ).toBe(6)
    expect(
      freeIndex(
        4,
        () => true,
        () => 1,
      ),
    ).toBeUndefined()
  })
})

describe('asking a list', () => {
  let key: TestKey
  beforeAll(async () => {
    key = await testKey('status-key')
  })
  const ask = (token: string | undefined, at = now, index = 7, uriEnds = '/a1') =>
    askStatus(token, [key.record], { uriEnds, index }, at)

  it('answers with the status and how old it is', async () => {
    const token = await statusTokenWith(key.signer, 7, 'suspended')
    const age = { issuedAt: '2026-03-10T01:00:00.000Z', seconds: 3600, stale: false }
    expect(await ask(token)).toEqual({ status: 'suspended', age })
    expect(await ask(token, now, 8)).toEqual({ status: 'valid', age })
  })

  it('says stale past the time to live, and nothing past the end', async () => {
    const token = await statusTokenWith(key.signer, 7, 'valid')
    expect(await ask(token, '2026-03-10T03:00:01.000Z')).toMatchObject({
      status: 'valid',
      age: { stale: true },
    })
    const late = await ask(token, '2026-03-11T01:00:00.000Z')
    expect(late.fault).toBe('status-list-expired')
    expect(late.status).toBeUndefined()
  })

  it('does not take a list from the future, of another address, too short, or none at all', async () => {
    const token = await statusTokenWith(key.signer, 7, 'valid')
    expect((await ask(token, '2026-03-10T00:50:00.000Z')).fault).toBe('status-list-not-yet')
    expect((await ask(token, '2026-03-10T00:56:00.000Z')).status).toBe('valid')
    expect((await ask(token, now, 7, '/b2')).fault).toBe('status-list-other')
    expect((await ask(token, now, 1000)).fault).toBe('status-index-outside')
    expect((await ask(undefined)).fault).toBe('status-list-missing')
  })

  it('does not take a list by a stranger, by a key of another time, or of another shape', async () => {
    const stranger = await testKey('status-key')
    const token = await statusTokenWith(stranger.signer, 7, 'valid')
    expect((await ask(token)).fault).toBe('status-list-invalid')
    const early = await statusTokenWith(key.signer, 7, 'valid', { issuedAt: '2025-12-31T23:59:59.000Z' })
    expect(await readStatusList(early, [key.record])).toEqual({ fault: 'key-not-in-force' })
    expect((await ask('not.a.token')).fault).toBe('status-list-invalid')
    const [head, , tail] = token.split('.')
    const other = toBase64url(new TextEncoder().encode(JSON.stringify({ sub: listUri, iat: 1, exp: 'x' })))
    expect(await readStatusList(`${head}.${other}.${tail}`, [key.record])).toHaveProperty('fault')
    expect(issuedAt < now).toBe(true)
  })
})
