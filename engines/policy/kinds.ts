import { approvalCeilingKind } from './ceiling.ts'
import { policyKind } from './definition.ts'
import { examplesKind } from './examples.ts'
import { policyPublishing } from './publishing.ts'
import { reusableCheckKind } from './reusable-check.ts'
import { ruleSampleKind } from './rule-sample.ts'

/** What a city may declare for this engine. How a policy is published leans on its examples, which lean on the policy: here both are known. */
export const policyKinds = [
  { ...policyKind, publishing: policyPublishing },
  examplesKind,
  ruleSampleKind,
  reusableCheckKind,
  approvalCeilingKind,
] as const
