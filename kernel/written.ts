import { z } from 'zod'
import { Uuid } from './ids.ts'

/** What every write answers: where it was recorded. `repeated` says that this request had been carried out before. */
export const written = z.object({ ownerId: Uuid, id: Uuid, version: z.number().int(), repeated: z.boolean() })
export type Written = z.output<typeof written>
