import { expect, test } from 'vitest'
import { resultBecomesLicence } from './result-becomes-licence.ts'

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
