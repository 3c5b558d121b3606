import { type Bilingual, bilingual } from '#kernel/text.ts'
import type { Part, Way } from './part.ts'

/** A definition, or a part of one, as it is written so far: places may be missing or hold anything. */
export type Body = Readonly<Record<string, unknown>>

export const bodyIn = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
export const listIn = (value: unknown): readonly Body[] => (Array.isArray(value) ? value.map(bodyIn) : [])
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** What a row is called: by its title, or by a name whose languages stand side by side; empty while nobody has named it. */
export function nameOf(parts: readonly Part[], row: Body): Bilingual {
  const { zh, en } = bodyIn(row['title'])
  const beside = (language: 'zh' | 'en') =>
    textIn(row[parts.find(({ shape }) => shape.is === 'tongue' && shape.of === language)?.key ?? ''])
  return bilingual(textIn(zh) || beside('zh'), textIn(en) || beside('en'))
}

/** Which of its forms a value has; the one without anything constant is told by what it writes. */
export function wayOf(ways: readonly Way[], value: unknown): Way | undefined {
  const body = bodyIn(value)
  const isSame = ({ constant }: Way) => Object.entries(constant).every(([key, one]) => body[key] === one)
  const named = ways.filter(({ constant }) => Object.keys(constant).length > 0)
  const free = ways.filter((way) => !named.includes(way))
  return named.find(isSame) ?? free.find(({ parts }) => parts.some(({ key }) => key in body))
}
