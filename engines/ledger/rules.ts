import type { WriteNames } from '#kernel/contract.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { addFen, yuan } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { BatchRules } from './batch/rules.ts'
import type { BankAnswer, BookStanding, ledgerContract } from './contract.ts'
import type {
  AnsweredMove,
  Book,
  BookEvent,
  Cause,
  Disbursement,
  DisbursementEvent,
  Line,
  Move,
  Transfer,
  TransferState,
} from './model.ts'
import type { ReceivableRules } from './receivable/rules.ts'
import { isPeriod, type StatementRules } from './reconcile/rules.ts'
import type { RepaymentRules } from './repayment/rules.ts'

type Contract = typeof ledgerContract
type BookOperation = 'openBook' | 'changeBudget' | 'askStatement' | 'setChannel'
export type BookRules = RulesOf<Contract, Book, BookEvent, BookOperation>
export type DisbursementRules = RulesOf<
  Contract,
  Disbursement,
  DisbursementEvent,
  Exclude<
    WriteNames<Contract>,
    BookOperation | keyof StatementRules | keyof BatchRules | keyof ReceivableRules | keyof RepaymentRules
  >
>

const openBook: BookRules['openBook'] = (_, input, { needs, actor }) => {
  if (needs.existing)
    return refuse('book-exists', { fund: input.fund, period: input.period }, ['fund', 'period'])
  return [{ type: 'BookOpened', data: { ...input, openedBy: actor.id } }]
}

const changeBudget: BookRules['changeBudget'] = (book, input, { needs }) => {
  const committed = book.budgetFen - (needs.standing?.balances.available ?? 0)
  if (input.budgetFen < committed)
    return refuse('budget-below-committed', { committed: yuan(committed) }, ['budgetFen'])
  if (input.budgetFen === book.budgetFen) return []
  return [
    {
      type: 'BudgetChanged',
      data: { fromFen: book.budgetFen, toFen: input.budgetFen, reason: input.reason },
    },
  ]
}

const askStatement: BookRules['askStatement'] = (_, { from, until }, { now }) =>
  isPeriod(from, until, now)
    ? [{ type: 'StatementAsked', data: { from, until } }]
    : refuse('period-wrong', {}, ['from', 'until'])

/** What is under way goes to its end the way it began: sent by both ways it could be paid twice. */
const setChannel: BookRules['setChannel'] = (_, { channel, bankKey }, { needs, actor }) => {
  if (channel === 'file' && !bankKey) return refuse('bank-key-missing', {}, ['bankKey'])
  if (needs.open > 0) return refuse('payments-under-way', { count: needs.open })
  return [{ type: 'ChannelChanged', data: { channel, bankKey, by: actor.id } }]
}

/** The cause of a disbursement that exists; a stream without one is a defect. */
function causeOf({ cause }: Disbursement): Cause {
  if (!cause) throw new Error('a disbursement without a cause')
  return cause
}

const moveOf = (line: Line & { state?: Transfer['state'] }, to: TransferState): Move => ({
  instructionId: line.instructionId,
  partyId: line.partyId,
  amountFen: line.amountFen,
  from: line.state ?? 'approved',
  to,
})

/**
 * Divides lines into those the money covers and those that wait. Strictly in order: who comes later is not served before
 * somebody who waits, even where a smaller sum would fit.
 */
function judgeFunds<L extends Line>(
  lines: readonly L[],
  standing: BookStanding,
  anyoneWaits: boolean,
): { covered: L[]; uncovered: L[] } {
  let left = standing.balances.available
  let count = 0
  if (!anyoneWaits)
    for (const line of lines) {
      if (line.amountFen > left) break
      left = addFen(left, -line.amountFen)
      count += 1
    }
  return { covered: lines.slice(0, count), uncovered: lines.slice(count) }
}

const holdFunds: DisbursementRules['holdFunds'] = (_, input, { needs }) => {
  const { cause, policyId, policyVersion, period, purpose } = input
  if (!needs.standing) return refuse('book-unknown', {}, ['bookId'])
  if (new Set(input.lines.map((line) => line.instructionId)).size < input.lines.length)
    return refuse('line-repeated', {}, ['lines'])
  const foreign = input.lines.find(
    ({ instructionId, partyId, component }) =>
      instructionId !== instructionIdOf({ policyId, policyVersion, period, partyId, component }),
  )
  if (foreign) return refuse('instruction-not-of-cause', { instructionId: foreign.instructionId }, ['lines'])
  const taken = new Set(needs.taken)
  const lines = input.lines.filter((line) => !taken.has(line.instructionId))
  if (lines.length === 0) return refuse('already-held', { count: taken.size }, ['lines'])
  const { covered, uncovered } = judgeFunds(lines, needs.standing, needs.standing.waiting > 0)
  const events: DisbursementEvent[] = [
    { type: 'DisbursementOpened', data: { cause, policyId, policyVersion, period, purpose, lines } },
  ]
  if (covered.length)
    events.push({ type: 'FundsHeld', data: { cause, moves: covered.map((line) => moveOf(line, 'held')) } })
  if (uncovered.length)
    events.push({
      type: 'FundsWaiting',
      data: { cause, moves: uncovered.map((line) => moveOf(line, 'waiting')) },
    })
  return events
}

const inState = (disbursement: Disbursement, ...states: readonly Transfer['state'][]): Transfer[] =>
  [...disbursement.transfers.values()].filter((transfer) => states.includes(transfer.state))

const serveWaiting: DisbursementRules['serveWaiting'] = (disbursement, _, { needs }) => {
  const waiting = inState(disbursement, 'waiting')
  if (waiting.length === 0 || !needs.standing) return refuse('nothing-waiting')
  if (needs.ahead) return refuse('not-its-turn')
  const { covered } = judgeFunds(waiting, needs.standing, false)
  if (covered.length === 0)
    return refuse('funds-insufficient', { available: yuan(needs.standing.balances.available) })
  const moves = covered.map((transfer) => moveOf(transfer, 'held'))
  return [{ type: 'FundsHeld', data: { cause: causeOf(disbursement), moves } }]
}

const supplyAccount: DisbursementRules['supplyAccount'] = (disbursement, input) => {
  const transfer = disbursement.transfers.get(input.instructionId)
  if (!transfer) return refuse('instruction-unknown', { instructionId: input.instructionId })
  if (!['waiting', 'held', 'returned'].includes(transfer.state))
    return refuse('account-fixed', { state: transfer.state })
  if (transfer.state !== 'returned' && transfer.account === input.account) return []
  const to = transfer.state === 'returned' ? 'held' : (transfer.state as TransferState)
  return [
    {
      type: 'AccountSupplied',
      data: { cause: causeOf(disbursement), account: input.account, moves: [moveOf(transfer, to)] },
    },
  ]
}

const orderPayments: DisbursementRules['orderPayments'] = (disbursement) => {
  const moves = inState(disbursement, 'held').flatMap((transfer) =>
    transfer.account
      ? [
          {
            ...moveOf(transfer, 'ordered'),
            attempt: transfer.attempt + 1,
            account: transfer.account,
            payee: transfer.payee,
          },
        ]
      : [],
  )
  return moves.length ? [{ type: 'PaymentsOrdered', data: { cause: causeOf(disbursement), moves } }] : []
}

type Judged =
  | { kind: 'PaymentsInDoubt' | 'PaymentsSettled' | 'PaymentsReturned'; move: AnsweredMove }
  | { kind: 'PaymentsDisputed'; dispute: { instructionId: string; orderedFen: number; statedFen: number } }

/** What one answer means for one transfer. An answer about an earlier attempt, or one already known, means nothing new. */
function judgeAnswer(transfer: Transfer, answer: BankAnswer): Judged | undefined {
  if (answer.attempt !== transfer.attempt) return undefined
  const open = transfer.state === 'ordered' || transfer.state === 'in-doubt'
  const move = (to: TransferState): AnsweredMove => ({
    ...moveOf(transfer, to),
    attempt: answer.attempt,
    bankReference: answer.bankReference,
    reason: answer.reason,
  })
  switch (answer.state) {
    case 'accepted':
    case 'lost':
      return transfer.state === 'ordered' ? { kind: 'PaymentsInDoubt', move: move('in-doubt') } : undefined
    case 'returned':
      // A bank may return what it had settled: the payee's bank sent it back (退汇).
      return open || transfer.state === 'settled'
        ? { kind: 'PaymentsReturned', move: move('returned') }
        : undefined
    case 'settled': {
      if (!open || transfer.disputed) return undefined
      if (answer.amountFen === transfer.amountFen) return { kind: 'PaymentsSettled', move: move('settled') }
      const { instructionId, amountFen } = transfer
      return {
        kind: 'PaymentsDisputed',
        dispute: { instructionId, orderedFen: amountFen, statedFen: answer.amountFen ?? 0 },
      }
    }
  }
}

const recordBankAnswers: DisbursementRules['recordBankAnswers'] = (disbursement, input) => {
  const cause = causeOf(disbursement)
  const judged: Judged[] = []
  const answered = new Set<string>()
  for (const answer of input.answers) {
    const transfer = disbursement.transfers.get(answer.instructionId)
    if (!transfer) return refuse('instruction-unknown', { instructionId: answer.instructionId })
    const meaning = answered.has(answer.instructionId) ? undefined : judgeAnswer(transfer, answer)
    answered.add(answer.instructionId)
    if (meaning) judged.push(meaning)
  }
  const moves = (kind: Judged['kind']) =>
    judged.flatMap((one) => (one.kind === kind && 'move' in one ? [one.move] : []))
  const disputes = judged.flatMap((one) => ('dispute' in one ? [one.dispute] : []))
  const doubtful = disputes.flatMap(({ instructionId }) => {
    const transfer = disbursement.transfers.get(instructionId)
    return transfer?.state === 'ordered'
      ? [{ ...moveOf(transfer, 'in-doubt'), attempt: transfer.attempt }]
      : []
  })
  const events: DisbursementEvent[] = []
  const inDoubt = [...moves('PaymentsInDoubt'), ...doubtful]
  if (inDoubt.length) events.push({ type: 'PaymentsInDoubt', data: { cause, moves: inDoubt } })
  const settled = moves('PaymentsSettled')
  if (settled.length) events.push({ type: 'PaymentsSettled', data: { cause, moves: settled } })
  const returned = moves('PaymentsReturned')
  if (returned.length) events.push({ type: 'PaymentsReturned', data: { cause, moves: returned } })
  if (disputes.length) events.push({ type: 'PaymentsDisputed', data: { cause, disputes } })
  return events
}

const askBank: DisbursementRules['askBank'] = (disbursement) =>
  inState(disbursement, 'ordered', 'in-doubt').some((transfer) => !transfer.disputed)
    ? [{ type: 'BankAsked', data: { cause: causeOf(disbursement), number: disbursement.asked + 1 } }]
    : refuse('nothing-open')

const settleDispute: DisbursementRules['settleDispute'] = (disbursement, input) => {
  const transfer = disbursement.transfers.get(input.instructionId)
  if (!transfer) return refuse('instruction-unknown', { instructionId: input.instructionId })
  if (!transfer.disputed) return refuse('not-disputed')
  const { attempt } = transfer
  const move = { ...moveOf(transfer, input.outcome), attempt, reason: input.reason }
  const type = input.outcome === 'settled' ? 'PaymentsSettled' : 'PaymentsReturned'
  return [{ type, data: { cause: causeOf(disbursement), moves: [move] } }]
}

const releaseHold: DisbursementRules['releaseHold'] = (disbursement, input) => {
  const moves: Move[] = []
  for (const instructionId of new Set(input.instructionIds)) {
    const transfer = disbursement.transfers.get(instructionId)
    if (!transfer) return refuse('instruction-unknown', { instructionId })
    if (!['waiting', 'held', 'returned'].includes(transfer.state))
      return refuse('not-releasable', { instructionId, state: transfer.state })
    moves.push(moveOf(transfer, 'released'))
  }
  return [{ type: 'FundsReleased', data: { cause: causeOf(disbursement), moves, reason: input.reason } }]
}

const reverse: DisbursementRules['reverse'] = (disbursement, input, { needs }) => {
  const transfer = disbursement.transfers.get(input.instructionId)
  if (!transfer) return refuse('instruction-unknown', { instructionId: input.instructionId })
  if (transfer.state !== 'settled') return refuse('not-settled', { state: transfer.state })
  // What is asked back comes in on its demand; reversed as well it would be counted twice.
  if (needs.askedBack) return refuse('asked-back')
  const moves = [moveOf(transfer, 'reversed')]
  return [{ type: 'PaymentsReversed', data: { cause: causeOf(disbursement), moves, reason: input.reason } }]
}

export const bookRules: BookRules = { openBook, changeBudget, askStatement, setChannel }
export const disbursementRules: DisbursementRules = {
  holdFunds,
  serveWaiting,
  supplyAccount,
  orderPayments,
  recordBankAnswers,
  askBank,
  settleDispute,
  releaseHold,
  reverse,
}
