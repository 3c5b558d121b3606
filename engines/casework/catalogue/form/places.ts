import type { Bilingual } from '#kernel/text.ts'
import type { Part, Shape } from './part.ts'

/** One step on the way to a place in a definition: what the part is called and, in rows, which row. */
export interface Step {
  readonly label: Bilingual
  /** counted from one */
  readonly row?: number
}
export interface Place {
  readonly steps: readonly Step[]
  /** the path of the innermost row, or of the part at the top */
  readonly at: string
}

/** Where a JSON pointer into a definition leads, as the form calls it; undefined where the form has no such part. */
export function placeIn(parts: readonly Part[], path: string): Place | undefined {
  const [, first = '', ...rest] = path.split('/')
  const part = parts.find(({ key }) => key === first)
  if (!part) return undefined
  return within(part.shape, rest, { steps: [{ label: part.label }], at: `/${first}` }, `/${first}`)
}

function within(shape: Shape, keys: readonly string[], so: Place, path: string): Place {
  const [key, ...rest] = keys
  if (key === undefined) return so
  const here = `${path}/${key}`
  if (shape.is === 'rows' && /^\d+$/.test(key)) {
    const row = { label: shape.row, row: Number(key) + 1 }
    return intoPart(shape.parts, rest, { steps: [...so.steps.slice(0, -1), row], at: here }, here)
  }
  if (shape.is === 'group') return intoPart(shape.parts, keys, so, path)
  return so
}

function intoPart(parts: readonly Part[], keys: readonly string[], so: Place, path: string): Place {
  const [key, ...rest] = keys
  const part = parts.find((one) => one.key === key)
  if (!part) return so
  const here = `${path}/${part.key}`
  return within(part.shape, rest, { ...so, steps: [...so.steps, { label: part.label }] }, here)
}
