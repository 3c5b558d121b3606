import { afterwardsRules } from './afterwards-rules.ts'
import { applicantRules } from './applicant-rules.ts'
import { feeRules } from './fees.ts'
import { lawfulRules } from './lawful-rules.ts'
import { limitRules } from './limit-rules.ts'
import { matterRules } from './matter-rules.ts'
import { officerRules } from './officer-rules.ts'
import { recheckRules } from './robot-rules.ts'
import type { Rules } from './rule-types.ts'
import { surveyRules } from './survey-rules.ts'
import { systemRules } from './system-rules.ts'

/** The rules of a case; those of a check are its own. */
export const caseworkRules: Rules = {
  ...applicantRules,
  ...officerRules,
  ...lawfulRules,
  ...systemRules,
  ...limitRules,
  ...matterRules,
  ...afterwardsRules,
  ...recheckRules,
  ...feeRules,
  ...surveyRules,
}
