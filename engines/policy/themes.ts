import { z } from 'zod'
import { Text } from '#definitions/city/text-schema.ts'
import { definitionKind, type Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'

// Themes and items belong to the engine that decides cases. Of them this engine reads what leads to a benefit, under the names
// by which a city keeps them, and declares neither.
const themes = definitionKind(
  'theme',
  'themes/*.yaml',
  z.looseObject({
    id: z.string(),
    title: Text,
    for: z.string().optional(),
    items: z.record(z.string(), z.unknown()),
  }),
)
const items = definitionKind(
  'item',
  'items/*.yaml',
  z.looseObject({ id: z.string(), result: z.looseObject({ benefit: z.string().optional() }) }),
)

/** A theme under which a benefit is applied for, and the policies that a decision of its items lets be paid. */
export interface BenefitTheme {
  readonly id: string
  readonly title: Bilingual
  readonly pays: readonly string[]
}

export const benefitThemes = (all: Definitions): BenefitTheme[] =>
  all
    .list(themes)
    .filter((theme) => theme.for === 'benefit')
    .map(({ id, title, items: nodes }) => ({
      id,
      title,
      pays: Object.keys(nodes).flatMap((item) => all.find(items, item)?.result.benefit ?? []),
    }))

export const themeTitle = (all: Definitions, id: string): Bilingual | undefined => all.find(themes, id)?.title
