import type { RulesOf } from '#kernel/engine.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import { collectionAccountIn } from './collection-account.ts'
import type { receivableContract } from './contract.ts'
import {
  evolveReceivable,
  type Flow,
  lineKey,
  linesIn,
  type OpenOrder,
  type Receivable,
  type ReceivableEvent,
  sharesOf,
} from './model.ts'

type Operation =
  | 'raiseReceivable'
  | 'payReceivable'
  | 'recordMoney'
  | 'giveBack'
  | 'askAboutMoney'
  | 'settleMoney'
  | 'supplyRefundAccount'
export type ReceivableRules = RulesOf<typeof receivableContract, Receivable, ReceivableEvent, Operation>

const raiseReceivable: ReceivableRules['raiseReceivable'] = (_, { caseId, purpose, lines }, { needs }) => {
  if (needs.existing) return refuse('receivable-exists', {}, ['caseId'])
  if (new Set(lines.map(lineKey)).size < lines.length) return refuse('line-repeated', {}, ['lines'])
  const { amountFen: totalFen } = sharesOf(lines)
  const payer = needs.party?.name ?? ''
  return [{ type: 'ReceivableRaised', data: { caseId, purpose, payer, lines, totalFen } }]
}

const payReceivable: ReceivableRules['payReceivable'] = (
  state,
  { account },
  { definitions, needs, today },
) => {
  const city = collectionAccountIn(definitions, today)
  if (!city) return refuse('collection-not-set-up')
  if (state.open) return refuse('payment-under-way')
  const due = linesIn(state, 'due')
  if (due.length === 0) return refuse('nothing-due')
  const order = {
    flow: 'collection' as const,
    attempt: state.attempts.collection + 1,
    account,
    payer: needs.party?.name ?? state.payer,
    city,
    lines: due.map(lineKey),
    ...sharesOf(due),
  }
  return [{ type: 'MoneyOrdered', data: { caseId: state.caseId, ...order } }]
}

/** What is owed back is ordered back as soon as nothing else is with the bank. */
function refunds(state: Receivable): ReceivableEvent[] {
  const back = linesIn(state, 'received').filter((line) => state.owedBack.has(lineKey(line)))
  if (state.open || state.refundFailed || back.length === 0 || !state.paidFrom) return []
  const order = {
    flow: 'refund' as const,
    attempt: state.attempts.refund + 1,
    ...state.paidFrom,
    lines: back.map(lineKey),
    ...sharesOf(back),
  }
  return [{ type: 'MoneyOrdered', data: { caseId: state.caseId, ...order } }]
}
const withRefunds = (state: Receivable, events: readonly ReceivableEvent[]): ReceivableEvent[] => [
  ...events,
  ...refunds(events.reduce(evolveReceivable, state)),
]

/** Lines of parts that will not be worked on: unpaid ones are struck, paid ones go back where they came from. */
const giveBack: ReceivableRules['giveBack'] = (state, { parts, reason }) => {
  const lines = [...state.lines].filter(([, { part }]) => parts.includes(part))
  const underWay = new Set(state.open?.flow === 'collection' ? state.open.lines : [])
  const struck = lines.filter(([key, { standing }]) => standing === 'due' && !underWay.has(key))
  const owedBack = lines.filter(
    ([key, { standing }]) => (standing === 'received' || underWay.has(key)) && !state.owedBack.has(key),
  )
  if (struck.length + owedBack.length === 0) return []
  const keys = (of: typeof lines) => of.map(([key]) => key)
  const data = { caseId: state.caseId, struck: keys(struck), owedBack: keys(owedBack), reason }
  return withRefunds(state, [{ type: 'LinesGivenUp', data }])
}

/** An order and an answer meet by flow and attempt; what is over or unknown changes nothing. */
const openOrder = (state: Receivable, flow: Flow, attempt: number): OpenOrder | undefined =>
  state.open?.flow === flow && state.open.attempt === attempt ? state.open : undefined

function ended(
  state: Receivable,
  order: OpenOrder,
  outcome: 'settled' | 'returned',
  more: object,
): ReceivableEvent[] {
  const { flow, attempt, amountFen, lines, shares } = order
  const type = outcome === 'settled' ? 'MoneySettled' : 'MoneyReturned'
  const data = { caseId: state.caseId, flow, attempt, amountFen, lines, shares, ...more }
  return withRefunds(state, [{ type, data } as ReceivableEvent])
}

const recordMoney: ReceivableRules['recordMoney'] = (state, input) => {
  const { flow, attempt, state: said, amountFen, bankReference, reason } = input
  const order = openOrder(state, flow, attempt)
  if (!order || order.state === 'disputed') return []
  const { caseId } = state
  switch (said) {
    case 'accepted':
    case 'lost':
      return order.state === 'ordered' ? [{ type: 'MoneyInDoubt', data: { caseId, flow, attempt } }] : []
    case 'returned':
      return ended(state, order, 'returned', { reason })
    case 'settled': {
      if (amountFen === order.amountFen) return ended(state, order, 'settled', { bankReference })
      const orderedFen = order.amountFen
      return [
        { type: 'MoneyDisputed', data: { caseId, flow, attempt, orderedFen, statedFen: amountFen ?? 0 } },
      ]
    }
  }
}

const settleMoney: ReceivableRules['settleMoney'] = (state, { outcome, reason }) =>
  state.open?.state === 'disputed' ? ended(state, state.open, outcome, { reason }) : refuse('not-disputed')

const askAboutMoney: ReceivableRules['askAboutMoney'] = (state) =>
  state.open && state.open.state !== 'disputed'
    ? [{ type: 'BankAskedAgain', data: { caseId: state.caseId, number: state.asked + 1 } }]
    : refuse('nothing-open')

const supplyRefundAccount: ReceivableRules['supplyRefundAccount'] = (
  state,
  { account },
): readonly ReceivableEvent[] | Refusal => {
  const { paidFrom, refundFailed } = state
  if (!refundFailed || !paidFrom) return refuse('no-refund-waiting')
  return refunds({ ...state, refundFailed: false, paidFrom: { ...paidFrom, account } })
}

export const receivableRules: ReceivableRules = {
  raiseReceivable,
  payReceivable,
  recordMoney,
  giveBack,
  askAboutMoney,
  settleMoney,
  supplyRefundAccount,
}
