import { expect, test } from 'vitest'
import { entered, type ToEnter, textOf } from './entered-results.ts'

const account: ToEnter = { id: 'account', reported: 'EI1' }
const quota: ToEnter = { id: 'quota', unit: 'fen', reported: 10_000_050 }
const staff: ToEnter = { id: 'staff', reported: 3 }
const number: ToEnter = { id: 'number' }
const all = [account, quota, staff, number]

test('what a system reported stands in the fields, amounts in 元', () => {
  expect(all.map(textOf)).toEqual(['EI1', '100000.5', '3', ''])
})

test('what is left as reported is not said again, and keeps its exact value', () => {
  const untouched = Object.fromEntries(all.map((one) => [one.id, textOf(one)]))
  expect(entered(all, { ...untouched, number: ' JY1 ' })).toEqual({ number: 'JY1' })
})

test('what the officer changes is said in the kind of value that was reported', () => {
  expect(entered(all, { account: 'EI2', quota: '1,200.01', staff: '4', number: '007' })).toEqual({
    account: 'EI2',
    quota: 120_001,
    staff: 4,
    number: '007',
  })
})
