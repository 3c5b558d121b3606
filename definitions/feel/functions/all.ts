import type { FeelFunction, FeelValue } from '../values.ts'
import { contextFunctions } from './contexts.ts'
import { conversionFunctions } from './conversions.ts'
import { intervalFunctions } from './intervals.ts'
import { listFunctions } from './lists.ts'
import { momentFunctions } from './moments.ts'
import { numberFunctions } from './numbers.ts'
import { stringFunctions } from './strings.ts'

const byName = (functions: readonly FeelFunction[]): ReadonlyMap<string, FeelValue> =>
  new Map(functions.map((one) => [one.name, one]))

const moments = byName(momentFunctions)

/** Every built-in function by its name. */
export const builtIns: ReadonlyMap<string, FeelValue> = byName([
  ...momentFunctions,
  ...conversionFunctions(moments),
  ...stringFunctions,
  ...listFunctions,
  ...numberFunctions,
  ...contextFunctions,
  ...intervalFunctions,
])
