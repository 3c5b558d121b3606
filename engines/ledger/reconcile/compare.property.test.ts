import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBalances } from '../balances.ts'
import type { Balances } from '../model.ts'
import { compare, type KnownBook, type KnownPayment } from './compare.ts'
import type { FindingKind, ReceivedRow, Statement, StatementRow } from './model.ts'
import type { KnownRepayment } from './received.ts'

interface Agreeing {
  readonly statement: Statement
  readonly book: KnownBook
}

const accountOf = (index: number) => `9800${String(index).padStart(12, '0')}`
const sum = (rows: readonly { readonly amountFen: number }[]) =>
  rows.reduce((total, one) => total + one.amountFen, 0)
const paidBook = (paid: number): Balances => ({ ...emptyBalances, budget: -paid, paid })

/** Payments of which bank, ledger and budget say the same; every fifth was returned. */
function agreeing(amounts: readonly number[]): Agreeing {
  const payments = amounts.map(
    (amountFen, index): KnownPayment => ({
      instruction: `instruction-${index}`,
      payee: `企业${index}（样例）`,
      account: accountOf(index),
      amountFen,
      state: index % 5 === 4 ? 'returned' : 'settled',
      paidFen: index % 5 === 4 ? 0 : amountFen,
      stated: [],
      due: index % 5 !== 4,
    }),
  )
  const rows = payments.map(
    (payment, index): StatementRow => ({
      row: index + 1,
      instruction: payment.instruction,
      bankReference: `PY${index}`,
      // Banks write brackets in half width.
      payeeName: `企业${index}(样例)`,
      payeeAccount: payment.account ?? '',
      amountFen: payment.amountFen,
      state: payment.state === 'settled' ? 'settled' : 'returned',
    }),
  )
  const settledFen = sum(payments.filter((one) => one.state === 'settled'))
  // Of every payment that arrived the larger half is asked back; the first of them came back last month, the others this.
  const repayments = payments
    .filter((one) => one.state === 'settled')
    .map((one, index): KnownRepayment => {
      const amountFen = Math.ceil(one.amountFen / 2)
      const back = index === 0 ? amountFen : 0
      return {
        repaymentId: `repayment-${index}`,
        number: `TH${String(index).padStart(10, '0')}`,
        payer: one.payee,
        openFen: amountFen - back,
        receivedFen: back,
        postedFen: back,
      }
    })
  const received = repayments
    .filter((one) => one.openFen > 0)
    .map(
      (one, index): ReceivedRow => ({
        row: index + 1,
        bankReference: `IN${index}`,
        payerAccount: accountOf(index),
        payerName: one.payer,
        amountFen: one.openFen,
        receivedOn: '2026-03-02',
        remark: `退回 ${one.number.toLowerCase()}`,
      }),
    )
  const repaidFen = sum(repayments.map((one) => ({ amountFen: one.receivedFen })))
  const balances = paidBook(settledFen - repaidFen)
  return {
    statement: {
      account: '9900000000000018',
      from: '2026-03-01T16:00:00.000Z',
      until: '2026-03-02T16:00:00.000Z',
      totalFen: settledFen,
      rows,
      received,
      receivedFen: sum(received),
    },
    book: { payments, balances, recomputed: balances, settledFen, repaidFen, repayments, receipts: [] },
  }
}

const withRows = ({ statement, book }: Agreeing, rows: readonly StatementRow[]): Agreeing => ({
  book,
  statement: { ...statement, rows: [...rows], totalFen: sum(rows.filter((one) => one.state === 'settled')) },
})
const withRow = (one: Agreeing, at: number, change: Partial<StatementRow>) =>
  withRows(
    one,
    one.statement.rows.map((row, index) => (index === at ? { ...row, ...change } : row)),
  )
const withPayment = (one: Agreeing, at: number, change: Partial<KnownPayment>): Agreeing => ({
  ...one,
  book: {
    ...one.book,
    payments: one.book.payments.map((payment, index) => (index === at ? { ...payment, ...change } : payment)),
  },
})

const withReceived = ({ statement, book }: Agreeing, received: readonly ReceivedRow[]): Agreeing => ({
  book,
  statement: { ...statement, received: [...received], receivedFen: sum(received) },
})
/** One of the rows of what came in, changed. */
const withIncome = (one: Agreeing, at: number, change: (row: ReceivedRow) => Partial<ReceivedRow>) =>
  withReceived(
    one,
    one.statement.received.map((row, index) =>
      index === at % one.statement.received.length ? { ...row, ...change(row) } : row,
    ),
  )
const incomeAt = (one: Agreeing, at: number) =>
  one.statement.received[at % one.statement.received.length]?.bankReference

interface Planted {
  readonly after: Agreeing
  /** what must be found, and nothing else: the kind, and the instruction or account of the book */
  readonly wanted: readonly (readonly [FindingKind, string | undefined])[]
}
type Plant = (one: Agreeing, at: number, by: number) => Planted

const instructionAt = (one: Agreeing, at: number) => one.book.payments[at]?.instruction
const stateOf = (one: Agreeing, at: number) => one.statement.rows[at]?.state

/** Every way in which one of the three may differ, by a cent, a name, a row. */
const plants: Readonly<Record<string, Plant>> = {
  'the bank states another sum': (one, at, by) => ({
    after: withRow(one, at, { amountFen: (one.statement.rows[at]?.amountFen ?? 0) + by }),
    wanted: [['amount-differs', instructionAt(one, at)]],
  }),
  'a sum was altered in the ledger': (one, at, by) => ({
    after: withPayment(one, at, { amountFen: (one.book.payments[at]?.amountFen ?? 0) + by }),
    wanted: [
      ['amount-differs', instructionAt(one, at)],
      ...(stateOf(one, at) === 'settled' ? ([['budget-differs', instructionAt(one, at)]] as const) : []),
    ],
  }),
  'a posting of the budget was altered': (one, at, by) => ({
    after: withPayment(one, at, { paidFen: (one.book.payments[at]?.paidFen ?? 0) + by }),
    wanted: [['budget-differs', instructionAt(one, at)]],
  }),
  'the payees of two rows are swapped': (one, at) => {
    const other = (at + 1) % one.statement.rows.length
    const payeeOf = (index: number) => {
      const { payeeAccount = '', payeeName = '' } = one.statement.rows[index] ?? {}
      return { payeeAccount, payeeName }
    }
    return {
      after: withRow(withRow(one, at, payeeOf(other)), other, payeeOf(at)),
      wanted: [at, other]
        .toSorted((a, b) => a - b)
        .map((index) => ['payee-differs', instructionAt(one, index)] as const),
    }
  },
  'the account is another’s, the name is right': (one, at) => ({
    after: withRow(one, at, { payeeAccount: accountOf(999) }),
    wanted: [['payee-differs', instructionAt(one, at)]],
  }),
  'a row is missing at the bank': (one, at) => ({
    after: withRows(
      one,
      one.statement.rows.filter((_, index) => index !== at),
    ),
    wanted: stateOf(one, at) === 'settled' ? [['missing-at-bank', instructionAt(one, at)]] : [],
  }),
  'the bank states a payment nobody ordered': (one) => {
    const extra = { row: one.statement.rows.length + 1, instruction: 'nobody-ordered', bankReference: 'PY-X' }
    const row: StatementRow = {
      ...extra,
      payeeName: '别的',
      payeeAccount: '1',
      amountFen: 1,
      state: 'settled',
    }
    return {
      after: withRows(one, [...one.statement.rows, row]),
      wanted: [['unknown-to-ledger', 'nobody-ordered']],
    }
  },
  'a row stands in the statement twice': (one, at) => {
    const row = one.statement.rows[at] as StatementRow
    return {
      after: withRows(one, [...one.statement.rows, { ...row, row: one.statement.rows.length + 1 }]),
      wanted: [['stated-twice', instructionAt(one, at)]],
    }
  },
  'a row stood in an earlier statement': (one, at) => ({
    after: withPayment(one, at, { stated: [stateOf(one, at) ?? 'settled'] }),
    wanted: [['stated-twice', instructionAt(one, at)]],
  }),
  'bank and ledger say another end': (one, at) => ({
    after: withRow(one, at, { state: stateOf(one, at) === 'settled' ? 'returned' : 'settled' }),
    wanted: [['state-differs', instructionAt(one, at)]],
  }),
  'more came in than is owed': (one, at, by) => ({
    after: withIncome(one, at, ({ amountFen }) => ({ amountFen: amountFen + by })),
    wanted: [['repaid-too-much', incomeAt(one, at)]],
  }),
  'money came in from somebody nobody asked, for nothing that is named': (one, at) => ({
    after: withIncome(one, at, () => ({ payerName: '别的企业', remark: '往来款' })),
    wanted: [['receipt-unknown', incomeAt(one, at)]],
  }),
  'another pays under the number of a demand': (one, at) => ({
    after: withIncome(one, at, () => ({ payerName: '别的企业' })),
    wanted: [['payer-differs', incomeAt(one, at)]],
  }),
  'the number is missing and the sum is another': (one, at) => ({
    after: withIncome(one, at, ({ amountFen }) => ({ remark: '退款', amountFen: amountFen + 1 })),
    wanted: [['receipt-unknown', incomeAt(one, at)]],
  }),
  'the same receipt is stated twice': (one, at) => {
    const rows = one.statement.received
    const row = rows[at % rows.length] as ReceivedRow
    return {
      after: withReceived(one, [...rows, { ...row, row: rows.length + 1 }]),
      wanted: [['stated-twice', incomeAt(one, at)]],
    }
  },
  'a receipt was recorded by hand with another sum': (one, at, by) => {
    const row = one.statement.received[at % one.statement.received.length] as ReceivedRow
    const { bankReference, payerName: payer, amountFen } = row
    const receipt = { bankReference, payer, amountFen: amountFen + by, stated: false, due: true }
    return {
      after: { ...one, book: { ...one.book, receipts: [receipt] } },
      wanted: [['amount-differs', bankReference]],
    }
  },
  'a receipt was recorded by hand that the bank does not state': (one) => {
    const receipt = { bankReference: 'BY-HAND', payer: '企业', amountFen: 1, stated: false, due: true }
    return {
      after: { ...one, book: { ...one.book, receipts: [receipt] } },
      wanted: [['missing-at-bank', 'BY-HAND']],
    }
  },
  'a posting of what came back was altered': (one, _, by) => {
    const [first, ...rest] = one.book.repayments
    if (!first) throw new Error('no demand')
    return {
      after: {
        ...one,
        book: { ...one.book, repayments: [{ ...first, postedFen: first.postedFen + by }, ...rest] },
      },
      wanted: [['budget-differs', first.number]],
    }
  },
  'the bank adds up wrongly what came in': (one, _, by) => ({
    after: {
      ...one,
      statement: { ...one.statement, receivedFen: (one.statement.receivedFen ?? 0) + by },
    },
    wanted: [['total-differs', undefined]],
  }),
  'the bank adds up wrongly': (one, _, by) => ({
    after: { ...one, statement: { ...one.statement, totalFen: one.statement.totalFen + by } },
    wanted: [['total-differs', undefined]],
  }),
  'a balance of the book was altered': (one, _, by) => ({
    after: {
      ...one,
      book: { ...one.book, balances: { ...one.book.balances, available: one.book.balances.available + by } },
    },
    wanted: [['book-differs', undefined]],
  }),
  'the transfers add up to another sum than the book paid': (one, _, by) => ({
    after: { ...one, book: { ...one.book, settledFen: one.book.settledFen + by } },
    wanted: [['book-differs', undefined]],
  }),
}

const cases = fc.record({
  amounts: fc.array(fc.integer({ min: 1, max: 10_000_000_00 }), { minLength: 3, maxLength: 12 }),
  at: fc.nat(),
  // The smallest difference there is, and large ones; never one that hides itself by taking all away.
  by: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 1_000_000_00 })),
})

describe('ledger, bank and budget', () => {
  test('that say the same of every payment have nothing to settle', () => {
    fc.assert(
      fc.property(cases, ({ amounts }) => {
        const { statement, book } = agreeing(amounts)
        const { findings, matches } = compare(statement, book)
        expect(findings).toEqual([])
        // What came in for a demand is taken for it, once each, and for no more than is owed.
        expect(matches.map(({ repaymentId, amountFen }) => [repaymentId, amountFen])).toEqual(
          book.repayments.filter((one) => one.openFen > 0).map((one) => [one.repaymentId, one.openFen]),
        )
      }),
    )
  })

  test.each(Object.entries(plants))('%s: it is named, to the row, and nothing else is', (_, plant) => {
    fc.assert(
      fc.property(cases, ({ amounts, at, by }) => {
        const one = agreeing(amounts)
        const { after, wanted } = plant(one, at % amounts.length, by)
        const { findings: found } = compare(after.statement, after.book)
        expect(found.map(({ kind, instruction }) => [kind, instruction])).toEqual(wanted)
        expect(found.map(({ number }) => number)).toEqual(found.map((__, index) => index + 1))
        for (const { kind, row, instruction } of found)
          if (instruction !== undefined && kind !== 'missing-at-bank' && kind !== 'budget-differs')
            expect(row).toBeGreaterThan(0)
      }),
    )
  })
})
