import { type Recorded, streamKind } from '#kernel/engine.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { JobRequest, TimerChange } from '#platform/engine.ts'
import { evolveReceivable, noReceivable, type Receivable, type ReceivableEvent } from './model.ts'

export const receivableStream = streamKind<Receivable, ReceivableEvent>({
  kind: 'receivable',
  initial: noReceivable,
  evolve: evolveReceivable,
  scope: () => ({}),
})

const firstAskMs = 5_000
const longestAskMs = 86_400_000

/** An order is asked after five seconds later, then after twice as long each time, at least once a day. */
export function receivableTimers({ ownerId, streamId, event }: Recorded, now: string): TimerChange[] {
  const one = event as ReceivableEvent
  const number = one.type === 'MoneyOrdered' ? 0 : one.type === 'BankAskedAgain' ? one.data.number : undefined
  if (number === undefined) return []
  const wait = Math.min(firstAskMs * 2 ** Math.min(number, 20), longestAskMs)
  return [
    {
      set: 'ask-about-money',
      dueAt: instantFrom(msOf(now) + wait),
      operation: 'ledger.askAboutMoney',
      input: { partyId: ownerId, receivableId: streamId },
    },
  ]
}

export const receivableReactions = ({ ownerId, streamId, event }: Recorded): JobRequest[] =>
  event.type === 'MoneyOrdered' || event.type === 'BankAskedAgain'
    ? [{ task: 'ledger.move-money', payload: { partyId: ownerId, receivableId: streamId } }]
    : []
