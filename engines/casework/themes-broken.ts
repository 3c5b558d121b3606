import type { Complaint, Definitions } from '#kernel/definition.ts'
import { itemKind, themeKind } from './definition.ts'
import type { Item } from './catalogue/item.ts'
import { misreadRules } from './catalogue/rule-checks.ts'
import { feedComplaintsOf } from './filing/theme-checks.ts'
import type { Theme } from './filing/theme.ts'

/**
 * What a changed item would break in the themes that hold it: a condition over an answer that nobody asks any more, an input that
 * nothing gives. Its fields break nothing: the form asks what its items need.
 */
export function themesBroken(item: Item, all: Definitions): Complaint[] {
  const items = all.list(itemKind).map((one) => (one.id === item.id ? item : one))
  return all
    .list(themeKind)
    .filter((theme) => Object.values(theme.items).some((node) => node.item === item.id))
    .flatMap((theme) => {
      const held = Object.values(theme.items).map((node) => items.find(({ id }) => id === node.item))
      return [
        ...feedComplaintsOf(theme, items).map((complaint) => toldOf(theme, complaint, [])),
        ...misreadRules(theme, held, all).map(({ rule, complaint }) =>
          toldOf(theme, complaint, pathTo(rule, item) ?? []),
        ),
      ]
    })
}

/** A complaint of a theme or an item, told to whoever writes something else that it rests on. */
export const toldOf = (
  { title }: Pick<Theme, 'title'>,
  { message, ...complaint }: Complaint,
  path: Complaint['path'],
): Complaint => ({
  ...complaint,
  path,
  message: { zh: `“${title.zh}”：${message.zh}`, en: `${title.en}: ${message.en}` },
})

/** Where something written first stands within a definition; undefined where it is not part of it. */
function pathTo(part: unknown, whole: unknown): Complaint['path'] | undefined {
  if (whole === part) return []
  if (typeof whole !== 'object' || whole === null) return undefined
  for (const [key, value] of Object.entries(whole)) {
    const rest = pathTo(part, value)
    if (rest) return [Array.isArray(whole) ? Number(key) : key, ...rest]
  }
  return undefined
}
