import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day } from '#kernel/time.ts'

/** A policy as far as it is written; places without words yet are no obstacle. */
const Draft = z
  .record(z.string(), z.unknown())
  .refine((body) => JSON.stringify(body).length <= 200_000, 'too long')

/** What is wrong with a place of the draft; `path` is `/`-separated. */
const DraftFault = z.object({
  path: z.string(),
  code: z.string(),
  weight: z.enum(['error', 'warning', 'note']),
  message: Bilingual,
  remedy: Bilingual,
})
/** What counts as near: a distance of so much of the limit. */
const NearPercent = z.number().int().min(1).max(50).default(10)
/** So many persons are looked at in one answer; a city that knows more is counted in several, one after the other. */
export const mostPersons = 10_000
const Group = z.object({ code: z.string(), count: z.number().int() })

/** What some policies share, with those that do. */
const Shared = z.object({
  id: Slug,
  policies: z.array(z.object({ policyId: Slug, title: Bilingual })),
})

/** What a draft comes to among those who were looked at. */
const counts = {
  eligible: z.number().int(),
  /** those who miss one condition by no more than `nearPercent` of its limit */
  near: z.number().int(),
  unknown: z.number().int(),
  ineligible: z.number().int(),
  notApplicable: z.number().int(),
  /** what all who are eligible get; null where no sum is named */
  sumFen: Fen.nullable(),
  withoutSum: z.number().int(),
  /** of those eligible, who is paid another of a group, or would choose it, instead */
  instead: z.number().int(),
}

export const deskContract = {
  effectOfDraft: read({
    method: 'POST',
    path: '/policies/draft/effect',
    permission: 'jurisdiction',
    summary:
      'Say what a policy being written does to the whole city: who gets it, what it costs, what is wrong with it',
    input: z.object({ policy: Draft, nearPercent: NearPercent }),
    output: z.object({
      faults: z.array(DraftFault),
      effect: z
        .object({
          on: Day,
          /** persons where the policy says that it concerns them */
          whom: z.enum(['enterprises', 'persons']),
          /** how many were looked at; `partial` where the record knows more */
          counted: z.number().int(),
          partial: z.boolean(),
          ...counts,
          nearPercent: z.number().int(),
          insteadOf: z.array(z.object({ policyId: Slug, title: Bilingual, count: z.number().int() })),
          /** `sumFen` less what those would get who get something else instead */
          netFen: Fen.nullable(),
          /** what the policy may spend; null where it names no sum */
          budgetFen: Fen.nullable(),
          byDistrict: z.array(Group),
          bySize: z.array(Group),
          /** by section; without a title where the city's list does not have it */
          byIndustry: z.array(Group.extend({ title: Bilingual.optional() })),
          /** against the version in force; absent where there is none */
          against: z
            .object({ version: z.number().int(), gained: z.number().int(), lost: z.number().int() })
            .optional(),
          /** how long the answer took, in milliseconds */
          ms: z.number(),
        })
        .optional(),
    }),
    receipt: 'none',
  }),
  listBuildingBlocks: read({
    path: '/policies/building-blocks',
    permission: 'jurisdiction',
    summary:
      'List what a policy may be built from: reusable checks, groups of benefits, funds, themes to apply under',
    input: z.object({}),
    output: z.object({
      checks: z.array(
        z.object({
          id: Slug,
          title: Bilingual,
          /** in readers' words, with the blanks in braces */
          says: Bilingual,
          blanks: z.array(
            z.object({ name: z.string(), title: Bilingual, unit: z.string(), value: z.number() }),
          ),
          /** a condition as policies write it, with the blanks in braces */
          condition: z.unknown(),
          basis: z.array(Bilingual),
        }),
      ),
      exclusiveGroups: z.array(Shared),
      highestGroups: z.array(Shared),
      /** under which a benefit may be applied for, with the policies that their decisions let be paid */
      themes: z.array(z.object({ id: Slug, title: Bilingual, pays: z.array(Slug) })),
      /** the funds that policies are paid from */
      funds: z.array(Shared),
    }),
    receipt: 'none',
  }),
  countPersons: read({
    method: 'POST',
    path: '/policies/draft/persons',
    permission: 'jurisdiction',
    summary:
      'Count a batch of the persons whom the city knows for a policy being written, after the last one counted',
    input: z.object({
      policy: Draft,
      nearPercent: NearPercent,
      after: PartyId.optional(),
      most: z.number().int().min(1).max(mostPersons).default(mostPersons),
    }),
    output: z.object({
      counted: z.number().int(),
      ...counts,
      /** what those would get here who are paid another instead */
      insteadFen: Fen,
      /** after whom the next batch begins; absent when everybody was counted, or the draft does not concern persons */
      next: PartyId.optional(),
    }),
    receipt: 'none',
  }),
  sampleDraft: read({
    method: 'POST',
    path: '/policies/draft/sample',
    permission: 'jurisdiction',
    summary:
      'Show enterprises that a policy being written would reach, those that it nearly would, nearest first, and which policies reach the same',
    input: z.object({ policy: Draft, nearPercent: NearPercent }),
    output: z.object({
      items: z.array(
        z.object({
          partyId: PartyId,
          name: z.string(),
          how: z.enum(['eligible', 'near']),
          amountFen: Fen.nullable(),
          summary: Bilingual,
          /** of who is near: the condition, how far it is missed, and how much of the limit that is, in percent */
          missed: z.object({ condition: Bilingual, gap: Bilingual, percent: z.number() }).optional(),
        }),
      ),
      overlaps: z.array(
        z.object({
          policyId: Slug,
          title: Bilingual,
          both: z.number().int(),
          excluded: z.boolean(),
          highest: z.boolean(),
        }),
      ),
    }),
    receipt: 'list',
  }),
  examplesOfDraft: read({
    method: 'POST',
    path: '/policies/draft/examples',
    permission: 'jurisdiction',
    summary: 'Propose the examples a policy being written still lacks, and say how those it has come out',
    input: z.object({ policy: Draft, examples: Draft.optional() }),
    output: z.object({
      /** a sheet that just qualifies, to begin with, taken from the rule itself */
      proposals: z.array(
        z.object({
          name: z.string(),
          on: Day.optional(),
          facts: z.record(z.string(), z.unknown()),
          expect: z.object({
            verdict: z.enum(['符合', '不符合', '缺数据', '不适用']),
            failing: z.string().optional(),
            amount: z.string().optional(),
          }),
        }),
      ),
      failures: z.array(z.object({ example: z.number().int(), message: Bilingual })),
      /** single tests that no example sees true, or none sees false */
      uncovered: z.array(z.object({ id: z.string(), text: Bilingual, truth: z.boolean() })),
      limits: z.array(
        z.object({
          text: Bilingual,
          below: z.boolean(),
          at: z.boolean(),
          above: z.boolean(),
          unknown: z.boolean(),
        }),
      ),
    }),
    receipt: 'none',
  }),
}
