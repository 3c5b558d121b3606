import type { DistrictItem } from './district-item.ts'
import type { Item } from './item.ts'
import type { Stage } from './item-stage.ts'
import type { FastTrack } from '../tracks/item-tracks.ts'
import type { Variant } from './item-variants.ts'
import { shorter } from './rough-limits.ts'

/** On what terms an item is done: for which business format, by which district's version, on which fast track. */
export interface Terms {
  readonly variant?: Variant | undefined
  readonly local?: DistrictItem | undefined
  readonly track?: FastTrack | undefined
}

const made = new WeakMap<Item, Map<string, Item>>()

/** The item as it is on these terms, with no more terms to choose from. The same object for the same terms. */
export function itemAs(item: Item, { variant, local, track }: Terms): Item {
  const name = [variant?.id, local && `${local.id}@${local.version}`, track?.id]
    .map((one) => one ?? '')
    .join(' ')
  const known = made.get(item) ?? new Map<string, Item>()
  made.set(item, known)
  const before = known.get(name)
  if (before) return before
  const { variants: _, variantsInOrder: __, fastTracks: ___, ...plain } = item
  const answer = onTrack(inDistrict(ofFormat(plain, variant), local), track)
  known.set(name, answer)
  return answer
}

/** For one business format; a limit the format promises takes the place of the item's own. */
export function ofFormat(item: Item, variant: Variant | undefined): Item {
  if (!variant) return item
  const { fields = {}, materials = {}, steps = {}, conditions = [], promised } = variant
  const without = <T>(list: readonly T[], nameOf: (one: T) => string, gone: readonly string[] = []) =>
    list.filter((one) => !gone.includes(nameOf(one)))
  return {
    ...item,
    acceptConditions: [...item.acceptConditions, ...conditions],
    fields: [...without(item.fields, ({ field }) => field, fields.drop), ...(fields.add ?? [])],
    materials: [
      ...without(item.materials, ({ material }) => material, materials.drop),
      ...(materials.add ?? []),
    ],
    stages: stagesWith(
      without(item.stages, ({ id }) => id, steps.drop),
      steps.add,
    ),
    limits: promised ? { ...item.limits, promised } : item.limits,
  }
}

function stagesWith(
  stages: readonly Stage[],
  more: readonly { readonly step: Stage; readonly before?: string | undefined }[] = [],
): Stage[] {
  return more.reduce<Stage[]>(
    (list, { step, before }) => {
      const at = list.findIndex(({ id }) => id === before)
      return at < 0 ? [...list, step] : list.toSpliced(at, 0, step)
    },
    [...stages],
  )
}

/** As a district does it: never longer, never more. */
export function inDistrict(item: Item, local: DistrictItem | undefined): Item {
  if (!local) return item
  const { waives = [], addresses, hours, consult, complain, promised } = local
  const place = Object.entries({ addresses, hours, consult, complain }).filter(
    ([, value]) => value !== undefined,
  )
  return {
    ...item,
    materials: item.materials.filter(({ material }) => !waives.includes(material)),
    limits: { ...item.limits, promised: shorter(item.limits.promised, promised) },
    implementation: { ...item.implementation, ...Object.fromEntries(place) },
  }
}

/** On a fast track: a step may take no longer than the track promises for the whole; what law asks stays. */
export function onTrack(item: Item, track: FastTrack | undefined): Item {
  if (!track) return item
  const { promised, tolerance, withoutVisits } = track
  return {
    ...item,
    limits: { ...item.limits, promised: shorter(item.limits.promised, promised) },
    tolerance: tolerance ?? item.tolerance,
    stages: item.stages
      .filter(({ onSite }) => !(withoutVisits && onSite === 'by-practice'))
      .map((stage) =>
        promised && stage.limit && stage.decidedBy !== 'time'
          ? { ...stage, limit: shorter({ limit: stage.limit }, { limit: promised.limit }).limit }
          : stage,
      ),
  }
}

/** Every step that an item has for one format or another, each once. */
export const stagesEver = (item: Item): Stage[] => {
  const more = (item.variants ?? []).flatMap(({ steps }) => (steps?.add ?? []).map(({ step }) => step))
  return [...new Map([...more, ...item.stages].map((stage) => [stage.id, stage])).values()]
}

/** Every field that an item asks in one format or another, each once. */
export const fieldsEver = (item: Item): string[] => [
  ...new Set(
    [...item.fields, ...(item.variants ?? []).flatMap(({ fields }) => fields?.add ?? [])].map(
      ({ field }) => field,
    ),
  ),
]

/** Every material that an item wants in one format or another, or that a promise on one of its tracks takes, each once. */
export const materialsEver = (item: Item): string[] => [
  ...new Set([
    ...[...item.materials, ...(item.variants ?? []).flatMap(({ materials }) => materials?.add ?? [])].map(
      ({ material }) => material,
    ),
    ...[item.tolerance, ...(item.fastTracks ?? []).map(({ tolerance }) => tolerance)].flatMap((tolerance) =>
      tolerance ? [tolerance.commitment] : [],
    ),
  ]),
]
