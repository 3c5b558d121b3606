import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yuan } from '#kernel/money.ts'
import { fenOfYuan } from './fen.ts'

test('every amount that is shown is read back to the same 分', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (fen) => {
      expect(fenOfYuan(yuan(fen).replaceAll(',', ''))).toBe(fen)
    }),
  )
})

test('whole yuan and a single decimal are amounts as well', () => {
  expect([fenOfYuan('12'), fenOfYuan('12.5'), fenOfYuan('0.07')]).toEqual([1200, 1250, 7])
})
