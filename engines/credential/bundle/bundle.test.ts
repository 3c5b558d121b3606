import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleHash, credentialHash, judgeBundle, type StandingPart } from './bundle.ts'

const part = (id: string, change: Partial<StandingPart> = {}): StandingPart => ({
  id,
  base: id === 'base',
  from: '2026-01-01',
  status: 'valid',
  ...change,
})

describe('bundle hash', () => {
  const partArb = fc.record({
    id: fc.stringMatching(/^[A-Z0-9.]{1,12}$/),
    hash: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  })
  const bundle = fc.uniqueArray(partArb, { selector: (p) => p.id, minLength: 1, maxLength: 8 })

  it('does not depend on the order of the parts', async () => {
    await fc.assert(
      fc.asyncProperty(bundle, async (parts) => {
        expect(await bundleHash(parts.toReversed())).toBe(await bundleHash(parts))
      }),
    )
  })

  it('changes with every part that is changed, added or taken away', async () => {
    await fc.assert(
      fc.asyncProperty(bundle, async (parts) => {
        const hash = await bundleHash(parts)
        const [first, ...rest] = parts
        expect(await bundleHash(rest)).not.toBe(hash)
        expect(await bundleHash([...parts, { id: 'new', hash: 'x' }])).not.toBe(hash)
        expect(await bundleHash([{ id: first?.id ?? '', hash: 'x' }, ...rest])).not.toBe(hash)
      }),
    )
  })

  it('refuses the same permit twice and line breaks', async () => {
    await expect(
      bundleHash([
        { id: 'a', hash: '1' },
        { id: 'a', hash: '2' },
      ]),
    ).rejects.toThrow(RangeError)
    await expect(bundleHash([{ id: 'a\n1', hash: '1' }])).rejects.toThrow(RangeError)
  })

  it('hashes a credential’s text', async () => {
    expect(await credentialHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  })
})

describe('how a bundle stands', () => {
  it('is whole while every part stands', () => {
    const standing = judgeBundle([part('base'), part('food', { until: '2026-06-01' })], '2026-05-31')
    expect(standing).toEqual({ status: 'valid', standing: ['base', 'food'], lapsed: [] })
  })

  it('degrades when a permit expires, is withdrawn or suspended, and names it; the others stand', () => {
    const parts = [
      part('base'),
      part('food', { until: '2026-06-01' }),
      part('internet', { status: 'suspended' }),
      part('travel', { status: 'invalid' }),
      part('sport', { from: '2026-07-01' }),
      part('art'),
    ]
    expect(judgeBundle(parts, '2026-06-01')).toEqual({
      status: 'degraded',
      standing: ['base', 'art'],
      lapsed: [
        { id: 'food', reason: 'expired' },
        { id: 'internet', reason: 'suspended' },
        { id: 'travel', reason: 'invalid' },
        { id: 'sport', reason: 'not-yet' },
      ],
    })
  })

  it('falls with its base licence', () => {
    expect(judgeBundle([part('base', { status: 'invalid' }), part('art')], '2026-06-01')).toMatchObject({
      status: 'invalid',
      standing: [],
    })
    expect(judgeBundle([part('base', { status: 'suspended' }), part('art')], '2026-06-01').status).toBe(
      'suspended',
    )
    expect(judgeBundle([part('base', { until: '2026-06-01' }), part('art')], '2026-06-01').status).toBe(
      'expired',
    )
    expect(judgeBundle([part('base', { status: 'cancelled' }), part('art')], '2026-06-01').status).toBe(
      'cancelled',
    )
  })

  it('halts without a part that it cannot do without, whatever else stands', () => {
    const parts = [part('base'), part('fire', { essential: true, status: 'suspended' }), part('art')]
    expect(judgeBundle(parts, '2026-06-01')).toEqual({
      status: 'halted',
      standing: [],
      lapsed: [{ id: 'fire', reason: 'suspended' }],
    })
    expect(judgeBundle([part('base'), part('fire', { essential: true }), part('art')], '2026-06-01')).toEqual(
      {
        status: 'valid',
        standing: ['base', 'fire', 'art'],
        lapsed: [],
      },
    )
  })

  it('that is nothing but its parts halts when none of them stands; a business licence does not', () => {
    const gone = { status: 'cancelled' } as const
    const parts = [part('base'), part('art', gone), part('film', gone), part('fire', { essential: true })]
    expect(judgeBundle(parts, '2026-06-01', true).status).toBe('halted')
    expect(judgeBundle(parts, '2026-06-01').status).toBe('degraded')
    expect(judgeBundle([part('base')], '2026-06-01', true).status).toBe('valid')
  })

  it('needs exactly one base', () => {
    expect(() => judgeBundle([part('art')], '2026-06-01')).toThrow(RangeError)
    expect(() => judgeBundle([part('base'), part('art', { base: true })], '2026-06-01')).toThrow(RangeError)
  })
})
