import { describe, expect, test } from 'vitest'
import { chargesFor, paymentSheet } from './charges.ts'
import { planOf } from '../filing/plans.ts'
import { city, Matter } from '../scenario.fixtures.ts'

const plan = planOf(city, 'taxes-in-one')
const on = '2026-04-10'
const yuan = (amount: number) => Math.round(amount * 100)
const filed = (tax: string, answers: Record<string, unknown>, small = false) =>
  chargesFor(
    plan,
    { 'taxes-this-period': [tax], 'small-taxpayer': small, ...answers } as Parameters<typeof chargesFor>[1],
    on,
  )
const fen = (...of: Parameters<typeof filed>) => {
  const lines = filed(...of)
  expect(lines).toHaveLength(1)
  return lines[0]?.amountFen
}

describe('eleven taxes in one filing', () => {
  test('offers ten property and conduct taxes and the income tax, each with law, words and how sure we are', () => {
    const [node] = plan.nodes
    expect(node?.definition.charges).toHaveLength(11)
    for (const { id, basis, confidence } of node?.definition.charges ?? []) {
      expect(basis.length, id).toBeGreaterThan(0)
      expect(['secondary', 'unverified', 'sample'], id).toContain(confidence)
    }
  })

  test.each([
    [600_000, true, 30_000],
    [3_000_000, true, 150_000],
    [3_000_001, true, 750_000.25],
    [600_000, false, 150_000],
  ])(
    'the income tax on %d (small: %s) is %d, to the 分: one yuan over the limit taxes the whole',
    (income, small, tax) => {
      const answers = {
        'profit-to-date': yuan(income),
        'small-profit-conditions': small,
        'prepaid-to-date': 0,
      }
      expect(fen('income', answers)).toBe(yuan(tax))
    },
  )

  test('what was prepaid is taken off, and never more than is due', () => {
    const answers = { 'profit-to-date': yuan(600_000), 'small-profit-conditions': true }
    expect(fen('income', { ...answers, 'prepaid-to-date': yuan(10_000) })).toBe(yuan(20_000))
    expect(fen('income', { ...answers, 'prepaid-to-date': yuan(99_000) })).toBe(0)
  })

  test('stamp tax is 0.3 ‰ of sales, 1 ‰ of leases, 0.05 ‰ of loans, and half of that for the small', () => {
    const answers = {
      'sale-contracts': yuan(1_000_000),
      'lease-contracts': yuan(200_000),
      'loan-contracts': yuan(1_000_000),
    }
    expect(fen('stamp', answers)).toBe(yuan(300 + 200 + 50))
    expect(fen('stamp', answers, true)).toBe(yuan(275))
    expect(fen('stamp', { ...answers, 'sale-contracts': 5_000 }, true)).toBe(yuan(125) + 1)
  })

  test.each([
    [500_000, 150_000],
    [1_000_000, 350_000],
    [2_000_000, 850_000],
    [2_000_001, 850_000.6],
  ])('a gain of %d on deductions of a million costs %d', (gain, tax) => {
    expect(fen('land-gain', { 'land-gain': yuan(gain), 'land-deductions': yuan(1_000_000) })).toBe(yuan(tax))
  })

  test('a sum waits for its answers and is not guessed', () => {
    expect(fen('deed', {})).toBeUndefined()
    expect(fen('deed', { 'deed-price': yuan(100) })).toBe(yuan(3))
  })

  test('only what is filed stands on the sheet, and the sheet is exactly its lines', () => {
    const answers = {
      'taxes-this-period': ['deed', 'tobacco'],
      'small-taxpayer': false,
      'deed-price': yuan(1_000_000),
      'tobacco-purchases': yuan(333.33),
    }
    const lines = chargesFor(plan, answers, on)
    expect(lines.map(({ charge, amountFen }) => [charge, amountFen])).toEqual([
      ['deed', yuan(30_000)],
      ['tobacco', 6_667],
    ])
    const matter = new Matter('2026-04-10T01:00:00.000Z')
    matter.creditCode = '91440101MA5CJQ4N59'
    matter.act('openDraft', { theme: 'taxes-in-one' })
    matter.act('saveAnswers', { answers: { ...answers, 'applicant-telephone': '13800000000' } })
    expect(matter.act('submit', { signed: [] })).toBeInstanceOf(Array)
    expect(matter.state.charges?.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(3_006_667)
    expect(matter.state.served.map(({ document }) => document)).toContain('payment-sheet')
  })
})

test('one sheet splits among authorities without losing a 分', () => {
  const line = (payee: string, amountFen: number) => ({ part: 'a', charge: payee, payee, amountFen })
  expect(paymentSheet([line('tax', 1), line('water', 20), line('tax', 300)])).toEqual({
    byPayee: [
      { payee: 'tax', amountFen: 301 },
      { payee: 'water', amountFen: 20 },
    ],
    totalFen: 321,
  })
})
