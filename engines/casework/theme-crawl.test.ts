import { describe, expect, test } from 'vitest'
import { materialKind } from '#definitions/city/kinds.ts'
import { itemKind, themeKind } from './definition.ts'
import { documentsToSign, fieldsFor, materialsFor, pagesFor, partsFor, withInitials } from './form.ts'
import type { Answers } from './model.ts'
import { planOf } from './plans.ts'
import { city } from './scenario.fixtures.ts'
import { sampleAnswer } from './themes.fixtures.ts'

const today = '2026-03-02'
const themes = city.list(themeKind)

/** Every way through a form that its choices open: each choice of each field that decides something, alone and with all others. */
function waysThrough(theme: string): Answers[] {
  const plan = planOf(city, theme)
  const fields = [...plan.fields.values()]
  const usual = Object.fromEntries(fields.map((field) => [field.id, sampleAnswer(field, today)]))
  const ways: Answers[] = [usual]
  for (const field of fields) {
    if (field.type === 'boolean') ways.push({ ...usual, [field.id]: false })
    for (const { value } of field.choices.slice(0, 12))
      if (field.type === 'choice') ways.push({ ...usual, [field.id]: value })
      else if (field.type === 'choices') ways.push({ ...usual, [field.id]: [value] })
    if (field.type === 'choices') ways.push({ ...usual, [field.id]: field.choices.map(({ value }) => value) })
  }
  return ways.map((way) => withInitials(plan, way))
}

describe('over every way through every theme', () => {
  test('no field is asked twice and none that the city knows', () => {
    let asked = 0
    for (const { id } of themes)
      for (const answers of waysThrough(id)) {
        const plan = planOf(city, id)
        const shown = pagesFor(plan, answers, today).flatMap((page) => page.fields)
        expect(new Set(shown).size, id).toBe(shown.length)
        for (const field of shown) {
          expect(plan.fields.get(field)?.asked, `${id} ${field}`).not.toBe(false)
          expect(plan.fields.get(field)?.fromAccount, `${id} ${field}`).toBeUndefined()
        }
        asked += shown.length
      }
    expect(asked).toBeGreaterThan(300)
  })

  test('every business format of every item is come by, and asks what it adds', () => {
    for (const { id } of themes) {
      const plan = planOf(city, id)
      const come = new Set<string>()
      for (const answers of waysThrough(id))
        for (const { id: part, terms } of partsFor(plan, answers, today)) {
          if (!terms.variant) continue
          come.add(`${part} ${terms.variant.id}`)
          const shown = new Set(pagesFor(plan, answers, today).flatMap(({ fields }) => fields))
          for (const { field } of terms.variant.fields?.add ?? [])
            expect(shown, `${id} ${field}`).toContain(field)
        }
      const all = plan.nodes.flatMap(({ id: part, base }) =>
        (base.variants ?? []).map((variant) => `${part} ${variant.id}`),
      )
      expect([...come].sort(), id).toEqual(all.sort())
    }
  })

  test('no material is asked for twice', () => {
    for (const { id } of themes)
      for (const answers of waysThrough(id)) {
        const plan = planOf(city, id)
        for (const list of [materialsFor(plan, answers, today), documentsToSign(plan, answers, today, {})])
          expect(new Set(list).size, id).toBe(list.length)
      }
  })

  test('two names for one question, or one material under two names, do not exist', () => {
    for (const { id } of themes) {
      const plan = planOf(city, id)
      const titles = [...plan.fields.values()].map((field) => field.title.zh)
      expect(new Set(titles).size, id).toBe(titles.length)
    }
    const materials = city.list(materialKind).map(({ title }) => title.zh)
    expect(new Set(materials).size).toBe(materials.length)
  })

  test('every field that an item must have is asked, or known', () => {
    const unasked = themes.flatMap(({ id }) =>
      waysThrough(id).flatMap((answers) => {
        const plan = planOf(city, id)
        const shown = new Set(pagesFor(plan, answers, today).flatMap((page) => page.fields))
        return [...fieldsFor(plan, answers, today)]
          .filter(
            ([field, { required }]) => required && !plan.fields.get(field)?.fromAccount && !shown.has(field),
          )
          .map(([field]) => `${id} ${field}`)
      }),
    )
    expect(unasked).toEqual([])
  })

  test('every item of a theme is one of the catalogue', () => {
    const known = new Set(city.list(itemKind).map(({ id }) => id))
    for (const theme of themes)
      for (const node of Object.values(theme.items)) expect(known.has(node.item), node.item).toBe(true)
  })
})
