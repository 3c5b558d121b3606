import type { Field } from '#definitions/city/schemas.ts'
import type { Item } from '../catalogue/item.ts'
import { fieldsEver } from '../catalogue/item-as.ts'
import type { Theme } from './theme.ts'

/** Where a form asks what its theme's pages do not ask: an item was changed in the page since the theme was written. */
const morePage = {
  id: 'more',
  title: { zh: '补充信息', en: 'More information' },
  why: { zh: '有事项新近需要这些信息。', en: 'An item needs these since lately.' },
} as const

/**
 * A theme's pages as its items are now: what no item needs any more and nothing hangs on is not asked, and what an item has come to need
 * is asked on a page of its own.
 */
export function pagesNow(
  theme: Theme,
  items: readonly Item[],
  fieldOf: (id: string) => Field | undefined,
): Theme['pages'] {
  const wanted = new Set([...theme.routing, ...items.flatMap(fieldsEver)])
  const asked = new Set(theme.pages.flatMap((page) => page.fields))
  const missing = [...wanted].filter((id) => {
    const field = fieldOf(id)
    return !asked.has(id) && field !== undefined && field.fromAccount === undefined && field.asked !== false
  })
  const idle = [...asked].filter((id) => !wanted.has(id) && !leansOn(theme, items, id, fieldOf(id)))
  if (missing.length === 0 && idle.length === 0) return theme.pages
  const kept = theme.pages
    .map((page) => ({ ...page, fields: page.fields.filter((id) => !idle.includes(id)) }))
    .filter(({ fields }) => fields.length > 0)
  return missing.length === 0 ? kept : [...kept, { ...morePage, fields: missing }]
}

/** Whether a condition, a sum or a message to an outside system names the field, by its id, its title or what it derives. */
function leansOn(theme: Theme, items: readonly Item[], id: string, field: Field | undefined): boolean {
  const rest = JSON.stringify([theme.items, theme.pages.map(({ when }) => when), items])
  const names = field ? [field.title.zh, ...(field.derives ?? []).map(({ title }) => title.zh)] : []
  return rest.includes(`"${id}"`) || names.some((name) => rest.includes(name))
}
