import { describe, expect, test } from 'vitest'
import { isRefusal } from '#kernel/refusal.ts'
import { robotKey } from './robot-model.ts'
import { isDrawn } from './robot-rules.ts'
import { driftOf } from './robot-views.ts'
import { examine, lodged, registrar } from '../scenario.fixtures.ts'

const key = robotKey('company-registration', 'examine')
const judgedWith = (mode: 'on' | 'shadow' | 'off', samplePercent = 0) => {
  const matter = lodged()
  matter.robots = { [key]: { mode, samplePercent } }
  matter.act('decideByRule', { stage: 'name.compare' })
  return matter
}
const registration = (matter: ReturnType<typeof lodged>) => matter.state.parts['registration']
const stageOf = (matter: ReturnType<typeof lodged>) => registration(matter)?.stages[0]

describe('a rule of an item', () => {
  test('in the shadow says what it would do, and the officer decides', () => {
    const matter = judgedWith('shadow')
    expect(stageOf(matter)).toMatchObject({
      holder: 'officer',
      handover: { reason: 'robot-shadow' },
      explanation: { verdict: 'eligible' },
    })
    expect(registration(matter)?.standing).toBe('received')
    matter.act('claim', { stage: examine }, registrar)
    matter.act('decide', { stage: examine, outcome: 'grant', reasons: '材料齐全' }, registrar)
    expect(registration(matter)?.standing).toBe('granted')
  })

  test('switched off is not asked; the others still decide', () => {
    const matter = judgedWith('off')
    expect(stageOf(matter)).toMatchObject({ holder: 'officer', handover: { reason: 'robot-off' } })
    expect(stageOf(matter)?.explanation).toBeUndefined()
    expect(matter.state.parts['name']?.standing).toBe('granted')
  })

  test('never refuses: whatever its mode and answer, what it leaves is granted or with an officer', () => {
    for (const mode of ['on', 'shadow', 'off'] as const)
      for (const more of [{}, { 'address-kind': 'other' }]) {
        const matter = lodged(more)
        matter.robots = { [key]: { mode, samplePercent: 50 } }
        matter.act('decideByRule', { stage: 'name.compare' })
        expect(matter.events.map(({ type }) => type)).not.toContain('PartRefused')
        const { standing, stages } = registration(matter) ?? {}
        expect(standing === 'granted' || stages?.[0]?.holder === 'officer').toBe(true)
      }
  })

  test('that granted is drawn by a share that nobody can steer, and is looked at again once', () => {
    const matter = judgedWith('on', 100)
    expect(registration(matter)?.standing).toBe('granted')
    expect(stageOf(matter)?.sampled).toBe(true)
    const looked = { stage: examine, agrees: false, note: '住所证明与实际不符' }
    expect(isRefusal(matter.would('recheckRobot', looked, registrar))).toBe(false)
    matter.act('recheckRobot', looked, registrar)
    expect(stageOf(matter)?.recheck).toMatchObject({ agrees: false })
    expect(matter.act('recheckRobot', looked, registrar)).toBe('rechecked-before')
    expect(judgedWith('on').act('recheckRobot', looked, registrar)).toBe('not-sampled')
  })
})

test('of ten thousand cases a share of ten in a hundred draws about a thousand, the same ones each time', () => {
  const drawn = (percent: number) =>
    Array.from({ length: 10_000 }, (_, i) => isDrawn(`case-${i}`, examine, percent)).filter(Boolean).length
  expect(drawn(10)).toBeGreaterThan(900)
  expect(drawn(10)).toBeLessThan(1_100)
  expect(drawn(10)).toBe(drawn(10))
  expect([drawn(0), drawn(100)]).toEqual([0, 10_000])
})

test('drift is told in percentage points, and not from a handful', () => {
  const before = { judged: 100, granted: 80, recent: 0, recent_granted: 0 }
  expect(driftOf({ ...before, judged: 140, granted: 100, recent: 40, recent_granted: 20 })).toBe(-30)
  expect(driftOf({ ...before, judged: 110, granted: 90, recent: 10, recent_granted: 10 })).toBeUndefined()
})
