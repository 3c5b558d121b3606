import type { Output } from '#apps/web/client/contracts.ts'
import { StateTag } from '#apps/web/workbench/kit/StateTag.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { grantTones } from '../grant-tones.ts'

export type Run = Output<'policy.getRun'>
export type RunSummary = Output<'policy.listRuns'>['items'][number]
export type CandidateRow = Output<'policy.listCandidates'>['items'][number]
export type ObjectionRow = Output<'policy.listObjections'>['items'][number]
export type Verdict = CandidateRow['verdict']
export type GrantState = Run['payments'][number]['state']

const runTones = {
  collecting: 'wait',
  collected: 'soon',
  'in-publicity': 'wait',
  'publicity-over': 'soon',
  approved: 'wait',
  finished: 'done',
  cancelled: 'idle',
} as const
const verdictTones = { eligible: 'done', unknown: 'soon', excluded: 'idle' } as const

export function RunState({ state }: { state: RunSummary['state'] }) {
  const t = useWords()
  return <StateTag state={state} word={t(`policy:states.${state}`)} tones={runTones} />
}
export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const t = useWords()
  return <StateTag state={verdict} word={t(`policy:states.${verdict}`)} tones={verdictTones} />
}
export function GrantTag({ state }: { state: GrantState }) {
  const t = useWords()
  return <StateTag state={state} word={t(`runs.payment.${state}`)} tones={grantTones} />
}
export const grantStates = Object.keys(grantTones) as GrantState[]
