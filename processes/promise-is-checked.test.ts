import { expect, test } from 'vitest'
import {
  brokenPromiseCosts,
  licenceReachesApplicant,
  promiseIsChecked,
  revocationReachesLicence,
} from './promise-is-checked.ts'
import type { Process } from '#platform/process.ts'

const caseId = '5d1f0c1a-7f5e-4f0e-8a43-0f6f6e2b9d11'
const at = '2026-04-20T02:00:00.000Z'
const told = (process: Process, streamId: string, data: Record<string, unknown>) =>
  process.react({
    ownerId: 'party',
    streamId,
    kind: 'any',
    version: 1,
    event: { type: process.on[0]?.split('.')[1] ?? '', data },
    actorId: 'system',
    at,
  })

test('what was granted on a promise is planned to be checked', () => {
  const planned = { part: 'fire', item: 'fire-safety-check', itemVersion: 1, opensOn: '2026-04-02' }
  expect(told(promiseIsChecked, caseId, { ...planned, at })).toEqual([
    { operation: 'casework.planCheck', input: { partyId: 'party', caseId, ...planned } },
  ])
})

test('a false promise is taken back and becomes known; a kept one, or one to be put right, costs nothing', () => {
  const found = { caseId, part: 'fire', findings: '没有喷淋系统', basis: '消防法 第五十八条', at }
  expect(told(brokenPromiseCosts, 'check', { ...found, outcome: 'broken' })).toEqual([
    {
      operation: 'casework.revokePart',
      input: { partyId: 'party', caseId, part: 'fire', reason: found.findings, basis: found.basis },
    },
    {
      operation: 'party.recordFacts',
      input: {
        partyId: 'party',
        facts: [{ fact: 'credit.brokenCommitment', value: true, on: '2026-04-20', source: 'check:fire' }],
        cause: 'check check',
      },
    },
  ])
  for (const outcome of ['kept', 'to-mend'])
    expect(told(brokenPromiseCosts, 'check', { ...found, outcome })).toEqual([])
})

test('a decision taken back takes its licence with it, where there is one', () => {
  const revoked = { part: 'fire', reason: '承诺不实', basis: '行政许可法 第六十九条' }
  expect(told(revocationReachesLicence, caseId, { ...revoked, licenceId: 'licence' })).toEqual([
    {
      operation: 'credential.revoke',
      input: {
        partyId: 'party',
        licenceId: 'licence',
        reason: '承诺不实',
        legalBasis: '行政许可法 第六十九条',
      },
    },
  ])
  expect(told(revocationReachesLicence, caseId, revoked)).toEqual([])
})

test('a signed licence reaches the case that it comes from, and only that', () => {
  expect(told(licenceReachesApplicant, 'licence', { cause: `${caseId}/registration` })).toEqual([
    {
      operation: 'casework.recordDelivery',
      input: { partyId: 'party', caseId, part: 'registration', licenceId: 'licence' },
    },
  ])
  expect(told(licenceReachesApplicant, 'licence', { cause: 'a synthetic life' })).toEqual([])
  expect(told(licenceReachesApplicant, 'licence', {})).toEqual([])
})
