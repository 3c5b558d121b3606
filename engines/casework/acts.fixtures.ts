import type { Actor } from '#kernel/actor.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'

/** What examples of every kind need: acts that must succeed, officers, names nobody has. */

let made = 0
const han = '零一二三四五六七八九'
/** A core name that nobody has. */
export const freshCore = (): string =>
  `晨星${[...String(++made)].map((digit) => han[Number(digit)]).join('')}`

/** Does an act that must succeed. */
export async function act(town: TestSystem, operation: string, input: Record<string, unknown>, as?: Actor) {
  const answer = await town.execute('casework', operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer
}

export interface Filing {
  readonly partyId: string
  readonly caseId: string
  readonly founder: Actor
}
export const ids = ({ partyId, caseId }: Filing) => ({ partyId, caseId })

export const anOfficer = (town: TestSystem, department = 'market-regulation', district = 'tianhe') =>
  town.account(`officer-${++made}`, 'officer', { department, district })

/** Days pass on the town's clock. */
export const later = (town: TestSystem, days: number) =>
  town.clock.set(instantFrom(msOf(town.system.clock.now()) + days * 86_400_000))
