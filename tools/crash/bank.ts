import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Answer } from '#simulators/answers.ts'
import { bankSystem } from '#simulators/bank/system.ts'
import { startOutsideSystem } from '#simulators/outside-system.ts'
import { callOutside } from '#platform/outside.ts'
import { timeIn } from './clock.ts'
import type { Town } from './town.ts'

/** A bank with the town's accounts, which knows an instruction again on its own day only and has bad moments by a seed. */
export interface Bank {
  readonly url: string
  readonly secret: string
  /** what a payee's account holds, in 分 */
  readonly balances: () => Promise<ReadonlyMap<string, number>>
  /** orders that came after the lease of who sent them, and were refused for it */
  readonly late: () => number
  readonly stop: () => Promise<void>
}

const secret = 'shared-in-the-grid'
const badMoments = { 'lost-request': 0.01, 'lost-answer': 0.01, 'error-500': 0.01, garbage: 0.01 }

export async function openBank(town: Town, seed: number, clockFile: string): Promise<Bank> {
  const dir = mkdtempSync(path.join(tmpdir(), 'yishang-crash-bank-'))
  let late = 0
  const bank = bankSystem({ startMs: 0, finishMs: 0, settleMs: 0, instructionsKnownDays: 1 })
  const counting = bank.routes.map((route) => ({
    ...route,
    handle: (...call: Parameters<typeof route.handle>) => {
      const handled = route.handle(...call)
      return { ...handled, answer: () => counted(handled.answer()) }
    },
  }))
  const counted = (answer: Answer): Answer => {
    if ((answer.body as { code?: string }).code === 'order-expired') late += 1
    return answer
  }
  const running = await startOutsideSystem(
    { ...bank, routes: counting },
    {
      dir,
      secret,
      now: () => timeIn(clockFile),
      seed,
      rates: badMoments,
      tickMs: 60_000,
    },
  )
  const call = async <T>(method: 'GET' | 'POST', route: string, body?: unknown): Promise<T> => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const answer = await callOutside({ url: running.url + route, method, body, secret })
      if (answer.kind === 'answered') return answer.body as T
      if (answer.kind === 'refused') throw new Error(`bank: ${answer.code}`)
    }
    throw new Error(`the bank does not answer ${route}`)
  }
  const accounts = [
    { accountNumber: town.treasury, name: '样例市财政专户', openingFen: town.budgetFen * 10 },
    ...town.payees.map(({ account, name }) => ({ accountNumber: account, name })),
  ]
  await call('POST', '/accounts', { accounts })
  return {
    url: running.url,
    secret,
    balances: async () => {
      running.tick()
      const held = new Map<string, number>()
      for (const { account } of town.payees) {
        const { balanceFen } = await call<{ balanceFen: number }>('GET', `/accounts/${account}`)
        held.set(account, balanceFen)
      }
      return held
    },
    late: () => late,
    stop: async () => {
      await running.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
