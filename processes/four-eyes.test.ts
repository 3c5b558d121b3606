import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { policyContract } from '#engines/policy/contract.ts'
import { evolveRun, noRun, type Run, type RunEvent } from '#engines/policy/model.ts'
import { approvalCeilingKind } from '#engines/policy/ceiling.ts'
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
const stranger = account('stranger', [])
const anybody = [...people, ...machines, nobody]

const may = (actor: Actor, operation: 'startRun' | 'publishRun' | 'approveRun'): boolean =>
  reachOf(actor, `policy.${operation}`, policyContract[operation].permission, rights).kind !== 'none'

interface By {
  readonly id: string
  readonly personId?: string | undefined
}
/** A run as these bring it to the end of its publicity. */
const published = (startedBy: By, publishedBy: By): Run =>
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
          startedBy: startedBy.id,
          person: startedBy.personId ?? startedBy.id,
        },
      },
      {
        type: 'CandidatesCompleted',
        data: {
          batches: 1,
          totals: { assessed: 1, eligible: 1, excluded: 0, unknown: 0, amountFen: 1, fallouts: {} },
        },
      },
      {
        type: 'RunPublished',
        data: {
          by: publishedBy.id,
          person: publishedBy.personId ?? publishedBy.id,
          from: '2026-01-05',
        },
      },
      { type: 'PublicityEnded', data: {} },
    ] satisfies RunEvent[]
  ).reduce<Run>(evolveRun, noRun)

/** Sums in 分: below every seat's ceiling, and above all of them. */
const small = 1
const huge = Number.MAX_SAFE_INTEGER
const ceilings = rows.filter((row) => row.kind === approvalCeilingKind.name).map((row) => row.body)

const approval = (run: Run, actor: Actor, amountFen = small, concerned = false) =>
  runRules.approveRun(run, { runId: '' }, {
    actor,
    now: '2026-02-01T00:00:00.000Z',
    needs: { objections: 0, concerned, progress: { totals: { amountFen } } },
    definitions: { list: () => ceilings },
    calendar: {
      offsetMinutes: 480,
      addWorkingDays: () => ({ provisional: false, day: '2026-01-12' }),
    },
  } as unknown as Facts<never>)
const refusalOf = (outcome: ReturnType<typeof approval>) =>
  isRefusal(outcome) ? outcome.refusal : outcome[0]?.type
const after = (run: Run, outcome: ReturnType<typeof approval>): Run =>
  isRefusal(outcome) ? run : outcome.reduce(evolveRun, run)

test('nobody approves what they started or published, whatever roles they hold together', () => {
  const approved: string[] = []
  let judged = 0
  for (const one of anybody)
    for (const other of anybody) {
      if (one === other) continue
      for (const [startedBy, publishedBy] of [
        [one, one],
        [one, other],
        [other, one],
      ] as const) {
        const came = refusalOf(approval(published(startedBy, publishedBy), one))
        if (came !== 'four-eyes') approved.push(`${one.id}, ${other.id}: ${came}`)
        judged += 1
      }
    }
  expect(approved).toEqual([])
  expect(judged).toBe(anybody.length * (anybody.length - 1) * 3)
})

test('no process, timer or job approves, whoever did the work before', () => {
  for (const machine of machines)
    for (const one of people)
      for (const amountFen of [small, huge])
        expect(approval(published(one, one), machine, amountFen)).toMatchObject({ refusal: 'four-eyes' })
})

test('another person whose role allows it does approve: the rule refuses persons, not everybody', () => {
  const starters = people.filter((one) => may(one, 'startRun') && may(one, 'publishRun'))
  const approvers = people.filter((one) => may(one, 'approveRun'))
  expect(starters.length * approvers.length).toBeGreaterThan(0)
  for (const starter of starters)
    for (const approver of approvers)
      if (starter.id !== approver.id)
        expect(isRefusal(approval(published(starter, starter), approver))).toBe(false)
})

test('two accounts of one person are one person, whatever roles each of them holds', () => {
  const approved: string[] = []
  let judged = 0
  for (const one of people)
    for (const other of people) {
      const first = { ...one, id: 'first account', personId: 'one person' }
      const second = { ...other, id: 'second account', personId: 'one person' }
      for (const amountFen of [small, huge])
        for (const run of [published(first, stranger), published(stranger, first), published(first, first)])
          if (refusalOf(approval(run, second, amountFen)) !== 'four-eyes')
            approved.push(`${one.id}, ${other.id}`)
      judged += 1
    }
  expect(approved).toEqual([])
  expect(judged).toBe(people.length ** 2)
})

test('above every ceiling two persons approve, neither of them twice under another account, and neither who did the work', () => {
  const approvers = people.filter((one) => may(one, 'approveRun'))
  for (const first of approvers) {
    const run = published(stranger, stranger)
    const endorsing = approval(run, first, huge)
    expect(refusalOf(endorsing), first.id).toBe('RunEndorsed')
    const endorsed = after(run, endorsing)
    for (const second of approvers) {
      const alias = { ...second, id: 'other account', personId: first.id }
      expect(refusalOf(approval(endorsed, alias, huge))).toBe('further-approver-needed')
      expect(refusalOf(approval(endorsed, second, huge)), second.id).toBe(
        second === first ? 'further-approver-needed' : 'RunApproved',
      )
      // A sum that changed after the first approval has been approved by nobody.
      expect(refusalOf(approval(endorsed, second, huge - 1))).toBe('RunEndorsed')
    }
    expect(refusalOf(approval(endorsed, stranger, huge))).toBe('four-eyes')
  }
})

test('a seat without a ceiling approves nothing alone where the city has ceilings', () => {
  expect(ceilings.length).toBeGreaterThan(0)
  const seatless = account('seatless', [{ role: 'registration-officer' }])
  expect(refusalOf(approval(published(stranger, stranger), seatless))).toBe('RunEndorsed')
})

test('who acts for an enterprise on the list does not approve it, whatever else they may', () => {
  for (const one of people)
    for (const amountFen of [small, huge])
      expect(refusalOf(approval(published(stranger, stranger), one, amountFen, true))).toBe('acts-for-payee')
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
