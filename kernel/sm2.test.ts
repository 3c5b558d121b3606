import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBase64url, utf8 } from './bytes.ts'
import { sm2KeyPair, sm2Sign, sm2Verify } from './sm2.ts'
import { sm3 } from './sm3.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('SM3', () => {
  it('gives the digests of the standard’s appendix', () => {
    expect(hex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(hex(sm3(utf8('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    )
  })

  it('agrees with OpenSSL on whatever bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(sm3(new Uint8Array(bytes)))).toBe(createHash('sm3').update(bytes).digest('hex'))
      }),
    )
  })
})

/** GB/T 32918.5-2017, appendix A.2. */
const d = 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n
const k = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
const message = utf8('message digest')

describe('SM2', () => {
  it('gives key and signature of the standard’s example', () => {
    const pair = sm2KeyPair(d)
    expect(hex(Buffer.from(pair.x, 'base64url'))).toBe(
      '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
    )
    expect(hex(Buffer.from(pair.y, 'base64url'))).toBe(
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    )
    const signature = sm2Sign(message, pair.d, () => k)
    expect(hex(signature)).toBe(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    )
    expect(sm2Verify(message, signature, pair)).toBe(true)
  })

  it('verifies what the key signed and nothing else', () => {
    const pair = sm2KeyPair()
    const signature = sm2Sign(message, pair.d)
    expect(sm2Verify(message, signature, pair)).toBe(true)
    expect(sm2Verify(utf8('message digest!'), signature, pair)).toBe(false)
    expect(sm2Verify(message, signature, sm2KeyPair())).toBe(false)
    for (const at of [0, 40, 63]) {
      const altered = new Uint8Array(signature)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(sm2Verify(message, altered, pair)).toBe(false)
    }
  })

  it('takes no zero, no overlong number, no short signature and no point beside the curve', () => {
    const pair = sm2KeyPair()
    const signature = sm2Sign(message, pair.d)
    const zeros = new Uint8Array(64)
    expect(sm2Verify(message, zeros, pair)).toBe(false)
    expect(sm2Verify(message, new Uint8Array(64).fill(255), pair)).toBe(false)
    expect(sm2Verify(message, signature.slice(0, 63), pair)).toBe(false)
    expect(sm2Verify(message, signature, { x: pair.y, y: pair.x })).toBe(false)
    expect(() => sm2Sign(message, toBase64url(new Uint8Array(32)))).toThrow(RangeError)
  })
})
