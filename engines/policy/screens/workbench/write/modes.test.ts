import { describe, expect, test } from 'vitest'
import { changedWay, claimAsked, wayOf, ways } from './modes.ts'

const begun = { gives: { kind: 'cash' }, mode: 'without-application' }
const chosen = (
  way: (typeof ways)[number],
  policy: Record<string, unknown> = begun,
): Record<string, unknown> => ({
  ...policy,
  ...changedWay(policy, way),
})

describe('the way in which a benefit is come by', () => {
  test('is read back as it was chosen', () => {
    for (const way of ways) expect(wayOf(chosen(way)), way).toBe(way)
  })

  test('keeps the days that were written, and leaves nothing behind that the next way has no use for', () => {
    const promised = chosen(
      'on-commitment',
      chosen('one-click', { ...begun, claim: { decideWorkingDays: 7 } }),
    )
    expect(promised['claim']).toMatchObject({ decideWorkingDays: 7, commitment: { checkWithinMonths: 2 } })
    const clicked = chosen('one-click', promised)
    expect(clicked['claim']).toEqual({ decideWorkingDays: 7, confidence: 'sample' })
    expect(chosen('self-declared', clicked)).toMatchObject({ claim: undefined, publicity: undefined })
  })

  test('publishes a list only of money', () => {
    const title = { ...begun, gives: { kind: 'title' } }
    expect(chosen('without-application', title)['publicity']).toBeUndefined()
  })

  test('is asked without promises that are only begun', () => {
    const claim = chosen('on-commitment')['claim']
    expect(claimAsked(claim)).toEqual({ decideWorkingDays: 10, confidence: 'sample' })
    const promises = [
      { fact: 'hr.rentsAtRegistered', value: true, zh: '租来的' },
      { fact: '', value: true, zh: '' },
    ]
    const commitment = { promises, checkWithinMonths: 2, consequence: { zh: '退回' }, confidence: 'sample' }
    expect(claimAsked({ decideWorkingDays: 5, commitment })).toEqual({
      decideWorkingDays: 5,
      commitment: { ...commitment, promises: promises.slice(0, 1) },
    })
  })
})
