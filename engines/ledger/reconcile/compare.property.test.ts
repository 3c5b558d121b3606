import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBalances } from '../balances.ts'
import type { Balances } from '../model.ts'
import { compare, type KnownBook, type KnownPayment } from './compare.ts'
import type { FindingKind, Statement, StatementRow } from './model.ts'

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
  const balances = paidBook(settledFen)
  return {
    statement: {
      account: '9900000000000018',
      from: '2026-03-01T16:00:00.000Z',
      until: '2026-03-02T16:00:00.000Z',
      totalFen: settledFen,
      rows,
    },
    book: { payments, balances, recomputed: balances, settledFen },
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
        expect(compare(statement, book)).toEqual([])
      }),
    )
  })

  test.each(Object.entries(plants))('%s: it is named, to the row, and nothing else is', (_, plant) => {
    fc.assert(
      fc.property(cases, ({ amounts, at, by }) => {
        const one = agreeing(amounts)
        const { after, wanted } = plant(one, at % amounts.length, by)
        const found = compare(after.statement, after.book)
        expect(found.map(({ kind, instruction }) => [kind, instruction])).toEqual(wanted)
        expect(found.map(({ number }) => number)).toEqual(found.map((__, index) => index + 1))
        for (const { kind, row, instruction } of found)
          if (instruction !== undefined && kind !== 'missing-at-bank' && kind !== 'budget-differs')
            expect(row).toBeGreaterThan(0)
      }),
    )
  })
})
