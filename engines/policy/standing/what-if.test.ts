import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { keptCity } from '#platform/testing/city.ts'
import { whatIf } from './what-if.ts'

const city = await keptCity(composition.defaultCity, composition.kinds)
const on = '2026-03-02'

const yuan = 100
const million = 1_000_000 * yuan
const yearly = (fact: string, values: Record<string, number>) =>
  Object.entries(values).map(([period, value]) => ({ fact, value, period, on, source: 'tax' }))
/** Huadu pays it half a million for crossing a billion of sales; Huangpu would pay it 100,000 as a gazelle. */
const known = [
  ...Object.entries({
    'ent.regDistrict': 'huadu',
    'ent.taxDistrict': 'huadu',
    'ent.regDate': '2010-01-01',
    'title.hnte': true,
    'title.gazelleYears': 1,
  }).map(([fact, value]) => ({ fact, value, on, source: 'market-regulation' })),
  ...yearly('fin.revenue', { '2025': 30 * million, '2024': 20 * million, '2022': 10 * million }),
  ...yearly('fin.tradeSales', { '2025': 1000 * million, '2024': 900 * million }),
]
const supposed = (facts: Record<string, string | number | boolean>, day = on) => {
  const answer = whatIf(
    city,
    known,
    Object.entries(facts).map(([fact, value]) => ({ fact, value })),
    day,
  )
  if (isRefusal(answer)) throw new Error(answer.refusal)
  return answer
}

describe('supposing other facts', () => {
  test('a move to another district brings its award and costs the present one, with sum and reason', () => {
    const { facts, items } = supposed({ 'ent.regDistrict': 'huangpu', 'ent.taxDistrict': 'huangpu' })
    expect(facts.map(({ before, after }) => [before?.zh, after.zh])).toEqual([
      ['花都区', '黄埔区'],
      ['花都区', '黄埔区'],
    ])
    const one = (policyId: string) => items.find((item) => item.policyId === policyId)
    expect(one('huangpu-gazelle-award')).toMatchObject({
      effect: 'gained',
      amountBeforeFen: null,
      amountFen: 100_000 * yuan,
      before: { zh: '不适用：注册在黄埔区' },
    })
    expect(one('huadu-trade-growth')).toMatchObject({
      effect: 'lost',
      amountBeforeFen: 500_000 * yuan,
      amountFen: null,
      after: { zh: '不适用：注册在花都区' },
    })
    for (const { before, after } of items) expect(before.zh).not.toBe(after.zh)
  })

  test('what is as it was changes nothing', () => {
    expect(supposed({ 'ent.regDistrict': 'huadu' })).toEqual({ facts: [], items: [] })
  })

  test('going and coming back exchange what is gained and what is lost', () => {
    const there = supposed({ 'ent.regDistrict': 'huangpu' }).items
    const moved = known.map((one) => (one.fact === 'ent.regDistrict' ? { ...one, value: 'huangpu' } : one))
    const back = whatIf(city, moved, [{ fact: 'ent.regDistrict', value: 'huadu' }], on)
    if (isRefusal(back)) throw new Error(back.refusal)
    const opposite = {
      gained: 'lost',
      lost: 'gained',
      sum: 'sum',
      opened: 'closed',
      closed: 'opened',
    } as const
    const lines = (all: typeof there, turn: boolean) =>
      all.map(({ policyId, effect }) => `${policyId} ${turn ? opposite[effect] : effect}`).sort()
    expect(lines(back.items, true)).toEqual(lines(there, false))
  })

  test('a fact nobody knows and a value that is none of its own are refused', () => {
    const asked = (fact: string, value: string | boolean) => {
      const answer = whatIf(city, known, [{ fact, value }], on)
      return isRefusal(answer) ? answer.refusal : undefined
    }
    expect(asked('no.such', 'x')).toBe('fact-unknown')
    expect(asked('ent.regDistrict', 'atlantis')).toBe('value-unfit')
    expect(asked('ent.regDistrict', true)).toBe('value-unfit')
  })
})
