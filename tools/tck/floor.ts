import fs from 'node:fs'
import { z } from 'zod'
import type { LevelResult } from './kit.ts'

const schema = z.record(z.string(), z.strictObject({ failures: z.int().nonnegative(), share: z.number().min(0).max(1) }))
/** Per level: the failures allowed in the kit of `../shared/dmn-tck`, and the share to pass of any other selection. */
export type Floor = z.infer<typeof schema>

export const readFloor = (file: string): Floor => schema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))

/** What to say when a result is below the floor. */
export function belowFloor(result: LevelResult, floor: Floor): string | undefined {
  const least = Object.hasOwn(floor, result.level) ? floor[result.level] : undefined
  if (least === undefined || result.total === 0) return undefined
  const missed = result.total - result.passed
  if (missed <= least.failures || result.passed / result.total >= least.share) return undefined
  return `${result.level} is below the floor: ${missed} failures, at most ${least.failures} are allowed`
}
