import { describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { testKey } from './signature.fixtures.ts'
import { keyFor, signatureAlgorithms, signingKey, verifierFrom } from './signature.ts'

describe('the signature port', () => {
  it.each(signatureAlgorithms)('verifies what an %s key signed and nothing else', async (algorithm) => {
    const key = await testKey('a', undefined, undefined, algorithm)
    const other = await testKey('a', undefined, undefined, algorithm)
    expect(key.signer.algorithm).toBe(algorithm)
    const signature = await key.signer.sign(utf8('licence'))
    expect(signature).toHaveLength(64)
    const verifier = await verifierFrom(key.record)
    expect(await verifier.verify(utf8('licence'), signature)).toBe(true)
    expect(await verifier.verify(utf8('licences'), signature)).toBe(false)
    expect(await (await verifierFrom(other.record)).verify(utf8('licence'), signature)).toBe(false)
    expect(await verifier.verify(utf8('licence'), utf8('short'))).toBe(false)
  })

  it('signs with the key in force that began last', async () => {
    const records = await Promise.all([
      testKey('old', '2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'),
      testKey('current', '2026-02-15T00:00:00.000Z'),
      testKey('next', '2026-04-01T00:00:00.000Z'),
    ]).then((keys) => keys.map((key) => key.record))
    expect(signingKey(records, '2026-02-01T00:00:00.000Z')?.keyId).toBe('old')
    expect(signingKey(records, '2026-02-20T00:00:00.000Z')?.keyId).toBe('current')
    expect(signingKey(records, '2026-04-01T00:00:00.000Z')?.keyId).toBe('next')
    expect(signingKey(records, '2025-12-31T00:00:00.000Z')).toBeUndefined()
    expect(keyFor(records, 'old', '2026-03-01T00:00:00.000Z')).toEqual({ fault: 'key-not-in-force' })
  })
})
