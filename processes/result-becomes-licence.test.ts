import { expect, test } from 'vitest'
import { resultBecomesLicence, resultChangesLicence } from './result-becomes-licence.ts'

const issued = (data: Record<string, unknown>) =>
  resultBecomesLicence.react({
    ownerId: 'party',
    streamId: 'case',
    kind: 'case',
    version: 9,
    event: { type: 'ResultIssued', data },
    actorId: 'system',
    at: '2026-03-02T02:00:00.000Z',
  })

test('a granted item becomes the licence that it names, with what was answered, handed on and decided', () => {
  const data = {
    name: '示例科技有限公司',
    answers: { 'organisation-form': 'llc' },
    inputs: { 'company-name': '示例科技有限公司' },
    outputs: { 'credit-code': '91440101MA5CJQ4N51' },
    department: 'market-regulation',
    district: 'tianhe',
    decidedOn: '2026-03-02',
  }
  expect(issued({ part: 'registration', credentialKind: 'business-licence', data })).toEqual([
    {
      operation: 'credential.issue',
      input: {
        partyId: 'party',
        licenceType: 'business-licence',
        cause: 'case/registration',
        values: { ...data.answers, ...data.inputs, ...data.outputs },
        holderName: data.name,
        department: 'market-regulation',
        district: 'tianhe',
        validFrom: '2026-03-02',
      },
    },
  ])
})

test('a result without paper, such as a booking, becomes nothing', () => {
  expect(issued({ part: 'bank', data: {} })).toEqual([])
})

test('a granted change is done to the licence that its item names, with what was answered and by which law', () => {
  const changes = {
    licence: 'business-licence',
    how: 'amended',
    reason: '公司变更登记',
    legalBasis: '市场主体登记管理条例 第24条',
  }
  const react = (event: Record<string, unknown>) =>
    resultChangesLicence.react({
      ownerId: 'party',
      streamId: 'case',
      kind: 'case',
      version: 9,
      event: { type: 'ResultIssued', data: event },
      actorId: 'system',
      at: '2026-03-02T02:00:00.000Z',
    })
  const data = { answers: { 'new-capital': 200_000_000 }, outputs: { registered: true } }
  expect(react({ part: 'registration', changes, data })).toEqual([
    {
      operation: 'credential.orderChange',
      input: {
        partyId: 'party',
        licenceType: 'business-licence',
        how: 'amended',
        cause: 'case/registration',
        values: { 'new-capital': 200_000_000, registered: true },
        reason: changes.reason,
        legalBasis: changes.legalBasis,
      },
    },
  ])
  expect(react({ part: 'bank', data: {} })).toEqual([])
})
