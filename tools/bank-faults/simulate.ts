import { changesBy, postingsOf } from '#engines/ledger/balances.ts'
import { pay } from '#engines/ledger/bank.ts'
import type { BankAnswer } from '#engines/ledger/contract.ts'
import {
  type Balances,
  type Disbursement,
  type DisbursementEvent,
  evolveDisbursement,
  type Line,
  noDisbursement,
  type Transfer,
} from '#engines/ledger/model.ts'
import { disbursementRules } from '#engines/ledger/rules.ts'
import type { Facts, Outcome } from '#kernel/engine.ts'
import { instructionIdOf } from '#kernel/instruction.ts'
import { isRefusal } from '#kernel/refusal.ts'
import { instantFrom } from '#kernel/time.ts'
import type { OutsideAnswer, OutsideRequest } from '#platform/connectors.ts'
import type { JobContext } from '#platform/engine.ts'
import { sumOfBalances } from '#simulators/bank/books.ts'
import { type BankEvent, type BankState, bankSystem } from '#simulators/bank/system.ts'
import { businessFaults, createFaults, requestFaults } from '#simulators/faults.ts'
import type { Call } from '#simulators/system.ts'

/**
 * Many payments in virtual time: the ledger's own rules and bank adapter on one side, the sandbox bank's own books on the other,
 * and between them whatever the seed lets go wrong. No database, no network: what is proven is that the rules come out right.
 */
export interface Simulated {
  readonly payments: number
  /** how often each fault befell a call */
  readonly faults: Readonly<Record<string, number>>
  readonly settled: number
  readonly disputed: number
  readonly returned: number
  readonly attempts: number
  /** payments that nobody can say anything of in the end */
  readonly inDoubt: number
  /** payees who hold another sum than their transfers explain */
  readonly unexplained: number
  /** what the bank's accounts add up to; nothing, if its books are right */
  readonly bankSumFen: number
  /** what the book's accounts add up to; nothing, if it is right */
  readonly ledgerSumFen: number
  /** budget that the bank paid out beyond what the ledger ordered, or lost on the way, in 分 */
  readonly differenceFen: number
}

export interface SimulationOptions {
  readonly payments: number
  readonly seed: number
  /** the control: every order under a number of its own, which a bank cannot know again */
  readonly randomIds?: boolean
  /** how often the bank is asked before the simulation gives up */
  readonly rounds?: number
}

const rates = {
  'lost-request': 0.03,
  'lost-answer': 0.03,
  'error-500': 0.02,
  garbage: 0.02,
  delay: 0.02,
  reject: 0.02,
  'wrong-amount': 0.005,
  partial: 0.005,
}
const again = 0.03
const perDisbursement = 100
const payer = '9900000000000001'
const policy = { policyId: 'simulated', policyVersion: 1, period: '2026', purpose: '返还' }
const bookId = '10000000-0000-8000-8000-000000000000'
const settleMs = 2_000
const roundMs = 6_000
const usualRounds = 400
const uuid = (kind: number, n: number) => `${kind}0000000-0000-8000-8000-${String(n).padStart(12, '0')}`
const accountOf = (n: number) => `98${String(n).padStart(14, '0')}`
const wrongAccount = '9700000000000000'

class World {
  readonly bank = bankSystem({ startMs: 0, finishMs: 0, settleMs })
  readonly state: BankState = this.bank.initial()
  readonly faults
  readonly counted: Record<string, number> = {}
  private nowMs = Date.parse('2026-03-02T01:00:00.000Z')
  private sent = 0
  balances: Balances
  readonly disbursements = new Map<string, Disbursement>()
  readonly waitingLate: (() => void)[] = []

  constructor(
    readonly options: SimulationOptions,
    budgetFen: number,
  ) {
    this.faults = createFaults(options.seed, rates)
    this.balances = changesBy([{ from: 'budget', to: 'available', amountFen: budgetFen }])
  }

  private nowText = instantFrom(this.nowMs)
  now = () => this.nowText

  pass(ms: number): void {
    this.nowMs += ms
    this.nowText = instantFrom(this.nowMs)
    // What was on its way for long arrives now, after whatever was asked meanwhile.
    for (const late of this.waitingLate.splice(0)) late()
    this.settle()
  }

  apply(events: readonly BankEvent[]): void {
    for (const event of events) this.bank.apply(this.state, event, this.now())
  }

  private settle(): void {
    this.apply(this.bank.due(this.state, this.now()))
  }

  absorb(disbursementId: string, outcome: Outcome<DisbursementEvent>): void {
    if (isRefusal(outcome)) throw new Error(`the ledger refused: ${outcome.refusal}`)
    for (const event of outcome) {
      const before = this.disbursements.get(disbursementId) ?? noDisbursement
      this.disbursements.set(disbursementId, evolveDisbursement(before, event))
      const change = changesBy(postingsOf(event))
      const entries = Object.entries(this.balances) as [keyof Balances, number][]
      this.balances = Object.fromEntries(
        entries.map(([account, amount]) => [account, amount + change[account]]),
      ) as unknown as Balances
    }
  }

  facts(needs: Record<string, unknown> = {}): Facts<never> {
    return { needs, actor: { id: 'simulation' } } as unknown as Facts<never>
  }

  private act(request: OutsideRequest, fault: ReturnType<typeof this.faults.take>): OutsideAnswer {
    const url = new URL(request.path, 'http://bank')
    const [, , instructionId = ''] = url.pathname.split('/')
    const route = this.bank.routes.find(
      (one) =>
        one.method === request.method &&
        one.path === (request.method === 'POST' ? '/payments' : '/payments/:instructionId'),
    )
    if (!route) throw new Error(`no route ${request.path}`)
    const handled = route.handle(this.state, {
      params: { instructionId: decodeURIComponent(instructionId) },
      query: url.searchParams,
      input: request.body,
      now: this.now(),
      fault: fault && businessFaults.includes(fault.fault) ? fault : undefined,
    } as unknown as Call<never>)
    this.apply(handled.events)
    const { status, body } = handled.answer()
    if (status < 400) return { kind: 'answered', status, body }
    return { kind: 'refused', status, code: String((body as { code: string }).code), body }
  }

  call = async (asked: OutsideRequest): Promise<OutsideAnswer> => {
    const request =
      this.options.randomIds && asked.method === 'POST'
        ? { ...asked, body: { ...(asked.body as object), instructionId: `random-${++this.sent}` } }
        : asked
    const named = `${request.method} ${request.method === 'POST' ? '/payments' : '/payments/:instructionId'}`
    const fault = this.faults.take(named, requestFaults)
    if (fault) this.counted[fault.fault] = (this.counted[fault.fault] ?? 0) + 1
    const lost = (
      reason: 'connection-broken' | 'server-error' | 'not-understood' | 'timeout',
    ): OutsideAnswer => ({
      kind: 'lost',
      reason,
      reached: true,
    })
    if (fault?.fault === 'lost-request') return lost('connection-broken')
    if (fault?.fault === 'error-500') return lost('server-error')
    if (fault?.fault === 'delay') {
      this.waitingLate.push(() => void this.act(request, undefined))
      return lost('timeout')
    }
    const answer = this.act(request, fault)
    if (this.repeats()) this.act(request, undefined)
    if (fault?.fault === 'lost-answer') return lost('connection-broken')
    return fault?.fault === 'garbage' ? lost('not-understood') : answer
  }

  /** the network delivers some requests twice */
  private repeats(): boolean {
    this.sent += 1
    const twice = (this.sent * 2_654_435_761) % 1_000 < again * 1_000
    if (twice) this.counted['duplicate'] = (this.counted['duplicate'] ?? 0) + 1
    return twice
  }

  open(disbursementId: string) {
    const { transfers } = this.disbursements.get(disbursementId) ?? noDisbursement
    return [...transfers.values()]
      .filter((one) => (one.state === 'ordered' || one.state === 'in-doubt') && !one.disputed)
      .map((one) => ({
        instructionId: one.instructionId,
        attempt: one.attempt,
        state: one.state,
        since: this.now(),
        amountFen: one.amountFen,
        payeeAccount: one.account,
        payeeName: one.payee,
        payerAccount: payer,
        purpose: policy.purpose,
      }))
  }

  /** The bank adapter's own job over this world. */
  ask(disbursementId: string): Promise<void> {
    const context: Partial<JobContext> = {
      reading: async () => this.open(disbursementId) as never,
      leaseUntil: async () => instantFrom(this.nowMs + 86_400_000),
      moment: () =>
        ({ now: this.now(), today: '2026-03-02', calendar: { offsetMinutes: 480 } }) as ReturnType<
          JobContext['moment']
        >,
      outside: { call: this.call, faultOf: () => undefined },
      execute: async ({ input }) => {
        const state = this.disbursements.get(disbursementId) ?? noDisbursement
        const answers = input['answers'] as readonly BankAnswer[]
        this.absorb(
          disbursementId,
          disbursementRules.recordBankAnswers(
            state,
            { bookId, disbursementId, answers: [...answers] },
            this.facts(),
          ),
        )
        return { kind: 'written', repeated: false, ownerId: bookId, id: disbursementId, version: 1 }
      },
    }
    return pay({ bookId, disbursementId }, context as JobContext)
  }
}

const transfersOf = (world: World): Transfer[] =>
  [...world.disbursements.values()].flatMap((one) => [...one.transfers.values()])

/** One in fifty gives a wrong account first, so that its payment comes back and is tried again. */
const linesFrom = (first: number, count: number): Line[] =>
  Array.from({ length: count }, (_, i) => {
    const partyId = uuid(2, first + i)
    return {
      instructionId: instructionIdOf({ ...policy, partyId, component: 'whole' }),
      partyId,
      component: 'whole',
      payee: `企业${first + i}`,
      amountFen: 100_00 + ((first + i) % 9_973),
      account: (first + i) % 50 === 0 ? wrongAccount : accountOf(first + i),
    }
  })

async function disburse(world: World, number: number, lines: readonly Line[]): Promise<void> {
  const disbursementId = uuid(3, number)
  const cause = { runId: bookId, batchId: disbursementId }
  const held = { ...policy, bookId, cause, lines: [...lines] }
  const standing = { balances: world.balances, waiting: 0 }
  world.absorb(
    disbursementId,
    disbursementRules.holdFunds(noDisbursement, held, world.facts({ standing, taken: [] })),
  )
  const ids = { bookId, disbursementId }
  for (let round = 0; round < (world.options.rounds ?? usualRounds); round++) {
    const now = world.disbursements.get(disbursementId) ?? noDisbursement
    correctAccounts(world, disbursementId, now)
    const corrected = world.disbursements.get(disbursementId) ?? noDisbursement
    world.absorb(disbursementId, disbursementRules.orderPayments(corrected, ids, world.facts()))
    if (world.open(disbursementId).length === 0) break
    await world.ask(disbursementId)
    world.pass(roundMs)
  }
}

/** Whose payment came back gives the right account, and is paid under the same instruction as the next attempt. */
function correctAccounts(world: World, disbursementId: string, { transfers }: Disbursement): void {
  for (const { instructionId, state, partyId } of transfers.values()) {
    if (state !== 'returned') continue
    const account = accountOf(Number(partyId.slice(-12)))
    const current = world.disbursements.get(disbursementId) ?? noDisbursement
    world.absorb(
      disbursementId,
      disbursementRules.supplyAccount(
        current,
        { bookId, disbursementId, instructionId, account },
        world.facts(),
      ),
    )
  }
}

export async function simulatePayments(options: SimulationOptions): Promise<Simulated> {
  const { payments } = options
  const lines = linesFrom(1, payments)
  const budgetFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  const world = new World(options, budgetFen)
  const openAccount = (accountNumber: string, name: string, openingFen = 0): BankEvent => ({
    type: 'account-opened',
    account: { accountNumber, name, openingFen },
  })
  world.apply([openAccount(payer, '财政专户', budgetFen * 3)])
  world.apply(lines.map((line, i) => openAccount(accountOf(i + 1), line.payee)))
  for (let first = 0; first < payments; first += perDisbursement)
    await disburse(world, first / perDisbursement, lines.slice(first, first + perDisbursement))
  world.pass(roundMs)
  return judge(world, lines)
}

function judge(world: World, lines: readonly Line[]): Simulated {
  const transfers = transfersOf(world)
  const { accounts } = world.state.books
  const stateOf = new Map(transfers.map((one) => [one.instructionId, one]))
  let unexplained = 0
  let differenceFen = 0
  for (const [index, line] of lines.entries()) {
    const got = accounts.get(accountOf(index + 1))?.balanceFen ?? 0
    const transfer = stateOf.get(line.instructionId)
    // A dispute is what the bank itself says to have paid otherwise than ordered; a person decides it.
    if (transfer?.disputed) {
      if (got === line.amountFen || got === 0) unexplained += 1
      continue
    }
    const due = transfer?.state === 'settled' ? line.amountFen : 0
    if (got !== due) unexplained += 1
    differenceFen += Math.abs(got - due)
  }
  const count = (state: Transfer['state']) => transfers.filter((one) => one.state === state).length
  return {
    payments: lines.length,
    faults: world.counted,
    settled: count('settled'),
    disputed: transfers.filter((one) => one.disputed).length,
    returned: count('returned'),
    attempts: transfers.reduce((sum, one) => sum + one.attempt, 0),
    inDoubt: transfers.filter((one) => !one.disputed && ['ordered', 'in-doubt'].includes(one.state)).length,
    unexplained,
    bankSumFen: sumOfBalances(world.state.books),
    ledgerSumFen: Object.values(world.balances).reduce((sum, one) => sum + one, 0),
    differenceFen,
  }
}
