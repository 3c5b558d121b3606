import { policyKind } from './definition.ts'
import { examplesKind } from './examples.ts'
import { ruleSampleKind } from './rule-sample.ts'

/** What a city may declare for this engine. */
export const policyKinds = [policyKind, examplesKind, ruleSampleKind] as const
