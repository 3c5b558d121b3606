import type { TypeSyntax } from './tree.ts'
import { anyType, type FeelType, nullType, simple, simpleTypes } from './types.ts'

/** The types a model declares, by name. */
export type TypeNames = ReadonlyMap<string, FeelType>

const builtIn: TypeNames = new Map<string, FeelType>([
  ...simpleTypes.map((name) => [name, simple(name)] as const),
  ['Any', anyType],
  ['any', anyType],
  ['Null', nullType],
  ['dateTime', simple('date and time')],
  ['dayTimeDuration', simple('days and time duration')],
  ['yearMonthDuration', simple('years and months duration')],
  ['list', { k: 'list', of: anyType }],
  ['range', { k: 'range', of: anyType }],
  ['context', { k: 'context', entries: new Map() }],
])

/** A name of the language or of the model; undefined when neither has it. */
export const typeNamed = (name: string, types: TypeNames): FeelType | undefined =>
  types.get(name) ?? builtIn.get(name)

/** The type that a written one means; undefined when a name in it is unknown. */
export function resolveType(syntax: TypeSyntax, types: TypeNames): FeelType | undefined {
  switch (syntax.k) {
    case 'name':
      return typeNamed(syntax.name, types)
    case 'list':
    case 'range': {
      const of = resolveType(syntax.of, types)
      return of && { k: syntax.k, of }
    }
    case 'context': {
      const entries = new Map<string, FeelType>()
      for (const { name, type } of syntax.entries) {
        const resolved = resolveType(type, types)
        if (resolved === undefined) return undefined
        entries.set(name, resolved)
      }
      return { k: 'context', entries }
    }
    case 'function': {
      const parameters = syntax.parameters.map((parameter) => resolveType(parameter, types))
      const result = resolveType(syntax.result, types)
      if (result === undefined || parameters.includes(undefined)) return undefined
      return { k: 'function', parameters: parameters.filter((one) => one !== undefined), result }
    }
  }
}
