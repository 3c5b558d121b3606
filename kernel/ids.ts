import { z } from 'zod'

declare const brand: unique symbol
export type Branded<T, Name extends string> = T & { readonly [brand]?: Name }

/** Every stream and every party is named by a UUID; what kind it names is carried by the type only. */
export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .meta({ description: 'A UUID in lower case' })

const id = <Name extends string>(name: Name) =>
  Uuid.meta({ title: name }) as unknown as z.ZodType<Branded<string, Name>, string>

export const PartyId = id('PartyId')
export type PartyId = z.output<typeof PartyId>
export const AccountId = id('AccountId')
export type AccountId = z.output<typeof AccountId>

/** Identifiers of definitions: English, lower case, words joined by hyphens. */
export const Slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an identifier such as open-a-company')
