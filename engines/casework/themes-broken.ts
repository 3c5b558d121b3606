import type { Complaint, Definitions } from '#kernel/definition.ts'
import { itemKind, themeKind } from './definition.ts'
import type { Item } from './catalogue/item.ts'
import { ruleComplaints } from './catalogue/rule-checks.ts'
import { feedComplaintsOf } from './filing/theme-checks.ts'

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
      return [...feedComplaintsOf(theme, items), ...ruleComplaints(theme, held, all)].map((complaint) => ({
        ...complaint,
        path: [],
        message: {
          zh: `“${theme.title.zh}”：${complaint.message.zh}`,
          en: `${theme.title.en}: ${complaint.message.en}`,
        },
      }))
    })
}
