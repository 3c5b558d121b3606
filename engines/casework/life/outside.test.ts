import { describe, expect, test } from 'vitest'
import { overlay } from '#definitions/city/overlay.ts'
import { itemKind } from '../definition.ts'
import type { Item } from '../catalogue/item.ts'
import type { LicenceNow } from '../filing/proof-model.ts'
import { answers, city, founder, Matter, signed, taxOfficer } from '../scenario.fixtures.ts'
import { officerView } from './officer-view.ts'

/** What another system reports as done is granted only where nothing stands against it; otherwise an officer decides with what it reported. */

const kept: LicenceNow = { from: 'elsewhere', id: 'kept', level: 'B', standing: 'stands' }
const permit = {
  title: { zh: '保安服务许可证', en: '保安服务许可证' },
  issuer: { zh: '示例省公安厅', en: '示例省公安厅' },
  number: 'A-1',
  level: 'B',
  stands: true,
}
const file = (material: string) => ({ material, hash: 'ab'.repeat(32), fileName: '甲.pdf' })
const stage = 'tax.set-up'
const report = {
  stage,
  status: 'done',
  receipt: 'TX1',
  results: { invoiceAccount: 'EI1', invoiceQuotaFen: 10_000_000, internalNote: '无关' },
}
const granting = { stage, outcome: 'grant', reasons: '材料齐全，符合法定形式' }
const reported = { 'invoice-account': 'EI1', 'invoice-quota': 10_000_000 }

/** With the tax stage lying with its system, and the tax item wanting more than it does. */
function withTax(
  more: Partial<Item>,
  bring: (matter: Matter) => void,
  signs: readonly string[] = [],
): Matter {
  const item = city.get(itemKind, 'tax-setup')
  // Plans are kept by version: other materials are another version.
  const version = item.version + (more.tolerance ? 2 : 1)
  const matter = new Matter()
  matter.definitions = overlay(city, [
    { kind: 'item', id: item.id, version, value: { ...item, ...more, version } },
  ])
  matter.act('openDraft', { theme: 'open-a-company' })
  matter.act('saveAnswers', { answers })
  bring(matter)
  expect(matter.act('submit', { signed: [...signed, ...signs] })).toBeInstanceOf(Array)
  matter.act('decideByRule', { stage: 'name.compare' })
  expect(stateOf(matter)).toMatchObject({ holder: 'outside' })
  return matter
}
const relying = () =>
  withTax({ materials: [{ material: 'prior-licence' }] }, (matter) => {
    matter.licence = permit
    matter.licences = [kept]
    matter.act('proveMaterial', { material: 'prior-licence', licence: { from: 'elsewhere', id: 'kept' } })
  })
const owing = () =>
  withTax(
    {
      materials: [{ material: 'floor-plan' }, { material: 'tolerance-commitment' }],
      tolerance: {
        materials: ['floor-plan'],
        commitment: 'tolerance-commitment',
        within: { count: 20, unit: 'working-days' },
        basis: [],
        confidence: 'sample',
      },
    },
    () => undefined,
    ['tolerance-commitment'],
  )
const lapsing = () => {
  const matter = relying()
  matter.licences = [{ ...kept, standing: 'revoked' }]
  return matter
}
const stateOf = (matter: Matter) => matter.state.parts['tax']?.stages[0]
const types = (events: unknown) =>
  Array.isArray(events) ? events.map(({ type }: { type: string }) => type) : events

describe('a step that another system has finished', () => {
  test('is granted while the licences that it rests on stand', () => {
    const matter = relying()
    expect(types(matter.act('recordOutside', report))).toContain('PartGranted')
    expect(matter.state.parts['tax']?.outputs).toEqual(reported)
  })

  test.each([
    ['a licence that fell since', lapsing, 'proof-lapsed', 'prior-licence'],
    ['materials still owed', owing, 'materials-owed', 'floor-plan'],
  ] as const)('with %s goes to an officer, and nothing reported is lost', (_, begin, reason, material) => {
    const matter = begin()
    expect(types(matter.act('recordOutside', report))).toEqual(['OutsideReported', 'StageHandedOver'])
    expect(stateOf(matter)).toMatchObject({
      holder: 'officer',
      department: 'tax',
      handover: { reason },
      outside: { status: 'done', receipt: 'TX1', results: reported },
    })
    expect(matter.state.parts['tax']?.standing).toBe('accepted')
    matter.act('claim', { stage }, taxOfficer)
    expect(matter.act('decide', granting, taxOfficer)).toBe(reason)
    matter.act('attachMaterial', file(material))
    expect(types(matter.act('decide', granting, taxOfficer))).toContain('PartGranted')
    expect(matter.state.parts['tax']?.outputs).toEqual(reported)
  })

  test('stands in the officer’s dialog as reported; what the officer changes wins, the rest stays', () => {
    const matter = lapsing()
    matter.act('recordOutside', report)
    matter.act('claim', { stage }, taxOfficer)
    const moment = {
      now: matter.now,
      today: '2026-03-02',
      calendar: matter.calendar,
      definitions: matter.definitions,
    }
    const beside = { state: matter.state, happened: [], paces: [], checks: [], licences: matter.licences }
    const view = officerView('party', 'case', beside, taxOfficer, moment)
    expect(view.toEnter[stage]?.map(({ id, reported: value }) => [id, value])).toEqual(
      Object.entries(reported),
    )
    const shown = view.case.lanes.find(({ part }) => part === 'tax')?.stages[0]?.outside
    expect(shown).not.toHaveProperty('results')
    // Nobody asks the system any more.
    expect(shown?.nextAt).toBeUndefined()
    matter.act('attachMaterial', file('prior-licence'))
    matter.act('decide', { ...granting, results: { 'invoice-account': 'EI2' } }, taxOfficer)
    expect(matter.state.parts['tax']?.outputs).toEqual({ ...reported, 'invoice-account': 'EI2' })
  })

  test('is not moved by the same report again, nor by a later one, also when the licence stands again', () => {
    const matter = lapsing()
    matter.act('recordOutside', report)
    const before = matter.state
    matter.licences = [kept]
    const later = [
      report,
      { ...report, results: {} },
      { stage, status: 'in-progress' },
      { stage, status: 'rejected', reason: '地址不符' },
      { stage, status: 'unreachable' },
    ]
    for (const again of later) expect(matter.act('recordOutside', again)).toEqual([])
    expect(matter.state).toEqual(before)
    expect(matter.act('askOutside', { stage, attempt: 2 })).toBe('not-outside')
  })

  test('is recorded beside an officer who took it back, and a hold put on it stands', () => {
    const matter = lapsing()
    matter.act('recordOutside', { stage, status: 'unreachable' })
    matter.act('claim', { stage }, taxOfficer)
    const procedure = { kind: 'special-procedure', procedure: 'appraisal', reason: '委托鉴定' }
    matter.act('hold', { stage, ...procedure, basis: '行政许可法 第四十五条' }, taxOfficer)
    expect(types(matter.act('recordOutside', report))).toEqual(['OutsideReported'])
    expect(stateOf(matter)).toMatchObject({
      assignee: { id: taxOfficer.id },
      handover: { reason: 'outside-silent' },
      outside: { results: reported },
    })
    expect(matter.act('decide', granting, taxOfficer)).toBe('clock-stands')
    matter.act('attachMaterial', file('prior-licence'), founder)
    expect(types(matter.act('resume', { stage }, taxOfficer))).toContain('StageResumed')
    expect(types(matter.act('decide', granting, taxOfficer))).toContain('PartGranted')
    expect(matter.state.parts['tax']?.outputs).toEqual(reported)
  })
})
