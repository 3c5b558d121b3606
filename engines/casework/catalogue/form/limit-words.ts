import { type Bilingual, bilingual } from '#kernel/text.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Body } from './values.ts'

const unitWords: Readonly<Record<TimeLimit['unit'], Bilingual>> = {
  'office-minutes': { zh: '分钟（办公时间）', en: 'office minutes' },
  'working-days': { zh: '个工作日', en: 'working days' },
  days: { zh: '日', en: 'days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
}

/** A time limit in words, also of one that is still being written. */
export function limitWords({ count, unit }: Body | TimeLimit): Bilingual {
  const { zh, en } = unitWords[unit as TimeLimit['unit']] ?? bilingual(String(unit), String(unit))
  return bilingual(`${String(count)} ${zh}`, `${String(count)} ${en}`)
}
