import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { policyContract } from '#engines/policy/contract.ts'
import { evolveRun, noRun, type Run, type RunEvent } from '#engines/policy/model.ts'
import { runRules } from '#engines/policy/run-rules.ts'
import { type Actor, reachOf, type RoleRights } from '#kernel/actor.ts'
import type { Facts } from '#kernel/engine.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { systemActor } from '#platform/engine.ts'
import { cityRows } from '#platform/seed-city.ts'

// Who may be anybody: every role of the city, an account with all of them, every process, timer and job, and nobody at all.
// Whoever of them takes whichever step, one alone never takes a run from its draft to the money.

const { rows } = await cityRows(composition.defaultCity, composition.kinds)
const roles = rows.filter((row) => row.kind === 'role').map((row) => row.body as unknown as RoleRights)
const rights = new Map(roles.map((role) => [role.id, role]))
const everyRole = roles.map((role) => ({ role: role.id }))
const account = (id: string, granted: readonly { role: string }[]): Actor => ({
  id,
  kind: 'account',
  name: id,
  roles: [...granted],
  partyIds: ['10000000-0000-8000-8000-000000000001'],
})
const people: readonly Actor[] = [
  ...roles.map((role) => account(`only ${role.id}`, [{ role: role.id }])),
  ...roles.flatMap((one) =>
    roles
      .filter((other) => other.id > one.id)
      .map((other) => account(`${one.id} and ${other.id}`, [{ role: one.id }, { role: other.id }])),
  ),
  account('every role', everyRole),
]
const machines: readonly Actor[] = [
  ...composition.processes.map(({ name }) => systemActor(name)),
  ...composition.engines.map(({ name }) => systemActor(name)),
  systemActor('timer'),
]
const nobody: Actor = { id: 'anonymous', kind: 'anonymous', name: '', roles: [], partyIds: [] }
const anybody = [...people, ...machines, nobody]

const may = (actor: Actor, operation: 'startRun' | 'publishRun' | 'approveRun'): boolean =>
  reachOf(actor, `policy.${operation}`, policyContract[operation].permission, rights).kind !== 'none'

/** A run as `by` brings it to the end of its publicity. */
const published = (startedBy: string, publishedBy: string): Run =>
  (
    [
      {
        type: 'RunStarted',
        data: {
          policyId: 'p',
          policyVersion: 1,
          ruleHash: '',
          department: 'd',
          title: { zh: '', en: '' },
          asOf: '2026-01-01',
          period: '2025',
          snapshotAt: '2026-01-01T00:00:00.000Z',
          bookId: '',
          publicityDays: 5,
          startedBy,
        },
      },
      {
        type: 'CandidatesCompleted',
        data: {
          batches: 1,
          totals: { assessed: 1, eligible: 1, excluded: 0, unknown: 0, amountFen: 1, fallouts: {} },
        },
      },
      { type: 'RunPublished', data: { by: publishedBy, from: '2026-01-05' } },
      { type: 'PublicityEnded', data: {} },
    ] satisfies RunEvent[]
  ).reduce<Run>(evolveRun, noRun)

const approval = (run: Run, actor: Actor) =>
  runRules.approveRun(run, { runId: '' }, {
    actor,
    now: '2026-02-01T00:00:00.000Z',
    needs: { objections: 0, progress: { totals: {} } },
    calendar: {
      offsetMinutes: 480,
      addWorkingDays: () => ({ provisional: false, day: '2026-01-12' }),
    },
  } as unknown as Facts<never>)

test('nobody approves what they started or published, whatever roles they hold together', () => {
  let judged = 0
  for (const one of anybody)
    for (const other of anybody) {
      if (one === other) continue
      for (const [startedBy, publishedBy] of [
        [one, one],
        [one, other],
        [other, one],
      ] as const) {
        const outcome = approval(published(startedBy.id, publishedBy.id), one)
        expect(isRefusal(outcome) && outcome.refusal, `${one.id}, ${other.id}`).toBe('four-eyes')
        judged += 1
      }
    }
  expect(judged).toBe(anybody.length * (anybody.length - 1) * 3)
})

test('no process, timer or job approves, whoever did the work before', () => {
  for (const machine of machines)
    for (const { id } of people)
      expect(approval(published(id, id), machine)).toMatchObject({ refusal: 'four-eyes' })
})

test('another person whose role allows it does approve: the rule refuses persons, not everybody', () => {
  const starters = people.filter((one) => may(one, 'startRun') && may(one, 'publishRun'))
  const approvers = people.filter((one) => may(one, 'approveRun'))
  expect(starters.length * approvers.length).toBeGreaterThan(0)
  for (const starter of starters)
    for (const approver of approvers)
      if (starter.id !== approver.id)
        expect(isRefusal(approval(published(starter.id, starter.id), approver))).toBe(false)
})

test('no single role of the city both starts and approves, and the public does neither', () => {
  for (const { id } of roles) {
    const holder = account(id, [{ role: id }])
    expect(may(holder, 'startRun') && may(holder, 'approveRun'), id).toBe(false)
  }
  for (const operation of ['startRun', 'publishRun', 'approveRun'] as const)
    expect(may(nobody, operation)).toBe(false)
})

test('what leads from an approved run to the bank is done by the system alone: no person may command it', () => {
  const inside = [
    ...[
      'recordCandidates',
      'completeCandidates',
      'endPublicity',
      'approveCandidates',
      'recordPayments',
      'amendCandidate',
    ].map((operation) => ['policy', operation] as const),
    ...['holdFunds', 'serveWaiting', 'orderPayments', 'recordBankAnswers', 'askBank', 'supplyAccount'].map(
      (operation) => ['ledger', operation] as const,
    ),
  ]
  for (const [engine, operation] of inside) {
    const row = composition.engines.find((one) => one.name === engine)?.contract[operation]
    expect(row?.kind === 'write' && row.internal, `${engine}.${operation}`).toBe(true)
  }
})
