import { createHash } from 'node:crypto'
import { z } from 'zod'
import { addFen, type Fen } from '#kernel/money.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { dayOf, daysBetween, type Instant, instantFrom, msOf } from '#kernel/time.ts'
import { type Answer, no, yes } from '../answers.ts'
import { answerOnly, type Call, type Handled, type News } from '../system.ts'
import { type Books, ownAccounts, postTo } from './books.ts'

/** An instruction to pay. The instruction id is the payer's, one for each act: the bank pays it once, ever. */
export const PaymentInput = z.object({
  instructionId: z.string().min(1).max(100),
  amountFen: z.number().int().positive().safe(),
  payerAccount: z.string().min(1).max(40),
  payeeAccount: z.string().min(1).max(40),
  payeeName: z.string().min(1).max(300),
  purpose: z.string().min(1).max(300),
  callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
})
export type PaymentInput = z.output<typeof PaymentInput>

export type ReturnReason =
  | 'payee-account-unknown'
  | 'payee-account-closed'
  | 'payee-name-mismatch'
  | (string & {})

export interface Payment {
  readonly paymentNumber: string
  readonly input: PaymentInput
  readonly content: string
  readonly acceptedAt: Instant
  readonly dueAt: Instant
  /** what a fault has the bank do instead of what it was told */
  readonly scripted?:
    | { readonly kind: 'reject' | 'wrong-amount' | 'partial'; readonly reason?: string | undefined }
    | undefined
  state: 'accepted' | 'settled' | 'returned'
  finishedAt?: Instant
  settledFen?: Fen
  reason?: ReturnReason
}

export type PaymentEvent =
  | {
      readonly type: 'payment-accepted'
      readonly paymentNumber: string
      readonly input: PaymentInput
      readonly content: string
      readonly dueAt: Instant
      readonly scripted?: Payment['scripted']
    }
  | { readonly type: 'payment-settled'; readonly instructionId: string; readonly settledFen: Fen }
  | { readonly type: 'payment-returned'; readonly instructionId: string; readonly reason: ReturnReason }

export interface Payments {
  readonly byInstruction: Map<string, Payment>
  readonly open: Set<Payment>
  /** how many were ever accepted */
  accepted: number
}

export const emptyPayments = (): Payments => ({
  byInstruction: new Map(),
  open: new Set(),
  accepted: 0,
})

const returnTexts: Readonly<Record<string, Bilingual>> = {
  'payee-account-unknown': bilingual('收款账户不存在。', 'The payee’s account does not exist.'),
  'payee-account-closed': bilingual('收款账户已销户。', 'The payee’s account is closed.'),
  'payee-name-mismatch': bilingual('户名与账户不符。', 'The name is not that of the account.'),
}
const otherReturn = bilingual('银行退回了这笔款项。', 'The bank returned the payment.')

export const paymentView = (payment: Payment): Readonly<Record<string, unknown>> => ({
  instructionId: payment.input.instructionId,
  paymentNumber: payment.paymentNumber,
  state: payment.state,
  amountFen: payment.input.amountFen,
  payerAccount: payment.input.payerAccount,
  payeeAccount: payment.input.payeeAccount,
  acceptedAt: payment.acceptedAt,
  ...(payment.finishedAt ? { finishedAt: payment.finishedAt } : {}),
  ...(payment.settledFen === undefined ? {} : { settledFen: payment.settledFen }),
  ...(payment.reason === undefined
    ? {}
    : { reason: { code: payment.reason, message: returnTexts[payment.reason] ?? otherReturn } }),
})

function payerRefusal(books: Books, input: PaymentInput): Answer | undefined {
  const payer = books.accounts.get(input.payerAccount)
  if (!payer || payer.number.startsWith('BANK-'))
    return no(
      422,
      'payer-account-unknown',
      bilingual('付款账户不存在。', 'The payer’s account does not exist.'),
    )
  if (payer.closedAt)
    return no(422, 'payer-account-closed', bilingual('付款账户已销户。', 'The payer’s account is closed.'))
  if (payer.balanceFen < input.amountFen)
    return no(
      422,
      'insufficient-funds',
      bilingual('付款账户余额不足。', 'The payer’s account has too little money.'),
      {
        availableFen: payer.balanceFen,
      },
    )
  return undefined
}

const conflict = no(
  409,
  'instruction-conflict',
  bilingual(
    '这个指令编号已用于另一笔款项，没有付款。',
    'This instruction id belongs to another payment: nothing was paid.',
  ),
)

const scriptable = (kind: string | undefined): kind is 'reject' | 'wrong-amount' | 'partial' =>
  kind === 'reject' || kind === 'wrong-amount' || kind === 'partial'

const expired = no(
  422,
  'order-expired',
  bilingual('指令已过有效时间，没有付款。', 'The instruction came after its time: nothing was paid.'),
)

export interface PaymentTerms {
  /** from the instruction to the payee's account, in milliseconds */
  readonly settleMs: number
  /**
   * how many days an instruction id is known again; absent: for ever. Banks differ: with some a number is unique on its day
   * only, and the same number on the next day is another payment.
   */
  readonly instructionsKnownDays?: number | undefined
}

const bankDay = (at: Instant) => dayOf(at, 480)
const isRemembered = (payment: Payment, now: Instant, days = Number.POSITIVE_INFINITY): boolean =>
  daysBetween(bankDay(payment.acceptedAt), bankDay(now)) < days

/** Takes an instruction: at once into the clearing account, later to the payee or back. */
export function acceptPayment(
  { books, payments }: { books: Books; payments: Payments },
  { input, now, query, fault }: Call<PaymentInput>,
  { settleMs, instructionsKnownDays }: PaymentTerms,
  /** payments of the same call that were accepted before this one */
  before = 0,
): Handled<PaymentEvent> {
  const notAfter = query.get('notAfter')
  if (notAfter !== null && !(msOf(now) <= Date.parse(notAfter))) return answerOnly(expired)
  const content = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  const known = payments.byInstruction.get(input.instructionId)
  if (known && isRemembered(known, now, instructionsKnownDays))
    return answerOnly(known.content === content ? yes(paymentView(known), 202) : conflict)
  const refusal = payerRefusal(books, input)
  if (refusal) return answerOnly(refusal)
  const paymentNumber = `PY${now.slice(0, 10).replaceAll('-', '')}${String(payments.accepted + before + 1).padStart(9, '0')}`
  const event: PaymentEvent = {
    type: 'payment-accepted',
    paymentNumber,
    input,
    content,
    dueAt: instantFrom(msOf(now) + settleMs),
    ...(scriptable(fault?.fault) ? { scripted: { kind: fault.fault, reason: fault.reason } } : {}),
  }
  const answer = () => {
    const payment = payments.byInstruction.get(input.instructionId)
    return yes(payment && paymentView(payment), 202)
  }
  return { events: [event], answer }
}

/** Names compare as people read them: full and half width, brackets and spaces do not count. */
const readName = (name: string) => name.normalize('NFKC').replaceAll(/[\s()（）]/g, '')

function returnReason(books: Books, { input, scripted }: Payment): ReturnReason | undefined {
  if (scripted?.kind === 'reject') return scripted.reason ?? 'returned-by-bank'
  const payee = books.accounts.get(input.payeeAccount)
  if (!payee || payee.number.startsWith('BANK-')) return 'payee-account-unknown'
  if (payee.closedAt) return 'payee-account-closed'
  return readName(payee.name) === readName(input.payeeName) ? undefined : 'payee-name-mismatch'
}

function settledFen({ input, scripted }: Payment): Fen {
  if (scripted?.kind === 'partial') return Math.ceil(input.amountFen / 2)
  return scripted?.kind === 'wrong-amount' ? input.amountFen + 100 : input.amountFen
}

export const duePayments = (books: Books, payments: Payments, now: Instant): PaymentEvent[] =>
  [...payments.open]
    .filter((payment) => payment.dueAt <= now)
    .map((payment): PaymentEvent => {
      const { instructionId } = payment.input
      const reason = returnReason(books, payment)
      return reason
        ? { type: 'payment-returned', instructionId, reason }
        : { type: 'payment-settled', instructionId, settledFen: settledFen(payment) }
    })

function accept(
  books: Books,
  payments: Payments,
  event: PaymentEvent & { type: 'payment-accepted' },
  at: Instant,
): void {
  const { input, paymentNumber, content, dueAt, scripted } = event
  const payment: Payment = {
    paymentNumber,
    input,
    content,
    acceptedAt: at,
    dueAt,
    scripted,
    state: 'accepted',
  }
  payments.byInstruction.set(input.instructionId, payment)
  payments.accepted += 1
  payments.open.add(payment)
  const { payerAccount: from, amountFen, purpose, instructionId } = input
  postTo(books, { from, to: ownAccounts.clearing, amountFen, purpose, instructionId }, at)
}

/** What was paid too much or too little against the instruction stays visible in the bank's account of differences. */
function settle(books: Books, payment: Payment, paidFen: Fen, at: Instant): void {
  const { payeeAccount, purpose, instructionId, amountFen, payerAccount } = payment.input
  const { clearing, differences } = ownAccounts
  if (paidFen > amountFen)
    postTo(
      books,
      { from: differences, to: clearing, amountFen: paidFen - amountFen, purpose, instructionId },
      at,
    )
  postTo(books, { from: clearing, to: payeeAccount, amountFen: paidFen, purpose, instructionId }, at)
  if (paidFen < amountFen)
    postTo(
      books,
      { from: clearing, to: payerAccount, amountFen: amountFen - paidFen, purpose, instructionId },
      at,
    )
  payment.state = 'settled'
  payment.settledFen = paidFen
}

function giveBack(books: Books, payment: Payment, reason: ReturnReason, at: Instant): void {
  const { payerAccount: to, amountFen, purpose, instructionId } = payment.input
  postTo(books, { from: ownAccounts.clearing, to, amountFen, purpose, instructionId }, at)
  payment.state = 'returned'
  payment.reason = reason
}

export function applyPayment(books: Books, payments: Payments, event: PaymentEvent, at: Instant): void {
  if (event.type === 'payment-accepted') return accept(books, payments, event, at)
  const payment = payments.byInstruction.get(event.instructionId)
  if (!payment) throw new RangeError(`no instruction ${event.instructionId}`)
  if (event.type === 'payment-settled') settle(books, payment, event.settledFen, at)
  else giveBack(books, payment, event.reason, at)
  payment.finishedAt = at
  payments.open.delete(payment)
}

export function paymentNews(payments: Payments, event: PaymentEvent): News | undefined {
  if (event.type === 'payment-accepted') return undefined
  const payment = payments.byInstruction.get(event.instructionId)
  return (
    payment && {
      url: payment.input.callbackUrl,
      body: { event: `payment.${payment.state}`, ...paymentView(payment) },
    }
  )
}

/** What a holder sends from its own account, at the counter or online. The remark is what the receiver reads. */
export const TransferInput = z.object({
  /** the holder's own number of it: the same transfer again is the same one */
  transferId: z.string().min(1).max(60),
  fromAccount: z.string().min(1).max(40),
  toAccount: z.string().min(1).max(40),
  toName: z.string().min(1).max(300),
  amountFen: z.number().int().positive().safe(),
  remark: z.string().min(1).max(300),
})
export type TransferInput = z.output<typeof TransferInput>

export const orderOf = ({ transferId, fromAccount, toAccount, toName, amountFen, remark }: TransferInput) =>
  PaymentInput.parse({
    instructionId: `${fromAccount}:${transferId}`,
    amountFen,
    payerAccount: fromAccount,
    payeeAccount: toAccount,
    payeeName: toName,
    purpose: remark,
  })

/** What ended for a payer in a period, each payment with its payee, and what came in from others; `from` inclusive, `until` exclusive. */
export function settlements(
  books: Books,
  payments: Payments,
  { account, from, until }: { account: string; from: Instant; until: Instant },
): Readonly<Record<string, unknown>> {
  const ended = [...payments.byInstruction.values()].filter(
    ({ input, finishedAt }) =>
      input.payerAccount === account && finishedAt !== undefined && finishedAt >= from && finishedAt < until,
  )
  const rows = ended.map(({ input, paymentNumber, state, settledFen: paidFen }) => ({
    instructionId: input.instructionId,
    paymentNumber,
    payeeAccount: input.payeeAccount,
    payeeName: input.payeeName,
    amountFen: paidFen ?? input.amountFen,
    state,
  }))
  const totalFen = rows
    .filter((row) => row.state === 'settled')
    .reduce((sum, row) => addFen(sum, row.amountFen), 0)
  const received = [...payments.byInstruction.values()]
    .filter(
      ({ input, state, finishedAt }) =>
        input.payeeAccount === account &&
        input.payerAccount !== account &&
        state === 'settled' &&
        finishedAt !== undefined &&
        finishedAt >= from &&
        finishedAt < until,
    )
    .map(({ input, paymentNumber, settledFen: cameFen, finishedAt }) => ({
      paymentNumber,
      payerAccount: input.payerAccount,
      payerName: books.accounts.get(input.payerAccount)?.name ?? '',
      amountFen: cameFen ?? input.amountFen,
      receivedOn: bankDay(finishedAt ?? from),
      remark: input.purpose,
    }))
  const receivedFen = received.reduce((sum, row) => addFen(sum, row.amountFen), 0)
  return { account, from, until, totalFen, rows, receivedFen, received }
}
