import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { AccountId, PartyId } from '#kernel/ids.ts'
import { Day } from '#kernel/time.ts'

export const PartyName = z.string().trim().min(2).max(200).meta({ title: 'PartyName' })

export const MandateRole = z.enum(['founder', 'representative', 'accountant', 'self'])
export type MandateRole = z.output<typeof MandateRole>

export const Mandate = z.object({ accountId: AccountId, role: MandateRole, until: Day.optional() })
export type Mandate = z.output<typeof Mandate>

/** A value of the fact dictionary as it is stored: money in 分, ratios as decimal text, dates as days. */
export const FactValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.record(z.string(), z.unknown())),
])
/** The source of what an enterprise says of itself: shown to it, never relied on when money is paid. */
export const selfDeclared = 'self-declared'

export const RecordedFact = z.object({
  fact: z.string(),
  value: FactValue,
  /** the year for facts that have one per year */
  period: z.string().optional(),
  on: Day,
  source: z.string(),
})
export type RecordedFact = z.output<typeof RecordedFact>

export type PartyEvent =
  | Event<'EnterpriseFounded', { name: string; accountId: string }>
  /** a person with benefits of its own, who acts for itself */
  | Event<'PersonEntered', { name: string; accountId: string; personKey?: string | undefined }>
  /** came in with its credit code from a register or an import; nobody may act for it yet */
  | Event<'EnterpriseEntered', { name: string; creditCode: string; cause: string }>
  | Event<'MandateGranted', Mandate>
  | Event<'MandateRevoked', { accountId: string }>
  | Event<'FactsRecorded', { facts: RecordedFact[]; cause: string }>
  | Event<'IdentityAssigned', { creditCode: string; name: string; registeredOn: Day }>

export interface Party {
  readonly founded: boolean
  readonly name: string
  readonly creditCode: string | undefined
  readonly mandates: ReadonlyMap<string, Mandate>
}

export const PartySummary = z.object({
  partyId: PartyId,
  name: z.string(),
  creditCode: z.string().optional(),
  state: z.enum(['in-formation', 'registered']),
  /** a natural person, not an enterprise */
  person: z.boolean(),
})
export type PartySummary = z.output<typeof PartySummary>

export const noParty: Party = { founded: false, name: '', creditCode: undefined, mandates: new Map() }

export function evolveParty(party: Party, event: PartyEvent): Party {
  switch (event.type) {
    case 'EnterpriseFounded':
    case 'PersonEntered':
      return { ...party, founded: true, name: event.data.name }
    case 'EnterpriseEntered':
      return { ...party, founded: true, name: event.data.name, creditCode: event.data.creditCode }
    case 'MandateGranted':
      return { ...party, mandates: new Map([...party.mandates, [event.data.accountId, event.data]]) }
    case 'MandateRevoked':
      return {
        ...party,
        mandates: new Map([...party.mandates].filter(([accountId]) => accountId !== event.data.accountId)),
      }
    case 'IdentityAssigned':
      return { ...party, creditCode: event.data.creditCode, name: event.data.name }
    case 'FactsRecorded':
      return party
  }
}
