import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeLicenceNumber, mod37_36, parseLicenceNumber } from './licence-number.ts'

const parts = {
  type: '11100000000013338W032',
  issuer: '11440101MB2D282878',
  serial: '00000012',
  version: '001',
}

describe('the electronic-licence identifier', () => {
  it('computes ISO 7064 MOD 37,36 as the published example', () => {
    expect(mod37_36('A12425GABC1234002')).toBe('M')
  })

  it('is read back to the parts it was composed of', () => {
    const number = composeLicenceNumber(parts)
    expect(number).toMatch(
      /^1\.2\.156\.3005\.2\.11100000000013338W032\.11440101MB2D282878\.00000012\.001\.[0-9A-Z]$/,
    )
    expect(parseLicenceNumber(number)).toEqual(parts)
  })

  it('is refused after any one character of its parts is changed', () => {
    const number = composeLicenceNumber(parts)
    const first = '1.2.156.3005.2.'.length
    const place = fc.integer({ min: first, max: number.length - 1 })
    const char = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    fc.assert(
      fc.property(place, char, (at, other) => {
        fc.pre(number[at] !== '.' && number[at] !== other)
        expect(parseLicenceNumber(number.slice(0, at) + other + number.slice(at + 1))).toHaveProperty('fault')
      }),
    )
  })

  it('names the part that has the wrong shape', () => {
    expect(parseLicenceNumber('1.2.156.9999.2.1.2.3.4.5')).toEqual({ fault: 'root' })
    expect(parseLicenceNumber('1.2.156.3005.2.A')).toEqual({ fault: 'parts' })
    expect(parseLicenceNumber(composeLicenceNumber(parts).replace('.001.', '.1.'))).toEqual({
      fault: 'version',
    })
    expect(() => composeLicenceNumber({ ...parts, serial: '' })).toThrow(/serial/)
    expect(() => composeLicenceNumber({ ...parts, issuer: '114401' })).toThrow(/issuer/)
  })
})
