import { z } from 'zod'
import { need, read, write } from '#kernel/contract.ts'
import { AccountId, PartyId } from '#kernel/ids.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { askContract } from './ask/contract.ts'
import { declareContract } from './declare/contract.ts'
import { importContract } from './import/contract.ts'
import { MandateRole, PartyName, PartySummary, RecordedFact } from './model.ts'

const onParty = { kind: 'party', owner: 'partyId', id: 'partyId' } as const

export const partyContract = {
  foundEnterprise: write({
    path: '/parties',
    permission: 'all',
    summary: 'Begin an enterprise: a party in formation whose id stays for ever',
    stream: { kind: 'party', owner: 'self', id: 'partyId', creates: true },
    input: z.object({ name: PartyName }),
    output: written,
    refusals: [],
  }),
  enterAsPerson: write({
    path: '/my/person',
    permission: 'all',
    summary: 'Enter the record as a person, for benefits that go to persons',
    stream: { kind: 'party', owner: 'self', id: 'partyId', creates: true },
    input: z.object({}),
    output: written,
    needs: { person: need<string | null>('party.personOfActor') },
    refusals: ['person-exists'],
  }),
  grantMandate: write({
    path: '/parties/:partyId/mandates',
    permission: 'own',
    summary: 'Let another account act for the enterprise',
    stream: onParty,
    input: z.object({
      partyId: PartyId,
      login: z.string().min(2).max(40),
      role: MandateRole,
      until: Day.optional(),
    }),
    output: written,
    needs: { account: need<{ accountId: string } | null>('party.accountByLogin') },
    refusals: ['account-unknown', 'mandate-exists', 'mandate-ends-in-the-past'],
  }),
  revokeMandate: write({
    method: 'DELETE',
    path: '/parties/:partyId/mandates/:accountId',
    permission: 'own',
    summary: 'End an account’s mandate',
    stream: onParty,
    input: z.object({ partyId: PartyId, accountId: AccountId }),
    output: written,
    refusals: ['no-such-mandate', 'last-mandate'],
  }),
  assignIdentity: write({
    path: '/parties/:partyId/identity',
    permission: 'all',
    internal: true,
    summary: 'Record the credit code that registration brought',
    stream: onParty,
    input: z.object({ partyId: PartyId, creditCode: z.string(), name: PartyName, registeredOn: Day }),
    output: written,
    refusals: ['credit-code-invalid', 'identity-already-assigned'],
  }),
  recordFacts: write({
    path: '/parties/:partyId/facts',
    permission: 'all',
    internal: true,
    summary: 'Record facts that a decision or an outside system established',
    stream: onParty,
    input: z.object({ partyId: PartyId, facts: z.array(RecordedFact).min(1).max(500), cause: z.string() }),
    output: written,
    refusals: [],
  }),
  noteBenefit: write({
    path: '/parties/:partyId/benefits',
    permission: 'all',
    internal: true,
    summary: 'Add to what is known of benefits received one that has arrived, or take out one that came back',
    stream: onParty,
    input: z.object({
      partyId: PartyId,
      policyId: z.string().min(1).max(120),
      year: z.number().int().min(1980).max(2100),
      amountFen: z.number().int().min(0),
      received: z.boolean(),
    }),
    output: written,
    needs: { facts: need<readonly RecordedFact[]>('party.facts') },
    refusals: [],
  }),
  listMyParties: read({
    path: '/my/parties',
    permission: 'own',
    summary: 'List the enterprises the account may act for',
    input: z.object({}),
    output: z.object({ items: z.array(PartySummary) }),
    receipt: 'none',
  }),
  getParty: read({
    path: '/parties/:partyId',
    permission: 'jurisdiction',
    summary: 'Show an enterprise’s profile: identity, mandates and known facts with their sources',
    input: z.object({ partyId: PartyId }),
    output: PartySummary.extend({
      mandates: z.array(
        z.object({ accountId: AccountId, name: z.string(), role: MandateRole, until: Day.optional() }),
      ),
      facts: z.array(RecordedFact),
    }),
    receipt: 'record',
  }),
  listReceipts: read({
    path: '/parties/:partyId/receipts',
    permission: 'own',
    summary: 'Show who looked at the enterprise’s data, when and for what',
    input: z.object({
      partyId: PartyId,
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      items: z.array(z.object({ at: Instant, who: z.string(), operation: z.string(), list: z.boolean() })),
      next: Instant.optional(),
    }),
    receipt: 'none',
  }),
  ...declareContract,
  ...importContract,
  ...askContract,
}
