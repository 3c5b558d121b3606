import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#kernel/refusal.ts'
import type { Facts } from '#kernel/engine.ts'
import { moneyInstruction } from './bank.ts'
import { collectionAccountKind } from './collection-account.ts'
import {
  evolveReceivable,
  lineKey,
  linesIn,
  noReceivable,
  type OwedLine,
  type Receivable,
  type ReceivableEvent,
  sharesOf,
} from './model.ts'
import { feeChanges, feePostings } from './postings.ts'
import { type ReceivableRules, receivableRules } from './rules.ts'

const city = { account: '9900000000000091', name: '汇缴专户', inForce: { from: '2023-01-01' } }
const facts = {
  today: '2026-03-02',
  definitions: { list: (kind: unknown) => (kind === collectionAccountKind ? [city] : []) },
  needs: { existing: null, party: { name: '付款企业' } },
} as unknown as Facts<never>
const ids = { partyId: 'p', receivableId: 'r' }

type Name = keyof ReceivableRules
const line = fc.record({
  part: fc.constantFrom('tax', 'registration', 'survey'),
  charge: fc.constantFrom('a', 'b', 'c'),
  payee: fc.constantFrom('tax', 'planning', 'water'),
  amountFen: fc.integer({ min: 1, max: 90_000_000_000 }),
})
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 9, selector: lineKey })
const step = fc.oneof(
  fc.record({ name: fc.constant<Name>('payReceivable'), account: fc.constant('9900000000000026') }),
  fc.record({
    name: fc.constant<Name>('recordMoney'),
    flow: fc.constantFrom('collection', 'refund'),
    attempt: fc.integer({ min: 1, max: 3 }),
    /** about the order that is open, or about any */
    open: fc.constantFrom(true, true, true, false),
    state: fc.constantFrom('accepted', 'lost', 'settled', 'settled', 'settled', 'returned'),
    off: fc.constantFrom(0, 0, 0, 1, -1),
  }),
  fc.record({
    name: fc.constant<Name>('giveBack'),
    parts: fc.subarray(['tax', 'registration', 'survey'], { minLength: 1 }),
    reason: fc.constant('撤回'),
  }),
  fc.record({
    name: fc.constant<Name>('settleMoney'),
    outcome: fc.constantFrom('settled', 'returned'),
    reason: fc.constant('已核实'),
  }),
  fc.record({ name: fc.constant<Name>('supplyRefundAccount'), account: fc.constant('9900000000000034') }),
  fc.record({ name: fc.constant<Name>('askAboutMoney') }),
)

/** Plays a life, with every event held against the invariants of the ledger. */
function live(owed: readonly OwedLine[], steps: readonly (Record<string, unknown> & { name: Name })[]) {
  let state: Receivable = noReceivable
  const events: ReceivableEvent[] = []
  const sums = new Map<string, number>()
  const orders = new Set<string>()
  const take = (outcome: unknown) => {
    if (isRefusal(outcome)) return
    for (const event of outcome as readonly ReceivableEvent[]) {
      state = evolveReceivable(state, event)
      events.push(event)
      if (event.type === 'MoneyOrdered') {
        const id = moneyInstruction({ ...ids, ...event.data })
        expect(orders.has(id)).toBe(false)
        orders.add(id)
      }
      const postings = feePostings(event)
      for (const { from, to, amountFen } of postings) {
        sums.set(from, (sums.get(from) ?? 0) - amountFen)
        sums.set(to, (sums.get(to) ?? 0) + amountFen)
      }
      const { collected, givenBack, inCollection, forAuthorities } = feeChanges(postings)
      expect(collected - givenBack).toBe(inCollection + forAuthorities)
      held()
    }
  }
  const held = () => {
    expect([...sums.values()].reduce((all, one) => all + one, 0)).toBe(0)
    for (const [account, sum] of sums) if (account !== 'payer') expect(sum).toBeGreaterThanOrEqual(0)
    const going = new Set(state.open?.flow === 'refund' ? state.open.lines : [])
    const received = linesIn(state, 'received')
    const { shares } = sharesOf(received.filter((one) => !going.has(lineKey(one))))
    for (const payee of new Set(owed.map((one) => one.payee)))
      expect(sums.get(`authority:${payee}`) ?? 0).toBe(shares.find((s) => s.payee === payee)?.amountFen ?? 0)
    expect(0 - (sums.get('payer') ?? 0)).toBe(received.length ? sharesOf(received).amountFen : 0)
    expect(sums.get('collection') ?? 0).toBe(going.size ? (state.open?.amountFen ?? 0) : 0)
  }
  take(
    receivableRules.raiseReceivable(
      state,
      { partyId: 'p', caseId: 'c', purpose: '办件', lines: [...owed] },
      facts as never,
    ),
  )
  for (const { name, off, open, ...input } of steps) {
    const order = open && state.open ? { flow: state.open.flow, attempt: state.open.attempt } : {}
    const amountFen = (state.open?.amountFen ?? 0) + Number(off ?? 0)
    const rule = receivableRules[name] as (state: Receivable, input: unknown, facts: unknown) => unknown
    take(rule(state, { ...ids, ...input, ...order, amountFen }, facts))
  }
  return { state, events, sums, held }
}

describe('fees of a case', () => {
  test('are split to the 分 among authorities, received once, and never more goes back than came, whatever is said in which order', () => {
    let paid = 0
    let refunded = 0
    fc.assert(
      fc.property(lines, fc.array(step, { minLength: 5, maxLength: 40 }), (owed, steps) => {
        const { events } = live(owed, steps)
        const settled = events.filter(({ type }) => type === 'MoneySettled')
        if (settled.length > 0) paid += 1
        if (settled.length > 1) refunded += 1
        for (const event of settled)
          if (event.type === 'MoneySettled')
            expect(event.data.shares.reduce((sum, one) => sum + one.amountFen, 0)).toBe(event.data.amountFen)
      }),
      { numRuns: 3000 },
    )
    expect(paid).toBeGreaterThan(300)
    expect(refunded).toBeGreaterThan(50)
  })

  test('a posting that loses a 分 is found', () => {
    const { sums, held } = live(
      [{ part: 'tax', charge: 'a', payee: 'tax', amountFen: 100 }],
      [
        { name: 'payReceivable', account: '9900000000000026' },
        { name: 'recordMoney', open: true, state: 'settled' },
      ],
    )
    sums.set('authority:tax', 99)
    expect(held).toThrow('expected')
  })
})
