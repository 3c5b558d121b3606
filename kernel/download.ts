import { z } from 'zod'

/** A read's answer that is a file, such as a PDF: sent as it is, not as JSON. */
export const download = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mediaType: z.string(),
  fileName: z.string(),
  /** how long anybody may keep it; not at all when absent */
  cacheSeconds: z.number().int().optional(),
})
export type Download = z.output<typeof download>
