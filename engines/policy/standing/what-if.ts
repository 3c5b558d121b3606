import type { Fact } from '#definitions/facts/fact.ts'
import type { KnownFact } from '#definitions/facts/known.ts'
import { knownSheet } from '#definitions/facts/known.ts'
import { show } from '#definitions/facts/show.ts'
import type { FactSheet } from '#definitions/facts/sheet.ts'
import { typeOf } from '#definitions/rules/expression.ts'
import type { Definitions } from '#kernel/definition.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import { dictionaryIn } from '../assess.ts'
import type { PolicyMatch } from '../match.ts'
import type { WhatIfLine } from './model.ts'
import { matchesOn } from './standing.ts'

export interface OtherFact {
  readonly fact: string
  readonly value: string | number | boolean
}
interface ChangedFact {
  readonly fact: string
  readonly label: Bilingual
  readonly before?: Bilingual | undefined
  readonly after: Bilingual
}
export interface WhatIf {
  readonly facts: ChangedFact[]
  readonly items: WhatIfLine[]
}

const jsTypes: Partial<Record<Fact['type'], string>> = { boolean: 'boolean', list: 'none' }
const numbers = new Set<Fact['type']>(['money', 'number', 'integer', 'ratio'])
const fits = ({ type, values }: Fact, value: OtherFact['value']): boolean =>
  typeof value === (jsTypes[type] ?? (numbers.has(type) ? 'number' : 'string')) &&
  (type !== 'code' || values === undefined || values.some(({ code }) => code === value))

/**
 * What an enterprise would gain and lose if some facts were otherwise, everything else as it is known: every policy in force on the day is
 * asked twice. Values are as stored.
 */
export function whatIf(
  definitions: Definitions,
  known: readonly KnownFact[],
  others: readonly OtherFact[],
  on: Day,
): WhatIf | Refusal {
  const { vocabulary } = dictionaryIn(definitions)
  for (const { fact, value } of others) {
    const entry = vocabulary.facts.get(fact)
    if (!entry) return refuse('fact-unknown', { fact }, ['facts'])
    if (!fits(entry, value)) return refuse('value-unfit', { fact: entry.zh }, ['facts'])
  }
  const changed = new Map(others.map((one) => [one.fact, one]))
  const after: KnownFact[] = [
    ...known.filter(({ fact }) => !changed.has(fact)),
    ...others.map((one) => ({ ...one, on, source: 'supposed' })),
  ]
  const sheets = [known, after].map((facts) => knownSheet(vocabulary, facts))
  const facts = others.flatMap(({ fact }) => {
    const entry = vocabulary.facts.get(fact)
    return entry ? (changedFact(entry, sheets) ?? []) : []
  })
  if (facts.length === 0) return { facts, items: [] }
  const was = new Map(matchesOn(definitions, known, on).map((match) => [match.policyId, match]))
  const items = matchesOn(definitions, after, on).flatMap(
    (match) => lineOf(was.get(match.policyId), match) ?? [],
  )
  return { facts, items: items.sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect)) }
}

const order: readonly WhatIfLine['effect'][] = ['gained', 'lost', 'sum', 'opened', 'closed']

function changedFact(entry: Fact, [now, then]: readonly FactSheet[]): ChangedFact | undefined {
  const shown = (sheet: FactSheet | undefined) => {
    const value = sheet?.lookup(entry.id)?.value
    return value === undefined ? undefined : show(value, typeOf(entry), entry.display)
  }
  const before = shown(now)
  const after = shown(then)
  if (!after || before?.zh === after.zh) return undefined
  return { fact: entry.id, label: { zh: entry.zh, en: entry.en }, before, after }
}

/** Whether a policy that is not got could still be: data is missing, or one condition that can be measured. */
const isOpen = ({ verdict, nearMiss }: PolicyMatch) => verdict === 'unknown' || nearMiss

function effectOf(was: PolicyMatch, is: PolicyMatch): WhatIfLine['effect'] | undefined {
  const had = was.verdict === 'eligible'
  const has = is.verdict === 'eligible'
  if (has !== had) return has ? 'gained' : 'lost'
  if (has) return was.amount === is.amount ? undefined : 'sum'
  if (isOpen(was) === isOpen(is)) return undefined
  return isOpen(is) ? 'opened' : 'closed'
}

function lineOf(was: PolicyMatch | undefined, is: PolicyMatch): WhatIfLine | undefined {
  const effect = was && effectOf(was, is)
  if (!was || !effect) return undefined
  const { policyId, version, title, department } = is
  return {
    policyId,
    version,
    title,
    department,
    effect,
    amountBeforeFen: was.verdict === 'eligible' ? was.amount : null,
    amountFen: is.verdict === 'eligible' ? is.amount : null,
    before: was.explanation.summary,
    after: is.explanation.summary,
  }
}
