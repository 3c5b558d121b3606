import { type Body, bodyIn, textIn } from './body.ts'

/** In which ways a benefit is come by, as the page offers them: what is applied for is decided here as a case, or elsewhere. */
export const ways = [
  'without-application',
  'one-click',
  'on-commitment',
  'as-case',
  'on-application',
  'self-declared',
  'reviewed',
] as const
export type Way = (typeof ways)[number]

/** Days of publicity and of decision to begin with: practice, marked as such until a document is named. */
export const usualDays = 5
export const usualDecision = 10
export const usualCheck = 2

const claimed: readonly Way[] = ['one-click', 'on-commitment', 'as-case']

export function wayOf(policy: Body): Way {
  const mode = textIn(policy['mode']) || 'on-application'
  if (mode === 'on-application' && policy['claim'] !== undefined) return 'as-case'
  return ways.find((way) => way === mode) ?? 'on-application'
}

/** What changes in a policy with its way: what the new way needs is there to be filled in, what it has no use for is gone. */
export function changedWay(policy: Body, way: Way): Body {
  const isClaimed = claimed.includes(way)
  const isPaid = (textIn(bodyIn(policy['gives'])['kind']) || 'cash') === 'cash'
  const { theme: _, commitment: __, ...claim } = bodyIn(policy['claim'])
  const decided = { decideWorkingDays: usualDecision, confidence: 'sample', ...claim }
  return {
    mode: way === 'as-case' ? 'on-application' : way,
    publicity:
      isPaid && (isClaimed || way === 'without-application')
        ? { workingDays: usualDays, confidence: 'unverified', ...bodyIn(policy['publicity']) }
        : undefined,
    claim: isClaimed
      ? { ...decided, ...(way === 'on-commitment' ? { commitment: begunPromise } : {}) }
      : undefined,
  }
}

const begunPromise = {
  promises: [{ fact: '', value: true, zh: '' }],
  checkWithinMonths: usualCheck,
  consequence: {},
  confidence: 'sample',
}

/** The claim without promises that are only begun, so that the rest can be asked while they are typed. */
export function claimAsked(claim: unknown): Body | undefined {
  if (claim === undefined) return undefined
  const { commitment, ...rest } = bodyIn(claim)
  if (commitment === undefined) return rest
  const { promises, ...told } = bodyIn(commitment)
  const ready = (Array.isArray(promises) ? promises : []).filter(
    (one) => textIn(bodyIn(one)['fact']) && textIn(bodyIn(one)['zh']).trim(),
  )
  const isTold = textIn(bodyIn(told['consequence'])['zh']).trim() !== ''
  return ready.length && isTold ? { ...rest, commitment: { ...told, promises: ready } } : rest
}
