import { industryKind } from '#definitions/city/kinds.ts'
import { type Rational, rational } from '#definitions/rational.ts'
import { countIn, differenceOf, eachBlock, meetOf } from '#definitions/rules/columns/bitmap.ts'
import { totalOf } from '#definitions/rules/columns/effect.ts'
import type { Additive } from '#definitions/rules/columns/tally.ts'
import type { CodeColumn, RawColumns } from '#definitions/rules/columns/raw.ts'
import type { Bitmap, CityPlan } from '#definitions/rules/columns/result.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { PolicyRule } from '#definitions/rules/policy-rule.ts'
import { relaxed } from '#definitions/rules/relax.ts'
import type { Definitions } from '#kernel/definition.ts'
import { addFen, type Fen } from '#kernel/money.ts'
import type { Day, Instant } from '#kernel/time.ts'
import { within } from '#kernel/time.ts'
import type { City } from '#definitions/rules/columns/city.ts'
import { compiledFor, policyOn } from '../assess.ts'
import type { CompiledPolicy } from '../compile.ts'
import { policyKind } from '../definition.ts'
import { fenFrom } from '../examples.ts'
import { ruleOf } from '../rule-of.ts'
import type { Trx } from '#platform/database/sql.ts'
import type { PartyRecord } from '../job-commands.ts'
import type { Policy } from '../policy.ts'
import type { ReadDraft } from './draft.ts'
import { countPersons } from './persons.ts'
import { beatenBy, rivalsIn } from './rivals.ts'

/** The policies in force on a day, as one list for all who ask: a city plans the same list once. */
const inForceOn = new WeakMap<Definitions, Map<Day, readonly PolicyRule[]>>()

function rulesInForce(definitions: Definitions, on: Day): readonly PolicyRule[] {
  const byDay = inForceOn.get(definitions) ?? new Map<Day, readonly PolicyRule[]>()
  inForceOn.set(definitions, byDay)
  const known = byDay.get(on)
  if (known !== undefined) return known
  const ids = new Set(definitions.versions(policyKind).map(({ id }) => id))
  const rules = [...ids].flatMap((id) => {
    const policy = policyOn(definitions, id, on)
    return policy === undefined ? [] : [ruleOf(compiledFor(definitions, policy).compiled)]
  })
  byDay.set(on, rules)
  return rules
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

/** What is asked of the city in memory. */
interface CityAsked {
  readonly columns: () => City
  readonly table: { readonly raw: () => RawColumns }
  readonly today: Day
}

const nearName = 'the-draft-with-its-limits-moved'
const rivalName = ({ id }: Policy) => `beside ${id}`
/** The draft with every limit moved by a share of itself: whoever it reaches beyond the draft is near. */
const nearRule = (compiled: CompiledPolicy, dictionary: Dictionary, share: Rational): PolicyRule => ({
  ...asked(compiled, nearName),
  conditions: relaxed(compiled.conditions, dictionary, share),
})

/** Of the rows that miss one condition of a draft, those within the distance. */
function nearRows(plan: CityPlan, missing: Bitmap): Bitmap {
  const reached = plan.rowsOf(nearName, 'eligible')
  return meetOf(missing, reached)
}

/** How a draft is asked about: what is near, in percent of a limit. */
export interface EffectAsked {
  readonly definitions: Definitions
  readonly nearPercent: number
}

/** What a draft does to the city, in numbers. */
export function effectOf(
  { compiled, dictionary }: ReadDraft,
  now: CityAsked,
  { definitions, nearPercent }: EffectAsked,
) {
  if (!compiled) return undefined
  const city = now.columns()
  const on = dayAsked(compiled, now.today)
  const before = inForceBefore(compiled, definitions, on)
  const rivals = rivalsIn(compiled.policy, definitions, on)
  const others = [...new Set([...rivals.highest, ...rivals.exclusive])]
  const plan = city.on(on, [
    asked(compiled, draftName),
    nearRule(compiled, dictionary, rational(nearPercent, 100)),
    ...(before ? [asked(compiledFor(definitions, before).compiled, beforeName)] : []),
    ...others.map((one) => asked(compiledFor(definitions, one).compiled, rivalName(one))),
  ])
  const effect = plan.effectOf(draftName)
  const rows = effect.eligibleRows
  const beaten = beatenBy(compiled.policy, rivals, {
    plan,
    draftId: draftName,
    eligible: rows,
    nameOf: rivalName,
  })
  const sums = plan.amountsOf(draftName)
  const insteadFen = sums ? Number(totalOf(sums, beaten.rows).sumFen) : 0
  const raw = now.table.raw()
  const counts = city.tally.of(`groups ${compiled.policy.id}`, rows, groupCounts(raw, grouping))
  const [districts = [], sizes = [], industries = []] = named(raw, grouping, counts)
  const old = before ? plan.rowsOf(beforeName, 'eligible') : undefined
  return {
    on,
    whom: 'enterprises' as const,
    counted: city.rows,
    partial: false,
    eligible: effect.eligible,
    near: countIn(nearRows(plan, effect.nearMissRows)),
    nearPercent,
    unknown: effect.unknown,
    ineligible: effect.ineligible,
    notApplicable: effect.notApplicable,
    sumFen: effect.sumFen === undefined ? null : Number(effect.sumFen),
    withoutSum: effect.withoutSum,
    ...insteadIn(beaten.by, effect.sumFen === undefined ? null : Number(effect.sumFen), insteadFen),
    budgetFen: budgetOf(compiled),
    byDistrict: mostOf(districts),
    bySize: mostOf(sizes),
    byIndustry: mostOf(industries, sectionsIn(definitions)).map(({ code, count }) => ({
      code,
      count,
      title: definitions.find(industryKind, code)?.title,
    })),
    ...(before && old ? { against: { version: before.version, ...changeOf(old, rows) } } : {}),
  }
}

/** How many are paid something else instead, and what is left to pay. */
const insteadIn = (
  by: readonly { readonly policy: Policy; readonly count: number }[],
  sumFen: Fen | null,
  insteadFen: Fen,
) => ({
  instead: by.reduce((sum, { count }) => sum + count, 0),
  insteadOf: by
    .slice(0, mostRivals)
    .map(({ policy, count }) => ({ policyId: policy.id, title: policy.title, count })),
  netFen: sumFen === null ? null : addFen(sumFen, -insteadFen),
})
const mostRivals = 5

/** What a draft for persons does, in the same figures; there is no city of persons in memory. */
export async function personsEffectOf(
  { compiled, dictionary }: ReadDraft,
  record: PartyRecord,
  trx: Trx,
  { definitions, nearPercent, today, now }: EffectAsked & { readonly today: Day; readonly now: Instant },
) {
  if (!compiled) return undefined
  const on = dayAsked(compiled, today)
  const asking = { compiled, dictionary, definitions, on, now, nearShare: nearPercent / 100 }
  const { insteadFen, insteadOf, instead: _, ...counts } = await countPersons(record, trx, asking)
  return {
    on,
    whom: 'persons' as const,
    ...counts,
    nearPercent,
    ...insteadIn(insteadOf, counts.sumFen, insteadFen),
    budgetFen: budgetOf(compiled),
    byDistrict: [],
    bySize: [],
    byIndustry: [],
  }
}

/** What the policy may spend in its year, where it says so. */
function budgetOf({ policy }: CompiledPolicy): Fen | null {
  const { amount } = policy.budget ?? {}
  return amount === undefined ? null : (fenFrom(amount) ?? null)
}

function changeOf(old: Bitmap, rows: Bitmap) {
  const { gained, lost } = differenceOf(old, rows)
  return { gained, lost }
}

/** The first rows of a bitmap. */
function firstRows(bitmap: Bitmap, most: number): number[] {
  const rows: number[] = []
  for (let place = 0; place < bitmap.length && rows.length < most; place += 1)
    for (let byte = bitmap[place] ?? 0; byte !== 0 && rows.length < most; byte &= byte - 1)
      rows.push(8 * place + 31 - Math.clz32(byte & -byte))
  return rows
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
const grouping = ['ent.regDistrict', 'ent.sizeClass', 'ent.industry']

interface Count {
  readonly code: string
  readonly count: number
}

const codeColumn = (raw: RawColumns, slot: string): CodeColumn | undefined => {
  const column = raw.columns.get(slot)
  return column?.kind === 'code' ? column : undefined
}

/**
 * How many of some rows have each code of some slots, by its place among the names. What is unknown has the highest place, which no name
 * has: it is counted beyond the names. One pass over the rows, whatever is counted.
 */
function groupCounts(raw: RawColumns, slots: readonly string[]): Additive<readonly Uint32Array[]> {
  const columns = slots.map((slot) => codeColumn(raw, slot))
  const each = (step: 1 | -1) => (a: readonly Uint32Array[], b: readonly Uint32Array[]) =>
    a.map((counts, i) => counts.map((count, place) => count + step * (b[i]?.[place] ?? 0)))
  return {
    of: (rows) => {
      const counts = columns.map((column) => new Uint32Array((column?.names.length ?? 0) + 1))
      eachBlock(rows, (block, count) => {
        for (const [i, column] of columns.entries())
          if (column !== undefined) countBlock(column.values, block, count, counts[i] as Uint32Array)
      })
      return counts
    },
    plus: each(1),
    minus: each(-1),
  }
}

/** The counts with their codes; rows without a code are not told. */
const named = (raw: RawColumns, slots: readonly string[], counts: readonly Uint32Array[]): Count[][] =>
  slots.map((slot, i) =>
    (codeColumn(raw, slot)?.names ?? []).map((code, place) => ({ code, count: counts[i]?.[place] ?? 0 })),
  )

function countBlock(
  values: CodeColumn['values'],
  rows: Int32Array,
  count: number,
  byPlace: Uint32Array,
): void {
  const last = byPlace.length - 1
  for (let i = 0; i < count; i += 1) {
    const place = Math.min(values[rows[i] as number] as number, last)
    byPlace[place] = (byPlace[place] as number) + 1
  }
}

/** Most first; codes that are short for the same thing are one. */
function mostOf(counts: readonly Count[], short = (code: string) => code): Count[] {
  const together = new Map<string, number>()
  for (const { code, count } of counts)
    if (count > 0) together.set(short(code), (together.get(short(code)) ?? 0) + count)
  return [...together]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .slice(0, mostGroups)
}

/** So many rows are looked at for the nearest of them. */
const mostLookedAt = 200

/**
 * A few rows that get it, and those among which the nearest are: of the narrowest distance within which there are enough, so that a city
 * need not be read for a few names.
 */
export function rowsToShow(
  { compiled, dictionary }: ReadDraft,
  now: CityAsked,
  { each, near, nearPercent }: { each: number; near: number; nearPercent: number },
): { eligible: number[]; near: number[] } {
  if (!compiled) return { eligible: [], near: [] }
  const city = now.columns()
  const day = dayAsked(compiled, now.today)
  const eligible = firstRows(city.on(day, [asked(compiled, draftName)]).rowsOf(draftName, 'eligible'), each)
  for (const part of [16, 8, 4, 2, 1]) {
    const plan = city.on(day, [
      asked(compiled, draftName),
      nearRule(compiled, dictionary, rational(nearPercent, 100 * part)),
    ])
    const rows = firstRows(nearRows(plan, plan.rowsOf(draftName, 'near-miss')), mostLookedAt)
    if (rows.length >= near || part === 1) return { eligible, near: rows }
  }
  return { eligible, near: [] }
}

const mostOverlaps = 8

/** Which policies in force reach the same enterprises, most first. */
export function overlapsOf({ compiled }: ReadDraft, now: CityAsked, definitions: Definitions) {
  if (!compiled) return []
  const on = dayAsked(compiled, now.today)
  const city = now.columns()
  const mine = city.on(on, [asked(compiled, draftName)]).rowsOf(draftName, 'eligible')
  const rules = rulesInForce(definitions, on)
  const shared = city.on(on, rules, { lasting: true }).eligibleAmong(mine)
  return rules
    .flatMap(({ id }, i) => {
      const policy = policyOn(definitions, id, on)
      const both = shared[i] ?? 0
      if (policy === undefined || id === compiled.policy.id || both === 0) return []
      const excluded = policy.exclusive.some((group) => compiled.policy.exclusive.includes(group))
      const { highest } = compiled.policy
      const isGroup = highest !== undefined && highest.group === policy.highest?.group
      return [{ policyId: id, title: policy.title, both, excluded, highest: isGroup }]
    })
    .sort((a, b) => b.both - a.both)
    .slice(0, mostOverlaps)
}
