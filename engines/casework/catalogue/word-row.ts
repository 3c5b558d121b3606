import { z } from 'zod'
import { Bilingual } from '#kernel/text.ts'
import { Named } from '../view-parts.ts'
import { wordKinds } from './word-kinds.ts'

export const WordKind = z.enum(wordKinds)

export const WordRow = z.object({
  kind: WordKind,
  id: z.string(),
  title: Bilingual,
  /** the type of a field, the source of a material */
  of: z.string().optional(),
  /** how many choices a list has */
  choices: z.number().int().optional(),
  version: z.number().int(),
  /** a list of choices first by its fields, then by what asks those */
  usedBy: z.array(Named.extend({ kind: z.enum(['field', 'item', 'theme']) })),
})
export type WordRow = z.output<typeof WordRow>
