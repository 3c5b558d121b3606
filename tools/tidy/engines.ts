import type { Contract } from '#kernel/contract.ts'
import type { Finding } from './source.ts'

export const readmeHeadings = [
  'Purpose',
  'Terms',
  'Lifecycle',
  'Time',
  'Invariants',
  'Refusals',
  'Boundaries',
] as const

/** What one engine's folder must hold beside its code. */
export interface EngineFolder {
  readonly name: string
  readonly contract: Contract
  readonly messages: Readonly<Record<'zh' | 'en', Readonly<Record<string, unknown>>>>
  readonly fixtures:
    | Readonly<Record<string, { readonly refusals?: Readonly<Record<string, unknown>> }>>
    | undefined
  readonly readme: string | undefined
}

type Section = Readonly<Record<string, unknown>> | undefined

/** Every operation has words and an example; every refusal has words in both languages and a test that reaches it. */
export function engineFolder(engine: EngineFolder): Finding[] {
  const findings: Finding[] = []
  const found = (file: string, rule: string, message: string) =>
    findings.push({ path: `engines/${engine.name}/${file}`, line: 1, rule, message })
  for (const heading of readmeHeadings)
    if (!engine.readme?.includes(`## ${heading}`))
      found('README.md', 'readme-heading', `## ${heading} is missing`)
  const section = (language: 'zh' | 'en', name: string) => engine.messages[language][name] as Section
  for (const [operation, row] of Object.entries(engine.contract)) {
    const internal = row.kind === 'write' && row.internal
    if (!engine.fixtures?.[operation])
      found('fixtures.ts', 'operation-without-test', `${operation} has no example`)
    for (const language of ['zh', 'en'] as const)
      if (!internal && row.permission !== 'public' && !section(language, 'operations')?.[operation])
        found(`messages/${language}.json`, 'operation-without-words', `operations.${operation} is missing`)
    for (const code of row.refusals) {
      if (!engine.fixtures?.[operation]?.refusals?.[code])
        found('fixtures.ts', 'refusal-never-reached', `${operation} → ${code} has no example`)
      for (const language of ['zh', 'en'] as const)
        if (!section(language, 'refusals')?.[code])
          found(`messages/${language}.json`, 'refusal-without-words', `refusals.${code} is missing`)
    }
  }
  return [...findings, ...unequalKeys(`engines/${engine.name}/messages`, engine.messages)]
}

/** Paths of leaves, `a.b.c`. */
function leaves(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, prefix ? `${prefix}.${key}` : key))
}

/** A text in one language has its twin in the other. */
export function unequalKeys(place: string, messages: Readonly<Record<'zh' | 'en', unknown>>): Finding[] {
  const zh = new Set(leaves(messages.zh))
  const en = new Set(leaves(messages.en))
  const missing = (language: string, key: string) => ({
    path: `${place}/${language}.json`,
    line: 1,
    rule: 'one-language-only',
    message: `${key} is missing`,
  })
  return [
    ...[...zh].filter((key) => !en.has(key)).map((key) => missing('en', key)),
    ...[...en].filter((key) => !zh.has(key)).map((key) => missing('zh', key)),
  ]
}
