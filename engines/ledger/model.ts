import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import type { BankKey } from './batch/model.ts'

export const BookId = Uuid.meta({ title: 'BookId' })
export const InstructionId = Uuid.meta({ title: 'InstructionId' })
export const AmountFen = Fen.positive()
export const Fund = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
export const BookPeriod = z.string().regex(/^\d{4}$/)
export const BankAccount = z.string().regex(/^[0-9]{8,30}$/)

/** Where a transfer stands. `waiting` has no money yet, `released` and `reversed` gave it back to the book. */
export const transferStates = [
  'waiting',
  'held',
  'ordered',
  'in-doubt',
  'settled',
  'returned',
  'released',
  'reversed',
] as const
export const TransferState = z.enum(transferStates)
export type TransferState = z.output<typeof TransferState>

/** The accounts inside a book. `budget` is what the treasury gave and stands below zero; the others never do. */
export const bookAccounts = ['budget', 'available', 'held', 'ordered', 'inDoubt', 'paid', 'returned'] as const
export type BookAccount = (typeof bookAccounts)[number]
export type Balances = Readonly<Record<BookAccount, Fen>>
export const Balances = z.object({
  budget: Fen,
  available: Fen,
  held: Fen,
  ordered: Fen,
  inDoubt: Fen,
  paid: Fen,
  returned: Fen,
})

/** What a disbursement is for, as the engine that approved it names it. */
/** `corrects`: the party whose payment it corrects, whose correction then stands for the batch. */
export const Cause = z.object({ runId: Uuid, batchId: Uuid, corrects: PartyId.optional() })
export type Cause = z.output<typeof Cause>

export const Line = z.object({
  instructionId: InstructionId,
  partyId: PartyId,
  component: z.string().min(1).max(60),
  payee: z.string().min(1).max(200),
  /** a natural person, whose name is shortened where an order of many is read */
  person: z.literal(true).optional(),
  amountFen: AmountFen,
  /** without an account the money is held until one is known */
  account: BankAccount.optional(),
})
export type Line = z.output<typeof Line>

/** One step of one transfer. Money moves between the accounts that the two states stand for. */
export interface Move {
  readonly instructionId: string
  readonly partyId: string
  readonly amountFen: Fen
  readonly from: TransferState | 'approved'
  readonly to: TransferState
}
export type OrderedMove = Move & {
  readonly attempt: number
  readonly account: string
  readonly payee: string
}
export type AnsweredMove = Move & {
  readonly attempt: number
  readonly bankReference?: string | undefined
  readonly reason?: string | undefined
}

interface Moves<M extends Move = Move> {
  readonly cause: Cause
  readonly moves: readonly M[]
}

export type BookEvent =
  | Event<
      'BookOpened',
      {
        title: string
        fund: string
        period: string
        budgetFen: Fen
        bankAccount: string
        accountName?: string | undefined
        openedBy: string
      }
    >
  | Event<'BudgetChanged', { fromFen: Fen; toFen: Fen; reason: string }>
  | Event<'ChannelChanged', { channel: 'http' | 'file'; bankKey?: BankKey | undefined; by: string }>
  | Event<'StatementAsked', { from: Instant; until: Instant }>

export type DisbursementEvent =
  | Event<
      'DisbursementOpened',
      {
        cause: Cause
        policyId: string
        policyVersion: number
        period: string
        purpose: string
        lines: readonly Line[]
      }
    >
  | Event<'FundsHeld', Moves>
  | Event<'FundsWaiting', Moves>
  | Event<'AccountSupplied', Moves & { account: string }>
  | Event<'PaymentsOrdered', Moves<OrderedMove>>
  | Event<'PaymentsInDoubt', Moves<AnsweredMove>>
  | Event<'PaymentsSettled', Moves<AnsweredMove>>
  | Event<'PaymentsReturned', Moves<AnsweredMove>>
  | Event<
      'PaymentsDisputed',
      { cause: Cause; disputes: readonly { instructionId: string; orderedFen: Fen; statedFen: Fen }[] }
    >
  | Event<'FundsReleased', Moves & { reason: string }>
  | Event<'PaymentsReversed', Moves & { reason: string }>
  | Event<'BankAsked', { cause: Cause; number: number }>

export interface Book {
  readonly title: string
  readonly fund: string
  readonly budgetFen: Fen
}
export const noBook: Book = { title: '', fund: '', budgetFen: 0 }

export function evolveBook(book: Book, event: BookEvent): Book {
  if (event.type === 'BookOpened')
    return { title: event.data.title, fund: event.data.fund, budgetFen: event.data.budgetFen }
  return event.type === 'BudgetChanged' ? { ...book, budgetFen: event.data.toFen } : book
}

export interface Transfer extends Line {
  readonly state: TransferState | 'approved'
  readonly attempt: number
  readonly disputed: boolean
}
export interface Disbursement {
  readonly cause: Cause | undefined
  readonly transfers: ReadonlyMap<string, Transfer>
  readonly asked: number
}
export const noDisbursement: Disbursement = { cause: undefined, transfers: new Map(), asked: 0 }

const moved = (
  disbursement: Disbursement,
  moves: readonly Move[],
  change: (transfer: Transfer, move: Move) => Partial<Transfer> = () => ({}),
): Disbursement => {
  const transfers = new Map(disbursement.transfers)
  for (const move of moves) {
    const transfer = transfers.get(move.instructionId)
    if (transfer)
      transfers.set(move.instructionId, { ...transfer, state: move.to, ...change(transfer, move) })
  }
  return { ...disbursement, transfers }
}

export function evolveDisbursement(state: Disbursement, event: DisbursementEvent): Disbursement {
  switch (event.type) {
    case 'DisbursementOpened':
      return {
        ...state,
        cause: event.data.cause,
        transfers: new Map(
          event.data.lines.map((line) => [
            line.instructionId,
            { ...line, state: 'approved', attempt: 0, disputed: false },
          ]),
        ),
      }
    case 'AccountSupplied':
      return moved(state, event.data.moves, () => ({ account: event.data.account }))
    case 'PaymentsOrdered':
      return moved({ ...state, asked: 0 }, event.data.moves, ({ attempt }) => ({ attempt: attempt + 1 }))
    case 'PaymentsSettled':
    case 'PaymentsReturned':
      return moved(state, event.data.moves, () => ({ disputed: false }))
    case 'PaymentsDisputed': {
      const disputed = new Set(event.data.disputes.map((one) => one.instructionId))
      const transfers = [...state.transfers].map(
        ([id, one]) => [id, disputed.has(id) ? { ...one, disputed: true } : one] as const,
      )
      return { ...state, transfers: new Map(transfers) }
    }
    case 'BankAsked':
      return { ...state, asked: event.data.number }
    default:
      return moved(state, event.data.moves)
  }
}
