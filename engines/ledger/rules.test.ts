import { describe, expect, test } from 'vitest'
import type { Facts } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import {
  type Disbursement,
  type DisbursementEvent,
  evolveDisbursement,
  type Line,
  noDisbursement,
} from './model.ts'
import { disbursementRules as rules } from './rules.ts'

const policy = { policyId: 'sample', policyVersion: 1, period: '2025', purpose: '返还' }
const ids = {
  bookId: '10000000-0000-8000-8000-000000000000',
  disbursementId: '10000000-0000-8000-8000-000000000001',
}
const cause = { runId: ids.bookId, batchId: ids.bookId }
const account = '9900000000000018'
const facts = (available = 0, more = {}) =>
  ({
    needs: { standing: { balances: { available }, waiting: 0 }, taken: [], ahead: false, ...more },
  }) as unknown as Facts<never>
const lineOf = (payee: number, amountFen: number): Line => {
  const partyId = `20000000-0000-8000-8000-00000000000${payee}`
  const instructionId = instructionIdOf({ ...policy, partyId, component: 'whole' })
  return { instructionId, partyId, component: 'whole', payee: `企业${payee}`, amountFen, account }
}

/** Given what happened, the answer to a command, and the state after it. */
function given(...outcomes: readonly unknown[]): Disbursement {
  return outcomes
    .flatMap((outcome) => outcome as readonly DisbursementEvent[])
    .reduce(evolveDisbursement, noDisbursement)
}
const held = (amounts: readonly number[], available: number, more = {}) =>
  rules.holdFunds(
    noDisbursement,
    { bookId: ids.bookId, ...policy, cause, lines: amounts.map((amount, i) => lineOf(i + 1, amount)) },
    facts(available, more),
  )
const states = (disbursement: Disbursement) => [...disbursement.transfers.values()].map((one) => one.state)
const answer = (
  disbursement: Disbursement,
  state: 'accepted' | 'lost' | 'settled' | 'returned',
  { attempt = 1, amountFen = 100 }: { attempt?: number; amountFen?: number } = {},
) =>
  rules.recordBankAnswers(
    disbursement,
    { ...ids, answers: [{ instructionId: lineOf(1, 100).instructionId, attempt, state, amountFen }] },
    facts(),
  )
const ordered = () => {
  const opened = held([100], 100)
  return [opened, rules.orderPayments(given(opened), ids, facts())]
}

describe('holding funds', () => {
  test('the budget’s last fen is given, and who comes after it waits', () => {
    expect(states(given(held([60, 40, 1], 100)))).toEqual(['held', 'held', 'waiting'])
  })
  test('one fen short is short', () => {
    expect(states(given(held([60, 41], 100)))).toEqual(['held', 'waiting'])
  })
  test('where somebody waits already, everybody waits', () => {
    const standing = { balances: { available: 1000 }, waiting: 1 }
    expect(states(given(held([1], 1000, { standing })))).toEqual(['waiting'])
  })
  test('an instruction id that is not the hash of its cause is refused', () => {
    const lines = [{ ...lineOf(1, 100), instructionId: lineOf(2, 100).instructionId }]
    expect(
      rules.holdFunds(noDisbursement, { bookId: ids.bookId, ...policy, cause, lines }, facts(100)),
    ).toMatchObject({ refusal: 'instruction-not-of-cause' })
  })
  test('what the book knows already is left out, and nothing new is refused', () => {
    const taken = [lineOf(1, 100).instructionId]
    expect(states(given(held([100, 100], 1000, { taken })))).toEqual(['held'])
    expect(held([100], 1000, { taken })).toMatchObject({ refusal: 'already-held' })
  })
})

describe('what the bank says', () => {
  test('an accepted order is in doubt until it is settled', () => {
    const start = ordered()
    expect(states(given(...start, answer(given(...start), 'accepted')))).toEqual(['in-doubt'])
  })
  test('a settlement said twice is recorded once', () => {
    const start = ordered()
    const settled = answer(given(...start), 'settled')
    expect(states(given(...start, settled))).toEqual(['settled'])
    expect(answer(given(...start, settled), 'settled')).toEqual([])
  })
  test('a settled sum that is not the ordered one settles nothing and is disputed', () => {
    const start = ordered()
    const after = given(...start, answer(given(...start), 'settled', { amountFen: 101 }))
    expect(states(after)).toEqual(['in-doubt'])
    expect([...after.transfers.values()][0]).toMatchObject({ disputed: true })
  })
  test('a returned payment is ordered again only with an account, as the next attempt', () => {
    const start = ordered()
    const returned = [...start, answer(given(...start), 'returned')]
    expect(rules.orderPayments(given(...returned), ids, facts())).toEqual([])
    const { instructionId } = lineOf(1, 100)
    const supplied = rules.supplyAccount(given(...returned), { ...ids, instructionId, account }, facts())
    const again = rules.orderPayments(given(...returned, supplied), ids, facts())
    expect(again).toMatchObject([{ type: 'PaymentsOrdered', data: { moves: [{ attempt: 2 }] } }])
  })
  test('an answer about an attempt that is over changes nothing', () => {
    const start = ordered()
    const returned = [...start, answer(given(...start), 'returned')]
    const { instructionId } = lineOf(1, 100)
    const supplied = rules.supplyAccount(given(...returned), { ...ids, instructionId, account }, facts())
    const second = [...returned, supplied, rules.orderPayments(given(...returned, supplied), ids, facts())]
    expect(answer(given(...second), 'returned', { attempt: 1 })).toEqual([])
    expect(answer(given(...second), 'settled', { attempt: 1 })).toEqual([])
  })
  test('money that was with the bank is not released', () => {
    const start = given(...ordered())
    const { instructionId } = lineOf(1, 100)
    expect(
      rules.releaseHold(start, { ...ids, instructionIds: [instructionId], reason: '撤回' }, facts()),
    ).toMatchObject({ refusal: 'not-releasable' })
  })
})
