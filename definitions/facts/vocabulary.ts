import { reservedNames } from '#definitions/rules/words.ts'
import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'
import type { Fact } from './fact.ts'

/** What a name in a rule or a fact sheet stands for. */
export interface Named {
  readonly fact: Fact
  /** calendar years before the day of the question; absent where the name says no year */
  readonly yearsBack?: number
}

/**
 * The closed set of names that rules and fact sheets may use. A rule names a fact by its Chinese name, an alias or its
 * identifier; a yearly fact needs a year word before the Chinese name (上年营业收入) or after the identifier (`fin.revenue.lastYear`).
 */
export interface Vocabulary {
  readonly facts: ReadonlyMap<string, Fact>
  /** exact names only */
  named(name: string): Named | undefined
  /** as people write them: also the English name, in any case */
  loosely(name: string): Named | undefined
  /** up to three names a rule may use that look like this one */
  near(name: string): string[]
  /** the same among the names people may write */
  nearLoosely(name: string): string[]
}

const yearWords: readonly (readonly [word: string, suffix: string, yearsBack: number])[] = [
  ['本年', 'thisYear', 0],
  ['上年', 'lastYear', 1],
  ['前年', 'twoYearsAgo', 2],
  ['大前年', 'threeYearsAgo', 3],
  ['四年前', 'fourYearsAgo', 4],
]

/** 上年 for 1; undefined for years that have no word. */
export const yearWord = (yearsBack: number): string | undefined =>
  yearWords.find(([, , back]) => back === yearsBack)?.[0]

export function vocabularyOf(facts: readonly Fact[]): { vocabulary: Vocabulary; complaints: Complaint[] } {
  const byId = new Map<string, Fact>()
  const names = new Map<string, Named>()
  const english = new Map<string, Named>()
  const complaints: Complaint[] = []
  const enter = (name: string, named: Named, index: number) => {
    if (names.has(name) || reservedNames.has(name)) complaints.push(taken(name, index, named.fact))
    else names.set(name, named)
  }
  for (const [index, fact] of facts.entries()) {
    byId.set(fact.id, fact)
    for (const name of [fact.id, fact.zh, ...fact.aliases]) enter(name, { fact }, index)
    english.set(fact.en.toLowerCase(), { fact })
    if (fact.period === undefined) continue
    for (const [word, suffix, yearsBack] of yearWords) {
      for (const name of [fact.zh, ...fact.aliases]) enter(word + name, { fact, yearsBack }, index)
      enter(`${fact.id}.${suffix}`, { fact, yearsBack }, index)
    }
  }
  const all = [...names.keys()]
  const allLoosely = [...all, ...facts.map(({ en }) => en)]
  return {
    complaints,
    vocabulary: {
      facts: byId,
      named: (name) => names.get(name),
      loosely: (name) => names.get(name) ?? english.get(name.toLowerCase()),
      near: (name) => nearest(name, all),
      nearLoosely: (name) => nearest(name, allLoosely),
    },
  }
}

const taken = (name: string, index: number, fact: Fact) =>
  complain(
    'name-taken',
    [index],
    'a name of its own',
    [
      `名称“${name}”（${fact.id}）已被别的事实或语言本身占用`,
      `The name “${name}” (${fact.id}) is taken by another fact or by the language`,
    ],
    ['请换一个名称', 'Choose another name'],
  )

/**
 * Up to three of `all` closest to `name`, whatever the case: fewest edits, at most half of a Chinese name and a third of another; a shared
 * part counts as near.
 */
export function nearest(name: string, all: readonly string[]): string[] {
  const wanted = name.slice(0, 60).toLowerCase()
  const most = Math.max(1, Math.floor([...wanted].length / (/\p{Script=Han}/u.test(wanted) ? 2 : 3)))
  return [...new Set(all)]
    .map((other) => {
      const lower = other.toLowerCase()
      return { other, distance: lower.includes(wanted) && wanted.length > 1 ? 1 : edits(wanted, lower) }
    })
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.other.length - b.other.length)
    .slice(0, 3)
    .map(({ other }) => other)
}

/** Levenshtein distance in code points. */
function edits(a: string, b: string): number {
  const from = [...a]
  const to = [...b]
  let row = to.map((_, i) => i + 1)
  row.unshift(0)
  for (const [i, char] of from.entries()) {
    const next = [i + 1]
    for (const [j, other] of to.entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (char === other ? 0 : 1)))
    row = next
  }
  return row[to.length] ?? 0
}
