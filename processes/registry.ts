import type { Process } from '#platform/process.ts'
import { accountReachesLedger, accountReachesRun } from './account-reaches-payment.ts'
import {
  claimAnswerBecomesNotice,
  claimIsActedOn,
  objectionAnswerBecomesNotice,
} from './answers-become-notices.ts'
import { answeredRequestBecomesFact, answeredRequestBecomesNotice } from './answered-request-becomes-fact.ts'
import { approvalHoldsFunds } from './approval-holds-funds.ts'
import { caseClaimsBenefit } from './case-claims-benefit.ts'
import { correctionPaysDifference } from './correction-pays-difference.ts'
import {
  factsRematchPolicies,
  importRematchesPolicies,
  publicationRematchesPolicies,
} from './facts-rematch-policies.ts'
import { chargesAreAskedFor, feesReachCase, freedChargesAreGivenBack } from './fees.ts'
import { factsReviewPayments } from './facts-review-payments.ts'
import { heldFundsOrderPayment } from './held-funds-order-payment.ts'
import { ledgerTellsRun } from './ledger-tells-run.ts'
import { caseAnswersObjection, caseOfObjection, objectionBecomesCase } from './objection-becomes-case.ts'
import { paidGrantIsReceived } from './paid-grant-is-received.ts'
import {
  licenceChangeBecomesNotice,
  newVersionSupersedesOld,
  orderedCancellationIsDone,
  orderedVersionIsIssued,
} from './licence-life.ts'
import { resultBecomesLicence, resultChangesLicence } from './result-becomes-licence.ts'
import { openedStageIsDecidedByRule } from './opened-stage-is-decided-by-rule.ts'
import { brokenClaimPromiseCosts, stoppedPaymentIsReleased } from './broken-claim-promise.ts'
import {
  brokenPromiseCosts,
  licenceReachesApplicant,
  promiseIsChecked,
  revocationReachesLicence,
} from './promise-is-checked.ts'
import {
  correctionAsksBack,
  repaymentBecomesNotice,
  repaymentReachesCorrection,
  withdrawnCorrectionAsksNoMore,
} from './repayments.ts'
import { registrationMakesACompany } from './registration-makes-a-company.ts'
import { standingBecomesNotice } from './standing-becomes-notice.ts'

/** Every process of the system: the only places where one engine's event becomes another engine's command. */
export const processes: readonly Process[] = [
  approvalHoldsFunds,
  heldFundsOrderPayment,
  ledgerTellsRun,
  accountReachesRun,
  accountReachesLedger,
  resultBecomesLicence,
  resultChangesLicence,
  orderedVersionIsIssued,
  newVersionSupersedesOld,
  orderedCancellationIsDone,
  licenceChangeBecomesNotice,
  openedStageIsDecidedByRule,
  registrationMakesACompany,
  promiseIsChecked,
  brokenPromiseCosts,
  revocationReachesLicence,
  licenceReachesApplicant,
  factsRematchPolicies,
  factsReviewPayments,
  correctionPaysDifference,
  correctionAsksBack,
  withdrawnCorrectionAsksNoMore,
  repaymentReachesCorrection,
  repaymentBecomesNotice,
  brokenClaimPromiseCosts,
  stoppedPaymentIsReleased,
  importRematchesPolicies,
  publicationRematchesPolicies,
  standingBecomesNotice,
  caseClaimsBenefit,
  claimAnswerBecomesNotice,
  claimIsActedOn,
  objectionBecomesCase,
  caseOfObjection,
  caseAnswersObjection,
  objectionAnswerBecomesNotice,
  answeredRequestBecomesFact,
  answeredRequestBecomesNotice,
  paidGrantIsReceived,
  chargesAreAskedFor,
  feesReachCase,
  freedChargesAreGivenBack,
]
