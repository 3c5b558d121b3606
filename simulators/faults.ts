import { z } from 'zod'

/**
 * What can go wrong with a call. `lost-answer` and `garbage` do the act and spoil the answer; `lost-request` and
 * `error-500` do nothing. The last four concern the business and are carried out by the system itself.
 */
export const FaultKind = z.enum([
  'lost-request',
  'lost-answer',
  'delay',
  'error-500',
  'garbage',
  'duplicate-callback',
  'reject',
  'wrong-amount',
  'partial',
])
export type FaultKind = z.output<typeof FaultKind>

export const callbackFaults: readonly FaultKind[] = ['duplicate-callback']
export const businessFaults: readonly FaultKind[] = ['reject', 'wrong-amount', 'partial']
export const requestFaults = FaultKind.options.filter((kind) => !callbackFaults.includes(kind))

/** One fault to come: on the next calls of a route (`POST /payments`), or on any call when no route is named. */
export const FaultOrder = z.object({
  fault: FaultKind,
  on: z.string().max(60).optional(),
  times: z.number().int().min(1).max(10_000).default(1),
  delayMs: z.number().int().min(0).max(60_000).default(1000),
  /** for `reject`: the reason code given */
  reason: z.string().max(60).optional(),
})
export type FaultOrder = z.output<typeof FaultOrder>
export type Fault = Pick<FaultOrder, 'fault' | 'delayMs' | 'reason'>

export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>

/** Small seeded generator (mulberry32): the same seed gives the same faults in the same order. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Faults {
  readonly order: (order: FaultOrder) => void
  readonly clear: () => void
  /** the fault of these kinds that befalls a call, if any; ordered ones first, then by the seeded rates */
  readonly take: (route: string, kinds: readonly FaultKind[]) => Fault | undefined
  readonly pending: () => readonly FaultOrder[]
}

function byRate(rates: FaultRates, kinds: readonly FaultKind[], draw: number): Fault | undefined {
  let reached = 0
  for (const fault of kinds) {
    reached += rates[fault] ?? 0
    if (draw < reached) return { fault, delayMs: 200 }
  }
  return undefined
}

/** Orders do not outlive the process; the rates do, because they come from its configuration. */
export function createFaults(seed: number, rates: FaultRates): Faults {
  const random = seeded(seed)
  let orders: FaultOrder[] = []
  return {
    order: (order) => void orders.push({ ...order }),
    clear: () => void (orders = []),
    pending: () => orders,
    take: (route, kinds) => {
      const fits = (order: FaultOrder) =>
        kinds.includes(order.fault) && (order.on === undefined || order.on === route)
      const found = orders.find(fits)
      if (!found) return byRate(rates, kinds, random())
      found.times -= 1
      orders = orders.filter((order) => order.times > 0)
      return found
    },
  }
}
