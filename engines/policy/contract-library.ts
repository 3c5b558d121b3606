import { z } from 'zod'
import { Confidence } from '#definitions/city/text-schema.ts'
import { read } from '#kernel/contract.ts'
import { Condition, Explanation, UsedFact } from '#kernel/explanation.ts'
import { PartyId, Slug } from '#kernel/ids.ts'
import { Fen } from '#kernel/money.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { Document, Limit } from './contract-parts.ts'
import { FactInput } from './fact-input.ts'
import { PolicyMode } from './policy.ts'

/** One policy's answer to one party. */
export const Match = z.object({
  policyId: Slug,
  version: z.number().int(),
  title: Bilingual,
  department: z.string(),
  mode: PolicyMode,
  /** it can be claimed or applied for here */
  claimed: z.boolean(),
  /** nothing is missing but what would be promised with the claim */
  promisable: z.boolean(),
  verdict: z.enum(['eligible', 'ineligible', 'unknown', 'not-applicable']),
  kind: z.enum(['cash', 'tax-treatment', 'title']),
  amountIs: z.enum(['payment', 'tax-payable', 'saving', 'deduction']),
  amountFen: Fen.nullable(),
  parts: z.array(z.object({ id: z.string(), text: Bilingual, amountFen: Fen.nullable() })),
  amountUsed: z.array(UsedFact),
  /** one measurable condition short of getting it */
  nearMiss: z.boolean(),
  explanation: Explanation,
  /** policies that exclude this one and are met as well */
  alternatives: z.array(z.string()),
  /** of a group of which only the highest is paid, the one paid instead of this one */
  higher: z.object({ policyId: Slug, title: Bilingual, amountFen: Fen.nullable() }).optional(),
  confidence: Confidence,
})
export type Match = z.output<typeof Match>

const PolicySummary = z.object({
  policyId: Slug,
  version: z.number().int(),
  title: Bilingual,
  summary: Bilingual,
  department: z.string(),
  mode: PolicyMode,
  /** its money is paid by runs of this platform */
  paidHere: z.boolean(),
  kind: z.enum(['cash', 'tax-treatment', 'title']),
  from: Day,
  until: Day.optional(),
  inForce: z.boolean(),
  /** the fund that pays it, as the ledger's books name it */
  fund: z.string().optional(),
})
const Path = z.array(z.union([z.string(), z.number()])).readonly()
const SheetNote = z.object({ path: Path, text: Bilingual })
/** What is wrong with something a person wrote, where, and what to do. */
const Fault = z.object({
  code: z.string(),
  path: Path,
  expected: z.string(),
  message: Bilingual,
  remedy: Bilingual,
})

/** Over all enterprises in numbers, rounded to three digits and steps of ten; fewer than ten are not told. Nobody is to be found by asking. */
export const CityEffect = z.object({
  enterprises: z.number().int(),
  holds: z.number().int(),
  fails: z.number().int(),
  unknown: z.number().int(),
  /** of those it fails for: by a single test that can be measured */
  near: z.number().int(),
  /** numbers below this one are given as zero, with `hidden` true where any was */
  atLeast: z.number().int(),
  hidden: z.boolean(),
  on: Day,
  /** how long the count took, in milliseconds */
  ms: z.number(),
})
export type CityEffect = z.output<typeof CityEffect>

/** What is proven about a rule, whoever the enterprise. */
const RuleFinding = z.object({
  code: z.string(),
  weight: z.enum(['error', 'warning', 'note']),
  message: Bilingual,
  remedy: Bilingual,
})

/** An enterprise worth trying: at a limit of the rule, or without the fact. */
const RuleCase = z.object({
  side: z.enum(['below', 'at', 'above', 'unknown']),
  limit: Bilingual,
  /** how a sheet writes what changes; an empty value is not known */
  facts: z.array(z.object({ name: z.string(), value: z.string(), text: Bilingual })),
  truth: z.enum(['true', 'false', 'unknown']),
})

/** What the library says of policies, and what they say of an enterprise. */
export const libraryContract = {
  listPolicies: read({
    path: '/policies',
    permission: 'public',
    summary: 'Search the policy library',
    input: z.object({
      q: z.string().trim().max(100).optional(),
      mode: PolicyMode.optional(),
      department: Slug.optional(),
      on: Day.optional(),
      after: z.string().max(120).optional(),
      limit: Limit,
    }),
    output: z.object({ items: z.array(PolicySummary), next: z.string().optional() }),
    receipt: 'none',
  }),
  getPolicy: read({
    path: '/policies/:policyId',
    permission: 'public',
    summary: 'Show a policy: conditions in plain words, benefit, documents, validity',
    input: z.object({
      policyId: Slug,
      version: z.coerce.number().int().positive().optional(),
      on: Day.optional(),
    }),
    output: PolicySummary.extend({
      documents: z.array(Document),
      gives: Bilingual,
      /** for what is claimed: until when it is decided, what is promised and what follows where it was untrue */
      claim: z
        .object({
          decideWorkingDays: z.number().int(),
          sample: z.boolean(),
          promises: z.array(Bilingual),
          checkWithinMonths: z.number().int().optional(),
          consequence: Bilingual.optional(),
        })
        .optional(),
      /** of it and these only the highest is paid; by which document, and whether that was read */
      highest: z
        .object({
          among: z.array(z.object({ policyId: Slug, title: Bilingual })),
          document: z.string().optional(),
          sure: z.boolean(),
        })
        .optional(),
      /** whom it concerns and what is asked, each condition in plain words */
      conditions: z.array(Condition),
      review: z.array(Bilingual),
      versions: z.array(z.object({ version: z.number().int(), from: Day, until: Day.optional() })),
      ruleHash: z.string(),
    }),
    receipt: 'none',
  }),
  matchParty: read({
    path: '/parties/:partyId/policies',
    permission: 'jurisdiction',
    summary: 'Say what an enterprise gets, nearly gets and why not, on a day',
    input: z.object({
      partyId: PartyId,
      on: Day.optional(),
      /** the moment whose knowledge counts; now when absent */
      knownAt: Instant.optional(),
    }),
    output: z.object({ on: Day, knownAt: Instant, items: z.array(Match) }),
    receipt: 'record',
  }),
  listRuleSamples: read({
    path: '/rules/samples',
    permission: 'public',
    summary: 'Rules to begin with when trying the language, each with an invented enterprise',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          title: Bilingual,
          rule: Bilingual,
          facts: z.array(z.object({ name: z.string(), value: Bilingual })),
        }),
      ),
    }),
    receipt: 'none',
  }),
  tryRule: read({
    method: 'POST',
    path: '/rules/try',
    permission: 'public',
    summary:
      'Judge a rule that somebody is writing: for one sheet of facts, and for the whole city in numbers; nothing is kept',
    input: z.object({
      rule: z.string().trim().min(1).max(2000),
      /** facts of one enterprise, as for matching */
      sheet: z.string().max(50_000).optional(),
    }),
    output: z.object({
      faults: z.array(Fault),
      notes: z.array(SheetNote),
      rule: z
        .object({
          /** what the rule says, in words */
          text: Bilingual,
          hash: z.string(),
          facts: z.array(FactInput),
        })
        .optional(),
      /** for the sheet, where one was given */
      answer: Explanation.optional(),
      findings: z.array(RuleFinding),
      cases: z.array(RuleCase),
      city: CityEffect.optional(),
    }),
    receipt: 'none',
  }),
  findPolicies: read({
    method: 'POST',
    path: '/policies/find',
    permission: 'public',
    summary: 'Say what somebody gets from the answers so far, and what to ask next; nothing is kept',
    input: z.object({
      /** the answers so far, as a sheet of facts */
      sheet: z.string().min(2).max(50_000),
      /** names that somebody would rather not answer */
      skip: z.array(z.string().max(120)).max(200).default([]),
      on: Day.optional(),
    }),
    output: z.object({
      on: Day,
      gets: z.array(Match),
      nearly: z.array(Match),
      /** how many policies cannot be told yet, and how many are neither got nor nearly got */
      open: z.number().int(),
      not: z.number().int(),
      ask: z.array(FactInput),
      faults: z.array(Fault),
    }),
    receipt: 'none',
  }),
  matchFacts: read({
    method: 'POST',
    path: '/policies/match',
    permission: 'public',
    summary: 'Judge every policy from a sheet of facts; nothing is kept',
    input: z.object({ sheet: z.string().min(2).max(200_000), on: Day.optional() }),
    output: z.object({
      on: Day.optional(),
      items: z.array(Match),
      notes: z.array(SheetNote),
      faults: z.array(Fault),
    }),
    receipt: 'none',
  }),
}
