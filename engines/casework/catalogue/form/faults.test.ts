import { expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { judge } from '#engines/publication/judge.ts'
import { writableIn } from '#engines/publication/parts.ts'
import { itemKind } from '../../definition.ts'
import { city } from '../../scenario.fixtures.ts'
import type { Item } from '../item.ts'
import { itemParts } from './item-form.ts'
import { placeIn } from './places.ts'

/** Whatever a writer leaves out or gets wrong in an item is told in words, at a part of the form. */

type Steps = readonly (string | number)[]

function stepsIn(value: unknown, to: Steps = []): Steps[] {
  if (typeof value !== 'object' || value === null) return [to]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [...(to.length ? [to] : []), ...inside.flatMap(([key, one]) => stepsIn(one, [...to, key]))]
}

function changedAt(item: Item, steps: Steps, to: unknown): unknown {
  const whole: unknown = structuredClone(item)
  let at = whole as Record<string | number, unknown>
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = steps.at(-1) ?? ''
  if (to === undefined) delete at[last]
  else at[last] = to
  return whole
}

/** One place of every kind that any item of the city has. */
function places(): { item: Item; steps: Steps }[] {
  const found = new Map<string, { item: Item; steps: Steps }>()
  for (const item of city.list(itemKind))
    for (const steps of stepsIn(item)) {
      const kind = steps.map((step) => (typeof step === 'number' ? '#' : step)).join('/')
      if (!['id', 'version'].includes(kind) && !found.has(kind)) found.set(kind, { item, steps })
    }
  return [...found.values()]
}

test.each([
  ['left out', undefined],
  ['emptied', ''],
  ['a list of nothing', []],
  ['a word that means nothing', 'x y'],
  ['a number below all', -1],
  ['something without content', {}],
])('what is %s is told by its name in the form, without a key of the file', (_, to) => {
  const kind = writableIn(composition.kinds, 'item')
  if (!kind) throw new Error('items are not written in the page')
  const strange: string[] = []
  let told = 0
  for (const { item, steps } of places()) {
    const draft = { department: item.department, definitionId: item.id, basedOn: item.version }
    const parts = [{ kind: 'item', body: changedAt(item, steps, to) as Record<string, unknown> }]
    const { faults, lacks } = judge(kind, composition.kinds, draft, parts, city)
    for (const { path, code, message } of [...faults, ...lacks]) {
      // What a writer wrote, and the name of what is not there, may be of any letters.
      const words = message.zh.replace(/“[^”]*”/g, '').replace(/^引用的定义不存在：.*$/, '')
      if (/[A-Za-z]/.test(words)) strange.push(`${code}: ${message.zh}`)
      if (path !== '' && placeIn(itemParts, path) === undefined) strange.push(`${code} at ${path}`)
      told += 1
    }
  }
  expect(strange).toEqual([])
  expect(told).toBeGreaterThan(50)
})
