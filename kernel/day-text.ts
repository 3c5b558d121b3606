import type { Language } from './text.ts'
import type { Day } from './time.ts'

export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A date as its reader writes it: `2026年3月2日` or `2 March 2026`. */
export function dayText(day: Day, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return language === 'zh'
    ? `${year}年${+month}月${+date}日`
    : `${+date} ${monthNames[+month - 1] ?? ''} ${year}`
}
