/**
 * The places in the life of a run where a worker is killed, in the order in which a run passes them. `many`: passed once for each
 * payee, so that the seed says at which of them.
 */
export interface Point {
  readonly step: string
  readonly many?: boolean
}

const thrice = (operation: string, many = false): Point[] =>
  ['judged', 'written', 'committed'].map((moment) => ({ step: `write ${operation} ${moment}`, many }))
const each = (...steps: readonly string[]): Point[] => steps.map((step) => ({ step }))
const often = (...steps: readonly string[]): Point[] => steps.map((step) => ({ step, many: true }))

export const points: readonly Point[] = [
  ...thrice('policy.startRun'),
  ...each('feed numbering', 'feed numbered', 'consumer reactions handled', 'job policy.collect begun'),
  ...thrice('policy.recordCandidates'),
  ...thrice('policy.completeCandidates'),
  ...each('job policy.collect done'),
  ...thrice('policy.publishRun'),
  ...each('job policy.announce begun'),
  ...thrice('policy.announceGrant', true),
  ...each('job policy.announce done'),
  ...thrice('policy.endPublicity'),
  ...each('timer policy.endPublicity called'),
  ...thrice('policy.approveRun'),
  ...each('job policy.release begun'),
  ...thrice('policy.approveCandidates'),
  ...each('job policy.release done'),
  ...thrice('ledger.holdFunds'),
  ...each('consumer process:approval-holds-funds handled'),
  ...thrice('ledger.orderPayments'),
  ...each('consumer process:held-funds-order-payment handled'),
  ...thrice('policy.recordPayments'),
  ...each('consumer process:ledger-tells-run handled', 'job ledger.pay begun'),
  ...often('outside bank POST asking', 'outside bank POST answered'),
  ...thrice('ledger.recordBankAnswers'),
  ...each('job ledger.pay done'),
  ...thrice('policy.progressGrant', true),
  ...each('job policy.tell-parties done'),
  ...thrice('ledger.askBank'),
  ...each('timer ledger.askBank called'),
  ...often('outside bank GET asking', 'outside bank GET answered'),
]

/** Where a worker is stopped until others have done its work, and then wakes up. */
export const naps: readonly Point[] = [
  ...each('write policy.recordCandidates judged'),
  ...often('write policy.announceGrant written'),
  ...each('write policy.approveCandidates judged', 'write ledger.holdFunds judged'),
  ...each('write ledger.orderPayments written', 'consumer process:approval-holds-funds handled'),
  ...often('outside bank POST asking', 'outside bank POST answered'),
  ...each('write ledger.recordBankAnswers judged', 'feed numbering'),
]

/** For every day: of two places before the same commit only the later; what is written by then is undone in the same way. */
export const shortPoints: readonly Point[] = points.filter(({ step }) => !step.endsWith(' judged'))
const shortStops = ['outside bank POST asking', 'outside bank POST answered', 'write ledger.holdFunds judged']
export const shortNaps: readonly Point[] = naps.filter(({ step }) => shortStops.includes(step))
