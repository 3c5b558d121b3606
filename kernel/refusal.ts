/** A lawful no. Returned by rules as a value, never thrown. Its words live in the engine's messages under the code. */
export interface Refusal {
  readonly refusal: string
  /** values for the message, already in the reader's units */
  readonly details: Readonly<Record<string, string | number>>
  /** names of the input fields it is about, so that a form can go there */
  readonly fields: readonly string[]
}

export const refuse = (
  code: string,
  details: Record<string, string | number> = {},
  fields: readonly string[] = [],
): Refusal => ({ refusal: code, details, fields })

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refusal' in value
