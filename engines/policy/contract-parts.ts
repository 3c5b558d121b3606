import { z } from 'zod'
import { Confidence } from '#definitions/city/text-schema.ts'

export const Reason = z.string().trim().min(2).max(1000)
export const Limit = z.coerce.number().int().min(1).max(200).default(50)

export const Document = z.object({
  number: z.string(),
  title: z.string().optional(),
  confidence: Confidence,
})
