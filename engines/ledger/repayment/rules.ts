import type { RulesOf } from '#kernel/engine.ts'
import { addFen, yuan } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'
import type { repaymentContract } from './contract.ts'
import {
  type About,
  openFen,
  type Repayment,
  type RepaymentEvent,
  type RepaymentStage,
  repaymentNumber,
} from './model.ts'
import { type FoundTerm, termFrom } from './terms.ts'

type Operation = 'demandRepayment' | 'recordRepayment' | 'lookAtRepayment' | 'withdrawRepayment'
export type RepaymentRules = RulesOf<typeof repaymentContract, Repayment, RepaymentEvent, Operation>

const demandRepayment: RepaymentRules['demandRepayment'] = (_, input, facts) => {
  const { needs, today, now, definitions, calendar, streamId } = facts
  const { original } = needs
  const { cause, instructionId, title, department, payer, amountFen, reason } = input
  if (!original.bookExists) return refuse('book-unknown', {}, ['bookId'])
  if (original.state === null) return refuse('instruction-unknown', { instructionId })
  if (original.state !== 'settled') return refuse('not-settled', { state: original.state })
  if (original.demanded) return refuse('already-demanded')
  if (amountFen > original.leftFen)
    return refuse('above-paid', { left: yuan(original.leftFen) }, ['amountFen'])
  const { policyId, period, account, accountName, person } = original
  const term = termFrom(today, definitions, calendar)
  const data = {
    cause,
    title,
    department,
    number: repaymentNumber(streamId),
    amountFen,
    receivedFen: 0,
    instructionId,
    policyId,
    period,
    payer,
    ...(person ? { person: true as const } : {}),
    reason,
    account,
    ...(accountName ? { accountName } : {}),
    demandedOn: today,
    term,
    ...(term.dueOn ? { dueOn: term.dueOn } : {}),
    ...nextOf(nextLook(term, now)),
  }
  return [{ type: 'RepaymentDemanded', data }]
}

const weekMs = 7 * 86_400_000

/** When a demand is looked at next: at the next moment of its term, in a week where the calendar does not reach that far yet. */
function nextLook({ dueAt, remindAt, escalateAt, isSet }: FoundTerm, now: Instant): Instant | undefined {
  if (!isSet) return undefined
  const next = [remindAt, dueAt, escalateAt].find((at) => at !== undefined && at > now)
  return next ?? (escalateAt === undefined ? instantFrom(msOf(now) + weekMs) : undefined)
}

const nextOf = (nextAt: Instant | undefined) => (nextAt ? { nextAt } : {})

function aboutOf(state: Repayment): About {
  const { cause, title, department, number, amountFen, receivedFen, term } = state
  if (!cause) throw new Error('a repayment without a cause')
  const { dueOn } = term
  return { cause, title, department, number, amountFen, receivedFen, ...(dueOn ? { dueOn } : {}) }
}

const recordRepayment: RepaymentRules['recordRepayment'] = (state, input, { needs, actor, today }) => {
  const { bookId: _, repaymentId: __, ...receipt } = input
  if (needs.known) return refuse('receipt-known', { reference: receipt.bankReference }, ['bankReference'])
  if (state.state !== 'open') return refuse('repayment-closed')
  if (receipt.receivedOn > today)
    return refuse('received-in-future', { on: receipt.receivedOn }, ['receivedOn'])
  const left = openFen(state)
  if (receipt.amountFen > left) return refuse('above-owed', { left: yuan(left) }, ['amountFen'])
  const receivedFen = addFen(state.receivedFen, receipt.amountFen)
  const { dueOn } = state.term
  const data = {
    ...aboutOf(state),
    receivedFen,
    receipt,
    late: dueOn !== undefined && receipt.receivedOn > dueOn,
    source: actor.kind === 'account' ? ('hand' as const) : ('statement' as const),
    by: actor.id,
    whole: receivedFen === state.amountFen,
  }
  return [{ type: 'RepaymentReceived', data }]
}

const stages = [
  { stage: 'escalated', at: 'escalateAt' },
  { stage: 'overdue', at: 'dueAt' },
  { stage: 'reminded', at: 'remindAt' },
] as const
const order: Readonly<Record<RepaymentStage, number>> = { due: 0, reminded: 1, overdue: 2, escalated: 3 }

/** A calendar published since gives the term that was missing; of several moments that have passed only the last is told. */
const lookAtRepayment: RepaymentRules['lookAtRepayment'] = (state, _, { now, definitions, calendar }) => {
  if (state.state !== 'open') return refuse('repayment-closed')
  const term = termFrom(state.demandedOn, definitions, calendar)
  const next = nextOf(nextLook(term, now))
  const about = aboutOf({ ...state, term })
  const reached = stages.find(({ at }) => {
    const moment = term[at]
    return moment !== undefined && moment <= now
  })
  if (reached && order[reached.stage] > order[state.stage])
    return [{ type: 'RepaymentReminded', data: { ...about, term, stage: reached.stage, ...next } }]
  // A term that stands has its next moment already; one that does not is looked for again.
  const isWhole = !term.isSet || term.escalateAt !== undefined
  if (isWhole && term.escalateAt === state.term.escalateAt) return refuse('no-further-step')
  return [{ type: 'RepaymentTermSet', data: { ...about, term, ...next } }]
}

const withdrawRepayment: RepaymentRules['withdrawRepayment'] = (state, { reason }, { actor }) =>
  state.state === 'open'
    ? [{ type: 'RepaymentWithdrawn', data: { ...aboutOf(state), reason, by: actor.id } }]
    : refuse('repayment-closed')

export const repaymentRules: RepaymentRules = {
  demandRepayment,
  recordRepayment,
  lookAtRepayment,
  withdrawRepayment,
}
