import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { changesBy, emptyBalances, postingsOf } from './balances.ts'
import {
  type Balances,
  type Disbursement,
  type DisbursementEvent,
  evolveDisbursement,
  type Line,
  noDisbursement,
  type TransferState,
  transferStates,
} from './model.ts'
import { bookRules, disbursementRules } from './rules.ts'

const ids = { bookId: '10000000-0000-8000-8000-000000000000', disbursementId: '' }
const policy = { policyId: 'sample', policyVersion: 1, period: '2025', purpose: '返还' }
const cause = { runId: ids.bookId, batchId: ids.bookId }
const account = '9900000000000018'

const lineOf = (payee: number, amountFen: number): Line => {
  const partyId = `20000000-0000-8000-8000-${String(payee).padStart(12, '0')}`
  return {
    instructionId: instructionIdOf({ ...policy, partyId, component: 'whole' }),
    partyId,
    component: 'whole',
    payee: `企业${payee}`,
    amountFen,
    ...(payee % 3 ? { account } : {}),
  }
}

/** A book in memory: what the database does with events, done with the same postings. */
class Town {
  balances: Balances
  readonly disbursements: Disbursement[] = []
  readonly events: DisbursementEvent[] = []
  readonly settledTimes = new Map<string, number>()
  budget: number

  constructor(budget: number) {
    this.budget = budget
    this.balances = changesBy([{ from: 'budget', to: 'available', amountFen: budget }])
  }

  get waiting(): number {
    return this.transfers().filter((one) => one.state === 'waiting').length
  }
  transfers() {
    return this.disbursements.flatMap((one) => [...one.transfers.values()])
  }
  facts(needs: Record<string, unknown>) {
    const standing = { balances: this.balances, waiting: this.waiting }
    return { needs: { standing, ...needs }, actor: { id: 'test' } } as unknown as Facts<never>
  }
  absorb(index: number, outcome: ReturnType<(typeof disbursementRules)['askBank']>): void {
    if (isRefusal(outcome)) return
    for (const event of outcome) {
      this.events.push(event)
      this.disbursements[index] = evolveDisbursement(this.disbursements[index] ?? noDisbursement, event)
      const change = changesBy(postingsOf(event))
      this.balances = Object.fromEntries(
        Object.entries(this.balances).map(([key, value]) => [key, value + change[key as keyof Balances]]),
      ) as unknown as Balances
      if (event.type === 'PaymentsSettled')
        for (const { instructionId } of event.data.moves)
          this.settledTimes.set(instructionId, (this.settledTimes.get(instructionId) ?? 0) + 1)
    }
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('hold' as const),
    payees: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }),
    amount: fc.integer({ min: 1, max: 400 }),
  }),
  fc.record({ kind: fc.constantFrom('order' as const, 'serve' as const, 'ask' as const), at: fc.nat(9) }),
  fc.record({
    kind: fc.constant('answer' as const),
    at: fc.nat(9),
    which: fc.nat(9),
    attempt: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('accepted' as const, 'lost' as const, 'settled' as const, 'returned' as const),
    wrong: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('account' as const, 'release' as const, 'reverse' as const, 'dispute' as const),
    at: fc.nat(9),
    which: fc.nat(9),
  }),
  fc.record({ kind: fc.constant('budget' as const), to: fc.integer({ min: 1, max: 3000 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function take(town: Town, one: Step): void {
  if (one.kind === 'budget') {
    const outcome = bookRules.changeBudget(
      { title: '', fund: '', budgetFen: town.budget },
      { ...ids, budgetFen: one.to, reason: '调整' },
      town.facts({}),
    )
    if (isRefusal(outcome) || outcome.length === 0) return
    for (const event of outcome) {
      const change = changesBy(postingsOf(event))
      town.balances = {
        ...town.balances,
        budget: town.balances.budget + change.budget,
        available: town.balances.available + change.available,
      }
    }
    town.budget = one.to
    return
  }
  if (one.kind === 'hold') {
    const known = new Set(town.transfers().map((transfer) => transfer.instructionId))
    const lines = one.payees.map((payee) => lineOf(payee, one.amount + payee))
    const taken = lines.map((line) => line.instructionId).filter((id) => known.has(id))
    const input = { bookId: ids.bookId, ...policy, cause, lines }
    town.absorb(
      town.disbursements.length,
      disbursementRules.holdFunds(noDisbursement, input, town.facts({ taken })),
    )
    return
  }
  const index = one.at % Math.max(town.disbursements.length, 1)
  const state = town.disbursements[index]
  if (!state) return
  if (one.kind === 'order')
    return town.absorb(index, disbursementRules.orderPayments(state, ids, town.facts({})))
  if (one.kind === 'ask') return town.absorb(index, disbursementRules.askBank(state, ids, town.facts({})))
  if (one.kind === 'serve') {
    const first = town.disbursements.findIndex((each) =>
      [...each.transfers.values()].some((transfer) => transfer.state === 'waiting'),
    )
    return town.absorb(
      index,
      disbursementRules.serveWaiting(state, ids, town.facts({ ahead: first !== -1 && first !== index })),
    )
  }
  if (!('which' in one)) return
  const all = [...state.transfers.values()]
  const transfer = all[one.which % all.length]
  if (!transfer) return
  const { instructionId } = transfer
  const about = { ...ids, instructionId, reason: '原因' }
  if (one.kind === 'answer') {
    const amountFen = transfer.amountFen + (one.wrong ? 1 : 0)
    const answers = [{ instructionId, attempt: one.attempt, state: one.state, amountFen }]
    return town.absorb(index, disbursementRules.recordBankAnswers(state, { ...ids, answers }, town.facts({})))
  }
  if (one.kind === 'account')
    return town.absorb(index, disbursementRules.supplyAccount(state, { ...about, account }, town.facts({})))
  if (one.kind === 'release')
    return town.absorb(
      index,
      disbursementRules.releaseHold(state, { ...about, instructionIds: [instructionId] }, town.facts({})),
    )
  if (one.kind === 'reverse')
    return town.absorb(index, disbursementRules.reverse(state, about, town.facts({})))
  return town.absorb(
    index,
    disbursementRules.settleDispute(state, { ...about, outcome: 'returned' }, town.facts({})),
  )
}

const holding: Readonly<Partial<Record<TransferState, keyof Balances>>> = {
  held: 'held',
  ordered: 'ordered',
  'in-doubt': 'inDoubt',
  settled: 'paid',
  returned: 'returned',
}

test('whatever is commanded in whatever order, money is conserved, never overspent, and a cause is paid at most once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.array(step, { maxLength: 60 }), (budget, steps) => {
      const town = new Town(budget)
      for (const one of steps) {
        take(town, one)
        const { budget: given, ...rest } = town.balances
        expect(given + Object.values(rest).reduce((a, b) => a + b, 0)).toBe(0)
        expect(Math.min(...Object.values(rest))).toBeGreaterThanOrEqual(0)
        expect(given).toBe(-town.budget)
      }
      // Balances are what the transfers say: no money stands anywhere without a transfer that explains it.
      for (const state of transferStates) {
        const balance = holding[state]
        if (!balance) continue
        const sum = town
          .transfers()
          .filter((transfer) => transfer.state === state)
          .reduce((total, transfer) => total + transfer.amountFen, 0)
        expect(town.balances[balance]).toBe(sum)
      }
      const causes = town.transfers().map((transfer) => transfer.instructionId)
      expect(new Set(causes).size).toBe(causes.length)
      // Settled again only after the bank returned it: never two payments at once.
      for (const transfer of town.transfers()) {
        const returned = town.events.filter(
          (event) =>
            event.type === 'PaymentsReturned' &&
            event.data.moves.some((move) => move.instructionId === transfer.instructionId),
        ).length
        expect(town.settledTimes.get(transfer.instructionId) ?? 0).toBeLessThanOrEqual(returned + 1)
      }
    }),
    { numRuns: 300 },
  )
})

test('an empty set of postings changes nothing', () => {
  expect(changesBy([])).toEqual(emptyBalances)
})
