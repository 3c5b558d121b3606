import { describe, expect, test } from 'vitest'
import { workingCalendar } from '#kernel/calendar.ts'
import type { Facts } from '#kernel/engine.ts'
import { evolveRun, noRun, type Run, type RunEvent } from './model.ts'
import { runRules as rules } from './run-rules.ts'

// 2026-02-15 … 2026-02-23 Spring Festival; nothing is published beyond 2026.
const off = Array.from({ length: 9 }, (_, i) => `2026-02-${15 + i}`)
const calendar = workingCalendar([{ year: 2026, off, work: [] }], [], 480)
const at = (day: string, id = 'first', needs = {}, kind: 'account' | 'system' = 'account') =>
  ({
    now: `${day}T02:00:00.000Z`,
    today: day,
    calendar,
    actor: { id, kind, roles: [] },
    definitions: { list: () => [] },
    needs: { objections: 0, progress: { totals: { amountFen: 1 } }, unfinished: 0, ...needs },
  }) as unknown as Facts<never>
const run = (...events: readonly unknown[]): Run =>
  events.flatMap((one) => one as readonly RunEvent[]).reduce(evolveRun, noRun)
const id = { runId: '10000000-0000-8000-8000-000000000000' }
const started = [
  {
    type: 'RunStarted',
    data: {
      policyId: 'sample',
      policyVersion: 1,
      department: 'x',
      period: '2025',
      bookId: '',
      publicityDays: 5,
      startedBy: 'first',
    },
  },
]
const collected = [...started, { type: 'CandidatesCompleted', data: { totals: { eligible: 2 }, batches: 1 } }]
const publishedOn = (day: string, by = 'first') => [
  ...collected,
  ...(rules.publishRun(run(collected), id, at(day, by)) as readonly RunEvent[]),
]

describe('publicity', () => {
  test('lasts five working days, not counting the day of publication', () => {
    expect(rules.publishRun(run(collected), id, at('2026-03-02'))).toMatchObject([
      { data: { from: '2026-03-02', through: '2026-03-09', endsAt: '2026-03-09T16:00:00.000Z' } },
    ])
  })
  test('is as long as the policy said when the run began', () => {
    const seven = run([{ ...started[0], data: { ...started[0]?.data, publicityDays: 7 } }, collected[1]])
    expect(rules.publishRun(seven, id, at('2026-03-02'))).toMatchObject([{ data: { through: '2026-03-11' } }])
  })
  test('holidays do not count', () => {
    expect(rules.publishRun(run(collected), id, at('2026-02-13'))).toMatchObject([
      { data: { through: '2026-03-02' } },
    ])
  })
  test('has no end yet where the calendar has none, and approval waits', () => {
    const published = publishedOn('2026-12-30')
    expect(run(published).publishedOn).toBe('2026-12-30')
    expect(rules.approveRun(run(published), id, at('2027-03-01', 'second'))).toMatchObject({
      refusal: 'publicity-running',
    })
  })
  test('runs through its last day', () => {
    const published = run(publishedOn('2026-03-02'))
    expect(rules.endPublicity(published, id, at('2026-03-09'))).toMatchObject({
      refusal: 'publicity-running',
    })
    expect(rules.endPublicity(published, id, at('2026-03-10'))).toMatchObject([{ type: 'PublicityEnded' }])
  })
  test('a list without anybody is not published', () => {
    const empty = [...started, { type: 'CandidatesCompleted', data: { totals: { eligible: 0 }, batches: 1 } }]
    expect(rules.publishRun(run(empty), id, at('2026-03-02'))).toMatchObject({ refusal: 'no-candidates' })
  })
})

describe('four eyes', () => {
  const over = '2026-03-10'
  const published = run(publishedOn('2026-03-02', 'second'))
  test.each(['first', 'second'])('%s, who worked on the run, may not approve it', (who) => {
    expect(rules.approveRun(published, id, at(over, who))).toMatchObject({ refusal: 'four-eyes' })
  })
  test('a process may not approve either', () => {
    expect(rules.approveRun(published, id, at(over, 'timer', {}, 'system'))).toMatchObject({
      refusal: 'four-eyes',
    })
  })
  test('another person may', () => {
    expect(rules.approveRun(published, id, at(over, 'third'))).toMatchObject([{ type: 'RunApproved' }])
  })
  test('but not while an objection is open', () => {
    expect(rules.approveRun(published, id, at(over, 'third', { objections: 1 }))).toMatchObject({
      refusal: 'objections-open',
    })
  })
})
