import { complain } from '#definitions/complaint.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { Item } from './item.ts'
import type { Stage } from './item-stage.ts'
import { roughly } from './rough-limits.ts'

/** A stage says who decides and how; a promise is not longer than the law allows. */
export function itemComplaints(item: Item): Complaint[] {
  return [
    ...item.stages.flatMap((stage, i) => stageComplaints(stage, i)),
    ...promiseComplaints(item),
    ...withoutLimit(item),
    ...toleranceComplaints(item),
  ]
}

/** A guide without any limit, and without a word why, promises nothing. */
function withoutLimit({ limits: { statutory } }: Item): Complaint[] {
  if (statutory.limit || statutory.onTheSpot || statutory.note) return []
  return [
    complain(
      'statutory-limit-missing',
      ['limits', 'statutory'],
      'limit | onTheSpot | note',
      ['没有写法定办结时限，也没有说明', 'no statutory limit is given, and no word why'],
      ['填写时限，或说明法律没有规定', 'Give the limit, or say that the law names none'],
    ),
  ]
}

/** 容缺: what may follow comes before the law's own time is over. */
function toleranceComplaints({ tolerance, limits: { statutory } }: Item): Complaint[] {
  if (!tolerance || statutory.limit === undefined || roughly(tolerance.within) <= roughly(statutory.limit))
    return []
  return [
    {
      code: 'tolerance-over-law',
      path: ['tolerance', 'within'],
      expected: `≤ ${statutory.limit.count} ${statutory.limit.unit}`,
      message: {
        zh: '容缺补齐的时间超过了法定办结时限',
        en: 'Documents may follow later than the law allows to decide',
      },
      remedy: { zh: '缩短补齐时限。', en: 'Shorten the time.' },
    },
  ]
}

/** What a stage must say, by who decides it. */
const needed = { rule: 'decide', connector: 'connector', time: 'limit', officer: undefined } as const
const lacking = {
  decide: { zh: '由规则决定的环节没有写规则', en: 'A stage decided by rule has no rule' },
  connector: { zh: '在外部系统办理的环节没有写连接器', en: 'A stage done elsewhere names no connector' },
  limit: { zh: '等待的环节没有写多久', en: 'A stage of waiting does not say how long' },
} as const

function stageComplaints(stage: Stage, i: number): Complaint[] {
  const lacks = needed[stage.decidedBy]
  if (lacks === undefined || stage[lacks] !== undefined) return []
  return [
    {
      code: 'stage-without-decision',
      path: ['stages', i],
      expected: lacks,
      message: lacking[lacks],
      remedy: { zh: '补上，或改由人员决定。', en: 'Add it, or let an officer decide.' },
    },
  ]
}

function promiseComplaints({ limits: { statutory, promised } }: Item): Complaint[] {
  if (statutory.limit === undefined) return []
  if (roughly(promised.limit) <= roughly(statutory.limit)) return []
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
