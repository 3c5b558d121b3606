import type { Definitions } from '#kernel/definition.ts'
import type { z } from 'zod'
import { materialKind } from '#definitions/city/kinds.ts'
import { initialsOf } from '#kernel/initials.ts'
import { type Day, within } from '#kernel/time.ts'
import type { DistrictItem } from './district-item.ts'
import { localIn } from './formats.ts'
import { formatRows, trackRows } from './guide-terms.ts'
import { inDistrict } from './item-as.ts'
import { departmentNamed, districtNamed } from '../names.ts'
import { localsOf } from '../filing/plans.ts'
import { shorter } from './rough-limits.ts'
import { itemKind, themeKind } from '../definition.ts'
import { meantBy } from './everyday-words.ts'
import type { Item } from './item.ts'
import type { ItemGuide, ItemSummary, ThemeSummary } from './catalogue-views.ts'

/** Public guides: what can be filed here and what it takes; first what an enterprise begins with, then what brings most together. */
export function themeSummaries(all: Definitions, search = ''): z.output<typeof ThemeSummary>[] {
  const wanted = search.trim().toLowerCase()
  const meant = meantBy(all, wanted).themes
  return all
    .list(themeKind)
    .filter((theme) => theme.for !== 'benefit' && theme.for !== 'matter')
    .filter(
      ({ id, title, summary }) =>
        meant.has(id) ||
        initialsOf(title.zh).includes(wanted) ||
        [title, summary].some(({ zh, en }) => zh.includes(wanted) || en.toLowerCase().includes(wanted)),
    )
    .map((theme) => ({
      id: theme.id,
      title: theme.title,
      summary: theme.summary,
      department: departmentNamed(all, theme.department),
      promise: theme.promise.limit,
      items: Object.keys(theme.items).length,
      registered: theme.for === 'registered',
    }))
    .sort((a, b) => Number(a.registered) - Number(b.registered) || b.items - a.items)
}

const itemSummary = (all: Definitions, item: Item): z.output<typeof ItemSummary> => ({
  id: item.id,
  version: item.version,
  title: item.title,
  department: departmentNamed(all, item.department),
  type: item.type,
  promise: item.limits.promised.limit,
  confidence: item.confidence,
})

/** By what an item is called, what it yields, who does it, what people say for it, or the first letters of its name in pinyin. */
export const itemSummaries = (all: Definitions, search: string | undefined) => {
  const wanted = search?.trim().toLowerCase() ?? ''
  const meant = meantBy(all, wanted).items
  const speaks = (item: Item) =>
    [item.title, item.result.title, departmentNamed(all, item.department).title].some(
      ({ zh, en }) => zh.includes(wanted) || en.toLowerCase().includes(wanted),
    )
  return all
    .list(itemKind)
    .filter((item) => speaks(item) || meant.has(item.id) || initialsOf(item.title.zh).includes(wanted))
    .map((item) => itemSummary(all, item))
}

/** The guide of an item as the city does it, or as the district does that has a version of its own. */
export function itemGuide(
  all: Definitions,
  id: string,
  on: Day,
  district?: string,
): z.output<typeof ItemGuide> | undefined {
  const whole = all.find(itemKind, id)
  if (!whole) return undefined
  const locals = localsOf(all, id).filter((one) => within(one.inForce, on))
  const local = localIn(locals, district, on)
  const item = inDistrict(whole, local)
  const { statutory } = item.limits
  return {
    ...itemSummary(all, item),
    ...lawOf(all, item),
    level: item.level,
    audience: item.audience,
    handling: item.handling,
    legalBasis: item.legalBasis,
    acceptConditions: item.acceptConditions,
    statutory: {
      limit: statutory.limit,
      onTheSpot: statutory.onTheSpot === true,
      basis: statutory.basis,
      note: statutory.note,
      extension: statutory.extension,
      asWritten: statutory.asWritten === true,
      variants: (statutory.variants ?? []).map(({ when, limit }) => ({ when, limit })),
    },
    formats: formatRows(all, whole, local),
    tracks: trackRows(all, item, on),
    place: placeOf(item),
    districts: locals.map((one) => districtNamed(all, one.district)),
    local: local && localView(all, whole, local),
    channels: item.channels,
    visits: item.visits,
    materials: item.materials.flatMap(({ material, when }) => {
      const known = all.find(materialKind, material)
      if (!known) return []
      const { title, hint, source, necessity } = known
      return [{ id: material, title, hint, source, necessity, conditional: when !== undefined }]
    }),
    fee: { charged: item.fee.charged, note: item.fee.note },
    result: item.result.title,
    deviations: item.deviations,
  }
}

const placeOf = ({ implementation: { addresses = [], hours, consult, complain } = {} }: Item) => ({
  addresses,
  hours,
  consult,
  complain,
})

function localView(all: Definitions, { limits }: Item, local: DistrictItem) {
  const { promised } = limits
  return {
    district: districtNamed(all, local.district),
    guide: local.guide,
    cityPromise: shorter(promised, local.promised) === promised ? undefined : promised.limit,
    waives: (local.waives ?? []).flatMap((id) => all.find(materialKind, id)?.title ?? []),
    confidence: local.confidence,
  }
}

/** 行政许可法 art. 32(4), where no law of the item says otherwise. */
const usualAcceptance = {
  limit: { count: 5, unit: 'working-days' as const },
  asWritten: false,
  basis: [{ law: '行政许可法', article: '32', confidence: 'verified' as const }],
}

const holders = { rule: 'rule', officer: 'officer', connector: 'outside', time: 'time' } as const

/** What the item's own law says of its life, for the guide. */
function lawOf(all: Definitions, item: Item) {
  const { acceptance, silence, renewal, commitment, tolerance, limits } = item
  return {
    levels: item.implementation?.levels ?? [item.level],
    toConfirm: item.toConfirm ?? [],
    acceptance: acceptance
      ? {
          limit: acceptance.limit,
          asWritten: acceptance.asWritten === true,
          basis: acceptance.basis,
        }
      : usualAcceptance,
    applyWithin: limits.applyWithin && { limit: limits.applyWithin.limit, note: limits.applyWithin.note },
    steps: item.stages.map(({ id, title, department, decidedBy }) => ({
      id,
      title,
      department: departmentNamed(all, department),
      holder: holders[decidedBy],
    })),
    specialProcedures: (item.specialProcedures ?? []).map(({ kind, mandatory }) => ({
      kind,
      mandatory: mandatory === true,
    })),
    silence: silence && {
      means: silence.means,
      limit: silence.means === 'granted' ? silence.limit : undefined,
      basis: silence.basis,
    },
    renewal: renewal && { applyBefore: renewal.applyBefore, decision: renewal.decision },
    validity: item.result.validity,
    commitment: commitment && {
      text: commitment.text,
      checkWithin: commitment.checkWithin,
      consequence: commitment.consequence,
      excluded: commitment.excluded,
    },
    tolerance: tolerance && {
      materials: tolerance.materials.flatMap((id) => all.find(materialKind, id)?.title ?? []),
      within: tolerance.within,
    },
    refusalGrounds: (item.refusalGrounds ?? []).map(({ title, basis }) => ({ title, basis })),
    exempt: item.exempt ?? [],
    duties: item.duties ?? [],
    bans: (item.bans ?? []).map(({ after, limit, basis }) => ({ title: after, limit, basis })),
  }
}
