import type { Definitions } from '#kernel/definition.ts'
import { departmentNamed } from '../names.ts'
import { itemKind } from '../definition.ts'
import { ToConfirm } from '../catalogue/implementation-list.ts'
import type { Item } from '../catalogue/item.ts'

const unsure = (bases: readonly { confidence: string }[]) =>
  bases.some(({ confidence }) => confidence !== 'verified')

/** The elements of an item that no official text of this city vouches for, in the order of the list. */
export function elementsOf(item: Item): ToConfirm[] {
  const { statutory, promised } = item.limits
  const open = new Set<ToConfirm>(item.toConfirm)
  if (statutory.asWritten || unsure(statutory.basis) || (!statutory.limit && !statutory.onTheSpot))
    open.add('statutory')
  if (promised.confidence !== 'verified') open.add('promise')
  if (item.codes === undefined || item.codes.confidence !== 'verified') open.add('codes')
  return ToConfirm.options.filter((element) => open.has(element))
}

/** What the city has yet to confirm of its catalogue, item by item; items without open elements are left out. */
export const confirmationsOf = (all: Definitions) =>
  all.list(itemKind).flatMap((item) => {
    const elements = elementsOf(item)
    return elements.length === 0
      ? []
      : [
          {
            item: { id: item.id, title: item.title },
            department: departmentNamed(all, item.department),
            elements,
          },
        ]
  })
