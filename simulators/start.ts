import type { Instant } from '#kernel/time.ts'
import { type BankDelays, bankSystem } from './bank/system.ts'
import type { FaultRates } from './faults.ts'
import { housingFundSystem } from './housing-fund/system.ts'
import { type RunningSystem, startOutsideSystem } from './outside-system.ts'
import type { Delays } from './registrations.ts'
import { sealSystem } from './seal/system.ts'
import { socialInsuranceSystem } from './social-insurance/system.ts'
import type { SystemOptions } from './system.ts'
import { taxSystem } from './tax/system.ts'
import { utilitiesSystem } from './utilities/system.ts'
import { verticalSystem } from './vertical/system.ts'

export const systemNames = [
  'bank',
  'tax',
  'social-insurance',
  'housing-fund',
  'seal',
  'utilities',
  'vertical',
] as const
export type SystemName = (typeof systemNames)[number]

export interface SimulatorOptions {
  /** one journal a system is kept here; the same directory again is the same systems again */
  readonly dir: string
  /** shared with every system, for requests and callbacks */
  readonly secret: string
  /** the city's clock */
  readonly now: () => Instant
  /** callbacks are posted to `{callbackBase}/{system}` unless a request names its own address */
  readonly callbackBase?: (() => string | undefined) | undefined
  readonly delays?: {
    readonly registration?: Delays | undefined
    readonly bank?: BankDelays | undefined
  }
  readonly ports?: Partial<Record<SystemName, number>> | undefined
  readonly seed?: number | undefined
  readonly rates?: FaultRates | undefined
  readonly tickMs?: number | undefined
  readonly retryBaseMs?: number | undefined
}

export interface Simulators {
  readonly urls: Readonly<Record<SystemName, string>>
  /** lets time take effect at once, after the clock was moved */
  readonly tick: () => void
  readonly stop: () => Promise<void>
}

/** On the city's clock: what a department takes when it is quick. */
const usual: Delays = { startMs: 2000, finishMs: 4000 }
const usualBank: BankDelays = { ...usual, settleMs: 2000 }

/** Starts all outside systems on 127.0.0.1. A system that cannot start stops those before it. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const registration = options.delays?.registration ?? usual
  const bank = bankSystem(options.delays?.bank ?? usualBank)
  const running: RunningSystem[] = []
  const settings = (name: SystemName): SystemOptions => ({ ...options, port: options.ports?.[name] ?? 0 })
  const stop = async () => void (await Promise.all(running.map((system) => system.stop())))
  try {
    running.push(await startOutsideSystem(bank, settings('bank')))
    running.push(await startOutsideSystem(taxSystem(registration), settings('tax')))
    running.push(await startOutsideSystem(socialInsuranceSystem(registration), settings('social-insurance')))
    running.push(await startOutsideSystem(housingFundSystem(registration), settings('housing-fund')))
    running.push(await startOutsideSystem(sealSystem(registration), settings('seal')))
    running.push(await startOutsideSystem(utilitiesSystem(registration), settings('utilities')))
    running.push(await startOutsideSystem(verticalSystem(registration), settings('vertical')))
  } catch (fault) {
    await stop()
    throw fault
  }
  return {
    urls: Object.fromEntries(running.map((system) => [system.name, system.url])) as Record<
      SystemName,
      string
    >,
    tick: () => running.forEach((system) => void system.tick()),
    stop,
  }
}
