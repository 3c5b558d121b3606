import { batchRules } from './batch-rules.ts'
import { grantRules, objectionRules } from './grant-rules.ts'
import { runRules } from './run-rules.ts'
import { claimRules } from './claims/rules.ts'
import { correctionRules } from './corrections/rules.ts'
import { standingRules } from './standing/rules.ts'

/**
 * The rules of all kinds of stream: the run, its batches of candidates, the party's grant, an objection, its standing, its
 * claims and the corrections of what it was paid.
 */
export const policyRules = {
  ...runRules,
  ...batchRules,
  ...grantRules,
  ...objectionRules,
  ...standingRules,
  ...claimRules,
  ...correctionRules,
}
