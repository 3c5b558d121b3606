import { fieldKind } from '#definitions/city/kinds.ts'
import type { DefinitionKind } from '#kernel/definition.ts'
import { definitionKind } from '#kernel/definition.ts'
import { districtComplaints } from './catalogue/district-checks.ts'
import { DistrictItem } from './catalogue/district-item.ts'
import { Item } from './catalogue/item.ts'
import { misreadRules } from './catalogue/rule-checks.ts'
import { itemComplaints } from './catalogue/item-checks.ts'
import { Theme } from './filing/theme.ts'
import { trackComplaints } from './tracks/track-checks.ts'
import { variantComplaints } from './catalogue/variant-checks.ts'
import { themeComplaints } from './filing/theme-checks.ts'

/** One service item with its implementation list (实施清单). */
export const itemKind: DefinitionKind<Item> = definitionKind('item', 'items/*.yaml', Item, {
  check: (item, all) => [
    ...itemComplaints(item),
    ...variantComplaints(item, all),
    ...trackComplaints(item, all),
  ],
})
/** A district's own version of an item. */
export const districtItemKind: DefinitionKind<DistrictItem> = definitionKind(
  'district-item',
  'district-items/*.yaml',
  DistrictItem,
  {
    check: (local, all) =>
      districtComplaints(local, all.find(itemKind, local.item), all.list(districtItemKind), all),
  },
)
/** A one-matter theme (一件事): items, conditions, dependencies. */
export const themeKind: DefinitionKind<Theme> = definitionKind('theme', 'themes/*.yaml', Theme, {
  check: (theme, all) => [
    ...themeComplaints(theme, all.list(itemKind), all.list(fieldKind)),
    ...misreadRules(
      theme,
      Object.values(theme.items).map(({ item }) => all.find(itemKind, item)),
      all,
    ).map(({ complaint }) => ({ ...complaint, path: ['items'] })),
  ],
})
