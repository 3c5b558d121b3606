import { fieldKind } from '#definitions/city/kinds.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { definitionKind } from '#kernel/definition.ts'
import { Item } from './item.ts'
import { ruleComplaints } from './rule-checks.ts'
import { itemComplaints } from './item-checks.ts'
import { Theme } from './theme.ts'
import { themeComplaints } from './theme-checks.ts'

/** One service item with its implementation list (实施清单). */
export const itemKind: DefinitionKind<Item> = definitionKind('item', 'items/*.yaml', Item, {
  check: itemComplaints,
})
/** A one-matter theme (一件事): items, conditions, dependencies. */
export const themeKind: DefinitionKind<Theme> = definitionKind('theme', 'themes/*.yaml', Theme, {
  check: (theme, all) => [
    ...themeComplaints(theme, all.list(itemKind), all.list(fieldKind)),
    ...ruleComplaints(
      theme,
      Object.values(theme.items).map(({ item }) => all.find(itemKind, item)),
      all,
    ),
  ],
})
