import { editableFen, fenFrom } from '#apps/web/kits/light/numbers.ts'

type Value = string | number | boolean

/** A result as the officer's dialog asks for it. */
export interface ToEnter {
  readonly id: string
  /** an amount in 分, typed in 元 */
  readonly unit?: 'fen' | undefined
  readonly reported?: Value | undefined
}
type Typed = Readonly<Record<string, string | undefined>>

/** The text that stands in the field before anybody types. */
export function textOf({ unit, reported }: ToEnter): string {
  if (reported === undefined) return ''
  return unit === 'fen' ? editableFen(Number(reported), 'yuan') : String(reported)
}

export const isAmount = (text: string): boolean => fenFrom(text, 'yuan') !== undefined

/** What the officer says that no system has said: a result left as it was reported stands as it was reported. */
export function entered(results: readonly ToEnter[], typed: Typed): Record<string, Value> {
  return Object.fromEntries(
    results.flatMap((result) => {
      const text = typed[result.id]?.trim() ?? ''
      if (text === '' || text === textOf(result)) return []
      return [[result.id, valueOf(result, text)] as const]
    }),
  )
}

/** A number stays one where the system reported one. */
function valueOf({ unit, reported }: ToEnter, text: string): Value {
  if (unit === 'fen') return fenFrom(text, 'yuan') ?? text
  return typeof reported === 'number' && Number.isFinite(Number(text)) ? Number(text) : text
}
