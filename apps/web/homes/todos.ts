import type { Bilingual } from '#kernel/text.ts'
import type { Output } from '../client/contracts.ts'

type Case = Pick<
  Output<'casework.listMyCases'>['items'][number],
  'caseId' | 'theme' | 'standing' | 'awaitingApplicant'
>
type Grant = Pick<Output<'policy.listMyGrants'>['items'][number], 'grantId' | 'title' | 'state' | 'account'>

export interface Todo {
  readonly id: string
  readonly kind: 'correct' | 'account' | 'draft'
  readonly title: Bilingual | undefined
  readonly to: string
  readonly params: Readonly<Record<string, string>>
}

const most = 5
/** Money that stands ready, or soon will, and does not know where to go. */
const needsAccount: readonly Grant['state'][] = ['announced', 'approved', 'waiting', 'held']

/** What waits for the enterprise: corrections stop a clock, money waits for an account, drafts can wait longest. */
export function todosOf(cases: readonly Case[], grants: readonly Grant[]): Todo[] {
  const ofCase = (kind: Todo['kind'], to: string) => (one: Case) => ({
    id: one.caseId,
    kind,
    title: one.theme.title,
    to,
    params: { caseId: one.caseId, theme: one.theme.id },
  })
  return [
    ...cases.filter((one) => one.awaitingApplicant).map(ofCase('correct', '/space/cases/$caseId')),
    ...grants
      .filter((grant) => grant.state === 'returned' || (needsAccount.includes(grant.state) && !grant.account))
      .map((grant) => ({
        id: grant.grantId,
        kind: 'account' as const,
        title: grant.title,
        to: '/space/policies',
        params: {},
      })),
    ...cases.filter((one) => one.standing === 'draft').map(ofCase('draft', '/space/open/$theme/$caseId')),
  ].slice(0, most)
}
