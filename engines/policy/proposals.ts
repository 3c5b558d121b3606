import type { Fact } from '#definitions/facts/fact.ts'
import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { yearWord } from '#definitions/facts/vocabulary.ts'
import { decimalText, rational } from '#definitions/rational.ts'
import {
  type Boundary,
  boundariesOf,
  boundariesOfParameters,
  type Change,
  changeTo,
  type Side,
  sideOf,
  sides,
  unknownAt,
} from '#definitions/rules/analysis/boundaries.ts'
import { writtenValue } from '#definitions/rules/analysis/witness.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { question } from '#definitions/rules/evaluate.ts'
import type { Verdict } from '#kernel/explanation.ts'
import { type Day, yearOf } from '#kernel/time.ts'
import type { CompiledPolicy } from './compile.ts'
import { matchPolicy } from './match.ts'

type Facts = Readonly<Record<string, unknown>>

/** As much of an examples file as coverage needs. */
export interface ToldExamples {
  readonly shared: { readonly on: string; readonly facts: Facts }
  readonly examples: readonly { readonly on?: string | undefined; readonly facts: Facts }[]
}

/** A limit of a policy, and from which sides the examples look at it. */
export interface BoundaryCoverage {
  readonly boundary: Boundary
  readonly seen: Readonly<Record<Side | 'unknown', boolean>>
}

/** An example somebody may accept: facts beside those the examples share, and what comes out today. */
export interface Proposal {
  readonly name: string
  /** the limit and the side, where it stands at one */
  readonly at?: { readonly boundary: Boundary; readonly side: Side | 'unknown' }
  readonly on?: string | undefined
  readonly facts: Facts
  readonly expect: {
    readonly verdict: '符合' | '不符合' | '缺数据' | '不适用'
    readonly failing?: string
    readonly amount?: string
  }
}

export const verdictWords: Record<Verdict, Proposal['expect']['verdict']> = {
  eligible: '符合',
  ineligible: '不符合',
  unknown: '缺数据',
  'not-applicable': '不适用',
}

const boundariesIn = (compiled: CompiledPolicy, dictionary: Dictionary): Boundary[] => [
  ...(['appliesTo', 'conditions'] as const).flatMap((which) =>
    boundariesOf(compiled[which].tree, dictionary, compiled.parameters),
  ),
  ...boundariesOfParameters(compiled.parameters, dictionary, compiled.policy.inForce.from),
]

/** Every limit of a policy, with the sides from which its examples look at it. */
export function boundaryCoverage(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  told: ToldExamples,
): BoundaryCoverage[] {
  const asked = told.examples.flatMap((example) => {
    const one = askedBy(compiled, dictionary, told, example)
    return one === undefined ? [] : [one]
  })
  return boundariesIn(compiled, dictionary).map((boundary) => {
    const seen = new Set(asked.map((one) => sideOf(boundary, one) ?? 'unknown'))
    return {
      boundary,
      seen: {
        below: seen.has('below'),
        at: seen.has('at'),
        above: seen.has('above'),
        unknown: seen.has('unknown'),
      },
    }
  })
}

function askedBy(
  { parameters }: CompiledPolicy,
  dictionary: Dictionary,
  { shared }: ToldExamples,
  { on, facts }: ToldExamples['examples'][number],
) {
  const day = dayFromText(on ?? shared.on)
  const read = parseFactSheet({ ...shared.facts, ...facts }, dictionary.vocabulary, day)
  return 'faults' in read ? undefined : question(dictionary, read.sheet, read.on, parameters)
}

const sideNames: Record<Side | 'unknown', string> = {
  below: 'just below',
  at: 'exactly',
  above: 'just above',
  unknown: 'unknown',
}

/**
 * The examples that are missing: each limit just below, at, just above and unknown, beside an example that qualifies. What is expected
 * is what the rule answers today: whoever accepts an example says that this answer is right.
 */
export function proposeExamples(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  told: ToldExamples,
  limit = 60,
): Proposal[] {
  const base = qualifying(compiled, dictionary, told)
  const asked = base && askedBy(compiled, dictionary, told, base)
  if (base === undefined || asked === undefined) return []
  const proposals: Proposal[] = []
  const names = new Set<string>()
  for (const { boundary, seen } of boundaryCoverage(compiled, dictionary, told))
    for (const side of [...sides, 'unknown'] as const) {
      if (seen[side] || proposals.length >= limit) continue
      const changes = side === 'unknown' ? unknownAt(boundary, asked) : changeTo(boundary, side, asked)
      const name = `${boundary.text.en}: ${sideNames[side]}`
      if (changes === undefined || names.has(name)) continue
      names.add(name)
      const proposal = proposed(compiled, dictionary, told, { base, changes, name })
      if (proposal !== undefined) proposals.push({ ...proposal, at: { boundary, side } })
    }
  return proposals
}

/**
 * The sides of limits from which no example looks although one could: a side that no enterprise can stand on is not asked for. Empty
 * where no example qualifies, for there is nothing to stand beside.
 */
export function missingSides(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  told: ToldExamples,
): { boundary: Boundary; side: Side }[] {
  return proposeExamples(compiled, dictionary, told, Number.POSITIVE_INFINITY).flatMap((proposal) => {
    const { at } = proposal
    if (at === undefined || at.side === 'unknown') return []
    const { boundary, side } = at
    const asked = askedBy(compiled, dictionary, told, proposal)
    return asked && sideOf(boundary, asked) === side ? [{ boundary, side }] : []
  })
}

function qualifying(compiled: CompiledPolicy, dictionary: Dictionary, told: ToldExamples) {
  return told.examples.find((example) => {
    const asked = askedBy(compiled, dictionary, told, example)
    return asked && matchPolicy(compiled, dictionary, asked.sheet, asked.on).verdict === 'eligible'
  })
}

function proposed(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  told: ToldExamples,
  {
    base,
    changes,
    name,
  }: { base: ToldExamples['examples'][number]; changes: readonly Change[]; name: string },
): Proposal | undefined {
  const on = dayFromText(base.on ?? told.shared.on) ?? told.shared.on
  let facts = base.facts
  for (const { slot, value } of changes) {
    const fact = dictionary.vocabulary.facts.get(slot.fact)
    if (fact === undefined) return undefined
    const written = value === undefined ? 'unknown' : writtenValue(value, fact)
    facts = {
      ...facts,
      ...placed({ ...told.shared.facts, ...facts }, fact, slot.year, written, { on, dictionary }),
    }
  }
  const asked = askedBy(compiled, dictionary, told, { ...base, facts })
  if (asked === undefined) return undefined
  const match = matchPolicy(compiled, dictionary, asked.sheet, asked.on)
  return {
    name,
    ...(base.on === undefined ? {} : { on: base.on }),
    facts,
    expect: {
      verdict: verdictWords[match.verdict],
      ...(match.verdict === 'ineligible' && match.explanation.because
        ? { failing: match.explanation.because }
        : {}),
      ...(match.amount === null ? {} : { amount: `${decimalText(rational(match.amount, 100))}元` }),
    },
  }
}

/** The entry of a sheet that states a fact anew, under the name the sheet already uses for it. */
function placed(
  facts: Facts,
  fact: Fact,
  year: number | undefined,
  value: string,
  { on, dictionary }: { on: Day; dictionary: Dictionary },
): Facts {
  for (const [key, before] of Object.entries(facts)) {
    const named = dictionary.vocabulary.loosely(key)
    if (named?.fact.id !== fact.id) continue
    if (year === undefined) return { [key]: value }
    if (named.yearsBack !== undefined) {
      if (yearOf(on) - named.yearsBack === year) return { [key]: value }
      continue
    }
    if (typeof before === 'object' && before !== null && !('value' in before))
      return { [key]: { ...before, [year]: value } }
    if (year === yearOf(on) - 1) return { [key]: value }
  }
  if (year === undefined) return { [fact.zh]: value }
  const word = yearWord(yearOf(on) - year)
  return word === undefined ? { [fact.zh]: { [year]: value } } : { [`${word}${fact.zh}`]: value }
}
