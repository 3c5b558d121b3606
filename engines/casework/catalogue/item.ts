import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, InForce, Law, LegalBasis, Text } from '#definitions/city/text-schema.ts'
import { Slug } from '#kernel/ids.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { ImplementationList, Level, ToConfirm } from './implementation-list.ts'
import { itemLaw, PromisedLimit, StatutoryLimit } from './item-law.ts'
import { Stage } from './item-stage.ts'
import { FastTrack } from '../tracks/item-tracks.ts'
import { AskedField, Variant, WantedMaterial } from './item-variants.ts'
import { Clause } from '#definitions/rules/clause-form.ts'

/** Something one item needs from another, such as the credit code that registration gives. */
const Handover = z.strictObject({ id: Slug, title: Text, fact: ref('fact', z.string().min(1)).optional() })

/** What an item hands on. Without `from` the officer who decides writes it down. */
const Output = Handover.extend({
  /** an amount in 分, shown as money */
  unit: z.literal('fen').optional(),
  from: z
    .union([
      /** true once the item is granted */
      z.strictObject({ granted: z.literal(true) }),
      /** the credit code given to the new company (GB 32100) */
      z.strictObject({ creditCode: z.literal(true) }),
      z.strictObject({ decidedOn: z.literal(true) }),
      /** the company's full name as answered */
      z.strictObject({ fullName: z.literal(true) }),
      /** a member of what the outside system reports */
      z.strictObject({ reported: z.string().min(1) }),
    ])
    .optional(),
})
export type Output = z.output<typeof Output>

/** A fact that the decision establishes about the party, beside those that outputs name. */
const Establishes = z.strictObject({
  fact: ref('fact', z.string().min(1)),
  field: ref('field'),
  /** of the (first) choice made, instead of its value */
  attribute: z.string().optional(),
  /** what another system of codes calls a choice; a choice not listed establishes nothing */
  as: z.record(z.string(), z.string()).optional(),
})

/** How a company's name is built and what it may not hold. */
const NameRules = z.strictObject({
  coreField: ref('field'),
  tradeField: ref('field'),
  formField: ref('field'),
  /** 行政区划, as it stands in front of the name */
  place: Text,
  /** the trade by which names are told apart: an attribute of the trade word */
  tradeAttribute: z.string(),
  restrictedWords: z.array(z.string().min(1)),
  reservedFor: TimeLimit,
  basis: z.array(LegalBasis),
  confidence: Confidence,
})
export type NameRules = z.output<typeof NameRules>

/** A sum that filing the item costs: a tax, a fee, computed from the answers. */
const Charge = z.strictObject({
  id: Slug,
  title: Text,
  /** owed only when true */
  when: Clause.optional(),
  /** in the rule language; comes to money */
  amount: z.string().min(1),
  /** how it is reckoned, for people */
  how: Text,
  /** to whom it is paid, where that is not the item's own authority */
  payee: ref('department').optional(),
  basis: z.array(LegalBasis),
  confidence: Confidence,
})
export type Charge = z.output<typeof Charge>

export const Item = z.strictObject({
  id: Slug,
  version: z.number().int().min(1),
  inForce: InForce,
  title: Text,
  /** 基本编码, 实施编码, 业务办理项编码 (GB/T 39554.1); absent until the city enters its own */
  codes: z
    .strictObject({
      catalogue: z.string().optional(),
      implementation: z.string().optional(),
      handling: z.string().optional(),
      confidence: Confidence,
    })
    .optional(),
  /** 事项类型 */
  type: z.enum(['licence', 'payment', 'confirmation', 'award', 'ruling', 'other', 'public-service']),
  /** 行使层级 */
  level: Level,
  /** 服务对象 */
  audience: z.array(z.enum(['person', 'enterprise', 'institution', 'organisation', 'unincorporated'])).min(1),
  /** 办件类型: 即办件, 承诺件 */
  handling: z.enum(['immediate', 'promised']),
  department: ref('department'),
  legalBasis: Law,
  acceptConditions: z.array(Text).min(1),
  limits: z.strictObject({
    statutory: StatutoryLimit,
    promised: PromisedLimit,
    /** how soon the applicant must act, such as within 30 days of being founded */
    applyWithin: StatutoryLimit.optional(),
  }),
  /** 办理形式 */
  channels: z.array(z.enum(['online', 'counter', 'post', 'terminal'])).min(1),
  /** 到办事现场次数 */
  visits: z.number().int().min(0),
  fields: z.array(AskedField),
  inputs: z.array(Handover),
  outputs: z.array(Output),
  establishes: z.array(Establishes).optional(),
  nameRules: NameRules.optional(),
  /** the answer that is the name of whom the item registers, where no rules make it */
  namedBy: ref('field').optional(),
  materials: z.array(WantedMaterial),
  stages: z.array(Stage).min(1),
  result: z.strictObject({
    kind: z.enum(['credential', 'approval', 'record', 'booking']),
    title: Text,
    /** the licence or record that the decision becomes */
    credential: ref('licence-type').optional(),
    /** the licence of the applicant that the decision renews, amends or cancels */
    changes: z
      .strictObject({ licence: ref('licence-type'), how: z.enum(['renewed', 'amended', 'cancelled']) })
      .optional(),
    validity: TimeLimit.optional(),
    /** the policy whose benefit the decision lets be paid */
    benefit: ref('policy').optional(),
  }),
  fee: z.strictObject({ charged: z.boolean(), note: Text.optional(), basis: z.array(LegalBasis).optional() }),
  charges: z.array(Charge).min(1).optional(),
  /** where this city's practice departs from the law's text or from the national list, and why */
  deviations: z.array(Text),
  ...itemLaw,
  /** 一类一策: how it differs by the applicant's business format; without one that fits it is as written above */
  variants: z.array(Variant).min(1).optional(),
  /** the first variant that fits counts; without this no two may fit at once */
  variantsInOrder: z.literal(true).optional(),
  /** 信易+: what trusted enterprises get, the first that is open to them */
  fastTracks: z.array(FastTrack).min(1).optional(),
  implementation: ImplementationList.optional(),
  /** what nobody has read in an official text of this city yet */
  toConfirm: z.array(ToConfirm).optional(),
  confidence: Confidence,
})
export type Item = z.output<typeof Item>
