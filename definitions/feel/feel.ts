import { defaultBudget } from './budget.ts'
import { type Code, compile, compileTests, type Test } from './compile.ts'
import { type FeelNote, FeelStop } from './fault.ts'
import { builtIns } from './functions/all.ts'
import { parseExpression, parseUnaryTests } from './parse.ts'
import type { NamesInScope } from './parse-state.ts'
import { Run, type RunOptions } from './run.ts'
import { Scope } from './scope.ts'
import type { TypeNames } from './type-names.ts'
import type { FeelContext, FeelValue } from './values.ts'

/** The outermost names: the built-in functions. */
export const rootScope = new Scope(builtIns)

export interface FeelResult {
  readonly value: FeelValue
  /** why nulls on the way to the value are null, in the order they came up */
  readonly notes: readonly FeelNote[]
}

/** An expression read once: evaluate it as often as wanted. */
export interface FeelExpression {
  /** Throws `FeelStop` when a budget is spent, and in strict mode at the first null with a cause. */
  evaluate(context: FeelContext, options?: RunOptions): FeelResult
}

export interface ReadOptions extends NamesInScope {
  readonly typeNames?: TypeNames
  readonly budget?: RunOptions['budget']
}

const nothing: FeelContext = new Map()

/** Reads an expression. Throws `FeelStop` when it cannot be read. */
export function feel(text: string, options: ReadOptions = {}): FeelExpression {
  const code: Code = compileText(text, options)
  return {
    evaluate: (context, runOptions) => {
      const run = new Run(runOptions)
      const value = guarded(run, () => code(rootScope.with(context), run))
      return { value, notes: run.notes }
    },
  }
}

/** Reads the tests of a decision table's cell. Throws `FeelStop` when they cannot be read. */
export function feelTests(text: string, options: ReadOptions = {}) {
  const tests: Test = guardedReading(() =>
    compileTests(parseUnaryTests(text, withTypes(options), budgetOf(options)), options.typeNames),
  )
  return {
    test: (value: FeelValue, context: FeelContext = nothing, runOptions?: RunOptions): FeelResult => {
      const run = new Run(runOptions)
      const answer = guarded(run, () => tests(value, rootScope.with(context), run))
      return { value: answer, notes: run.notes }
    },
  }
}

const budgetOf = (options: ReadOptions) => ({ ...defaultBudget, ...options.budget })
const withTypes = (options: ReadOptions): NamesInScope => ({
  ...options,
  types: [...(options.types ?? []), ...(options.typeNames?.keys() ?? [])],
})

export const compileText = (text: string, options: ReadOptions = {}): Code =>
  guardedReading(() =>
    compile(parseExpression(text, withTypes(options), budgetOf(options)), options.typeNames),
  )

/** Reads; a stack of the host that is full is the same obstacle as a text nested too deeply. */
export function guardedReading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw asStop(error, { from: 0, until: 0 })
  }
}

/** Runs; a stack of the host that is full is the same obstacle as a call too deep. */
export function guarded<T>(run: Run, evaluate: () => T): T {
  try {
    return evaluate()
  } catch (error) {
    throw asStop(error, run.at)
  }
}

function asStop(error: unknown, at: FeelStop['at']): unknown {
  const full = error instanceof RangeError && /call stack/i.test(error.message)
  return full ? new FeelStop('feel-too-deep', at) : error
}
