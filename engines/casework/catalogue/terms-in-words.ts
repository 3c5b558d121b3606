import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions, PlainLine } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import type { Item } from './item.ts'
import { limitWords, line, together } from './item-parts-in-words.ts'
import type { FastTrack } from '../tracks/item-tracks.ts'
import type { Variant } from './item-variants.ts'

/** An item's place, business formats and fast tracks in plain words. Keys stay while a line is about the same thing. */

export function placeLines({ implementation = {} }: Item): PlainLine[] {
  const { addresses = [], hours, consult, complain } = implementation
  return [
    ...(addresses.length ? [line('addresses', '办理地点', 'Place', together(addresses))] : []),
    ...(hours ? [line('hours', '办理时间', 'Hours', hours)] : []),
    ...(consult ? [line('consult', '咨询电话', 'Questions', bilingual(consult, consult))] : []),
    ...(complain ? [line('complain', '投诉电话', 'Complaints', bilingual(complain, complain))] : []),
  ]
}

export const termLines = (item: Item, all: Definitions): PlainLine[] => [
  ...(item.variants ?? []).map((variant) =>
    line(`format ${variant.id}`, '业态', 'Business format', formatWords(variant, all)),
  ),
  ...(item.fastTracks ?? []).map((track) =>
    line(`track ${track.id}`, '快速通道', 'Fast track', trackWords(track, all)),
  ),
]

/** A condition of the rule language as it is written; one with words of its own says those. */
export function ruleWords(when: unknown): Bilingual {
  if (typeof when === 'string') return bilingual(when, when)
  const { zh, en, all, any } = (when ?? {}) as Partial<Bilingual> & { all?: unknown[]; any?: unknown[] }
  const parts = (all ?? any)?.map(ruleWords)
  if (zh && en) return bilingual(zh, en)
  return parts ? together(parts) : bilingual(JSON.stringify(when), JSON.stringify(when))
}

const joined = (parts: readonly (readonly [zh: string, en: string, text: Bilingual])[]): Bilingual =>
  bilingual(
    parts.map(([zh, , text]) => `${zh}${text.zh}`).join('；'),
    parts.map(([, en, text]) => `${en}${text.en}`).join('; '),
  )

type Said = readonly (readonly [zh: string, en: string, text: Bilingual])[]
const said = (zh: string, en: string, texts: readonly Bilingual[] = []): Said =>
  texts.length ? [[zh, en, together(texts)]] : []

function formatWords(variant: Variant, all: Definitions): Bilingual {
  const field = (id: string) => all.find(fieldKind, id)?.title ?? bilingual(id, id)
  const material = (id: string) => all.find(materialKind, id)?.title ?? bilingual(id, id)
  const { fields, materials, steps, conditions, promised, guide } = variant
  return joined([
    ...said('', '', [variant.title]),
    ...said('条件 ', 'when ', [ruleWords(variant.when)]),
    ...said(
      '另外填写 ',
      'asks as well ',
      fields?.add?.map((one) => field(one.field)),
    ),
    ...said('不填 ', 'does not ask ', fields?.drop?.map(field)),
    ...said(
      '另交 ',
      'wants as well ',
      materials?.add?.map((one) => material(one.material)),
    ),
    ...said('不交 ', 'does not want ', materials?.drop?.map(material)),
    ...said(
      '增加环节 ',
      'adds the step ',
      steps?.add?.map(({ step }) => step.title),
    ),
    ...said('场所条件 ', 'conditions ', conditions),
    ...said('承诺 ', 'promised in ', promised && [limitWords(promised.limit)]),
    ...said('提示 ', 'note: ', guide && [guide]),
  ])
}

function trackWords(track: FastTrack, all: Definitions): Bilingual {
  const material = (id: string) => all.find(materialKind, id)?.title ?? bilingual(id, id)
  const { promised, tolerance, first, withoutVisits } = track
  return joined([
    ...said('', '', [track.title]),
    ...said('条件 ', 'when ', [ruleWords(track.when)]),
    ...said('承诺 ', 'promised in ', promised && [limitWords(promised.limit)]),
    ...said('可以后补 ', 'may follow: ', tolerance?.materials.map(material)),
    ...said('', '', first && [bilingual('优先办理', 'handled first')]),
    ...said('', '', withoutVisits && [bilingual('免惯例的现场核查', 'no visit that is only usual')]),
  ])
}
