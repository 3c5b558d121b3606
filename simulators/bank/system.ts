import { z } from 'zod'
import { type Fen, addFen } from '#kernel/money.ts'
import { bilingual } from '#kernel/text.ts'
import { type Answer, no, yes } from '../answers.ts'
import { answerOnly, type Call, get, type Handled, type OutsideSystem, post } from '../system.ts'
import {
  applyRegistration,
  type Delays,
  type DeskSpec,
  type DeskState,
  deskRoutes,
  dueRegistrations,
  emptyDesk,
  RegistrationInput,
  type RegistrationEvent,
  registrationNews,
} from '../registrations.ts'
import {
  type Account,
  accountNumber,
  type Books,
  emptyBooks,
  openAccount,
  ownAccounts,
  postTo,
  sumOfBalances,
} from './books.ts'
import {
  AgreementInput,
  agree,
  answerTo,
  applyBatch,
  BatchInput,
  type BatchEvent,
  type Batches,
  emptyBatches,
  takeBatch,
} from './batches.ts'
import {
  acceptPayment,
  applyPayment,
  duePayments,
  emptyPayments,
  type PaymentEvent,
  PaymentInput,
  type Payments,
  paymentNews,
  orderOf,
  paymentView,
  settlements,
  TransferInput,
} from './payments.ts'

/** A bank with books of its own: account appointments for new companies, accounts, payments, statements. */
const Appointment = RegistrationInput.extend({
  branch: z.string().max(100).optional(),
  preferredOn: z.iso.date().optional(),
})
type Appointment = z.output<typeof Appointment>

/** Numbers of the bank's own making (99 and fifteen digits) are given by appointment only. */
const AccountInput = z.object({
  accountNumber: z.string().regex(/^(?!99\d{15}$)\d{8,30}$/),
  name: z.string().min(1).max(300),
  creditCode: z.string().max(30).optional(),
  openingFen: z.number().int().min(0).safe().default(0),
})
type AccountInput = z.output<typeof AccountInput>
const AccountsInput = z.object({ accounts: z.array(AccountInput).min(1).max(10_000) })

export interface BankState {
  readonly books: Books
  readonly desk: DeskState<Appointment>
  readonly payments: Payments
  readonly batches: Batches
}

export type BankEvent =
  | BatchEvent
  | RegistrationEvent<Appointment>
  | PaymentEvent
  | { readonly type: 'account-opened'; readonly account: AccountInput }
  | { readonly type: 'account-closed'; readonly accountNumber: string }

export interface BankDelays extends Delays {
  readonly settleMs: number
  readonly instructionsKnownDays?: number | undefined
}

const unknownAccount = no(404, 'account-unknown', bilingual('没有这个账户。', 'There is no such account.'))

const accountView = (account: Account) => ({
  accountNumber: account.number,
  name: account.name,
  creditCode: account.creditCode,
  balanceFen: account.balanceFen,
  openedAt: account.openedAt,
  closedAt: account.closedAt,
})

function openAccounts(
  state: BankState,
  { input }: Call<{ accounts: readonly AccountInput[] }>,
): Handled<BankEvent> {
  const { accounts } = state.books
  const clash = input.accounts.find((wanted) => {
    const known = accounts.get(wanted.accountNumber)
    return known && (known.name !== wanted.name || known.creditCode !== wanted.creditCode)
  })
  if (clash)
    return answerOnly(
      no(
        409,
        'account-exists',
        bilingual('账号已属于另一户名。', 'The account number belongs to another name.'),
        {
          accountNumber: clash.accountNumber,
        },
      ),
    )
  const fresh = [
    ...new Map(input.accounts.map((account) => [account.accountNumber, account])).values(),
  ].filter((account) => !accounts.has(account.accountNumber))
  return {
    events: fresh.map((account) => ({ type: 'account-opened', account })),
    answer: () => yes({ opened: fresh.length, known: input.accounts.length - fresh.length }, 201),
  }
}

function closeAccount(state: BankState, { params }: Call<unknown>): Handled<BankEvent> {
  const account = state.books.accounts.get(params.number ?? '')
  if (!account || account.number.startsWith('BANK-')) return answerOnly(unknownAccount)
  if (account.balanceFen !== 0)
    return answerOnly(
      no(422, 'account-not-empty', bilingual('账户里还有钱，不能销户。', 'The account still holds money.')),
    )
  return {
    events: account.closedAt ? [] : [{ type: 'account-closed', accountNumber: account.number }],
    answer: () => yes(accountView(account)),
  }
}

const StatementQuery = z.object({
  account: z.string(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

function statement(state: BankState, { query }: Call<undefined>): Answer {
  const asked = StatementQuery.safeParse(Object.fromEntries(query))
  if (!asked.success) return no(400, 'input-invalid', bilingual('请检查查询条件。', 'Check the query.'))
  const { account: number, from = '', until = '~', after, limit } = asked.data
  const account = state.books.accounts.get(number)
  if (!account) return unknownAccount
  const inPeriod = account.entries.filter((entry) => entry.at >= from && entry.at < until)
  const before = account.entries.findLast((entry) => entry.at < from)
  const openingFen: Fen = before?.balanceAfterFen ?? 0
  const rest = inPeriod.filter((entry) => entry.entryId > after)
  const entries = rest.slice(0, limit)
  return yes({
    account: number,
    openingFen,
    closingFen: addFen(openingFen, ...inPeriod.map((entry) => entry.amountFen)),
    entries,
    ...(rest.length > limit ? { next: entries.at(-1)?.entryId } : {}),
  })
}

const PeriodQuery = z.object({
  account: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
})

function settled({ books, payments }: BankState, { query }: Call<undefined>): Answer {
  const asked = PeriodQuery.safeParse(Object.fromEntries(query))
  if (!asked.success) return no(400, 'input-invalid', bilingual('请检查查询条件。', 'Check the query.'))
  return books.accounts.has(asked.data.account)
    ? yes(settlements(books, payments, asked.data))
    : unknownAccount
}

function look(state: BankState, { params }: Call<undefined>): Answer {
  const payment = state.payments.byInstruction.get(params.instructionId ?? '')
  return payment
    ? yes(paymentView(payment))
    : no(404, 'instruction-unknown', bilingual('没有收到过这个指令。', 'No such instruction was received.'))
}

function lookAccount(state: BankState, { params }: Call<undefined>): Answer {
  const { accounts, byCreditCode } = state.books
  const account = accounts.get(params.number ?? '') ?? byCreditCode.get(params.number ?? '')
  return account ? yes(accountView(account)) : unknownAccount
}

const trialBalance = ({ books, payments }: BankState): Answer =>
  yes({
    sumFen: sumOfBalances(books),
    clearingFen: books.accounts.get(ownAccounts.clearing)?.balanceFen,
    differencesFen: books.accounts.get(ownAccounts.differences)?.balanceFen,
    accounts: books.accounts.size - Object.keys(ownAccounts).length,
    openPayments: payments.open.size,
  })

function apply(state: BankState, event: BankEvent, at: string): void {
  switch (event.type) {
    case 'account-opened': {
      const { accountNumber: number, name, creditCode, openingFen } = event.account
      openAccount(state.books, { number, name, creditCode, openedAt: at })
      if (openingFen > 0)
        postTo(
          state.books,
          { from: ownAccounts.funding, to: number, amountFen: openingFen, purpose: '期初余额' },
          at,
        )
      return
    }
    case 'account-closed': {
      const account = state.books.accounts.get(event.accountNumber)
      if (account) account.closedAt = at
      return
    }
    case 'batch-agreed':
    case 'batch-taken':
      return applyBatch(state.batches, event)
    case 'payment-accepted':
    case 'payment-settled':
    case 'payment-returned':
      return applyPayment(state.books, state.payments, event, at)
    default:
      return applyAppointment(state, event, at)
  }
}

function applyAppointment(state: BankState, event: RegistrationEvent<Appointment>, at: string): void {
  applyRegistration(state.desk, event, at)
  const appointment = state.desk.byReceipt.get(event.receiptNumber)
  const number = appointment?.result?.accountNumber
  if (event.type !== 'registration-finished' || !appointment || typeof number !== 'string') return
  const { name, creditCode } = appointment.input
  openAccount(state.books, { number, name, creditCode, openedAt: at })
}

export function bankSystem(delays: BankDelays): OutsideSystem<BankState, BankEvent> {
  const desk: DeskSpec<Appointment> = {
    prefix: 'BK',
    path: 'appointments',
    event: 'appointment',
    input: Appointment,
    delays,
    result: (input, number) => ({ accountNumber: accountNumber(number), accountName: input.name }),
  }
  return {
    name: 'bank',
    initial: () => ({
      books: emptyBooks(),
      desk: emptyDesk(),
      payments: emptyPayments(),
      batches: emptyBatches(),
    }),
    apply,
    routes: [
      ...deskRoutes<BankState, BankEvent, Appointment>(desk, (state) => state.desk),
      post('/accounts', AccountsInput, openAccounts),
      get('/accounts/:number', lookAccount),
      post('/accounts/:number/close', z.object({}).optional(), closeAccount),
      post('/payments', PaymentInput, (state: BankState, call) => acceptPayment(state, call, delays)),
      post('/transfers', TransferInput, (state: BankState, call) =>
        acceptPayment(state, { ...call, input: orderOf(call.input) }, delays),
      ),
      get('/payments/:instructionId', look),
      post('/batch-agreements', AgreementInput, agree),
      post('/batches', BatchInput, (state: BankState, call) => takeBatch(state, call, delays)),
      {
        method: 'GET' as const,
        path: '/batches/:fileId/answer',
        handle: (state: BankState, { params, now }: Call<never>) =>
          answerOnly(answerTo(state, params['fileId'] ?? '', now)),
      },
      get('/statement', statement),
      get('/settlements', settled),
      get('/trial-balance', trialBalance),
    ],
    due: (state, now) => [
      ...dueRegistrations(desk, state.desk, now),
      ...duePayments(state.books, state.payments, now),
    ],
    news: (state, event) => {
      if (event.type.startsWith('payment-')) return paymentNews(state.payments, event as PaymentEvent)
      return event.type.startsWith('registration-')
        ? registrationNews(desk, state.desk, event as RegistrationEvent<Appointment>)
        : undefined
    },
  }
}
