import { expect, test } from 'vitest'
import { openFolds } from './folds.ts'

const stream = (n: number) => ({ ownerId: 'o', streamId: `s${n}` })
const fold = (version: number, bytes: number) => ({ version, state: `v${version}`, bytes })

test('the newest state of a stream is found, whoever else has one', () => {
  const folds = openFolds()
  folds.keep(stream(1), fold(1, 10))
  folds.keep(stream(2), fold(7, 10))
  folds.keep(stream(1), fold(2, 20))
  expect(folds.find(stream(1))).toEqual(fold(2, 20))
  expect(folds.find(stream(2))).toEqual(fold(7, 10))
  expect(folds.find({ ownerId: 'p', streamId: 's1' })).toBeUndefined()
})

test('whoever was written to longest ago goes when all of them weigh too much, and one that alone weighs too much is not kept', () => {
  const folds = openFolds(10_000)
  folds.keep(stream(1), fold(1, 4_000))
  folds.keep(stream(2), fold(1, 4_000))
  folds.keep(stream(1), fold(2, 4_000))
  folds.keep(stream(3), fold(1, 4_000))
  expect([1, 2, 3].map((n) => folds.find(stream(n))?.version)).toEqual([2, undefined, 1])
  folds.keep(stream(4), fold(1, 9_500))
  expect([1, 3, 4].map((n) => folds.find(stream(n)))).toEqual([undefined, undefined, undefined])
  folds.keep(stream(5), fold(3, 10))
  expect(folds.find(stream(5))?.version).toBe(3)
})
