import fs from 'node:fs'
import { z } from 'zod'
import type { LevelResult } from './kit.ts'

const schema = z.record(
  z.string(),
  z.strictObject({
    cases: z.int().positive(),
    passed: z.int().nonnegative(),
    share: z.number().min(0).max(1),
  }),
)
/**
 * Per level: how many of the cases of the kit at `../shared/dmn-tck` pass, and the share that passes of any other selection.
 * The figures only rise.
 */
export type Floor = z.infer<typeof schema>

export const readFloor = (file: string): Floor => schema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))

/**
 * What to say when a result is below the floor. Of a level without a floor every case must pass, except of the kit's
 * `non-compliant` ones, which the specification does not ask for.
 */
export function belowFloor(result: LevelResult, floor: Floor): string | undefined {
  const least = Object.hasOwn(floor, result.level) ? floor[result.level] : undefined
  if (result.total === 0 || (least === undefined && result.level === 'non-compliant')) return undefined
  if (least === undefined)
    return result.passed === result.total ? undefined : `${result.level} has no floor: all must pass`
  const needed = result.total === least.cases ? least.passed : Math.ceil(result.total * least.share)
  return result.passed >= needed ? undefined : `${result.level} is below the floor: ${needed} must pass`
}
