import { z } from 'zod'
import { CodeValue, type Fact, FactType } from '#definitions/facts/fact.ts'
import { englishUnit } from '#definitions/facts/show.ts'
import { Bilingual } from '#kernel/text.ts'

/** A fact as a form asks for it. */
export const FactInput = z.object({
  fact: z.string(),
  label: Bilingual,
  type: FactType,
  unit: z.string().optional(),
  unitEn: z.string().optional(),
  display: z.string().optional(),
  values: z.array(CodeValue).optional(),
  /** calendar year, for yearly facts */
  year: z.number().int().optional(),
  /** how a sheet names it */
  name: z.string(),
})
export type FactInput = z.output<typeof FactInput>

export const factInput = (fact: Fact, year?: number): FactInput => ({
  fact: fact.id,
  label: { zh: fact.zh, en: fact.en },
  type: fact.type,
  unit: fact.unit,
  unitEn: fact.unit === undefined ? undefined : englishUnit(fact.unit),
  display: fact.display,
  values: fact.type === 'code' ? fact.values : undefined,
  year,
  name: year === undefined ? fact.id : `${fact.id}.${year}`,
})
