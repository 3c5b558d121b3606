import type { Part, Shape } from './part.ts'
import { type Body, bodyIn, wayOf } from './values.ts'

/** What of a value the form can hold: the same value, without what no part of the form is about. */
export function pruned(parts: readonly Part[], value: unknown): Body {
  const body = bodyIn(value)
  return Object.fromEntries(
    parts.flatMap(({ key, shape }) => (body[key] === undefined ? [] : [[key, heldBy(shape, body[key])]])),
  )
}

function heldBy(shape: Shape, value: unknown): unknown {
  const list = Array.isArray(value) ? value : []
  switch (shape.is) {
    case 'words':
      return { zh: bodyIn(value)['zh'], en: bodyIn(value)['en'] }
    case 'manyWords':
      return list.map((one) => heldBy({ is: 'words' }, one))
    case 'limit':
      return { count: bodyIn(value)['count'], unit: bodyIn(value)['unit'] }
    case 'group':
      return pruned(shape.parts, value)
    case 'rows':
      return list.map((one) => pruned(shape.parts, one))
    case 'ways': {
      const way = wayOf(shape.ways, value)
      return way && { ...way.constant, ...pruned(way.parts, value) }
    }
    default:
      return value
  }
}
