import { type Recorded, streamKind } from '#kernel/engine.ts'
import type { JobRequest, TimerChange } from '#platform/engine.ts'
import { evolveRepayment, noRepayment, type Repayment, type RepaymentEvent } from './model.ts'

export const repaymentStream = streamKind<Repayment, RepaymentEvent>({
  kind: 'repayment',
  initial: noRepayment,
  evolve: evolveRepayment,
  scope: () => ({}),
})

/** A demand is looked at when its next moment comes, and no more once it is over. */
export function repaymentTimers({ ownerId, streamId, event }: Recorded): TimerChange[] {
  const { type, data } = event as RepaymentEvent
  if (type === 'RepaymentWithdrawn' || (type === 'RepaymentReceived' && data.whole))
    return [{ cancel: 'look-at-repayment' }]
  const dueAt = 'nextAt' in data ? data.nextAt : undefined
  if (dueAt === undefined) return []
  const input = { bookId: ownerId, repaymentId: streamId }
  return [{ set: 'look-at-repayment', dueAt, operation: 'ledger.lookAtRepayment', input }]
}

/** What came back is the budget's again: whoever waits is served from it. */
export const repaymentReactions = ({ ownerId, streamId, version, event }: Recorded): JobRequest[] =>
  event.type === 'RepaymentReceived'
    ? [{ task: 'ledger.serve-waiting', payload: { bookId: ownerId, cause: `${streamId}:${version}` } }]
    : []
