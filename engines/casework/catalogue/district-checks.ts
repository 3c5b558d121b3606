import { complain } from '#definitions/complaint.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { limitWords } from './form/limit-words.ts'
import { titleIn } from './form/vocabulary.ts'
import type { DistrictItem } from './district-item.ts'
import type { Item } from './item.ts'
import { roughly } from './rough-limits.ts'

/**
 * A district's version promises no later than the city, waives only what the city wants, and is the only one of its district. Where the
 * city has moved on since it was written, what does not fit any more is a warning: it is for the district to write a new one.
 */
export function districtComplaints(
  local: DistrictItem,
  item: Item | undefined,
  locals: readonly DistrictItem[],
  all: Definitions,
): Complaint[] {
  if (!item) return []
  const weight = local.itemVersion === item.version ? undefined : ('warning' as const)
  const rival = locals.find(
    (one) => one.id !== local.id && one.item === local.item && one.district === local.district,
  )
  return [
    ...(rival ? [say('district-twice', ['district'], rival.title)] : []),
    ...misfits(local, item, all).map((complaint) => ({ ...complaint, weight })),
    ...(local.itemVersion > item.version
      ? [say('district-version-unknown', ['itemVersion'], `≤ ${item.version}`)]
      : []),
  ]
}

/** What of a district's version the city's item as it is now has no place for. */
export function misfits(local: DistrictItem, item: Item, all: Definitions): Complaint[] {
  const found: Complaint[] = []
  const { promised } = item.limits
  if (local.promised && roughly(local.promised.limit) >= roughly(promised.limit))
    found.push(say('district-not-shorter', ['promised', 'limit'], limitWords(promised.limit)))
  const { statutory } = item.limits
  if (local.promised && statutory.limit && roughly(local.promised.limit) > roughly(statutory.limit))
    found.push(say('promise-over-law', ['promised', 'limit'], limitWords(statutory.limit)))
  const wanted = new Set([
    ...item.materials.map(({ material }) => material),
    ...(item.variants ?? []).flatMap(({ materials }) =>
      (materials?.add ?? []).map(({ material }) => material),
    ),
  ])
  local.waives?.forEach((id, i) => {
    if (!wanted.has(id))
      found.push(say('district-waives-unknown', ['waives', i], titleIn(all, 'materials', id, item)))
  })
  return found
}

const sayings = {
  'district-twice': [
    ['同一个区对同一事项有两个版本', 'The same district has two versions of the same item'],
    ['合成一个，或先废止另一个。', 'Make them one, or end the other first.'],
  ],
  'district-version-unknown': [
    ['写的是市级事项还没有的版本', 'It is written for a version that the city does not have yet'],
    ['写市级事项现在的版本号。', 'Name the city’s present version.'],
  ],
  'district-not-shorter': [
    ['区的承诺时限没有比市级的短', 'The district’s promise is not shorter than the city’s'],
    ['缩短，或去掉这一项，沿用市级的。', 'Shorten it, or remove it and keep the city’s.'],
  ],
  'promise-over-law': [
    ['承诺时限比法定时限还长', 'The promised limit is longer than the law allows'],
    ['缩短承诺时限。', 'Shorten the promise.'],
  ],
  'district-waives-unknown': [
    ['市级事项不要这份材料', 'The city’s item does not want this document'],
    ['从免交材料中去掉。', 'Take it from the waived documents.'],
  ],
} as const satisfies Record<
  string,
  readonly [message: readonly [string, string], remedy: readonly [string, string]]
>

function say(code: keyof typeof sayings, path: Complaint['path'], about: string | Bilingual): Complaint {
  const [message, remedy] = sayings[code]
  const { zh, en } = typeof about === 'string' ? bilingual(about, about) : about
  return complain(code, path, zh, [`${message[0]}：${zh}`, `${message[1]}: ${en}`], remedy)
}
