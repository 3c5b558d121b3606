import type { Way } from './part.ts'

/** A definition, or a part of one, as it is written so far: places may be missing or hold anything. */
export type Body = Readonly<Record<string, unknown>>

export const bodyIn = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
export const listIn = (value: unknown): readonly Body[] => (Array.isArray(value) ? value.map(bodyIn) : [])
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** Which of its forms a value has; the one without anything constant is told by what it writes. */
export function wayOf(ways: readonly Way[], value: unknown): Way | undefined {
  const body = bodyIn(value)
  const isSame = ({ constant }: Way) => Object.entries(constant).every(([key, one]) => body[key] === one)
  const named = ways.filter(({ constant }) => Object.keys(constant).length > 0)
  const free = ways.filter((way) => !named.includes(way))
  return named.find(isSame) ?? free.find(({ parts }) => parts.some(({ key }) => key in body))
}
