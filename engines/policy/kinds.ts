import { policyKind } from './definition.ts'
import { examplesKind } from './examples.ts'

/** What a city may declare for this engine. */
export const policyKinds = [policyKind, examplesKind] as const
