import type { Complaint } from '#kernel/definition.ts'
import { compileExpression } from './check.ts'
import type { Scope } from './checking.ts'
import type { Dictionary } from './dictionary.ts'
import type { CompiledParameter } from './compiled-parameter.ts'
import type { Expression } from './expression.ts'
import type { Path } from './table.ts'

/** What the texts of a rule may name. */
export interface CompileScope {
  readonly dictionary: Dictionary
  readonly parameters: ReadonlyMap<string, CompiledParameter>
}

/** Compiles one expression; undefined where it has faults, which are added with `path`. */
export function compileText(
  text: string,
  scope: CompileScope,
  path: Path,
  faults: Complaint[],
): Expression | undefined {
  const compiled = compileExpression(text, scopeOf(scope))
  if (!Array.isArray(compiled)) return compiled
  faults.push(...compiled.map((fault) => ({ ...fault, path })))
  return undefined
}

export const scopeOf = ({ dictionary, parameters }: CompileScope): Scope => ({
  vocabulary: dictionary.vocabulary,
  parameters: new Map([...parameters].map(([name, { type }]) => [name, type])),
})
