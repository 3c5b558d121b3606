import { complain } from '#definitions/complaint.ts'
import { materialKind } from '#definitions/city/kinds.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { limitWords } from '../catalogue/form/limit-words.ts'
import type { Item } from '../catalogue/item.ts'
import { onTrack, stagesEver } from '../catalogue/item-as.ts'
import type { FastTrack } from './item-tracks.ts'
import { roughly } from '../catalogue/rough-limits.ts'
import { compileTrack } from './tracks.ts'

/** A fast track is opened by facts the city knows, gives something, and takes nothing away that law asks for. */
export function trackComplaints(item: Item, all: Definitions): Complaint[] {
  const tracks = item.fastTracks ?? []
  return tracks.flatMap((track, i) => [
    ...(tracks.findIndex(({ id }) => id === track.id) < i ? [say('track-twice', [i, 'id'], track.id)] : []),
    ...conditionFaults(track, i, all),
    ...gifts(item, track, i, all),
  ])
}

function conditionFaults(track: FastTrack, i: number, all: Definitions): Complaint[] {
  const made = compileTrack(all, track)
  return 'faults' in made
    ? made.faults.map((fault) => ({ ...fault, path: ['fastTracks', i, 'when'], code: 'rule-not-understood' }))
    : []
}

function gifts(item: Item, track: FastTrack, i: number, all: Definitions): Complaint[] {
  const { promised, tolerance, first, withoutVisits } = track
  const { statutory, promised: usual } = item.limits
  const found: Complaint[] = []
  if (!promised && !tolerance && !first && !withoutVisits)
    found.push(say('track-gives-nothing', [i], track.title))
  if (promised && roughly(promised.limit) >= roughly(usual.limit))
    found.push(say('track-not-shorter', [i, 'promised', 'limit'], limitWords(usual.limit)))
  if (tolerance) {
    if (statutory.limit && roughly(tolerance.within) > roughly(statutory.limit))
      found.push(say('track-over-law', [i, 'tolerance', 'within'], limitWords(statutory.limit)))
    tolerance.materials.forEach((id, j) => {
      const material = all.find(materialKind, id)
      if (material?.necessity === 'main')
        found.push(say('track-main-material', [i, 'tolerance', 'materials', j], material.title))
    })
    for (const id of item.tolerance?.materials ?? [])
      if (!tolerance.materials.includes(id))
        found.push(
          say('track-takes-away', [i, 'tolerance', 'materials'], all.find(materialKind, id)?.title ?? id),
        )
  }
  if (withoutVisits && !stagesEver(item).some(({ onSite }) => onSite === 'by-practice'))
    found.push(say('track-no-visit', [i, 'withoutVisits'], track.title))
  if (onTrack(item, track).stages.length === 0) found.push(say('track-without-steps', [i], track.title))
  return found
}

const sayings = {
  'track-twice': [
    ['快速通道的编号用了两次', 'Two fast tracks have the same id'],
    ['换一个编号。', 'Choose another id.'],
  ],
  'track-gives-nothing': [
    ['快速通道没有给任何便利', 'The fast track gives nothing'],
    [
      '写明更短的时限、容缺、优先或免现场检查。',
      'Give a shorter limit, later documents, a turn ahead, or no visit.',
    ],
  ],
  'track-not-shorter': [
    ['快速通道的时限没有更短', 'The limit of the fast track is not shorter'],
    ['写得比承诺时限短，或去掉。', 'Make it shorter than the promise, or remove it.'],
  ],
  'track-over-law': [
    ['容缺补齐的时间超过了法定办结时限', 'Documents may follow later than the law allows to decide'],
    ['缩短补齐时限。', 'Shorten the time.'],
  ],
  'track-main-material': [
    ['主要材料不能容缺', 'A main document may not follow later'],
    ['只写次要材料。', 'Name secondary documents only.'],
  ],
  'track-takes-away': [
    ['人人可以容缺的材料，快速通道反而不可以', 'The fast track denies what everybody may hand in later'],
    ['把它也写进快速通道的容缺材料。', 'Name it for the fast track as well.'],
  ],
  'track-no-visit': [
    ['没有可以免去的现场检查', 'There is no visit to leave out'],
    [
      '法律要求的现场检查不能免；惯例的，在环节里标明“惯例，可以免”（onSite: by-practice）。',
      'A visit that law asks for stays; mark a usual one as such at its step (onSite: by-practice).',
    ],
  ],
  'track-without-steps': [
    ['快速通道没有任何办理环节', 'On the fast track no step is left'],
    ['至少保留一个环节。', 'Keep at least one step.'],
  ],
} as const satisfies Record<
  string,
  readonly [message: readonly [string, string], remedy: readonly [string, string]]
>

function say(code: keyof typeof sayings, path: Complaint['path'], about: string | Bilingual): Complaint {
  const [message, remedy] = sayings[code]
  const { zh, en } = typeof about === 'string' ? bilingual(about, about) : about
  return complain(code, ['fastTracks', ...path], zh, [`${message[0]}：${zh}`, `${message[1]}: ${en}`], remedy)
}
