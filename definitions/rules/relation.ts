import type { Relation } from './syntax.ts'

/** The relation that says the same with the sides changed. */
export const mirrored: Record<Relation, Relation> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '!=': '!=',
}

/** The relation that holds where this one does not. */
export const inverse: Record<Relation, Relation> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
}

/** Which orders (-1, 0, 1 as bits 1, 2, 4) fulfil a relation. */
export const fulfilled: Record<Relation, number> = { '<': 1, '<=': 3, '>': 4, '>=': 6, '=': 2, '!=': 5 }

export const isMet = (order: number, relation: Relation): boolean =>
  ((fulfilled[relation] >> (order + 1)) & 1) === 1
