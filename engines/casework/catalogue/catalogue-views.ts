import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { TimeLimit } from '#kernel/time-limit.ts'
import { FormatRow, LocalView, PlaceView, TrackRow } from './guide-terms-views.ts'
import { Holder, SpecialProcedure } from '../model.ts'
import { Named, LegalBasis } from '../view-parts.ts'

/** What the catalogue of items and themes shows. */

export const ThemeSummary = z.object({
  id: z.string(),
  title: Bilingual,
  summary: Bilingual,
  department: Named,
  promise: TimeLimit,
  items: z.number().int(),
  /** only for enterprises that are registered already */
  registered: z.boolean(),
})
export const ItemSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  title: Bilingual,
  department: Named,
  type: z.string(),
  promise: TimeLimit,
  confidence: z.string(),
})
const BasedText = z.object({ title: Bilingual, limit: TimeLimit.optional(), basis: z.array(LegalBasis) })
const GuideLimit = z.object({ limit: TimeLimit, asWritten: z.boolean(), basis: z.array(LegalBasis) })

export const ItemGuide = ItemSummary.extend({
  levels: z.array(z.string()),
  /** elements that the city has yet to confirm */
  toConfirm: z.array(z.string()),
  /** how soon everything to be corrected must be told */
  acceptance: GuideLimit,
  applyWithin: z.object({ limit: TimeLimit.optional(), note: Bilingual.optional() }).optional(),
  steps: z.array(z.object({ id: z.string(), title: Bilingual, department: Named, holder: Holder })),
  specialProcedures: z.array(z.object({ kind: SpecialProcedure, mandatory: z.boolean() })),
  /** what silence until the end means, where the item's own law says so */
  silence: z
    .object({
      means: z.enum(['granted', 'renewed']),
      limit: TimeLimit.optional(),
      basis: z.array(LegalBasis),
    })
    .optional(),
  renewal: z.object({ applyBefore: TimeLimit, decision: TimeLimit.optional() }).optional(),
  validity: TimeLimit.optional(),
  commitment: z
    .object({
      text: Bilingual,
      checkWithin: TimeLimit,
      consequence: Bilingual,
      excluded: z.array(Bilingual),
    })
    .optional(),
  tolerance: z.object({ materials: z.array(Bilingual), within: TimeLimit }).optional(),
  refusalGrounds: z.array(BasedText),
  exempt: z.array(Bilingual),
  duties: z.array(BasedText),
  bans: z.array(BasedText),
  level: z.string(),
  audience: z.array(z.string()),
  handling: z.string(),
  legalBasis: z.array(LegalBasis),
  acceptConditions: z.array(Bilingual),
  statutory: z.object({
    limit: TimeLimit.optional(),
    onTheSpot: z.boolean(),
    basis: z.array(LegalBasis),
    note: Bilingual.optional(),
    extension: TimeLimit.optional(),
    asWritten: z.boolean(),
    variants: z.array(z.object({ when: Bilingual, limit: TimeLimit })),
  }),
  /** each business format, where they differ */
  formats: z.array(FormatRow),
  /** what opens which fast track */
  tracks: z.array(TrackRow),
  place: PlaceView,
  /** districts with a version of their own */
  districts: z.array(Named),
  /** the district that the guide is for, where it has a version of its own */
  local: LocalView.optional(),
  channels: z.array(z.string()),
  visits: z.number(),
  materials: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      hint: Bilingual.optional(),
      source: z.string(),
      necessity: z.string(),
      conditional: z.boolean(),
    }),
  ),
  fee: z.object({ charged: z.boolean(), note: Bilingual.optional() }),
  result: Bilingual,
  deviations: z.array(Bilingual),
})

/** One row of the province's field set as it was read. */
export const CatalogueRow = z.object({
  row: z.number().int(),
  title: z.string(),
  code: z.string().optional(),
  department: z.string().optional(),
  /** the item to begin a draft with; absent where a fault keeps the row out */
  body: z.record(z.string(), z.unknown()).optional(),
  /** the published item of the same code or name, which this would be a new version of */
  published: z.string().optional(),
  faults: z.array(
    z.object({
      field: z.string(),
      code: z.enum(['missing', 'unknown-value', 'not-a-number', 'department-unknown', 'material-unknown']),
      value: z.string(),
      weight: z.enum(['error', 'warning']),
    }),
  ),
})

export const Download = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mediaType: z.string(),
  fileName: z.string(),
})
