import { z } from 'zod'
import { Bilingual, Unit } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'

/** running: people use it and it has figures · ready: it can be used, nothing has happened yet · partly: some of it can be used · not-yet */
export const MeasureState = z.enum(['running', 'ready', 'partly', 'not-yet'])
export type MeasureState = z.output<typeof MeasureState>

export const Figure = z.object({
  indicator: z.string(),
  title: Bilingual,
  unit: Unit,
  /** absent when nothing has happened yet: no figure is not zero */
  value: z.number().optional(),
  /** how many events or definitions the figure rests on */
  sample: z.number().int(),
  decimals: z.number().int(),
  target: z
    .object({
      comparison: z.enum(['at-least', 'at-most', 'exactly']),
      value: z.number(),
      by: z.string().optional(),
      met: z.boolean().optional(),
    })
    .optional(),
})
export type Figure = z.output<typeof Figure>

export const Server = z.object({
  kind: z.enum(['item', 'theme', 'policy', 'engine', 'screen', 'indicator']),
  id: z.string(),
  title: Bilingual.optional(),
  present: z.boolean(),
})
export type Server = z.output<typeof Server>

export const MeasureCard = z.object({
  number: z.number().int(),
  part: z.enum(['I', 'II', 'III', 'IV', 'V']),
  title: Bilingual,
  summary: Bilingual,
  departments: z.array(z.object({ id: z.string(), title: Bilingual })),
  deadline: z.string().optional(),
  state: MeasureState,
  figures: z.array(Figure),
})
export type MeasureCard = z.output<typeof MeasureCard>

export const SampleEvent = z.object({ at: Instant, event: z.string(), value: z.number().optional() })
export type SampleEvent = z.output<typeof SampleEvent>
