import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { MeasureCard, SampleEvent, Server } from './model.ts'

export const scoreboardContract = {
  getBoard: read({
    path: '/board',
    permission: 'public',
    summary: 'Show all measures of the plan with their computed state and figures',
    input: z.object({}),
    output: z.object({ at: Instant, items: z.array(MeasureCard) }),
    receipt: 'none',
  }),
  getMeasure: read({
    path: '/board/measures/:number',
    permission: 'public',
    summary: 'Show one measure: what serves it, how each figure is computed, and the newest events behind it',
    input: z.object({ number: z.coerce.number().int().min(1).max(999) }),
    output: MeasureCard.extend({
      servers: z.array(Server),
      methods: z.array(
        z.object({
          indicator: z.string(),
          method: Bilingual,
          source: z.string(),
          samples: z.array(SampleEvent),
        }),
      ),
    }),
    receipt: 'none',
  }),
}
