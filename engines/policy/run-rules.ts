import type { RulesOf } from '#kernel/engine.ts'
import { personOf } from '#kernel/actor.ts'
import { yuan } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import { addDays, type Day, type Instant, instantAt } from '#kernel/time.ts'
import { compiledFor, policyOn, rivalsOf } from './assess.ts'
import { ceilingOf } from './ceiling.ts'
import type { policyContract } from './contract.ts'
import { type Run, type RunEvent } from './model.ts'

export type RunRules = RulesOf<
  typeof policyContract,
  Run,
  RunEvent,
  'startRun' | 'completeCandidates' | 'publishRun' | 'endPublicity' | 'approveRun' | 'cancelRun' | 'finishRun'
>

const startRun: RunRules['startRun'] = (_, input, { needs, definitions, today, now, actor }) => {
  if (input.asOf > today) return refuse('as-of-in-future', {}, ['asOf'])
  const policy = policyOn(definitions, input.policyId, input.asOf)
  if (!policy)
    return refuse('policy-unknown', { policy: input.policyId, on: input.asOf }, ['policyId', 'asOf'])
  if (policy.gives.kind !== 'cash' || !policy.publicity)
    return refuse('policy-needs-application', {}, ['policyId'])
  if (!needs.book) return refuse('book-unknown', {}, ['bookId'])
  if (policy.budget && needs.book.fund !== policy.budget.book)
    return refuse('book-of-another-fund', { fund: policy.budget.book }, ['bookId'])
  if (needs.programme?.openRunId) return refuse('run-already-open', { period: input.period }, ['period'])
  if (needs.programme && needs.programme.bookId !== input.bookId)
    return refuse('programme-uses-another-book', {}, ['bookId'])
  const { ruleHash } = compiledFor(definitions, policy).compiled
  const rivals = rivalsOf(definitions, policy, input.asOf)
  const { version: policyVersion, department, title } = policy
  return [
    {
      type: 'RunStarted',
      data: {
        ...input,
        policyVersion,
        ruleHash,
        department,
        title,
        snapshotAt: now,
        publicityDays: policy.publicity.workingDays,
        ...(rivals.length ? { rivals: rivals.map(({ id, version }) => ({ policyId: id, version })) } : {}),
        startedBy: actor.id,
        person: personOf(actor),
      },
    },
  ]
}

const completeCandidates: RunRules['completeCandidates'] = (run, _, { needs }) => {
  if (run.state !== 'collecting') return refuse('already-collected')
  if (!needs.progress.complete) return refuse('parties-not-judged')
  const { totals, batches } = needs.progress
  return [{ type: 'CandidatesCompleted', data: { totals, batches } }]
}

/** The last day of publicity and the moment it is over; nothing while the calendar does not reach that far. */
function publicityFrom(
  from: Day,
  workingDays: number,
  calendar: WorkingCalendar,
): { through: Day; endsAt: Instant } | undefined {
  // The day of publication does not count (民法典 art. 201).
  const last = calendar.addWorkingDays(from, workingDays)
  if (last.provisional) return undefined
  return { through: last.day, endsAt: instantAt(addDays(last.day, 1), '00:00', calendar.offsetMinutes) }
}

const publishRun: RunRules['publishRun'] = (run, _, { calendar, today, actor }) => {
  if (run.state !== 'collected') return refuse('not-collected')
  if (run.eligible === 0) return refuse('no-candidates')
  const term = publicityFrom(today, run.publicityDays, calendar)
  return [{ type: 'RunPublished', data: { by: actor.id, person: personOf(actor), from: today, ...term } }]
}

/** Whether publicity has run its whole length; a calendar published meanwhile counts. */
const isOver = (
  { publishedOn, publicityDays }: Run,
  { calendar, now }: { calendar: WorkingCalendar; now: Instant },
) => {
  const term = publishedOn && publicityFrom(publishedOn, publicityDays, calendar)
  return !!term && now >= term.endsAt
}

const endPublicity: RunRules['endPublicity'] = (run, _, facts) => {
  if (run.state !== 'in-publicity') return refuse('not-in-publicity')
  return isOver(run, facts) ? [{ type: 'PublicityEnded', data: {} }] : refuse('publicity-running')
}

const approveRun: RunRules['approveRun'] = (run, _, facts) => {
  const { needs, actor } = facts
  if (run.state === 'approved' || run.state === 'finished') return refuse('already-approved')
  if (run.publishedOn === undefined || run.state === 'cancelled') return refuse('not-published')
  if (!isOver(run, facts)) return refuse('publicity-running')
  // Somebody else, and a person: neither who worked on the run nor a process may approve it.
  const person = personOf(actor)
  if (actor.kind !== 'account' || run.workedOn.includes(person)) return refuse('four-eyes')
  if (needs.concerned) return refuse('acts-for-payee')
  if (needs.objections > 0) return refuse('objections-open', { count: needs.objections })
  const { totals } = needs.progress
  const ceilingFen = ceilingOf(actor, run.department, facts.definitions)
  const data = { by: actor.id, person, totals }
  if (totals.amountFen <= ceilingFen) return [{ type: 'RunApproved', data }]
  // Above the ceiling two persons approve the same sum; one that changed meanwhile begins anew.
  if (run.endorsed?.amountFen !== totals.amountFen)
    return [{ type: 'RunEndorsed', data: { ...data, ceilingFen } }]
  if (run.endorsed.person === person)
    return refuse('further-approver-needed', {
      amount: yuan(totals.amountFen),
      ceiling: yuan(ceilingFen),
    })
  return [{ type: 'RunApproved', data }]
}

const cancelRun: RunRules['cancelRun'] = (run, input, { actor }) => {
  if (run.state === 'approved' || run.state === 'finished') return refuse('already-approved')
  if (run.state === 'cancelled') return refuse('already-cancelled')
  return [{ type: 'RunCancelled', data: { by: actor.id, reason: input.reason } }]
}

const finishRun: RunRules['finishRun'] = (run, _, { needs }) => {
  if (run.state === 'finished') return []
  if (run.state !== 'approved') return refuse('not-approved')
  if (needs.unfinished > 0) return refuse('payments-open', { count: needs.unfinished })
  return [{ type: 'RunFinished', data: {} }]
}

export const runRules: RunRules = {
  startRun,
  completeCandidates,
  publishRun,
  endPublicity,
  approveRun,
  cancelRun,
  finishRun,
}
