import { describe, expect, test } from 'vitest'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import type { Instant } from '#kernel/time.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { CaseState, PartState, StageState } from '../model.ts'
import { noCase } from '../model.ts'
import { fewestPaces, intervalIn, outlookOf, type Pace } from './outlook.ts'
import { planOf } from '../filing/plans.ts'
import { city } from '../scenario.fixtures.ts'

const published = cityCalendar(city)
/** An office that never closes: what is judged here is learned, not counted, and counting days takes long. */
const calendar: WorkingCalendar = {
  ...published,
  officeMinutesBetween: (from, until) => ({ minutes: (msOf(until) - msOf(from)) / 60_000 }),
  addOfficeMinutes: (from, minutes) => ({ at: instantFrom(msOf(from) + minutes * 60_000) }),
}
const plan = planOf(city, 'construction')
const filedAt = '2026-03-02T01:00:00.000Z'
const dayMinutes = calendar.officeMinutesOf('2026-03-02') ?? 0
const days = (count: number) => count * dayMinutes

const later = (minutes: number): Instant => instantFrom(msOf(filedAt) + minutes * 60_000)

/** Whole numbers from a seed, so that a failure can be seen again. */
function drawsFrom(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
const normal = (draw: () => number) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())

/** Offices that are busy are slow with everything: what stages of one case take hangs together. */
function pace(draw: () => number): Pace {
  const load = 0.3 * normal(draw)
  return Object.fromEntries(
    plan.nodes.flatMap((node) =>
      node.definition.stages.map((stage) => [
        `${node.id}.${stage.id}`,
        Math.max(1, Math.round(days(3) * Math.exp(load + 0.5 * normal(draw)))),
      ]),
    ),
  )
}

/** The case as it stands so many office minutes after filing, if it goes as `took` says; with the minutes to its end. */
function standing(took: Pace, minutes: number): { state: CaseState; now: Instant; left: number } {
  const ends = new Map<string, number>()
  const parts: Record<string, PartState> = {}
  for (const node of plan.nodes) {
    let at = Math.max(0, ...(node.after ?? []).map((before) => ends.get(before) ?? 0))
    const begun = at <= minutes
    const stages: StageState[] = []
    for (const { id, department } of node.definition.stages) {
      const stage = `${node.id}.${id}`
      const until = at + (took[stage] ?? 0)
      if (at <= minutes) stages.push(stageFrom(stage, node.id, department, at, until, minutes))
      at = until
    }
    ends.set(node.id, at)
    parts[node.id] = {
      node: node.id,
      standing: at <= minutes ? 'granted' : begun ? 'accepted' : 'waiting',
      endedAt: at <= minutes ? later(at) : undefined,
      stages,
      outputs: {},
      corrections: [],
    }
  }
  const left = Math.max(...ends.values()) - minutes
  return { state: { ...noCase, standing: 'lodged', parts }, now: later(minutes), left }
}

const limit = { count: 20, unit: 'working-days' } as const
const stageFrom = (
  id: string,
  part: string,
  department: string,
  from: number,
  until: number,
  now: number,
): StageState => ({
  id,
  part,
  department,
  holder: 'officer',
  limit,
  openedAt: later(from),
  since: later(from),
  deadline: { clock: 'working-days', provisional: false },
  holds: [],
  doneAt: until <= now ? later(until) : undefined,
})

const history = (seed: number, count: number): Pace[] => {
  const draw = drawsFrom(seed)
  return Array.from({ length: count }, () => pace(draw))
}

describe('the expected end', () => {
  test.each([
    ['at filing', 0],
    ['when some parts are done and some are under way', days(4)],
  ])('holds 75 to 85 of a hundred cases that it has not seen, %s', (_, minutes) => {
    const known = history(11, 200)
    let within = 0
    let judged = 0
    for (const took of history(97, 500)) {
      const { state, now, left } = standing(took, minutes)
      if (left <= 0) continue
      const end = outlookOf({ plan, state, now, calendar }, known)?.end
      if (!end) continue
      judged++
      const at = later(minutes + left)
      if (end.earliest <= at && at <= end.latest) within++
    }
    expect(judged).toBeGreaterThan(400)
    const share = within / judged
    expect(share, `${within} of ${judged}`).toBeGreaterThanOrEqual(0.75)
    expect(share, `${within} of ${judged}`).toBeLessThanOrEqual(0.85)
  })

  test('is not told while too few cases have finished, and then says so by their number', () => {
    const { state, now } = standing(pace(drawsFrom(3)), 0)
    const known = history(5, fewestPaces)
    const few = outlookOf({ plan, state, now, calendar }, known.slice(1))
    expect([few?.end, few?.learned]).toEqual([undefined, fewestPaces - 1])
    expect(outlookOf({ plan, state, now, calendar }, known)?.end).toBeDefined()
  })

  test('learns nothing from cases that were over sooner than this one has waited', () => {
    const slow = Object.fromEntries(Object.keys(pace(drawsFrom(1))).map((stage) => [stage, days(40)]))
    const { state, now } = standing(slow, days(30))
    const found = outlookOf({ plan, state, now, calendar }, history(5, 60))
    expect([found?.learned, found?.end]).toEqual([0, undefined])
  })

  test('leaves out a tenth at either end, never less', () => {
    const values = Array.from({ length: 99 }, (_, i) => i + 1)
    expect(intervalIn(values)).toEqual({ from: 10, until: 90 })
    expect(intervalIn(values.slice(0, 20))).toEqual({ from: 2, until: 19 })
  })
})

describe('the longest way', () => {
  const even = Object.fromEntries(Object.keys(pace(drawsFrom(1))).map((stage) => [stage, days(5)]))
  const { state, now } = standing(even, 0)
  const found = outlookOf({ plan, state, now, calendar: published }, [])

  test('leads over what ends last; the rest may slip without moving the end', () => {
    const critical = [...(found?.parts ?? [])].filter(([, part]) => part.critical).map(([id]) => id)
    expect(critical.sort()).toEqual(['basement', 'building', 'environment', 'pit'])
    expect(found?.parts.get('drainage')?.slack).toBeGreaterThan(days(10))
    expect(found?.parts.get('environment')?.slack).toBe(0)
    expect(found?.parts.get('pit')?.beginsAt).toBe(found?.parts.get('environment')?.endsAt)
  })

  test('is shortened only by what lies on it, until another way is the longest: started now, −18 days', () => {
    const [first, second] = found?.now ?? []
    expect(first).toMatchObject({ part: 'environment', act: 'take', slack: 0 })
    expect(first?.saves).toBe(days(18))
    expect(first?.saves).toBe(found?.parts.get('drainage')?.slack)
    expect(second).toMatchObject({ part: 'drainage', saves: 0 })
  })

  test('a case that is over, or not filed, has no outlook', () => {
    for (const over of ['draft', 'completed', 'refused'] as const)
      expect(outlookOf({ plan, state: { ...state, standing: over }, now, calendar }, [])).toBeUndefined()
  })
})
