import { z } from 'zod'
import type { KnownFact } from '#definitions/facts/known.ts'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { RoundCause, StandingChange, type StandingLine, WhatIfLine } from './model.ts'

const Taken = z.object({ policyId: z.string(), title: Bilingual, amountFen: Fen })

export const standingContract = {
  noteStanding: write({
    path: '/parties/:partyId/standing',
    permission: 'all',
    internal: true,
    summary: 'Judge an enterprise again and note what has become of its policies',
    stream: { kind: 'standing', owner: 'partyId', id: 'standingId', creates: true },
    input: z.object({ partyId: PartyId }),
    output: written,
    needs: {
      /** locks the party first, so that two judgements at once do not tell the same thing twice */
      before: need<{ lines: readonly StandingLine[]; known: boolean }>('policy.standing'),
      mandated: need<boolean>('party.hasMandate'),
      facts: need<readonly KnownFact[]>('party.facts'),
    },
    refusals: [],
  }),
  startRound: write({
    path: '/policies/rounds',
    permission: 'all',
    internal: true,
    summary: 'Judge again every enterprise that somebody acts for',
    stream: { kind: 'round', owner: 'self', id: 'roundId', creates: true },
    input: z.object({ cause: RoundCause }),
    output: written,
    refusals: [],
  }),
  listStandingChanges: read({
    path: '/parties/:partyId/policies/changes',
    permission: 'own',
    summary: 'Say what has changed in what an enterprise gets, newest first',
    input: z.object({
      partyId: PartyId,
      before: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      items: z.array(StandingChange.extend({ at: Instant })),
      next: Instant.optional(),
    }),
    receipt: 'none',
  }),
  foresee: read({
    path: '/parties/:partyId/policies/foreseen',
    permission: 'own',
    summary: 'Say on which day what an enterprise gets will change by time alone, with what is known today',
    input: z.object({ partyId: PartyId, days: z.coerce.number().int().min(1).max(400).default(366) }),
    output: z.object({
      from: Day,
      through: Day,
      items: z.array(StandingChange.extend({ on: Day })),
    }),
    receipt: 'none',
  }),
  whatIf: read({
    method: 'POST',
    path: '/parties/:partyId/policies/what-if',
    permission: 'own',
    summary:
      'Say which policies an enterprise would gain, lose or get otherwise if some of its facts were different; nothing is kept',
    input: z.object({
      partyId: PartyId,
      /** as the record keeps them: money in 分, a district by its id */
      facts: z
        .array(
          z.object({
            fact: z.string().min(1).max(80),
            value: z.union([z.string().max(500), z.number(), z.boolean()]),
          }),
        )
        .min(1)
        .max(20),
    }),
    output: z.object({
      on: Day,
      /** only facts that would really change */
      facts: z.array(
        z.object({ fact: z.string(), label: Bilingual, before: Bilingual.optional(), after: Bilingual }),
      ),
      items: z.array(WhatIfLine),
    }),
    refusals: ['fact-unknown', 'value-unfit'],
    receipt: 'none',
  }),
  bestCombination: read({
    path: '/parties/:partyId/policies/combination',
    permission: 'own',
    summary: 'Say which of the policies that exclude one another bring most together',
    input: z.object({ partyId: PartyId, on: Day.optional() }),
    output: z.object({
      on: Day,
      totalFen: Fen,
      take: z.array(Taken),
      /** what has to be left for it, and for which of those taken */
      leave: z.array(Taken.extend({ insteadOf: z.array(z.string()) })),
      /** sums that cannot be told yet and were left out of account */
      unknown: z.array(z.object({ policyId: z.string(), title: Bilingual })),
    }),
    receipt: 'none',
  }),
}
