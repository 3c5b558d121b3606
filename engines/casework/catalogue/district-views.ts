import type { Definitions } from '#kernel/definition.ts'
import { materialKind } from '#definitions/city/kinds.ts'
import { districtItemKind, itemKind } from '../definition.ts'
import type { DistrictItemRow } from './district-item-row.ts'
import { misfits } from './district-checks.ts'
import { inDistrict } from './item-as.ts'
import { departmentNamed, districtNamed } from '../names.ts'

export interface DistrictFilter {
  readonly item?: string | undefined
  readonly district?: string | undefined
  readonly search?: string | undefined
}

/** Districts' versions in force, what does not fit any more first, then by item and district. */
export function districtItemRows(all: Definitions, filter: DistrictFilter): DistrictItemRow[] {
  const wanted = filter.search?.trim().toLowerCase() ?? ''
  return all
    .list(districtItemKind)
    .filter(
      (local) =>
        (filter.item === undefined || local.item === filter.item) &&
        (filter.district === undefined || local.district === filter.district) &&
        (local.title.zh.includes(wanted) || local.title.en.toLowerCase().includes(wanted)),
    )
    .flatMap((local): DistrictItemRow[] => {
      const item = all.find(itemKind, local.item)
      if (!item) return []
      return [
        {
          id: local.id,
          version: local.version,
          title: local.title,
          item: { id: item.id, title: item.title },
          district: districtNamed(all, local.district),
          department: departmentNamed(all, local.department),
          from: local.inForce.from,
          until: local.inForce.until,
          promise: inDistrict(item, local).limits.promised.limit,
          cityPromise: item.limits.promised.limit,
          waives: (local.waives ?? []).flatMap((id) => all.find(materialKind, id)?.title ?? []),
          guide: local.guide,
          itemVersion: local.itemVersion,
          cityVersion: item.version,
          misfits: misfits(local, item, all).map(({ message, remedy }) => ({ message, remedy })),
          confidence: local.confidence,
        },
      ]
    })
    .sort((a, b) => b.misfits.length - a.misfits.length || (a.id < b.id ? -1 : 1))
}
