import { confidence, inForce, promised } from './common-parts.ts'
import type { FormSheet } from './item-form.ts'
import { manyWords, may, part, type Part, said, seldom, text, title, words } from './part.ts'

/** What a district says of the city's item beside promise and waived materials, which its desk draws against the city's. */
const city: readonly Part[] = [
  part('item', '市级事项', 'The city’s item', { is: 'one', of: 'items' }),
  part('itemVersion', '按市级第几版写的', 'Written for version', { is: 'number', min: 1 }),
  seldom('waives', '本区不要的材料', 'Materials not wanted here', { is: 'several', of: 'materials' }),
]
const own: readonly Part[] = [
  title('名称', 'Name'),
  seldom('promised', '承诺办结时限', 'Promised limit', promised),
  part('district', '区', 'District', { is: 'one', of: 'districts' }, { fixed: true }),
  part('department', '实施机关', 'Authority', { is: 'one', of: 'departments' }, { fixed: true }),
  inForce,
  confidence,
]
const place: readonly Part[] = [
  may('addresses', '办理地点', 'Place', manyWords),
  may('hours', '办理时间', 'Hours', words),
  may('consult', '咨询电话', 'Questions', text),
  may('complain', '投诉电话', 'Complaints', text),
  may('guide', '补充提示', 'More to know', words),
]

export const districtForm = {
  city,
  own: { id: 'own', title: said('本区的版本', 'The district’s version'), parts: own },
  place: { id: 'place', title: said('地点、电话和提示', 'Place, telephone and notes'), parts: place },
} as const satisfies Record<string, readonly Part[] | FormSheet>

export const districtParts: readonly Part[] = [...city, ...own, ...place]
