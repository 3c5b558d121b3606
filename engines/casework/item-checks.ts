import type { Complaint } from '#kernel/definition.ts'
import type { Item, Stage } from './item.ts'

/** A stage says who decides and how; a promise is not longer than the law allows. */
export function itemComplaints(item: Item): Complaint[] {
  return [...item.stages.flatMap((stage, i) => stageComplaints(stage, i)), ...promiseComplaints(item)]
}

function stageComplaints(stage: Stage, i: number): Complaint[] {
  const lacks =
    stage.decidedBy === 'rule' ? 'decide' : stage.decidedBy === 'connector' ? 'connector' : undefined
  if (lacks === undefined || stage[lacks] !== undefined) return []
  return [
    {
      code: 'stage-without-decision',
      path: ['stages', i],
      expected: lacks,
      message:
        lacks === 'decide'
          ? { zh: '由规则决定的环节没有写规则', en: 'A stage decided by rule has no rule' }
          : { zh: '在外部系统办理的环节没有写连接器', en: 'A stage done elsewhere names no connector' },
      remedy: { zh: '补上，或改由人员决定。', en: 'Add it, or let an officer decide.' },
    },
  ]
}

/** Days by which limits are compared; rough on purpose, it only has to catch a promise that breaks the law. */
const roughDays = {
  'office-minutes': 1 / 420,
  'working-days': 1,
  days: 5 / 7,
  months: 21,
  years: 250,
} as const

function promiseComplaints({ limits: { statutory, promised } }: Item): Complaint[] {
  if (statutory.limit === undefined) return []
  const days = (limit: typeof promised.limit) => limit.count * roughDays[limit.unit]
  if (days(promised.limit) <= days(statutory.limit)) return []
  return [
    {
      code: 'promise-over-law',
      path: ['limits', 'promised', 'limit'],
      expected: `≤ ${statutory.limit.count} ${statutory.limit.unit}`,
      message: { zh: '承诺时限比法定时限还长', en: 'The promised limit is longer than the law allows' },
      remedy: { zh: '缩短承诺时限。', en: 'Shorten the promise.' },
    },
  ]
}
