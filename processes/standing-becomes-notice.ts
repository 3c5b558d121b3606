import type { Process } from '#platform/process.ts'
import type { Bilingual } from '#kernel/text.ts'

interface Changed {
  readonly first: boolean
  readonly changes: readonly {
    readonly policyId: string
    readonly title: Bilingual
    readonly department: string
    readonly kind: string
    readonly after: 'gets' | 'nearly' | 'none'
    readonly summary: Bilingual
  }[]
}

const place = (policyId: string) => `/policies/${policyId}`

/**
 * An enterprise is told of what it gets, and of nothing else: what it nearly gets or has lost it finds on its own pages. What it
 * gets already when it is first judged is told in one notice.
 */
export const standingBecomesNotice: Process = {
  name: 'standing-becomes-notice',
  on: ['standing.StandingChanged'],
  react: ({ ownerId: partyId, event }) => {
    const { first, changes } = event.data as Changed
    const gets = changes.filter(({ after }) => after === 'gets')
    if (first && gets.length > 1) return [notify(partyId, welcome(gets))]
    return gets.map((change) =>
      notify(partyId, {
        topic: change.kind === 'tax-treatment' ? 'tax' : 'policy',
        subject: `policy/${change.policyId}`,
        department: change.department,
        title: change.title,
        text: change.summary,
        place: place(change.policyId),
      }),
    )
  },
}

const notify = (partyId: string, notice: Record<string, unknown>) => ({
  operation: 'message.notify',
  input: { partyId, ...notice },
})

const welcome = (gets: Changed['changes']) => ({
  topic: 'policy',
  subject: 'policies/first',
  department: gets[0]?.department,
  title: {
    zh: `您的企业现在符合 ${gets.length} 项政策的条件`,
    en: `Your enterprise qualifies for ${gets.length} policies now`,
  },
  text: {
    zh: `${gets
      .slice(0, 3)
      .map(({ title }) => title.zh)
      .join('、')}等`,
    en: `Among them: ${gets
      .slice(0, 3)
      .map(({ title }) => title.en)
      .join('; ')}`,
  },
  place: '/space/policies',
})
