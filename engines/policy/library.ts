import { type KnownFact, knownSheet } from '#definitions/facts/known.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Condition } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import { type Day, within } from '#kernel/time.ts'
import { NotFound } from '#platform/query.ts'
import { compiledFor, dictionaryIn, policiesFor, policiesIn, policyOn, rivalsOf, shown } from './assess.ts'
import { policyKind } from './definition.ts'
import { matchAll, matchPolicy } from './match.ts'
import { nextQuestions } from './next-questions.ts'
import { readPasted, shownFaults } from './pasted.ts'
import type { Policy } from './policy.ts'

const summaryOf = (policy: Policy, on: Day) => ({
  policyId: policy.id,
  version: policy.version,
  title: policy.title,
  summary: policy.summary,
  department: policy.department,
  mode: policy.mode,
  paidHere: policy.publicity !== undefined,
  kind: policy.gives.kind,
  from: policy.inForce.from,
  until: policy.inForce.until,
  inForce: within(policy.inForce, on),
  fund: policy.budget?.book,
})

const speaksOf = (policy: Policy, q: string): boolean =>
  [
    policy.title.zh,
    policy.title.en,
    policy.summary.zh,
    policy.summary.en,
    ...policy.documents.map((document) => document.number),
  ].some((text) => text.toLowerCase().includes(q.toLowerCase()))

/** What one can still get stands first. */
const placeOn =
  (on: Day) =>
  ({ id, inForce }: Policy): string =>
    `${within(inForce, on) ? 0 : 1} ${id}`

/** The library: of each policy the version in force on the day, else the one that comes next or was last. */
export function searchPolicies(
  definitions: Definitions,
  filter: {
    q?: string | undefined
    mode?: Policy['mode'] | undefined
    department?: string | undefined
    on: Day
    after?: string | undefined
    limit: number
  },
) {
  const newest = new Map(definitions.versions(policyKind).map((policy) => [policy.id, policy]))
  const all = [...newest.values()].map((policy) => policyOn(definitions, policy.id, filter.on) ?? policy)
  const place = placeOn(filter.on)
  const last = all.find(({ id }) => id === filter.after)
  const found = all
    .filter(
      (policy) =>
        (!filter.q || speaksOf(policy, filter.q)) &&
        (!filter.mode || policy.mode === filter.mode) &&
        (!filter.department || policy.department === filter.department) &&
        (!last || place(policy) > place(last)),
    )
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
  const items = found.slice(0, filter.limit).map((policy) => summaryOf(policy, filter.on))
  return { items, next: found.length > filter.limit ? items.at(-1)?.policyId : undefined }
}

function claimOf({ claim }: Policy) {
  if (!claim) return undefined
  const { decideWorkingDays, confidence, commitment } = claim
  return {
    decideWorkingDays,
    sample: confidence === 'sample',
    promises: commitment?.promises.map(({ zh, en }) => ({ zh, en })) ?? [],
    checkWithinMonths: commitment?.checkWithinMonths,
    consequence: commitment?.consequence,
  }
}

/** The others of the group of which only the highest is paid, as they stand on the day; nothing for policies in no group. */
const highestOf = (definitions: Definitions, policy: Policy, on: Day) =>
  policy.highest && {
    among: rivalsOf(definitions, policy, on).map(({ id, title }) => ({ policyId: id, title })),
    document: policy.highest.document,
    sure: policy.highest.confidence === 'verified',
  }

export function describePolicy(
  definitions: Definitions,
  { policyId, version, on }: { policyId: string; version?: number | undefined; on: Day },
) {
  const versions = definitions.versions(policyKind).filter((one) => one.id === policyId)
  const policy =
    version === undefined
      ? (policyOn(definitions, policyId, on) ?? versions.at(-1))
      : versions.find((one) => one.version === version)
  if (!policy) throw new NotFound()
  const { dictionary, compiled } = compiledFor(definitions, policy)
  // Asked of nobody, the rule names every condition.
  const nobody = matchPolicy(compiled, dictionary, knownSheet(dictionary.vocabulary, []), on)
  return {
    ...summaryOf(policy, on),
    documents: policy.documents,
    gives: policy.gives.text,
    claim: claimOf(policy),
    highest: highestOf(definitions, policy, on),
    conditions: nobody.explanation.tree,
    review: policy.review,
    versions: versions.map((one) => ({
      version: one.version,
      from: one.inForce.from,
      until: one.inForce.until,
    })),
    ruleHash: compiled.ruleHash,
  }
}

export function matchKnown(definitions: Definitions, facts: readonly KnownFact[], on: Day) {
  const dictionary = dictionaryIn(definitions)
  const sheet = knownSheet(dictionary.vocabulary, facts)
  return matchAll(policiesFor(definitions, facts), dictionary, sheet, on).map(shown)
}

/** Judges a sheet that somebody pasted. Faults of the sheet are an answer, each with its place and what to do. */
export function matchPasted(definitions: Definitions, sheet: string, today: Day, asked: Day | undefined) {
  const dictionary = dictionaryIn(definitions)
  const read = readPasted(dictionary, sheet, today, asked)
  if ('faults' in read) return { items: [], notes: [], faults: shownFaults(read.faults) }
  return {
    on: read.on,
    items: matchAll(policiesIn(definitions), dictionary, read.sheet, read.on).map(shown),
    notes: read.notes.map((note) => ({ ...note, path: [...note.path] })),
    faults: [],
  }
}

/** What somebody gets without saying who they are: the good news so far, and what to ask next. Nothing is kept. */
export function findPolicies(
  definitions: Definitions,
  { sheet, skip }: { sheet: string; skip: readonly string[] },
  on: Day,
) {
  const dictionary = dictionaryIn(definitions)
  const read = readPasted(dictionary, sheet, on, on)
  if ('faults' in read)
    return { on, gets: [], nearly: [], open: 0, not: 0, ask: [], faults: shownFaults(read.faults) }
  const matches = matchAll(policiesIn(definitions), dictionary, read.sheet, on)
  const open = matches.filter(({ verdict }) => verdict === 'unknown').length
  const gets = matches.filter(({ verdict, higher }) => verdict === 'eligible' && !higher)
  const nearly = matches.filter(({ nearMiss }) => nearMiss)
  return {
    on,
    gets: gets.map(shown),
    nearly: nearly.map(shown),
    open,
    not: matches.length - open - gets.length - nearly.length,
    ask: nextQuestions(matches, dictionary, on, { skip: new Set(skip), most: questionsAtOnce }),
    faults: [],
  }
}
const questionsAtOnce = 3

/** The conditions of a policy by their ids, in words, for the counts of who fell out by which. */
export function conditionNames(definitions: Definitions, policy: Policy): ReadonlyMap<string, Bilingual> {
  const { dictionary, compiled } = compiledFor(definitions, policy)
  const nobody = matchPolicy(compiled, dictionary, knownSheet(dictionary.vocabulary, []), policy.inForce.from)
  const names = new Map<string, Bilingual>([
    ['not-applicable', { zh: '政策不涉及这家单位', en: 'The policy does not concern it' }],
  ])
  const add = (condition: Condition) => {
    names.set(condition.id, condition.text)
    for (const child of condition.children) add(child)
  }
  for (const condition of nobody.explanation.tree) add(condition)
  return names
}
