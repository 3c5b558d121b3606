/** A policy as it is written so far: places may be missing or hold anything. */
export type Body = Readonly<Record<string, unknown>>

export const bodyIn = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
export const listIn = <T = Body>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : [])

/** The body with a text, or without the place where the text is empty. */
export function withText(body: Body, name: string, text: string): Body {
  const { [name]: _, ...rest } = body
  return text.trim() === '' ? rest : { ...rest, [name]: text }
}

export interface Sentence {
  readonly clause: string
  readonly zh: string
  readonly en?: string
}

/** What every part of the editor is given. */
export interface PartProps {
  readonly policy: Body
  readonly locked: boolean
  readonly put: (patch: Body) => void
}
