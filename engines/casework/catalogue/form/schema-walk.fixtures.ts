import type { z } from 'zod'
import { Clause } from '#definitions/rules/clause-form.ts'

/** A schema as tests look at it: what it is, with what is only about leaving out or naming taken off. */
interface Def {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly entries?: Readonly<Record<string, string | number>>
  readonly values?: readonly unknown[]
  readonly valueType?: z.ZodType
}
export const defOf = (schema: z.ZodType): Def => (schema as unknown as { def: Def }).def
export const bare = (schema: z.ZodType): z.ZodType => {
  const { type, innerType } = defOf(schema)
  return innerType && type === 'optional' ? bare(innerType) : schema
}
export const isOptional = (schema: z.ZodType): boolean => defOf(schema).type === 'optional'
export const shapeIn = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> =>
  (schema as unknown as { shape: Readonly<Record<string, z.ZodType>> }).shape
export const isObjectOf = (schema: z.ZodType, ...keys: readonly string[]): boolean =>
  defOf(schema).type === 'object' && Object.keys(shapeIn(schema)).sort().join() === [...keys].sort().join()
export const isWords = (schema: z.ZodType): boolean => isObjectOf(schema, 'zh', 'en')
export const isLimit = (schema: z.ZodType): boolean => isObjectOf(schema, 'count', 'unit')
/** Texts and trees of conditions. */
export const isRule = (schema: z.ZodType): boolean => bare(schema) === Clause
