import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { utf8 } from '#kernel/bytes.ts'
import { keyFor, verifierFrom } from '#kernel/signature.ts'
import { openKeys } from './keys.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'keys-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))
let home: string
let made = 0
beforeEach(() => {
  home = path.join(root, String(++made))
})

const now = '2026-03-02T02:00:00.400Z'
const later = '2026-03-02T02:00:01.000Z'

describe('the key ring', () => {
  test('makes its first key once, even when many ask at once and two processes share the home', async () => {
    const [one, two] = [openKeys(home), openKeys(home)]
    const signers = await Promise.all([one, two, one, two].map((keys) => keys.signer(now)))
    expect(new Set(signers.map((signer) => signer.keyId)).size).toBe(1)
    expect(await two.records()).toHaveLength(1)
  })

  test('is readable by its owner only and never shows a secret', async () => {
    const keys = openKeys(home)
    await keys.signer(now)
    expect(fs.statSync(path.join(home, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(home)).toEqual(['keys.json'])
    expect(JSON.stringify(await keys.records())).not.toContain('"d"')
  })

  test('a signature made in the second of the key’s birth is within its time', async () => {
    const keys = openKeys(home)
    const { keyId } = await keys.signer(now)
    expect(keyFor(await keys.records(), keyId, '2026-03-02T02:00:00.000Z')).toMatchObject({ keyId })
  })

  test('rotation changes the signer and keeps what the old key signed verifiable', async () => {
    const keys = openKeys(home)
    const old = await keys.signer(now)
    const signature = await old.sign(utf8('licence'))
    const next = await keys.rotate(now)
    expect((await keys.signer(now)).keyId).toBe(old.keyId)
    expect((await openKeys(home).signer(later)).keyId).toBe(next.keyId)
    const record = keyFor(await keys.records(), old.keyId, now)
    if ('fault' in record) throw new Error(record.fault)
    expect(await (await verifierFrom(record)).verify(utf8('licence'), signature)).toBe(true)
    expect(keyFor(await keys.records(), old.keyId, later)).toEqual({ fault: 'key-not-in-force' })
  })

  test('a revoked key signs nothing more and a new one takes its place', async () => {
    const keys = openKeys(home)
    const { keyId } = await keys.signer(now)
    expect(await keys.revoke(keyId, now)).toBe(true)
    expect(await keys.revoke('unknown', now)).toBe(false)
    expect((await keys.signer(now)).keyId).not.toBe(keyId)
    expect(keyFor(await keys.records(), keyId, now)).toEqual({ fault: 'key-revoked' })
  })

  test('a damaged file is an error, not a reason to make new keys', async () => {
    fs.mkdirSync(home, { recursive: true })
    fs.writeFileSync(path.join(home, 'keys.json'), '{"keys":[')
    await expect(openKeys(home).signer(now)).rejects.toThrow(SyntaxError)
  })

  test('a city that asks for SM2 signs with a new key at once, and both keys verify', async () => {
    const old = await openKeys(home).signer(now)
    const before = await old.sign(utf8('licence'))
    const keys = openKeys(home, () => 'SM2')
    const signer = await keys.signer(now)
    expect(signer).toMatchObject({ algorithm: 'SM2' })
    expect((await keys.signer(later)).keyId).toBe(signer.keyId)
    for (const [keyId, signature] of [
      [old.keyId, before],
      [signer.keyId, await signer.sign(utf8('licence'))],
    ] as const) {
      const record = keyFor(await keys.records(), keyId, '2026-03-02T02:00:00.000Z')
      if ('fault' in record) throw new Error(record.fault)
      expect(await (await verifierFrom(record)).verify(utf8('licence'), signature)).toBe(true)
    }
  })
})
