import { z } from 'zod'
import { UnitText } from '#definitions/city/text-schema.ts'
import { definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'

const Path = z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+)*$/, 'a path such as officeMinutes or party.kind')

/** From what happened: events of one name, perhaps only those whose data say so. */
const FromEvents = z.strictObject({
  event: z.string().regex(/^[a-z-]+\.[A-Z][A-Za-z]+$/, 'streamKind.EventType'),
  where: z.record(Path, z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** a number in the event's data; without it events are counted */
  value: Path.optional(),
  take: z.enum(['count', 'parties', 'sum', 'median', 'maximum']),
})

/** From the catalogue: how many definitions of a kind are in force, perhaps only those that say so. */
const FromDefinitions = z.strictObject({
  kind: Slug,
  where: z.record(Path, z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** those that say so are not counted */
  except: z.record(Path, z.union([z.string(), z.number(), z.boolean()])).optional(),
})

/** A figure of the plan, defined once: what is measured, in which unit, divided by what for people to read. */
export const Indicator = z.strictObject({
  id: Slug,
  title: Bilingual,
  /** how it is computed, in plain words */
  method: Bilingual,
  unit: UnitText,
  /** stored value ÷ this = shown value, such as 420 for office minutes to days */
  per: z.number().positive().default(1),
  decimals: z.number().int().min(0).max(4).default(0),
  from: z.union([z.strictObject({ events: FromEvents }), z.strictObject({ definitions: FromDefinitions })]),
})
export type Indicator = z.output<typeof Indicator>

export const indicatorKind = definitionKind<Indicator>(
  'indicator',
  'plan/indicators.yaml',
  Indicator as z.ZodType<Indicator>,
)
