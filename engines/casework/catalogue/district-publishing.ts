import type { Definitions, PlainLine, Publishing } from '#kernel/definition.ts'
import { itemKind } from '../definition.ts'
import { bilingual } from '#kernel/text.ts'
import type { DistrictItem } from './district-item.ts'
import { inDistrict } from './item-as.ts'
import { districtParts } from './form/district-form.ts'
import { linesOf } from './form/plain-parts.ts'
import { plainItem } from './item-publishing.ts'

/** How a district's version of an item is written, reviewed, published, changed and retired by its officers in the page. */
export const districtPublishing: Publishing<DistrictItem> = {
  title: { zh: '区级事项版本', en: 'District’s version of an item' },
  gates: ['legal-review'],
  companions: [],
  ofDistricts: true,
  blank: ({ title, department, district, today }) => ({
    title: { zh: title },
    inForce: { from: today },
    item: '',
    itemVersion: 1,
    district,
    department,
    confidence: 'unverified',
  }),
  office: ({ department, district }) => ({ department, district }),
  plain: plainLocal,
  versionOf: (local, all) => {
    const item = all.find(itemKind, local.item)
    return item && { title: item.title, lines: plainItem(item, all) }
  },
}

/** What is the district's own of it first; then the item as the district does it, in the city's order, so that the two are read line against line. */
function plainLocal(local: DistrictItem, all: Definitions): PlainLine[] {
  const item = all.find(itemKind, local.item)
  const { title, inForce, itemVersion, district, confidence, guide } = local
  const own = linesOf(districtParts, { title, inForce, itemVersion, district, confidence, guide }, all)
  return [
    ...own.map(({ key, label, text }) => ({
      key: `district ${key}`,
      label: bilingual(`本区 · ${label.zh}`, `District · ${label.en}`),
      text,
    })),
    ...(item ? plainItem(inDistrict(item, local), all) : []),
  ]
}
