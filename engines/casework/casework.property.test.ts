import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#kernel/refusal.ts'
import { officeMinutes } from './life/deadlines.ts'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import { evolveCase } from './evolve.ts'
import { noCase, openHold, openStages, partEnded, stagesOf } from './model.ts'
import {
  city,
  claimed,
  examine,
  founder,
  fundOfficer,
  judged,
  Matter,
  registrar,
  signed,
  taxOfficer,
  answers,
} from './scenario.fixtures.ts'

const calendar = cityCalendar(city)
const final = ['completed', 'refused', 'withdrawn', 'expired']

/** The ways in which each of the five later items may end. */
const finishes: Readonly<Record<string, (matter: Matter) => unknown>> = {
  'bank-account': (m) =>
    m.act('recordOutside', { stage: 'bank-account.book', status: 'done', results: { accountNumber: '1' } }),
  seals: (m) =>
    m.act('recordOutside', { stage: 'seals.file', status: 'done', results: { filingNumber: '1' } }),
  'social-insurance': (m) =>
    m.act('recordOutside', {
      stage: 'social-insurance.register',
      status: 'done',
      results: { unitNumber: '1' },
    }),
  tax: (m) => {
    m.act('recordOutside', { stage: 'tax.set-up', status: 'rejected', reason: '地址不符' })
    m.act('claim', { stage: 'tax.set-up' }, taxOfficer)
    const results = { 'invoice-account': 'EI1', 'invoice-quota': 1 }
    m.act('decide', { stage: 'tax.set-up', outcome: 'grant', reasons: '已核实', results }, taxOfficer)
  },
  'housing-fund': (m) => {
    m.act('claim', { stage: 'housing-fund.register' }, fundOfficer)
    const results = { 'fund-number': 'GJ1' }
    m.act(
      'decide',
      { stage: 'housing-fund.register', outcome: 'grant', reasons: '齐全', results },
      fundOfficer,
    )
  },
}

const outcomeOf = (matter: Matter) => ({
  standing: matter.state.standing,
  creditCode: matter.state.creditCode,
  parts: Object.fromEntries(
    Object.values(matter.state.parts).map(({ node, standing, outputs }) => [node, { standing, outputs }]),
  ),
})

describe('the joint case', () => {
  const reference = judged()
  for (const finish of Object.values(finishes)) finish(reference)

  test('ends alike in whatever order the departments finish', () => {
    expect(reference.state.standing).toBe('completed')
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(finishes), { minLength: 5 }), (order) => {
        const matter = judged()
        for (const part of order) finishes[part]?.(matter)
        expect(outcomeOf(matter)).toEqual(outcomeOf(reference))
      }),
      { numRuns: 60 },
    )
  })

  test('a report that is late, repeated or out of order never changes what was reached', () => {
    const reports = fc.array(
      fc.record({
        stage: fc.constantFrom('seals.file', 'tax.set-up', 'social-insurance.register', 'bank-account.book'),
        status: fc.constantFrom('unreachable', 'received', 'in-progress', 'done'),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(reports, (told) => {
        const matter = judged()
        for (const report of told) {
          const before = matter.state
          matter.act('recordOutside', { ...report, results: { any: 1 } })
          for (const part of Object.values(before.parts))
            if (partEnded(part)) expect(matter.state.parts[part.node]).toEqual(part)
        }
        const done = new Set(
          told.filter(({ status }) => status === 'done').map(({ stage }) => stage.split('.')[0]),
        )
        for (const part of ['seals', 'tax', 'social-insurance', 'bank-account'])
          expect(matter.state.parts[part]?.standing).toBe(done.has(part) ? 'granted' : 'accepted')
      }),
      { numRuns: 80 },
    )
  })
})

describe('the clock', () => {
  test('no office time runs in a hold, however often and long it stands', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 })), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(spans, (holds) => {
        const matter = claimed()
        const reason = {
          kind: 'special-procedure',
          procedure: 'appraisal',
          reason: '委托鉴定',
          basis: '行政许可法 第四十五条',
        }
        let running = 0
        for (const [work, stand] of holds) {
          const start = matter.now
          matter.pass(work)
          running += officeMinutes(start, matter.now, [], calendar)
          matter.act('hold', { stage: examine, ...reason }, registrar)
          matter.pass(stand)
          matter.act('resume', { stage: examine }, registrar)
        }
        const [stage] = matter.state.parts['registration']?.stages ?? []
        if (!stage) throw new Error('no stage')
        expect(officeMinutes(stage.openedAt, matter.now, stage.holds, calendar)).toBe(running)
        expect(officeMinutes(matter.state.lodgedAt ?? '', matter.now, matter.state.holds, calendar)).toBe(
          running,
        )
      }),
      { numRuns: 80 },
    )
  })
})

/** Any act by anybody, sensible or not. */
const anyAct = fc.constantFrom<(matter: Matter) => unknown>(
  (m) => m.act('saveAnswers', { answers }),
  (m) => m.act('saveAnswers', { answers: { 'address-kind': 'other', 'core-name': 'no' } }),
  (m) => m.act('submit', { signed }),
  (m) => m.act('decideByRule', { stage: 'name.compare' }),
  (m) => m.act('decideByRule', { stage: examine }),
  (m) => m.act('claim', { stage: examine }, registrar),
  (m) => m.act('release', { stage: examine }, registrar),
  (m) => m.act('accept', { stage: examine }, registrar),
  (m) =>
    m.act(
      'requestCorrection',
      { stage: examine, items: [{ field: 'address-line', reason: '请写到门牌号' }] },
      registrar,
    ),
  (m) => m.act('answerCorrection', { part: 'registration', answers: { 'address-line': '天河路9号' } }),
  (m) =>
    m.act('hold', { stage: examine, kind: 'legal-action', reason: '诉讼中', basis: '行政许可法' }, registrar),
  (m) => m.act('resume', { stage: examine }, registrar),
  (m) => m.act('decide', { stage: examine, outcome: 'grant', reasons: '齐全' }, registrar),
  (m) => m.act('decide', { stage: examine, outcome: 'refuse', reasons: '不符', basis: '条例' }, registrar),
  (m) => m.act('noteLamp', { stage: examine, lamp: 'red' }),
  (m) => m.act('deemAccepted', { part: 'registration' }),
  (m) => m.act('endNameReservation'),
  (m) => m.act('withdraw'),
  (m) => m.act('rateService', { score: 3 }),
  (m) => m.pass(7),
  (m) => m.pass(24 * 20),
  ...Object.values(finishes),
)

describe('any sequence of acts', () => {
  test('leaves a case that its events alone explain, and that nothing moves after its end', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), fc.boolean(), (acts, ready) => {
        const matter = ready ? claimed() : new Matter()
        if (!ready) matter.act('openDraft', { theme: 'open-a-company' })
        for (const one of acts) {
          const before = matter.state
          one(matter)
          if (final.includes(before.standing)) {
            expect(matter.state.parts).toEqual(before.parts)
            expect(matter.state.standing).toBe(before.standing)
            expect(matter.state.answers).toEqual(before.answers)
          }
        }
        const { state } = matter
        expect(matter.events.reduce(evolveCase, noCase)).toEqual(state)
        for (const part of Object.values(state.parts)) {
          if (partEnded(part)) expect(part.endedAt).toBeDefined()
          if (part.standing === 'granted')
            expect(part.stages.every(({ doneAt }) => doneAt !== undefined)).toBe(true)
          if (part.standing === 'waiting') expect(part.stages).toEqual([])
        }
        if (state.standing === 'completed' || state.standing === 'refused')
          expect(Object.values(state.parts).every(partEnded)).toBe(true)
        if (state.standing === 'lodged') expect(openStages(state).length).toBeGreaterThan(0)
        for (const stage of stagesOf(state))
          expect(stage.holds.filter(({ until }) => until === undefined).length).toBeLessThanOrEqual(1)
        for (const stage of openStages(state))
          if (openHold(stage)) expect(stage.deadline.dueAt).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  })

  test('nobody outside its office ever moves a stage', () => {
    const matter = claimed()
    for (const operation of ['claim', 'release', 'accept', 'resume', 'hold', 'decide'] as const)
      expect(
        isRefusal(matter.would(operation, { stage: examine, outcome: 'grant', reasons: '齐全' }, founder)),
      ).toBe(true)
  })
})
