import { dayText } from '#kernel/day-text.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'

/** 踏勘时段: one half of a working day. Plain, for pages as for rules. */

export const halves = ['morning', 'afternoon'] as const
export type Half = (typeof halves)[number]

export interface Slot {
  readonly day: Day
  readonly half: Half
}

const slotText = /^(\d{4}-\d\d-\d\d)\/(morning|afternoon)$/

/** `2026-03-04/morning`; undefined where the text names no slot. */
export function slotOf(answer: unknown): Slot | undefined {
  const [, day, half] = slotText.exec(typeof answer === 'string' ? answer : '') ?? []
  return day && half ? { day, half: half as Half } : undefined
}
export const slotAnswer = ({ day, half }: Slot): string => `${day}/${half}`
export const sameSlot = (a: Slot, b: Slot): boolean => a.day === b.day && a.half === b.half

const halfWords: Readonly<Record<Half, Bilingual>> = {
  morning: { zh: '上午', en: 'morning' },
  afternoon: { zh: '下午', en: 'afternoon' },
}
/** `2026年3月4日上午`, `4 March 2026, morning` */
export const slotShown = ({ day, half }: Slot): Bilingual => ({
  zh: `${dayText(day, 'zh')}${halfWords[half].zh}`,
  en: `${dayText(day, 'en')}, ${halfWords[half].en}`,
})
