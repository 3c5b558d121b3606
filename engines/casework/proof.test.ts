import { describe, expect, test } from 'vitest'
import { draft, signed } from './scenario.fixtures.ts'

const permit = {
  title: { zh: '保安服务许可证', en: '保安服务许可证' },
  issuer: { zh: '示例省公安厅', en: '示例省公安厅' },
  number: 'A-1',
  stands: true,
}
const asked = { material: 'prior-licence', licence: { from: 'elsewhere', id: 'kept' } }
const needing = () => draft({ 'business-activities': ['security-services'] })

describe('a licence instead of an upload (国办函〔2016〕108号)', () => {
  test.each(['A', 'B', 'C'])(
    'of level %s fills the place of the material, with level and source on record',
    (level) => {
      const matter = needing()
      expect(matter.act('submit', { signed })).toBe('materials-missing')
      matter.licence = { ...permit, level }
      expect(matter.act('proveMaterial', asked)).toMatchObject([
        { type: 'MaterialProven', data: { licence: { level, issuer: permit.issuer, from: 'elsewhere' } } },
      ])
      expect(matter.act('submit', { signed })).not.toBe('materials-missing')
    },
  )

  test('that rests on the holder’s own word does not, nor one that has lapsed or says something else', () => {
    const matter = needing()
    matter.licence = { ...permit, level: 'D' }
    expect(matter.act('proveMaterial', asked)).toBe('only-own-word')
    matter.licence = { ...permit, level: 'A', stands: false }
    expect(matter.act('proveMaterial', asked)).toBe('licence-not-standing')
    const other = { zh: '卫生许可证', en: 'Hygiene permit' }
    matter.licence = { ...permit, level: 'A', title: other }
    expect(matter.act('proveMaterial', asked)).toBe('licence-proves-other')
    matter.licence = null
    expect(matter.act('proveMaterial', asked)).toBe('licence-unknown')
    expect(matter.state.materials).toEqual({})
  })

  test('gives way to a file that is uploaded after it', () => {
    const matter = needing()
    matter.licence = { ...permit, level: 'C' }
    matter.act('proveMaterial', asked)
    matter.act('attachMaterial', { material: 'prior-licence', hash: 'ab'.repeat(32), fileName: '许可证.pdf' })
    expect(matter.state.materials['prior-licence']).toMatchObject({ fileName: '许可证.pdf' })
    expect(matter.state.materials['prior-licence']?.licence).toBeUndefined()
  })
})
