import { fieldKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions, PlainLine } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Item } from './item.ts'
import type { Stage } from './item-stage.ts'
import { departmentNamed } from '../names.ts'

/** What an item asks, wants to see and does, in plain words: its fields, materials and steps. Keys stay while a line is about the same thing. */

export const line = (key: string, zh: string, en: string, text: Bilingual): PlainLine => ({
  key,
  label: { zh, en },
  text,
})

const unitWords: Readonly<Record<TimeLimit['unit'], Bilingual>> = {
  'office-minutes': { zh: '分钟（办公时间）', en: 'office minutes' },
  'working-days': { zh: '个工作日', en: 'working days' },
  days: { zh: '日', en: 'days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
}
export const limitWords = ({ count, unit }: TimeLimit): Bilingual =>
  bilingual(`${count} ${unitWords[unit].zh}`, `${count} ${unitWords[unit].en}`)

export const together = (texts: readonly Bilingual[]): Bilingual =>
  bilingual(texts.map(({ zh }) => zh).join('；'), texts.map(({ en }) => en).join('; '))

/** A condition as it is written; one with words of its own says those. */
function whenWords(when: unknown): Bilingual {
  if (typeof when === 'string') return bilingual(when, when)
  const { zh, en } = (when ?? {}) as Partial<Bilingual>
  const told = JSON.stringify(when)
  return bilingual(zh ?? told, en ?? told)
}
const onlyWhen = (title: Bilingual, when: unknown): Bilingual => {
  const { zh, en } = whenWords(when)
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
        : [line(`field ${field}`, '有条件填写', 'Asked at times', onlyWhen(title, when))]),
    ]),
    ...(materials.length ? [line('materials', '材料', 'Materials', titles(materials))] : []),
    ...materials.flatMap(({ material, title, when }) =>
      when === undefined
        ? []
        : [line(`material ${material}`, '有条件提交', 'Wanted at times', onlyWhen(title, when))],
    ),
  ]
}

const deciders: Readonly<Record<Stage['decidedBy'], Bilingual>> = {
  officer: { zh: '工作人员决定', en: 'decided by an officer' },
  rule: { zh: '按规则决定', en: 'decided by rule' },
  connector: { zh: '在业务系统办理', en: 'done in another system' },
  time: { zh: '期满自动结束', en: 'ends with its time' },
}

/** The order of the steps in a line of its own, then each with its office, who decides and how long it may take. */
export function stageLines({ stages }: Item, all: Definitions): PlainLine[] {
  const order = bilingual(
    stages.map(({ title }) => title.zh).join(' → '),
    stages.map(({ title }) => title.en).join(' → '),
  )
  return [
    ...(stages.length > 1 ? [line('steps', '办理顺序', 'Order of steps', order)] : []),
    ...stages.map(({ id, title, department, decidedBy, limit }, i) => {
      const office = departmentNamed(all, department).title
      const by = deciders[decidedBy]
      const time = limit && limitWords(limit)
      const told = (language: 'zh' | 'en', comma: string) =>
        [title[language], office[language], by[language], ...(time ? [time[language]] : [])].join(comma)
      return line(
        `stage ${id}`,
        `第 ${i + 1} 步`,
        `Step ${i + 1}`,
        bilingual(told('zh', '，'), told('en', ', ')),
      )
    }),
  ]
}
