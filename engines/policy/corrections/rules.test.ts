import { expect, test } from 'vitest'
import type { Facts } from '#kernel/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import type { ReviewedGrant } from './contract.ts'
import { noCorrection } from './model.ts'
import { correctionRules } from './rules.ts'

const partyId = '10000000-0000-8000-8000-000000000000'
const reviewed = (dueFen: number | undefined, paidFen = 600_00, openFen = 0): ReviewedGrant => ({
  grantId: '20000000-0000-8000-8000-000000000000',
  instructionId: '50000000-0000-8000-8000-000000000000',
  runId: '30000000-0000-8000-8000-000000000000',
  policyId: 'sample',
  policyVersion: 1,
  period: '2025',
  title: { zh: '返还', en: 'Refund' },
  department: 'human-resources',
  bookId: '40000000-0000-8000-8000-000000000000',
  payee: '样例企业',
  account: undefined,
  component: 'correction-1',
  summary: { zh: '符合', en: 'Met' },
  paidFen,
  dueFen,
  openFen,
})
const proposed = (...grants: readonly ReviewedGrant[]) => {
  const outcome = correctionRules.reviewPayments(noCorrection, { partyId }, {
    needs: { reviewed: grants },
  } as unknown as Facts<never>)
  if (isRefusal(outcome)) throw new Error(outcome.refusal)
  return outcome.flatMap((event) =>
    event.type === 'CorrectionsProposed' ? event.data.proposals.map((one) => one.differenceFen) : [],
  )
}

test('the difference is exact, in either direction, and nothing is proposed where there is none', () => {
  expect(proposed(reviewed(600_01))).toEqual([1])
  expect(proposed(reviewed(0))).toEqual([-600_00])
  expect(proposed(reviewed(600_00))).toEqual([])
})

test('what is unknown corrects nothing', () => {
  expect(proposed(reviewed(undefined))).toEqual([])
})

test('what a person left as it is is not proposed again until it comes to something else', () => {
  expect(proposed({ ...reviewed(700_00), leftAtFen: 700_00 })).toEqual([])
  expect(proposed({ ...reviewed(700_01), leftAtFen: 700_00 })).toEqual([100_01])
})

test('the same difference is proposed once; another takes its place, and none takes it away', () => {
  expect(proposed(reviewed(700_00, 600_00, 100_00))).toEqual([])
  expect(proposed(reviewed(800_00, 600_00, 100_00))).toEqual([200_00])
  expect(proposed(reviewed(600_00, 600_00, 100_00))).toEqual([0])
})
