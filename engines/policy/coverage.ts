import { parseFactSheet } from '#definitions/facts/sheet.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import type { CompiledClause, RuleNode } from '#definitions/rules/clause.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import { evaluate, question } from '#definitions/rules/evaluate.ts'
import { explainIn } from '#definitions/rules/explain.ts'
import type { Condition } from '#kernel/explanation.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { CompiledPolicy } from './compile.ts'

/** As much of an examples file as coverage needs. */
interface Told {
  readonly shared: { readonly on: string; readonly facts: Readonly<Record<string, unknown>> }
  readonly examples: readonly {
    readonly on?: string | undefined
    readonly facts: Readonly<Record<string, unknown>>
  }[]
}

/** A single test of a policy that no example answers this way: nobody would notice if it were wrong. */
export interface Uncovered {
  readonly id: string
  readonly text: Bilingual
  readonly truth: boolean
}

/** Which single tests, of whom it concerns, of the conditions and of the parts of its sum, the examples never see true, or never false. */
export function uncoveredBy(
  compiled: CompiledPolicy,
  dictionary: Dictionary,
  { shared, examples }: Told,
): Uncovered[] {
  const seen = new Set<string>()
  const see = (place: string, truth: boolean | undefined) => seen.add(`${place} ${truth}`)
  for (const example of examples) {
    const facts = { ...shared.facts, ...example.facts }
    const read = parseFactSheet(facts, dictionary.vocabulary, dayFromText(example.on ?? shared.on))
    if ('faults' in read) continue
    const asked = question(dictionary, read.sheet, read.on, compiled.parameters)
    const look = (which: string, condition: Condition) => {
      if (condition.truth !== 'unknown') see(`${which} ${condition.id}`, condition.truth === 'true')
      for (const child of condition.children) look(which, child)
    }
    for (const which of ['appliesTo', 'conditions'] as const)
      for (const top of explainIn(compiled[which], asked).tree) look(which, top)
    for (const { id, when } of compiled.components) {
      const truth = when && evaluate(when, asked)
      if (typeof truth === 'boolean') see(`components ${id}`, truth)
    }
  }
  return testsIn(compiled).flatMap(({ place, id, text }) =>
    [true, false].filter((truth) => !seen.has(`${place} ${truth}`)).map((truth) => ({ id, text, truth })),
  )
}

/** Every single test of a policy. */
export const testsIn = (compiled: CompiledPolicy) => [
  ...testsOf('appliesTo', compiled.appliesTo),
  ...testsOf('conditions', compiled.conditions),
  ...compiled.components.flatMap(({ id, text, when }) =>
    when === undefined ? [] : [{ place: `components ${id}`, id, text }],
  ),
]

/** The single tests of a condition; a bare `true` or `false` tests nothing. */
function testsOf(which: string, { tree }: CompiledClause) {
  const found: { place: string; id: string; text: Bilingual }[] = []
  const look = (node: RuleNode) => {
    if (node.kind !== 'test') node.children.forEach(look)
    else if (node.expression.op !== 'literal')
      found.push({ place: `${which} ${node.id}`, id: node.id, text: node.text })
  }
  look(tree)
  return found
}
