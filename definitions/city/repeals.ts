import { z } from 'zod'
import { definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import type { Period } from '#kernel/time.ts'
import { Day } from '#kernel/time.ts'
import { Text } from './text-schema.ts'

/**
 * The end of one version that its own text did not name (废止): it was repealed, or a newer version took its place. A published version
 * is never changed, so its end is a definition of its own.
 */
export const Repeal = z.strictObject({
  id: Slug,
  of: z.strictObject({
    kind: Slug,
    id: z.string().min(1).max(120),
    version: z.number().int().positive(),
  }),
  /** the first day on which it no longer holds */
  on: Day,
  reason: Text,
})
export type Repeal = z.output<typeof Repeal>

export const repealKind = definitionKind<Repeal>('repeal', 'repeals/*.yaml', Repeal as z.ZodType<Repeal>)

/** A version may be ended twice, earlier than first decided; each is a repeal of its own. */
export const repealId = (kind: string, id: string, version: number, on: Day) =>
  `${kind}-${id}-v${version}-until-${on.replaceAll('-', '')}`

const named = (kind: string, id: string, version: number) => `${kind} ${id} ${version}`

/** The first day out of force of each version that was repealed; the earliest counts. */
export function endsOf(
  repeals: Iterable<Repeal>,
): (kind: string, id: string, version: number) => Day | undefined {
  const ends = new Map<string, Day>()
  for (const { of, on } of repeals) {
    const key = named(of.kind, of.id, of.version)
    const known = ends.get(key)
    if (known === undefined || on < known) ends.set(key, on)
  }
  return (kind, id, version) => ends.get(named(kind, id, version))
}

/** A definition with its period ended; the same object where nothing changes. One repealed before it began was never in force. */
export function endedOn<T>(body: T, on: Day | undefined): T {
  const period = (body as { inForce?: Period } | null)?.inForce
  if (on === undefined || period === undefined) return body
  if (period.until !== undefined && period.until <= on) return body
  return { ...body, inForce: { ...period, until: on < period.from ? period.from : on } }
}
