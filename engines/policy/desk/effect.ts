import { industryKind } from '#definitions/city/kinds.ts'
import { type City, openCity } from '#definitions/rules/columns/city.ts'
import type { RawColumns } from '#definitions/rules/columns/raw.ts'
import type { Bitmap } from '#definitions/rules/columns/result.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Fen } from '#kernel/money.ts'
import type { Day } from '#kernel/time.ts'
import { within } from '#kernel/time.ts'
import type { CityNow } from '#platform/mirror/mirror.ts'
import { compiledFor, policyOn } from '../assess.ts'
import type { CompiledPolicy } from '../compile.ts'
import { policyKind } from '../definition.ts'
import { fenFrom } from '../examples.ts'
import { ruleOf } from '../rule-of.ts'
import type { ReadDraft } from './draft.ts'

/** The columns as they were last asked; other columns are opened anew, so that no answer mixes two moments. */
const cities = new WeakMap<CityNow['table'], { revision: number; city: City; raw: RawColumns }>()

function cityOf({ table, dictionary, revision }: CityNow): { city: City; raw: RawColumns } {
  const known = cities.get(table)
  if (known?.revision === revision) return known
  const raw = table.raw()
  const made = { revision, raw, city: openCity(raw, dictionary) }
  cities.set(table, made)
  return made
}

const draftName = 'a-draft-being-written'
const beforeName = 'the-version-in-force'
const asked = (compiled: CompiledPolicy, id: string): PolicyRule => ({ ...ruleOf(compiled), id })

/** The day a draft is asked about: today, or its first day where that is still to come. */
export const dayAsked = ({ policy }: CompiledPolicy, today: Day): Day =>
  today < policy.inForce.from ? policy.inForce.from : today

const inForceBefore = (compiled: CompiledPolicy, definitions: Definitions, on: Day) =>
  definitions
    .versions(policyKind)
    .findLast(
      (one) =>
        one.id === compiled.policy.id &&
        one.version < compiled.policy.version &&
        within({ from: one.inForce.from }, on),
    )

/** What a draft does to the city, in numbers. */
export function effectOf({ compiled }: ReadDraft, now: CityNow, definitions: Definitions) {
  if (!compiled) return undefined
  const { city, raw } = cityOf(now)
  const on = dayAsked(compiled, now.today)
  const before = inForceBefore(compiled, definitions, on)
  const rules = [
    asked(compiled, draftName),
    ...(before ? [asked(compiledFor(definitions, before).compiled, beforeName)] : []),
  ]
  const plan = city.on(on, rules)
  const effect = plan.effectOf(draftName)
  const rows = Uint8Array.from(plan.rowsOf(draftName, 'eligible'))
  const old = before ? plan.rowsOf(beforeName, 'eligible') : undefined
  return {
    on,
    enterprises: city.rows,
    eligible: effect.eligible,
    near: effect.nearMiss,
    unknown: effect.unknown,
    ineligible: effect.ineligible,
    notApplicable: effect.notApplicable,
    sumFen: effect.sumFen === undefined ? null : Number(effect.sumFen),
    withoutSum: effect.withoutSum,
    budgetFen: budgetOf(compiled),
    byDistrict: counted(raw, 'ent.regDistrict', rows),
    bySize: counted(raw, 'ent.sizeClass', rows),
    byIndustry: counted(raw, 'ent.industry', rows, sectionsIn(definitions)).map(({ code, count }) => ({
      code,
      count,
      title: definitions.find(industryKind, code)?.title,
    })),
    ...(before && old ? { against: { version: before.version, ...difference(old, rows) } } : {}),
  }
}

/** What the policy may spend in its year, where it says so. */
function budgetOf({ policy }: CompiledPolicy): Fen | null {
  const { amount } = policy.budget ?? {}
  return amount === undefined ? null : (fenFrom(amount) ?? null)
}

const bits = (byte: number) => {
  let n = 0
  for (let rest = byte; rest; rest &= rest - 1) n += 1
  return n
}

function difference(old: Bitmap, rows: Bitmap) {
  let gained = 0
  let lost = 0
  for (let i = 0; i < rows.length; i++) {
    const is = rows[i] ?? 0
    const was = old[i] ?? 0
    gained += bits(is & ~was)
    lost += bits(was & ~is)
  }
  return { gained, lost }
}

export function* rowsIn(bitmap: Bitmap, most = Number.POSITIVE_INFINITY): Generator<number> {
  let told = 0
  for (let i = 0; i < bitmap.length; i++)
    for (let byte = bitmap[i] ?? 0, bit = 0; byte && told < most; byte >>= 1, bit++)
      if (byte & 1) {
        told += 1
        yield i * 8 + bit
      }
}

/** The section of an industry code, such as C for 3921, by the city's own list; a code it does not have is its own section. */
function sectionsIn(definitions: Definitions): (code: string) => string {
  const known = new Map<string, string>()
  return (code) => {
    const found = known.get(code)
    if (found !== undefined) return found
    let one = definitions.find(industryKind, code) ?? definitions.find(industryKind, code.slice(0, 2))
    while (one?.parent !== undefined) one = definitions.find(industryKind, one.parent)
    const section = one?.code ?? code.slice(0, 1)
    known.set(code, section)
    return section
  }
}

const mostGroups = 24

/** How many of these rows have each code, most first; rows without one are not told. One pass over the rows, whatever the number of codes. */
export function counted(raw: RawColumns, slot: string, rows: Bitmap, short = (code: string) => code) {
  const column = raw.columns.get(slot)
  if (column?.kind !== 'code') return []
  const { values, names } = column
  const byPlace = new Uint32Array(names.length)
  for (let i = 0; i < rows.length; i++) {
    let byte = rows[i] ?? 0
    for (let row = i * 8; byte; byte >>= 1, row++)
      if (byte & 1) {
        const place = values[row] ?? names.length
        if (place < names.length) byPlace[place] = (byPlace[place] ?? 0) + 1
      }
  }
  const counts = new Map<string, number>()
  byPlace.forEach((count, place) => {
    const name = names[place]
    if (count === 0 || name === undefined) return
    const code = short(name)
    counts.set(code, (counts.get(code) ?? 0) + count)
  })
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .slice(0, mostGroups)
}

/** A few rows that get it and a few that nearly do. */
export function rowsToShow({ compiled }: ReadDraft, now: CityNow, each: number) {
  if (!compiled) return []
  const plan = cityOf(now).city.on(dayAsked(compiled, now.today), [asked(compiled, draftName)])
  return (['eligible', 'near-miss'] as const).flatMap((question) =>
    [...rowsIn(plan.rowsOf(draftName, question), each)].map((row) => ({
      row,
      how: question === 'eligible' ? ('eligible' as const) : ('near' as const),
    })),
  )
}

/** Which policies in force reach the same enterprises, most first. */
export function overlapsOf({ compiled }: ReadDraft, now: CityNow, definitions: Definitions) {
  if (!compiled) return []
  const on = dayAsked(compiled, now.today)
  const ids = new Set(definitions.versions(policyKind).map(({ id }) => id))
  ids.delete(compiled.policy.id)
  const others = [...ids].flatMap((id) => policyOn(definitions, id, on) ?? [])
  const plan = cityOf(now).city.on(on, [
    asked(compiled, draftName),
    ...others.map((policy) => asked(compiledFor(definitions, policy).compiled, policy.id)),
  ])
  const mine = Uint8Array.from(plan.rowsOf(draftName, 'eligible'))
  return others
    .map(({ id, title, exclusive }) => {
      const theirs = plan.rowsOf(id, 'eligible')
      let both = 0
      for (let i = 0; i < mine.length; i++) both += bits((mine[i] ?? 0) & (theirs[i] ?? 0))
      const excluded = exclusive.some((group) => compiled.policy.exclusive.includes(group))
      return { policyId: id, title, both, excluded }
    })
    .filter(({ both }) => both > 0)
    .sort((a, b) => b.both - a.both)
    .slice(0, 8)
}
