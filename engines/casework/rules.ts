import { afterwardsRules } from './life/afterwards-rules.ts'
import { applicantRules } from './filing/applicant-rules.ts'
import { feeRules } from './fees/fees.ts'
import { lawfulRules } from './life/lawful-rules.ts'
import { limitRules } from './filing/limit-rules.ts'
import { matterRules } from './life/matter-rules.ts'
import { officerRules } from './life/officer-rules.ts'
import { recheckRules } from './robots/robot-rules.ts'
import type { Rules } from './rule-types.ts'
import { surveyRules } from './survey/survey-rules.ts'
import { systemRules } from './life/system-rules.ts'

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
