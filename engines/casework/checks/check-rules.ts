import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { instantAt } from '#kernel/time.ts'
import type { checkWrites } from './check-contract.ts'
import type { Check, CheckEvent } from './check-model.ts'

type Rules = RulesOf<typeof checkWrites, Check, CheckEvent>

const planCheck: Rules['planCheck'] = (_, { partyId: __, ...planned }, { now, calendar }) => [
  {
    type: 'CheckPlanned',
    data: {
      ...planned,
      opensAt: instantAt(planned.opensOn, '00:00', calendar.offsetMinutes),
      overdueAt: calendar.closeOf(planned.by),
      at: now,
    },
  },
]

const openCheck: Rules['openCheck'] = ({ standing, planned }, _, { now }) =>
  standing === 'planned' && planned && now >= planned.opensAt
    ? [{ type: 'CheckOpened', data: { at: now } }]
    : refuse('nothing-due')

const noteCheckOverdue: Rules['noteCheckOverdue'] = ({ standing, overdueAt, overdue }, _, { now }) =>
  (standing === 'open' || standing === 'mending') && !overdue && overdueAt !== undefined && now >= overdueAt
    ? [{ type: 'CheckOverdue', data: { at: now } }]
    : refuse('nothing-due')

/** Putting right is allowed once; a promise that is broken is judged by a named article (行政许可法 art. 69). */
const recordCheck: Rules['recordCheck'] = (check, input, { now, today, actor, calendar }) => {
  const { planned, standing, mended } = check
  if (!planned || (standing !== 'open' && standing !== 'mending')) return refuse('check-not-open')
  const { outcome, findings, basis, mendBy } = input
  if (outcome === 'broken' && !basis) return refuse('basis-missing', {}, ['basis'])
  if (outcome === 'to-mend' && mended) return refuse('mended-before')
  if (outcome === 'to-mend' && (mendBy === undefined || mendBy <= today))
    return refuse('mend-day-missing', {}, ['mendBy'])
  return [
    {
      type: 'CheckRecorded',
      data: {
        outcome,
        findings,
        basis: outcome === 'broken' ? basis : undefined,
        mendBy: outcome === 'to-mend' ? mendBy : undefined,
        overdueAt: outcome === 'to-mend' && mendBy ? calendar.closeOf(mendBy) : undefined,
        by: { id: actor.id, name: actor.name },
        caseId: planned.caseId,
        part: planned.part,
        at: now,
      },
    },
  ]
}

export const checkRules: Rules = { planCheck, openCheck, recordCheck, noteCheckOverdue }
