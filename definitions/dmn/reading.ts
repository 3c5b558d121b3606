import { type Code, compile, compileTests, type Test } from '../feel/compile.ts'
import { FeelStop } from '../feel/fault.ts'
import { guardedReading } from '../feel/feel.ts'
import { parseExpression, parseUnaryTests } from '../feel/parse.ts'
import type { NamesInScope } from '../feel/parse-state.ts'
import type { TypeNames } from '../feel/type-names.ts'
import type { UnaryTests } from '../feel/tree.ts'

/** A text of a model that cannot be read; where it stands in the model and in itself. */
export interface TextFault {
  readonly element: string
  readonly text: string
  readonly stop: FeelStop
}

/**
 * Reads the texts of one element with the names it may use. A text that cannot be read is null with the cause `not-parsed`
 * when it is needed, so the rest of the model still answers; `faults` has them all.
 */
export class Reading {
  constructor(
    readonly element: string,
    readonly names: NamesInScope,
    readonly types: TypeNames,
    readonly faults: TextFault[],
  ) {}

  /** The same with more variables in scope. */
  with(...variables: readonly string[]): Reading {
    const names = { ...this.names, variables: [...(this.names.variables ?? []), ...variables] }
    return new Reading(this.element, names, this.types, this.faults)
  }

  code(text: string): Code {
    if (text.trim() === '') return () => null
    try {
      return guardedReading(() => compile(parseExpression(text, this.#named()), this.types))
    } catch (error) {
      const stop = this.#note(text, error)
      return (_, run) => run.null('not-parsed', stop.detail)
    }
  }

  tests(text: string): Test {
    const parsed = this.unaryTests(text)
    return parsed === undefined
      ? (_value, _scope, run) => run.null('not-parsed', text)
      : guardedReading(() => compileTests(parsed, this.types))
  }

  unaryTests(text: string): UnaryTests | undefined {
    if (text.trim() === '') return { k: 'any' }
    try {
      return guardedReading(() => parseUnaryTests(text, this.#named()))
    } catch (error) {
      this.#note(text, error)
      return undefined
    }
  }

  #named(): NamesInScope {
    return { ...this.names, types: this.types.keys() }
  }

  #note(text: string, error: unknown): FeelStop {
    if (!(error instanceof FeelStop)) throw error
    this.faults.push({ element: this.element, text, stop: error })
    return error
  }
}
