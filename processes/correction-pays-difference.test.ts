import { expect, test } from 'vitest'
import type { Recorded } from '#kernel/engine.ts'
import { correctionPaysDifference } from './correction-pays-difference.ts'

const proposal = {
  runId: '0190b6a0-0000-7000-8000-000000000001',
  policyId: 're-employment-unemployment-benefit',
  policyVersion: 1,
  period: '2026',
  title: { zh: '失业人员再就业一次性领取失业保险金' },
  bookId: '0190b6a0-0000-7000-8000-000000000002',
  payee: '吴俊杰',
  differenceFen: 4_500_00,
  component: 'correction-1',
}

const linesOf = (more: object) => {
  const recorded = {
    ownerId: '0190b6a0-0000-7000-8000-000000000003',
    streamId: '0190b6a0-0000-7000-8000-000000000004',
    event: {
      type: 'CorrectionDecided',
      data: { outcome: 'approved', proposal: { ...proposal, ...more } },
    },
  } as unknown as Recorded
  return correctionPaysDifference
    .react(recorded)
    .flatMap(({ input }) => input['lines'] as readonly Record<string, unknown>[])
}

test('what a person is paid further is asked for as a person’s, so that the waiting order shortens the name', () => {
  expect(linesOf({ person: true })).toMatchObject([{ payee: '吴俊杰', person: true }])
  expect(linesOf({})).not.toMatchObject([{ person: true }])
})

test('what is claimed back asks for no money', () => {
  expect(linesOf({ differenceFen: -1 })).toEqual([])
})
