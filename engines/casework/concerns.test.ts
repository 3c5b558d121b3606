import { describe, expect, test } from 'vitest'
import { concernsAct } from './concerns.ts'
import type { CaseEvent } from './model.ts'

const at = '2026-03-02T01:00:00.000Z'
const claimed = (stage: string): CaseEvent => ({
  type: 'StageClaimed',
  data: { at, stage, officer: { id: 'a', name: '甲' } },
})

describe('what happened since somebody looked', () => {
  test('stands in the way where it is about the same part', () => {
    expect(concernsAct(claimed('fire.examine'), { stage: 'fire.decide' })).toBe(true)
    expect(
      concernsAct({ type: 'LegalLimitPassed', data: { at, part: 'fire' } }, { stage: 'fire.decide' }),
    ).toBe(true)
  })

  test('does not where another department did it to its own part, or the system noted it of the whole case', () => {
    expect(concernsAct(claimed('drainage.examine'), { stage: 'fire.decide' })).toBe(false)
    expect(concernsAct({ type: 'LegalLimitPassed', data: { at, part: 'water' } }, { part: 'fire' })).toBe(
      false,
    )
    expect(concernsAct({ type: 'JointLimitPassed', data: { at } }, { part: 'fire' })).toBe(false)
  })

  test('stands in the way where the filing changed, or the act is about the whole case', () => {
    expect(concernsAct({ type: 'MaterialsSupplied', data: { at, part: 'water' } }, { part: 'fire' })).toBe(
      true,
    )
    expect(concernsAct({ type: 'CaseWithdrawn', data: { at } }, { stage: 'fire.decide' })).toBe(true)
    expect(concernsAct(claimed('drainage.examine'), { reason: '不办了' })).toBe(true)
  })
})
