import type { GrantRow } from '#engines/policy/contract-grants.ts'
import type { RunSummary } from '#engines/policy/contract-runs.ts'
import { instantAt, addDays } from '#kernel/time.ts'
import { treasury } from '#apps/server/populate.ts'
import { problem, type Session } from '../command.ts'
import type { Api } from './api.ts'
import type { Filed } from './company.ts'
import type { Demo } from './demo.ts'
import type { WalkFile } from './walk-file.ts'

export interface Payment {
  readonly policy: string
  readonly runId: string
  readonly state: string
  readonly amountFen: number | null
}

/** 免申即享 end to end: a book, a run, publicity, a second person's approval, the bank, the enterprise's own view. */
export async function payBenefit(
  session: Session,
  demo: Demo,
  wanted: NonNullable<WalkFile['benefit']>,
  filed: Filed,
  account: string | undefined,
): Promise<Payment> {
  const [officer, approver, finance] = await Promise.all(
    ['policy-officer', 'policy-approver', 'finance-officer'].map(async (role) => {
      const api = await demo.seat(role)
      if (api) return api
      throw problem(
        'no-such-seat',
        [`演示账号里没有 ${role}`, `No demonstration account has the role ${role}`],
        ['请使用有此角色的城市。', 'Use a city with that role.'],
        1,
      )
    }),
  )
  if (!officer || !approver || !finance) throw new Error('a seat is missing')
  const period = wanted.period ?? wanted.asOf.slice(0, 4)
  const bookId = await bookFor(demo, finance, wanted, period)
  const { id: runId } = await officer.post('/runs', {
    policyId: wanted.policy,
    asOf: wanted.asOf,
    period,
    bookId,
  })
  session.tell('已发起免申即享。', 'The run has begun.')
  await reach(demo, officer, runId, ['collected'])
  await officer.post(`/runs/${runId}/publish`, {})
  const grant = await demo.until(() => grantOf(filed, runId))
  if (!grant) return { policy: wanted.policy, runId, state: 'not-a-candidate', amountFen: null }
  session.tell(
    `已公示，本企业 ${grant.amountFen / 100} 元。`,
    `Published; ${grant.amountFen / 100} yuan for this enterprise.`,
  )
  if (account) await filed.api.post(`/parties/${filed.partyId}/grants/${grant.grantId}/account`, { account })
  const { publicityThrough } = await officer.get<RunSummary>(`/runs/${runId}`)
  if (publicityThrough)
    await demo.passTo(instantAt(addDays(publicityThrough, 1), '00:05', chinaOffsetMinutes))
  await reach(demo, officer, runId, ['publicity-over'])
  await approver.post(`/runs/${runId}/approve`, {})
  session.tell('公示期满，已由第二人批准。', 'Publicity is over; a second person approved.')
  const done = ['settled', 'returned', 'reversed', 'released']
  const paid = await demo.until(async () => {
    const now = await grantOf(filed, runId)
    return now && done.includes(now.state) ? now : undefined
  })
  const last = paid ?? (await grantOf(filed, runId)) ?? grant
  session.tell(`付款状态：${last.state}`, `Payment: ${last.state}`)
  return { policy: wanted.policy, runId, state: last.state, amountFen: last.amountFen }
}

const chinaOffsetMinutes = 480

const grantOf = async ({ api, partyId }: Filed, runId: string): Promise<GrantRow | undefined> =>
  (await api.get<{ items: GrantRow[] }>(`/parties/${partyId}/grants`)).items.find(
    (one) => one.runId === runId,
  )

async function reach(
  demo: Demo,
  api: Api,
  runId: string,
  states: readonly RunSummary['state'][],
): Promise<void> {
  const there = await demo.until(async () => {
    const run = await api.get<RunSummary>(`/runs/${runId}`)
    return states.includes(run.state) ? run : undefined
  })
  if (there) return
  throw problem(
    'run-stands-still',
    ['免申即享没有继续进行', 'The run does not move on'],
    ['请查看经办台的说明。', 'See the policy desk for why.'],
    1,
  )
}

/** The policy's fund and year decide the book; one that is open already is used as it is. */
async function bookFor(
  demo: Demo,
  finance: Api,
  { policy, asOf, budget }: NonNullable<WalkFile['benefit']>,
  period: string,
): Promise<string> {
  const { fund } = await finance.get<{ fund?: string }>(`/policies/${policy}`, { on: asOf })
  if (fund === undefined)
    throw problem(
      'policy-pays-nothing',
      [`政策 ${policy} 没有资金来源`, `The policy ${policy} has no fund that pays it`],
      ['请选择免申即享的现金政策。', 'Choose a cash policy that is paid without application.'],
      1,
    )
  const books = await finance.get<{ items: { bookId: string; fund: string; period: string }[] }>('/books')
  const open = books.items.find((book) => book.fund === fund && book.period === period)
  if (open) return open.bookId
  const { today } = await demo.me()
  const made = await finance.post('/books', {
    title: `${period}年${fund}（${today}）`,
    fund,
    period,
    budgetFen: Math.round(budget * 100),
    bankAccount: treasury.accountNumber,
  })
  return made.id
}
