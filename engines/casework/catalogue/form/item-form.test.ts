import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import { ChoiceList, Field, Material } from '#definitions/city/schemas.ts'
import { city } from '../../scenario.fixtures.ts'
import { districtItemKind, itemKind } from '../../definition.ts'
import { DistrictItem } from '../district-item.ts'
import { Item } from '../item.ts'
import { districtParts } from './district-form.ts'
import { choiceListParts, fieldParts, materialParts } from './word-form.ts'
import { itemParts } from './item-form.ts'
import type { Part, Shape } from './part.ts'
import { linesOf } from './plain-parts.ts'
import { pruned } from './pruned.fixtures.ts'
import { bare, defOf, isLimit, isOptional, isRule, isWords, shapeIn } from './schema-walk.fixtures.ts'

/** The desk's form and the schema of a definition say the same: what one holds the other offers, and nothing is lost between them. */

const never = new Set(['id', 'version'])
/** What a district cannot write, which its schema names to say so. */
const refused = (schema: z.ZodType) => defOf(bare(schema)).type === 'unknown'

/** Where form and schema differ, as lines for people. */
function differences(schema: z.ZodType, parts: readonly Part[], at = ''): string[] {
  const held = Object.entries(shapeIn(schema)).filter(
    ([key, one]) => !(at === '' && never.has(key)) && !refused(one),
  )
  const offered = new Map(parts.map((part) => [part.key, part]))
  const strange = parts.filter(({ key }) => held.every(([known]) => known !== key))
  return [
    ...strange.map(({ key }) => `${at}.${key} is offered, and no definition holds it`),
    ...held.flatMap(([key, one]) => {
      const part = offered.get(key)
      if (!part) return [`${at}.${key} is not offered`]
      return [
        ...(isOptional(one) === (part.optional === true) ? [] : [`${at}.${key}: may it be left out?`]),
        ...unlike(bare(one), part.shape, `${at}.${key}`),
      ]
    }),
  ]
}

function unlike(schema: z.ZodType, shape: Shape, at: string): string[] {
  const { type, element, entries, values, options = [] } = defOf(schema)
  const wrong = [`${at}: the form has ${shape.is}, the schema ${type}`]
  const listed = (of: readonly { readonly value: unknown }[], known: readonly unknown[]) =>
    of
      .map(({ value }) => value)
      .sort()
      .join() === [...known].sort().join()
      ? []
      : [`${at}: other choices`]
  switch (shape.is) {
    case 'words':
      return isWords(schema) ? [] : wrong
    case 'limit':
      return isLimit(schema) ? [] : wrong
    case 'rule':
      return isRule(schema) ? [] : wrong
    case 'manyWords':
      return element && isWords(element) ? [] : wrong
    case 'texts':
      return element && defOf(element).type === 'string' ? [] : wrong
    case 'several':
      return element && defOf(element).type === 'string' ? [] : wrong
    case 'choices':
      return element && type === 'array'
        ? listed(shape.of, Object.values(defOf(element).entries ?? {}))
        : wrong
    case 'choice':
      return type === 'number' ? [] : listed(shape.of, entries ? Object.values(entries) : (values ?? []))
    case 'yes':
      return shape.only === undefined
        ? type === 'boolean'
          ? []
          : wrong
        : values?.[0] === shape.only
          ? []
          : wrong
    case 'value':
      return options.map((one) => defOf(one).type).join() === 'string,number,boolean' ? [] : wrong
    case 'number':
      return type === 'number' ? [] : wrong
    case 'tongue':
    case 'text':
    case 'formula':
    case 'id':
    case 'day':
    case 'one':
      return type === 'string' ? [] : wrong
    case 'pairs':
      return type === 'record' ? [] : wrong
    case 'group':
      return type === 'object' ? differences(schema, shape.parts, at) : wrong
    case 'rows':
      return element ? differences(element, shape.parts, `${at}[]`) : wrong
    case 'ways':
      return options.length === shape.ways.length
        ? options.flatMap((option, i) => {
            const way = shape.ways[i]
            const keys = Object.keys(way?.constant ?? {})
            const own = Object.keys(shapeIn(option)).filter((key) => !keys.includes(key))
            const parts = way?.parts.map(({ key }) => key) ?? []
            return own.sort().join() === [...parts].sort().join() ? [] : [`${at}: way ${i}`]
          })
        : wrong
  }
}

/** Any definition that the schema describes, its words as free as they may be. */
function anyOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { type, element, entries, values, options, valueType } = defOf(schema)
  const word = fc.stringMatching(/^[a-z]{1,6}$/)
  if (isWords(schema))
    return fc.record({ zh: fc.string().map((one) => `${one}文`.trim()), en: word.map((one) => `${one} a`) })
  if (isRule(schema)) return fc.oneof(word, clause)
  switch (type) {
    case 'object': {
      const shape = shapeIn(schema)
      const known = Object.entries(shape).filter(([, one]) => !refused(one))
      return fc.record(Object.fromEntries(known.map(([key, one]) => [key, anyOf(bare(one))])), {
        requiredKeys: known.filter(([, one]) => !isOptional(one)).map(([key]) => key),
      })
    }
    case 'array':
      return fc.array(element ? anyOf(element) : word, { minLength: 1, maxLength: 3 })
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(values ?? []))
    case 'union':
      return fc.oneof(...(options ?? []).map(anyOf))
    case 'record':
      return fc.dictionary(word, valueType ? anyOf(valueType) : word, { minKeys: 1, maxKeys: 3 })
    case 'number':
      return fc.integer({ min: 1, max: 4 })
    case 'boolean':
      return fc.boolean()
    default:
      return word
  }
}
const { clause } = fc.letrec<{ clause: unknown }>((tie) => ({
  clause: fc.oneof(
    { depthSize: 'small' },
    fc.record({ zh: fc.constant('条件'), en: fc.constant('condition'), when: fc.constantFrom('a = 1', 'b') }),
    fc.record({ all: fc.array(tie('clause'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('clause'), { minLength: 1, maxLength: 3 }), except: tie('clause') }),
    fc.record({ not: tie('clause') }),
  ),
}))

describe.each([
  ['an item', Item as z.ZodType, itemParts],
  ['a district’s version', DistrictItem as z.ZodType, districtParts],
  ['a field', Field as z.ZodType, fieldParts],
  ['a list of choices', ChoiceList as z.ZodType, choiceListParts],
  ['a material', Material as z.ZodType, materialParts],
])('the form of %s', (_, schema, parts) => {
  test('offers everything that a definition may hold, in the same shape, and nothing else', () => {
    expect(differences(schema, parts)).toEqual([])
  })

  test('gives back whatever definition it is given: nothing is lost, nothing is made up', () => {
    fc.assert(
      fc.property(anyOf(schema), (definition) => {
        const { id: _id, version: _version, ...body } = definition as Record<string, unknown>
        expect(pruned(parts, body)).toEqual(body)
      }),
      { numRuns: 60 },
    )
  })

  test('is told in plain words: whatever is changed changes a line', () => {
    fc.assert(
      fc.property(anyOf(schema), fc.nat(), (definition, nth) => {
        const body = definition as Record<string, unknown>
        const other = changedAt(body, nth)
        if (!other) return
        expect(linesOf(parts, other, city)).not.toEqual(linesOf(parts, body, city))
      }),
      { numRuns: 120 },
    )
  })
})

test('every item, district’s version, field, list of choices and material of the city survives its form as it is written', () => {
  const survives = (parts: readonly Part[], definition: object) => {
    const { id: _, version: __, ...body } = definition as Record<string, unknown>
    expect(pruned(parts, body)).toEqual(body)
  }
  for (const item of city.list(itemKind)) survives(itemParts, item)
  for (const local of city.list(districtItemKind)) survives(districtParts, local)
  for (const field of city.list(fieldKind)) survives(fieldParts, field)
  for (const list of city.list(choiceListKind)) survives(choiceListParts, list)
  for (const material of city.list(materialKind)) survives(materialParts, material)
})

test('plain words do not hang on the order in which a record keeps its keys', () => {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, one]) => [key, turned(one)]),
          )
        : value
  for (const item of city.list(itemKind))
    expect(linesOf(itemParts, turned(item), city)).toEqual(linesOf(itemParts, item, city))
})

/** Every leaf of a value, with the way to it. */
function leavesOf(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...way, key]))
}
/** The body with the n-th of its leaves made another one. */
function changedAt(body: Record<string, unknown>, nth: number): Record<string, unknown> | undefined {
  const ways = leavesOf(body).filter((way) => !never.has(way.at(-1) ?? ''))
  const way = ways[nth % ways.length]
  if (!way) return undefined
  const copy = structuredClone(body)
  const last = way.at(-1) ?? ''
  const holder = way
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy)
  const old = holder[last]
  holder[last] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : `${String(old)}x`
  return copy
}

test('English lines are English: a place in a law is said as one, and how sure that is', () => {
  const english = (id: string) => linesOf(itemParts, city.get(itemKind, id), city).map(({ text }) => text.en)
  expect(english('food-business-licence')).toEqual(
    expect.arrayContaining([
      'Article 42 of the Administrative Licensing Law (read in the official text)',
      'Licence revoked; for: 5 years; legal basis: Article 135 of the Food Safety Law (read in the official text)',
      'Kind of food business = "Catering with seats"',
    ]),
  )
  // Words that a name may not hold are Chinese words.
  const restricted = city.get(itemKind, 'company-name-declaration').nameRules?.restrictedWords.join('; ')
  const quoted = /《[^》]*》|[\p{Script=Han}〔〕\d]+号/gu
  const chinese = city
    .list(itemKind)
    .flatMap(({ id }) => english(id))
    .filter((text) => text !== restricted)
    .filter((text) => /\p{Script=Han}/u.test(text.replace(quoted, '')))
  expect(chinese).toEqual([])
})
