import type { Part, Shape } from './part.ts'
import { type Body, bodyIn, textIn } from './values.ts'

/** What a part holds when somebody has just asked for it: whatever can be known, and empty places for the rest. */
export function freshOf(shape: Shape, whole: Body): unknown {
  switch (shape.is) {
    case 'yes':
      return shape.only ?? true
    case 'value':
      return true
    case 'number':
      return shape.min ?? 0
    case 'limit':
      return { unit: 'working-days' }
    case 'words':
    case 'pairs':
      return {}
    case 'manyWords':
      return [{}]
    case 'rows':
      return [freshRow(shape, whole)]
    case 'group':
      return freshParts(shape.parts, whole, 'part')
    case 'ways': {
      const [first] = shape.ways
      return first && { ...first.constant, ...freshParts(first.parts, whole, 'part') }
    }
    case 'choices':
    case 'several':
    case 'texts':
      return []
    default:
      return ''
  }
}

/** A row that says only what it begins with. Its id is one that nothing else of the definition has. */
export const freshRow = (shape: Extract<Shape, { is: 'rows' }>, whole: Body): Body =>
  freshParts(shape.parts, whole, shape.row.en)

export function freshParts(parts: readonly Part[], whole: Body, named: string): Body {
  const needed = parts.filter(({ optional }) => !optional)
  return Object.fromEntries(needed.map((part) => [part.key, freshPart(part, whole, named)]))
}

function freshPart({ shape, begins }: Part, whole: Body, named: string): unknown {
  if (begins !== undefined) return begins
  if (shape.is === 'id') return freeId(whole, named.replaceAll(' ', '-'))
  if (shape.is === 'one' && shape.of === 'departments') return textIn(whole['department'])
  if (shape.is === 'yes') return false
  if (shape.is === 'rows' || shape.is === 'manyWords') return []
  if (shape.is === 'group') return freshParts(shape.parts, whole, 'step')
  return freshOf(shape, whole)
}

function freeId(whole: Body, stem: string): string {
  const taken = new Set(idsIn(whole))
  for (let n = 1; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn)
  return Object.entries(bodyIn(value)).flatMap(([key, one]) =>
    key === 'id' && typeof one === 'string' ? [one] : idsIn(one),
  )
}

/** Whether nothing has been written: what is only offered is then left out of the definition. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object' || value === null) return false
  const { unit: _, ...rest } = value as Record<string, unknown>
  return Object.values(rest).every(isEmpty)
}
