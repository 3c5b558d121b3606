import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import { judge } from '#engines/publication/judge.ts'
import { writableIn } from '#engines/publication/parts.ts'
import { itemKind } from '../../definition.ts'
import { city } from '../../scenario.fixtures.ts'
import { itemParts } from './item-form.ts'
import { placeIn } from './places.ts'
import { choiceListParts, fieldParts, materialParts } from './word-form.ts'

/** Whatever a writer leaves out or gets wrong in an item, a field, a list of choices or a material is told in words, at a part of the form. */

type Steps = readonly (string | number)[]

function stepsIn(value: unknown, to: Steps = []): Steps[] {
  if (typeof value !== 'object' || value === null) return [to]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [...(to.length ? [to] : []), ...inside.flatMap(([key, one]) => stepsIn(one, [...to, key]))]
}

function changedAt(written: object, steps: Steps, to: unknown): unknown {
  const whole: unknown = structuredClone(written)
  let at = whole as Record<string | number, unknown>
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = steps.at(-1) ?? ''
  if (to === undefined) delete at[last]
  else at[last] = to
  return whole
}

interface Written {
  readonly id: string
  readonly version?: number | undefined
  readonly department?: string | undefined
}

/** One place of every kind that any definition of its sort has. */
function places(all: readonly Written[]): { written: Written; steps: Steps }[] {
  const found = new Map<string, { written: Written; steps: Steps }>()
  for (const written of all)
    for (const steps of stepsIn(written)) {
      const kind = steps.map((step) => (typeof step === 'number' ? '#' : step)).join('/')
      if (!['id', 'version'].includes(kind) && !found.has(kind)) found.set(kind, { written, steps })
    }
  return [...found.values()]
}

const wrongs = [
  ['left out', undefined],
  ['emptied', ''],
  ['a list of nothing', []],
  ['a word that means nothing', 'x y'],
  ['a number below all', -1],
  ['something without content', {}],
] as const
const sorts = [
  { name: 'item', definitions: city.list(itemKind), parts: itemParts, least: 50 },
  { name: 'field', definitions: city.list(fieldKind), parts: fieldParts, least: 5 },
  { name: 'choice-list', definitions: city.list(choiceListKind), parts: choiceListParts, least: 5 },
  { name: 'material', definitions: city.list(materialKind), parts: materialParts, least: 5 },
] as const

const mistakes = sorts.flatMap((sort) => wrongs.map(([what, to]) => ({ ...sort, what, to })))
test.each(mistakes)(
  'in a $name, what is $what is told by its name in the form, without a key of the file',
  (sort) => {
    const { name, to } = sort
    const kind = writableIn(composition.kinds, name)
    if (!kind) throw new Error(`${name} is not written in the page`)
    const strange: string[] = []
    let told = 0
    for (const { written, steps } of places(sort.definitions)) {
      const { id, version = 1, department = 'market-regulation' } = written
      const draft = { department, definitionId: id, basedOn: version }
      const body = changedAt({ ...written, version: version + 1 }, steps, to) as Record<string, unknown>
      const parts = [{ kind: name, body }]
      const { faults, lacks } = judge(kind, composition.kinds, draft, parts, city)
      for (const { path, code, message } of [...faults, ...lacks]) {
        // What a writer wrote, and the name of what is not there, may be of any letters.
        const words = message.zh.replace(/“[^”]*”/g, '').replace(/^引用的定义不存在：.*$/, '')
        if (/[A-Za-z]/.test(words)) strange.push(`${code}: ${message.zh}`)
        if (path !== '' && placeIn(sort.parts, path) === undefined) strange.push(`${code} at ${path}`)
        told += 1
      }
    }
    expect(strange).toEqual([])
    expect(told).toBeGreaterThan(sort.least)
  },
)
