import { describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { dayOf } from '#kernel/time.ts'
import { Matter } from '../scenario.fixtures.ts'

const officer = (id: string, department: string): Actor => ({
  id,
  kind: 'account',
  name: id,
  partyIds: [],
  roles: [{ role: 'any', department }],
})
const water = officer('water', 'water')
const mayor = officer('mayor', '')
const answers = {
  'applicant-telephone': '13800000000',
  'premises-name': '晨星饭店',
  district: 'tianhe',
  'address-line': '天河路1号101室',
  'premises-area': 120,
  'food-business-kind': 'prepacked',
  drains: true,
}
const day = (at: string | undefined) => at && dayOf(at, 480)

/** A food shop in the market at Tianhe: a filing, drains, and where customers gather the fire check by promise. */
function shop(gathers: boolean): Matter {
  const matter = new Matter()
  matter.creditCode = '91440101MA5CJQ4N59'
  matter.act('openDraft', { theme: 'food-service' })
  const chosen = { ...answers, 'public-venue': gathers, ...(gathers ? { 'use-commitment': true } : {}) }
  matter.act('saveAnswers', { answers: chosen })
  expect(matter.act('submit', { signed: ['fire-commitment'] })).toBeInstanceOf(Array)
  return matter
}
const drains = 'drainage.examine'
const accepted = () => {
  const matter = shop(false)
  matter.act('claim', { stage: drains }, water)
  matter.act('accept', { stage: drains }, water)
  return matter
}

describe('items decided together', () => {
  test('have one limit of forty-five working days from the first acceptance, and fifteen more once', () => {
    const matter = accepted()
    expect(day(matter.state.joint?.legal.dueAt)).toBe('2026-05-08')
    expect(matter.act('extendJointLimit', { reason: '需要会商' }, water)).toBe('own-matter')
    matter.act('extendJointLimit', { reason: '需要会商' }, mayor)
    expect(day(matter.state.joint?.legal.dueAt)).toBe('2026-05-28')
    expect(matter.state.served.at(-1)?.document).toBe('joint-extension')
    expect(matter.act('extendJointLimit', { reason: '再等' }, mayor)).toBe('already-extended')
  })

  test('whose limit passes are noted, and cannot be extended any more', () => {
    const matter = accepted()
    expect(matter.act('noteJointLimit')).toBe('nothing-due')
    matter.at('2026-07-01T01:00:00.000Z')
    expect(matter.act('noteJointLimit')).toBeInstanceOf(Array)
    expect(matter.state.joint?.passedAt).toBe(matter.now)
    expect(matter.act('extendJointLimit', { reason: '太忙' }, mayor)).toBe('legal-limit-passed')
  })
})

test('what no licence follows is delivered with the decision', () => {
  const matter = shop(false)
  matter.act('decideByRule', { stage: 'filing.file' })
  expect(matter.state.parts['filing']?.delivery?.at).toBe(matter.now)
})

describe('what a promise brought', () => {
  const fire = () => {
    const matter = shop(true)
    const stage = 'fire.examine'
    const brigade = officer('fire', 'fire-rescue')
    if (matter.state.parts['fire']?.stages[0]?.holder === 'rule') matter.act('decideByRule', { stage })
    else {
      matter.act('claim', { stage }, brigade)
      matter.act('decide', { stage, outcome: 'grant', reasons: '已承诺' }, brigade)
    }
    return matter
  }

  test('is checked from a month after the grant, within two months of it', () => {
    const matter = fire()
    expect(matter.state.parts['fire']).toMatchObject({ standing: 'granted', checkBy: '2026-05-02' })
    const planned = matter.events.find(({ type }) => type === 'CommitmentToCheck')
    expect(planned?.data).toMatchObject({
      part: 'fire',
      item: 'fire-safety-check',
      department: 'fire-rescue',
      opensOn: '2026-04-02',
      by: '2026-05-02',
    })
  })

  test('waits for its certificate, and is taken back when the promise was false', () => {
    const matter = fire()
    expect(matter.state.parts['fire']?.delivery).toEqual({ by: '2026-03-16T09:00:00.000Z' })
    const taken = { part: 'fire', reason: '没有喷淋系统', basis: '消防法 第五十八条' }
    matter.act('revokePart', taken)
    expect(matter.state.parts['fire']?.standing).toBe('revoked')
    expect(matter.state.served.at(-1)?.document).toBe('revocation')
    expect(matter.act('revokePart', taken)).toBe('not-granted')
  })
})
