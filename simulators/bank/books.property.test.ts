import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFen } from '#kernel/money.ts'
import type { Call } from '../system.ts'
import { accountNumber, ownAccounts, sumOfBalances } from './books.ts'
import { type BankEvent, type BankState, bankSystem } from './system.ts'

const bank = bankSystem({ startMs: 1, finishMs: 1, settleMs: 2000 })
const numbers = ['60000000001', '60000000002', '60000000003']
const start = Date.parse('2026-03-02T00:00:00.000Z')

type Step =
  | {
      readonly do: 'pay'
      readonly id: number
      readonly amountFen: number
      readonly from: number
      readonly to: number
      readonly fault: string
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'close'; readonly account: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    id: fc.nat(12),
    amountFen: fc.integer({ min: 1, max: 70_000 }),
    from: fc.nat(3),
    to: fc.nat(3),
    fault: fc.constantFrom('none', 'none', 'reject', 'wrong-amount', 'partial'),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ do: fc.constant('close' as const), account: fc.nat(2) }),
)

function run(steps: readonly Step[]): {
  state: BankState
  log: { at: string; events: readonly BankEvent[] }[]
} {
  const state = bank.initial()
  const log: { at: string; events: readonly BankEvent[] }[] = []
  let clock = start
  const now = () => new Date(clock).toISOString()
  const record = (events: readonly BankEvent[]) => {
    log.push({ at: now(), events })
    for (const event of events) bank.apply(state, event, now())
  }
  const ask = (path: string, input: unknown, params: Record<string, string> = {}, fault?: string) => {
    const route = bank.routes.find((candidate) => candidate.path === path)
    const call = {
      params,
      query: new URLSearchParams(),
      input,
      now: now(),
      fault: fault && { fault, delayMs: 0 },
    }
    record(route?.handle(state, call as unknown as Call<never>).events ?? [])
  }
  const accounts = numbers.map((number) => ({ accountNumber: number, name: number, openingFen: 100_000 }))
  ask('/accounts', { accounts })
  for (const one of steps) {
    if (one.do === 'wait') clock += one.ms
    else if (one.do === 'close')
      ask('/accounts/:number/close', undefined, { number: numbers[one.account] ?? '' })
    else
      ask(
        '/payments',
        {
          instructionId: `i-${one.id}`,
          amountFen: one.amountFen,
          payerAccount: numbers[one.from] ?? 'none',
          payeeAccount: numbers[one.to] ?? 'none',
          payeeName: numbers[one.to] ?? 'none',
          purpose: 'p',
        },
        {},
        one.fault,
      )
    record(bank.due(state, now()))
  }
  return { state, log }
}

describe('the bank’s books', () => {
  it('neither make nor lose money, whatever is instructed and whatever fails', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { state } = run(steps)
        expect(sumOfBalances(state.books)).toBe(0)
        for (const number of numbers)
          expect(state.books.accounts.get(number)?.balanceFen).toBeGreaterThanOrEqual(0)
        const open = [...state.payments.open].map((payment) => payment.input.amountFen)
        expect(state.books.accounts.get(ownAccounts.clearing)?.balanceFen).toBe(addFen(...open))
        for (const account of state.books.accounts.values())
          expect(addFen(...account.entries.map((entry) => entry.amountFen))).toBe(account.balanceFen)
      }),
    )
  })

  it('pay an instruction at most once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { log } = run(steps)
        const finished = log.flatMap((line) =>
          line.events.flatMap((event) =>
            event.type === 'payment-settled' || event.type === 'payment-returned'
              ? [event.instructionId]
              : [],
          ),
        )
        expect(new Set(finished).size).toBe(finished.length)
      }),
    )
  })

  it('are the same when read again from their journal', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { state, log } = run(steps)
        const again = bank.initial()
        for (const line of JSON.parse(JSON.stringify(log)) as typeof log)
          for (const event of line.events) bank.apply(again, event, line.at)
        const balances = (one: BankState) =>
          [...one.books.accounts].map(([number, account]) => [number, account.balanceFen])
        expect(balances(again)).toEqual(balances(state))
        expect(again.payments.open.size).toBe(state.payments.open.size)
      }),
    )
  })

  it('number accounts so that one wrong digit is noticed', () => {
    const luhn = (number: string) =>
      [...number].toReversed().reduce((sum, char, i) => {
        const doubled = Number(char) * (i % 2 === 1 ? 2 : 1)
        return sum + (doubled > 9 ? doubled - 9 : doubled)
      }, 0) % 10
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(16), fc.integer({ min: 1, max: 9 }), (sequence, at, by) => {
        const number = accountNumber(sequence)
        expect(number).toMatch(/^99\d{15}$/)
        expect(luhn(number)).toBe(0)
        const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1)
        expect(luhn(wrong)).not.toBe(0)
      }),
    )
  })
})
