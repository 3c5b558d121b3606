import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Slug, Uuid } from '#kernel/ids.ts'
import { addFen, type Fen } from '#kernel/money.ts'
import { AmountFen } from '../model.ts'

/** What a case costs, owed to one or several authorities and paid at once; and its way back. */

export const ReceivableId = Uuid.meta({ title: 'ReceivableId' })

/** One charge of one item, owed to one authority. */
export const OwedLine = z.object({ part: Slug, charge: Slug, payee: Slug, amountFen: AmountFen })
export type OwedLine = z.output<typeof OwedLine>
export const lineKey = ({ part, charge }: Pick<OwedLine, 'part' | 'charge'>): string => `${part}/${charge}`

/** `due` and unpaid; `struck` before it was paid; `received` for its authority; `returned` to the payer. */
export const LineStanding = z.enum(['due', 'struck', 'received', 'returned'])
export type LineStanding = z.output<typeof LineStanding>

/** Which way money goes: from the payer, or back. */
export const Flow = z.enum(['collection', 'refund'])
export type Flow = z.output<typeof Flow>

export interface Share {
  readonly payee: string
  readonly amountFen: Fen
}
/** The city's account into which fees are paid, as its bank knows it. */
export interface CollectionAccount {
  readonly account: string
  readonly name: string
}

interface Ordered {
  readonly flow: Flow
  readonly attempt: number
  /** the payer's own account and the name it is held under */
  readonly account: string
  readonly payer: string
  readonly city: CollectionAccount
  readonly amountFen: Fen
  readonly lines: readonly string[]
  readonly shares: readonly Share[]
}
type Answered = Pick<Ordered, 'flow' | 'attempt'> & { caseId: string }

export type ReceivableEvent =
  | Event<
      'ReceivableRaised',
      { caseId: string; purpose: string; payer: string; lines: readonly OwedLine[]; totalFen: Fen }
    >
  | Event<'MoneyOrdered', Ordered & { caseId: string }>
  | Event<'MoneyInDoubt', Answered>
  | Event<'MoneyDisputed', Answered & { orderedFen: Fen; statedFen: Fen }>
  | Event<
      'MoneySettled',
      Answered & {
        amountFen: Fen
        lines: readonly string[]
        shares: readonly Share[]
        bankReference?: string | undefined
        reason?: string | undefined
      }
    >
  | Event<
      'MoneyReturned',
      Answered & {
        lines: readonly string[]
        shares: readonly Share[]
        amountFen: Fen
        reason?: string | undefined
      }
    >
  | Event<
      'LinesGivenUp',
      { caseId: string; struck: readonly string[]; owedBack: readonly string[]; reason: string }
    >
  | Event<'BankAskedAgain', { caseId: string; number: number }>

export interface OpenOrder extends Ordered {
  readonly state: 'ordered' | 'in-doubt' | 'disputed'
}
export interface ReceivableLine extends OwedLine {
  readonly standing: LineStanding
}
export interface Receivable {
  readonly caseId: string
  readonly purpose: string
  readonly payer: string
  readonly lines: ReadonlyMap<string, ReceivableLine>
  /** at most one order is with the bank */
  readonly open?: OpenOrder | undefined
  /** where the money came from, and where it goes back to */
  readonly paidFrom?: Pick<Ordered, 'account' | 'payer' | 'city'> | undefined
  /** received lines that go back */
  readonly owedBack: ReadonlySet<string>
  /** a refund came back: another account is needed */
  readonly refundFailed: boolean
  readonly attempts: Readonly<Record<Flow, number>>
  readonly asked: number
}
export const noReceivable: Receivable = {
  caseId: '',
  purpose: '',
  payer: '',
  lines: new Map(),
  owedBack: new Set(),
  refundFailed: false,
  attempts: { collection: 0, refund: 0 },
  asked: 0,
}

const stand = (state: Receivable, keys: readonly string[], standing: LineStanding): Receivable => {
  const lines = new Map(state.lines)
  for (const key of keys) {
    const line = lines.get(key)
    if (line) lines.set(key, { ...line, standing })
  }
  return { ...state, lines }
}

export function evolveReceivable(state: Receivable, event: ReceivableEvent): Receivable {
  switch (event.type) {
    case 'ReceivableRaised': {
      const { caseId, purpose, payer, lines } = event.data
      const due = lines.map((line) => [lineKey(line), { ...line, standing: 'due' as const }] as const)
      return { ...noReceivable, caseId, purpose, payer, lines: new Map(due) }
    }
    case 'MoneyOrdered': {
      const { flow, attempt, account, payer, city } = event.data
      const attempts = { ...state.attempts, [flow]: attempt }
      const paidFrom = { account, payer, city }
      return { ...state, open: { ...event.data, state: 'ordered' }, attempts, paidFrom, asked: 0 }
    }
    case 'MoneyInDoubt':
      return { ...state, open: state.open && { ...state.open, state: 'in-doubt' } }
    case 'MoneyDisputed':
      return { ...state, open: state.open && { ...state.open, state: 'disputed' } }
    case 'MoneySettled': {
      const { flow, lines } = event.data
      const settled = stand(state, lines, flow === 'collection' ? 'received' : 'returned')
      const owedBack = new Set(
        [...state.owedBack].filter((key) => flow === 'collection' || !lines.includes(key)),
      )
      return { ...settled, open: undefined, owedBack, refundFailed: false }
    }
    case 'MoneyReturned': {
      const refundFailed = event.data.flow === 'refund'
      if (refundFailed) return { ...state, open: undefined, refundFailed }
      const struck = event.data.lines.filter((key) => state.owedBack.has(key))
      return { ...stand(state, struck, 'struck'), open: undefined, owedBack: new Set() }
    }
    case 'LinesGivenUp': {
      const { struck, owedBack } = event.data
      return { ...stand(state, struck, 'struck'), owedBack: new Set([...state.owedBack, ...owedBack]) }
    }
    case 'BankAskedAgain':
      return { ...state, asked: event.data.number }
  }
}

export const linesIn = (state: Receivable, standing: LineStanding): ReceivableLine[] =>
  [...state.lines.values()].filter((line) => line.standing === standing)

/** What of a sum belongs to whom: every line to one authority, so that the shares come to the sum exactly. */
export function sharesOf(lines: readonly OwedLine[]): { shares: Share[]; amountFen: Fen } {
  const byPayee = new Map<string, Fen>()
  for (const { payee, amountFen } of lines) byPayee.set(payee, addFen(byPayee.get(payee) ?? 0, amountFen))
  return {
    shares: [...byPayee].map(([payee, amountFen]) => ({ payee, amountFen })),
    amountFen: addFen(...lines.map((line) => line.amountFen)),
  }
}
