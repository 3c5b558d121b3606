import type { Output } from '#apps/web/client/contracts.ts'

/** How a grant's state looks, to its enterprise and to its office. */
export const grantTones = {
  announced: 'wait',
  approved: 'wait',
  waiting: 'soon',
  held: 'wait',
  ordered: 'wait',
  'in-doubt': 'soon',
  settled: 'done',
  returned: 'late',
  released: 'idle',
  reversed: 'idle',
  withdrawn: 'idle',
} as const satisfies Record<Output<'policy.listMyGrants'>['items'][number]['state'], string>
