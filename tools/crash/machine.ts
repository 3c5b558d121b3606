import { ledgerEngine } from '#engines/ledger/index.ts'
import {
  findFactSheet,
  listFactSheets,
  listFactSheetsOf,
  listPersonSheets,
} from '#engines/party/fact-sheets.ts'
import { partyEngine } from '#engines/party/index.ts'
import { policyEngineOver } from '#engines/policy/index.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import type { Instant } from '#kernel/time.ts'
import { fixedClock } from '#platform/clock.ts'
import { connect, type Outside } from '#platform/connectors.ts'
import type { DatabaseUrls } from '#platform/database/roles.ts'
import type { Engine } from '#platform/engine.ts'
import { type OpenLease, openLease } from '#platform/lease.ts'
import { createLog } from '#platform/log.ts'
import type { Process } from '#platform/process.ts'
import type { Steps } from '#platform/steps.ts'
import { openSystem } from '#platform/system.ts'
import { accountReachesLedger, accountReachesRun } from '#processes/account-reaches-payment.ts'
import { approvalHoldsFunds } from '#processes/approval-holds-funds.ts'
import { heldFundsOrderPayment } from '#processes/held-funds-order-payment.ts'
import { ledgerTellsRun } from '#processes/ledger-tells-run.ts'

/** A wall that is taken away to see the grid turn red. */
export type Without = 'instruction-ids' | 'fencing' | 'unique-keys'
export const walls: readonly Without[] = ['instruction-ids', 'fencing', 'unique-keys']

export interface MachineOptions {
  readonly urls: DatabaseUrls
  readonly home: string
  readonly bank: { readonly url: string; readonly secret: string }
  readonly at: Instant
  readonly without?: Without | undefined
  /** the processes under other names: they find no note of how far they came, and begin from the beginning of the feed */
  readonly renamed?: boolean | undefined
  readonly steps?: Steps | undefined
}

const policyEngine = policyEngineOver({
  factsOf: async () => [],
  page: listFactSheets,
  persons: listPersonSheets,
  some: listFactSheetsOf,
  one: findFactSheet,
  mandated: async () => [],
  namesOf: async () => new Map(),
})
const processes: readonly Process[] = [
  approvalHoldsFunds,
  heldFundsOrderPayment,
  ledgerTellsRun,
  accountReachesRun,
  accountReachesLedger,
]

/** Every order goes out under a number of its own. */
const underRandomIds = (outside: Outside): Outside => ({
  ...outside,
  call: (request) => {
    if (request.system !== 'bank' || request.method !== 'POST') return outside.call(request)
    const instructionId = crypto.randomUUID()
    const body = { ...(request.body as Record<string, unknown>), instructionId }
    return outside.call({ ...request, body, idempotencyKey: instructionId })
  },
})

/** One that was replaced goes on as if it was not. */
const unfenced: OpenLease = (options) => {
  const lease = openLease(options)
  return {
    ...lease,
    check: async () => undefined,
    until: async () => '2999-01-01T00:00:00.000Z',
    report: () => lease.report().catch(() => undefined),
  }
}

/** The part of a city that pays, over a copy of the town; its own process or the grid's. */
export async function openMachine({ urls, home, bank, at, without, renamed, steps }: MachineOptions) {
  const clock = fixedClock(at)
  const outside = connect({ bank })
  const system = await openSystem({
    urls,
    home,
    engines: [partyEngine as Engine, ledgerEngine as Engine, policyEngine as Engine],
    processes: renamed
      ? processes.map((process) => ({ ...process, name: `${process.name}-renamed` }))
      : processes,
    kinds: cityKinds,
    mandatesOf: async () => [],
    clock,
    outside: without === 'instruction-ids' ? underRandomIds(outside) : outside,
    log: createLog(process.env['CRASH_LOG'] ?? 'silent'),
    address: () => 'https://city.example',
    poolSize: 8,
    ...(steps ? { steps } : {}),
    ...(without === 'fencing' ? { lease: unfenced } : {}),
  })
  return { system, clock }
}
