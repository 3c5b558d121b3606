import { describe, expect, test } from 'vitest'
import { isRefusal } from '#kernel/refusal.ts'
import { overlay } from '#definitions/city/overlay.ts'
import { itemKind } from '../definition.ts'
import { answers, city, draft, examine, Matter, registrar, signed } from '../scenario.fixtures.ts'
import type { LicenceNow } from './proof-model.ts'

const permit = {
  title: { zh: '保安服务许可证', en: '保安服务许可证' },
  issuer: { zh: '示例省公安厅', en: '示例省公安厅' },
  number: 'A-1',
  stands: true,
}
const asked = { material: 'prior-licence', licence: { from: 'elsewhere', id: 'kept' } }
const kept: LicenceNow = { from: 'elsewhere', id: 'kept', level: 'B', standing: 'stands' }
const needing = () => draft({ 'business-activities': ['security-services'] })

describe('a licence instead of an upload (国办函〔2016〕108号)', () => {
  test.each(['A', 'B', 'C'] as const)(
    'of level %s fills the place of the material, with level and source on record',
    (level) => {
      const matter = needing()
      expect(matter.act('submit', { signed })).toBe('materials-missing')
      matter.licence = { ...permit, level }
      expect(matter.act('proveMaterial', asked)).toMatchObject([
        { type: 'MaterialProven', data: { licence: { level, issuer: permit.issuer, from: 'elsewhere' } } },
      ])
      matter.licences = [{ ...kept, level }]
      expect(matter.act('submit', { signed })).toBeInstanceOf(Array)
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

  test('that fell before the filing is told then, and a file in its place is enough', () => {
    const matter = needing()
    matter.licence = { ...permit, level: 'B' }
    matter.act('proveMaterial', asked)
    matter.licences = [{ ...kept, standing: 'revoked' }]
    expect(matter.act('submit', { signed })).toBe('licence-fallen')
    matter.act('attachMaterial', { material: 'prior-licence', hash: 'ab'.repeat(32), fileName: '许可证.pdf' })
    expect(matter.act('submit', { signed })).toBeInstanceOf(Array)
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

/** Put forward at a level, filed, and claimed by the registrar. */
function relying(level: 'A' | 'B' | 'C'): Matter {
  const matter = draft({ 'business-activities': ['security-services'], 'address-kind': 'other' })
  matter.licence = { ...permit, level }
  matter.licences = [{ ...kept, level }]
  matter.act('proveMaterial', asked)
  matter.act('submit', { signed })
  matter.act('decideByRule', { stage: 'name.compare' })
  matter.act('claim', { stage: examine }, registrar)
  return matter
}
const granting = { stage: examine, outcome: 'grant', reasons: '材料齐全，符合法定形式' }
const paper = { stage: examine, items: [{ field: 'prior-licence', reason: '证照已失效，请交材料' }] }

describe('a licence put forward is judged anew when an office decides', () => {
  test.each([
    ['revoked', { standing: 'revoked' }],
    ['suspended', { standing: 'suspended' }],
    ['expired', { standing: 'expired' }],
    ['taken out of the wallet', { standing: 'removed' }],
    ['found to be the holder’s own word', { level: 'D' }],
    ['lowered to be looked at again', { level: 'C' }],
  ] as const)(
    '%s since it was filed, no grant rests on it: the reason is told, the paper is asked for',
    (_, since) => {
      const matter = relying('B')
      matter.licences = [{ ...kept, ...since }]
      const refused = matter.would('decide', granting, registrar)
      expect(isRefusal(refused) && refused).toMatchObject({
        refusal: 'proof-lapsed',
        fields: ['prior-licence'],
      })
      expect(matter.act('requestCorrection', paper, registrar)).toBeInstanceOf(Array)
      matter.act('attachMaterial', {
        material: 'prior-licence',
        hash: 'ab'.repeat(32),
        fileName: '许可证.pdf',
      })
      expect(matter.act('answerCorrection', { part: 'registration', answers: {} })).toBeInstanceOf(Array)
      expect(matter.act('decide', granting, registrar)).toBeInstanceOf(Array)
    },
  )

  test.each(['A', 'B', 'C'] as const)('of level %s and still so, it counts', (level) => {
    expect(relying(level).act('decide', granting, registrar)).toBeInstanceOf(Array)
  })

  test('raised since, it counts the more', () => {
    const matter = relying('C')
    matter.licences = [kept]
    expect(matter.act('decide', granting, registrar)).toBeInstanceOf(Array)
  })

  test('may be asked for in a second notice when it fell after the first', () => {
    const matter = relying('B')
    matter.act(
      'requestCorrection',
      { stage: examine, items: [{ field: 'address-line', reason: '写门牌号' }] },
      registrar,
    )
    matter.act('answerCorrection', { part: 'registration', answers: { 'address-line': '天河路1号1栋101室' } })
    expect(matter.act('requestCorrection', paper, registrar)).toBe('fault-known-before')
    matter.licences = [{ ...kept, standing: 'revoked' }]
    expect(matter.act('requestCorrection', paper, registrar)).toBeInstanceOf(Array)
  })

  test('an office may still refuse, and a refusal does not rest on it', () => {
    const matter = relying('B')
    matter.licences = [{ ...kept, standing: 'revoked' }]
    const refusing = { ...granting, outcome: 'refuse', basis: '行政许可法 第三十八条' }
    expect(matter.act('decide', refusing, registrar)).toBeInstanceOf(Array)
  })
})

test.each([
  ['still stands', 'stands', true],
  ['fell', 'revoked', false],
] as const)('a rule that would grant: with a licence that %s', (_, standing, grants) => {
  const item = city.get(itemKind, 'company-registration')
  const version = item.version + 1
  const wanting = item.materials.map(({ material }) => ({ material, when: undefined }))
  const matter = new Matter()
  matter.definitions = overlay(city, [
    { kind: 'item', id: item.id, version, value: { ...item, version, materials: wanting } },
  ])
  matter.act('openDraft', { theme: 'open-a-company' })
  matter.act('saveAnswers', { answers })
  matter.licence = { ...permit, level: 'B' }
  matter.licences = [kept]
  matter.act('proveMaterial', asked)
  for (const material of wanting.map((one) => one.material))
    if (material !== 'prior-licence')
      matter.act('attachMaterial', { material, hash: 'ab'.repeat(32), fileName: '甲.pdf' })
  matter.act('submit', { signed: [...signed, ...wanting.map((one) => one.material)] })
  matter.licences = [{ ...kept, standing }]
  matter.act('decideByRule', { stage: 'name.compare' })
  const registration = matter.state.parts['registration']
  expect(registration?.standing === 'granted').toBe(grants)
  if (!grants) expect(registration?.stages[0]?.handover?.reason).toBe('proof-lapsed')
})
