import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import type { Definitions } from '#kernel/definition.ts'
import { definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'

/** What people say for what the catalogue calls otherwise: 开饭店 means the food licence and the theme around it. */
const EverydayWord = z.strictObject({
  id: Slug,
  words: z.array(z.string().trim().min(1).max(40)).min(1),
  items: z.array(ref('item')).default([]),
  themes: z.array(ref('theme')).default([]),
})
export type EverydayWord = z.output<typeof EverydayWord>

export const everydayWordKind = definitionKind<EverydayWord>(
  'everyday-word',
  'search/words.yaml',
  EverydayWord as z.ZodType<EverydayWord>,
)

/** The items and themes that everyday words within a search, or around it, stand for. */
export function meantBy(all: Definitions, search: string): { items: Set<string>; themes: Set<string> } {
  const wanted = search.trim().toLowerCase()
  const items = new Set<string>()
  const themes = new Set<string>()
  if (wanted.length < 2) return { items, themes }
  for (const entry of all.list(everydayWordKind)) {
    const said = entry.words.some((word) => {
      const known = word.toLowerCase()
      return wanted.includes(known) || known.includes(wanted)
    })
    if (!said) continue
    for (const item of entry.items) items.add(item)
    for (const theme of entry.themes) themes.add(theme)
  }
  return { items, themes }
}
