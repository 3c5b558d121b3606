import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions, PlainLine } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { ruleWords } from './form/rule-words.ts'
import type { Item } from './item.ts'

/** What an item asks and wants to see, in plain words. Keys stay while a line is about the same thing. */

const line = (key: string, zh: string, en: string, text: Bilingual): PlainLine => ({
  key,
  label: { zh, en },
  text,
})

const together = (texts: readonly Bilingual[]): Bilingual =>
  bilingual(texts.map(({ zh }) => zh).join('；'), texts.map(({ en }) => en).join('; '))

function onlyWhen(title: Bilingual, when: unknown, all: Definitions): Bilingual {
  const { zh, en } = ruleWords(when, all)
  return bilingual(`${title.zh}：仅当 ${zh}`, `${title.en}: only when ${en}`)
}

/** All titles in one line, which changes with their order; a line more for what is asked only sometimes or may be left out. */
export function formLines(item: Item, all: Definitions): PlainLine[] {
  const fields = item.fields.map((one) => ({
    ...one,
    title: all.find(fieldKind, one.field)?.title ?? bilingual(one.field, one.field),
  }))
  const materials = item.materials.map((one) => ({
    ...one,
    title: all.find(materialKind, one.material)?.title ?? bilingual(one.material, one.material),
  }))
  const titles = (of: readonly { title: Bilingual }[]) => together(of.map(({ title }) => title))
  return [
    ...(fields.length ? [line('fields', '填写内容', 'Asked', titles(fields))] : []),
    ...fields.flatMap(({ field, title, required, when }) => [
      ...(required ? [] : [line(`optional ${field}`, '选填', 'May be left out', title)]),
      ...(when === undefined
        ? []
        : [line(`field ${field}`, '有条件填写', 'Asked at times', onlyWhen(title, when, all))]),
    ]),
    ...(materials.length ? [line('materials', '材料', 'Materials', titles(materials))] : []),
    ...materials.flatMap(({ material, title, when }) =>
      when === undefined
        ? []
        : [line(`material ${material}`, '有条件提交', 'Wanted at times', onlyWhen(title, when, all))],
    ),
  ]
}
