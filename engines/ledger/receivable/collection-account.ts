import { z } from 'zod'
import { Confidence, InForce, Text } from '#definitions/city/text-schema.ts'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import { type Day, within } from '#kernel/time.ts'
import { Slug } from '#kernel/ids.ts'
import { BankAccount } from '../model.ts'
import type { CollectionAccount } from './model.ts'

/** The account into which the public pays fees at once, whichever authority they are for. */
export const CollectionAccountDefinition = z.strictObject({
  id: Slug,
  inForce: InForce,
  title: Text,
  account: BankAccount,
  /** the name under which the bank holds it */
  name: z.string().min(2).max(100),
  confidence: Confidence,
})
export type CollectionAccountDefinition = z.output<typeof CollectionAccountDefinition>

export const collectionAccountKind = definitionKind<CollectionAccountDefinition>(
  'collection-account',
  'collection-account.yaml',
  CollectionAccountDefinition as z.ZodType<CollectionAccountDefinition>,
)

export const collectionAccountIn = (all: Definitions, today: Day): CollectionAccount | undefined => {
  const first = all.list(collectionAccountKind).find(({ inForce }) => within(inForce, today))
  return first && { account: first.account, name: first.name }
}
