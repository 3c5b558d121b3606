import type { Test } from '../feel/compile.ts'
import { typeNamed, type TypeNames } from '../feel/type-names.ts'
import { anyType, type FeelType, listOf } from '../feel/types.ts'
import { rootScope } from '../feel/feel.ts'
import type { ItemDefinition } from './model.ts'

/** The type a reference means: `feel:number`, a built-in, or a declared one; no reference means any value. */
export function typeOfReference(reference: string | undefined, types: TypeNames): FeelType {
  if (reference === undefined || reference === '') return anyType
  const found = typeNamed(reference, types)
  if (found !== undefined) return found
  const colon = reference.indexOf(':')
  return (colon < 0 ? undefined : typeNamed(reference.slice(colon + 1), types)) ?? anyType
}

/**
 * The declared types of a model. `imported` are those of the models it imports, by their qualified names; a type of the
 * model's own takes the place of an imported one of its name. A type that is part of itself is any value at that place.
 */
export function declaredTypes(
  items: readonly ItemDefinition[],
  imported: TypeNames,
  testsOf: (text: string) => Test,
): TypeNames {
  const byName = new Map(items.map((item) => [item.name, item]))
  const done = new Map<string, FeelType>(imported)
  const own = new Map<string, FeelType>()
  const open = new Set<string>()

  const reference = (name: string | undefined): FeelType => {
    const local = name?.includes(':') && !byName.has(name) ? name.slice(name.indexOf(':') + 1) : name
    const item = local === undefined ? undefined : byName.get(local)
    return item === undefined ? typeOfReference(name, done) : declare(item)
  }
  const declare = (item: ItemDefinition): FeelType => {
    const known = own.get(item.name)
    if (known !== undefined) return known
    if (open.has(item.name)) return anyType
    open.add(item.name)
    const type = build(item)
    open.delete(item.name)
    own.set(item.name, type)
    done.set(item.name, type)
    return type
  }
  const constrained = (base: FeelType, name: string, text: string | undefined): FeelType => {
    if (text === undefined || text.trim() === '') return base
    const test = testsOf(text)
    return {
      k: 'constrained',
      name,
      base,
      allows: (value, run) => run.quietly(() => test(value, rootScope, run) === true),
    }
  }
  const build = (item: ItemDefinition): FeelType => {
    const one = constrained(shape(item), item.name, item.allowedValues)
    return constrained(item.isCollection ? listOf(one) : one, item.name, item.typeConstraint)
  }
  const shape = (item: ItemDefinition): FeelType => {
    if (item.components.length > 0)
      return { k: 'context', entries: new Map(item.components.map((part) => [part.name, build(part)])) }
    if (item.functionItem !== undefined)
      return {
        k: 'function',
        parameters: item.functionItem.parameters.map(({ typeRef }) => reference(typeRef)),
        result: reference(item.functionItem.output),
      }
    return reference(item.typeRef)
  }
  for (const item of items) declare(item)
  return done
}

/** What a call answers: the result of a function type, or the type itself where a model names only that. */
export const resultOf = (type: FeelType): FeelType => (type.k === 'function' ? type.result : type)

/** Every name that a component has, at any depth. */
export const componentNames = (items: readonly ItemDefinition[]): string[] =>
  items.flatMap(({ components }) => components.flatMap((part) => [part.name, ...componentNames([part])]))
