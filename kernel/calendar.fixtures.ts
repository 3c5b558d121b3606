import type { OfficeHours, PublishedYear } from './calendar.ts'
import { addDays } from './time.ts'

const span = (from: string, through: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= through; day = addDays(day, 1)) days.push(day)
  return days
}
const offIn = (year: number, ...spans: string[]) =>
  spans.flatMap((text) => {
    const [from = '', through = from] = text.split('/')
    return span(`${year}-${from}`, `${year}-${through}`)
  })
const workIn = (year: number, ...days: string[]) => days.map((day) => `${year}-${day}`)

/** The State Council's holiday notices of 2023–2026, for tests that need a real calendar. */
export const guangzhouYears: readonly PublishedYear[] = [
  {
    year: 2023,
    off: offIn(2023, '01-01/01-02', '01-21/01-27', '04-05', '04-29/05-03', '06-22/06-24', '09-29/10-06'),
    work: workIn(2023, '01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'),
  },
  {
    year: 2024,
    off: offIn(
      2024,
      '01-01',
      '02-10/02-17',
      '04-04/04-06',
      '05-01/05-05',
      '06-10',
      '09-15/09-17',
      '10-01/10-07',
    ),
    work: workIn(2024, '02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'),
  },
  {
    year: 2025,
    off: offIn(2025, '01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'),
    work: workIn(2025, '01-26', '02-08', '04-27', '09-28', '10-11'),
  },
  {
    year: 2026,
    off: offIn(
      2026,
      '01-01/01-03',
      '02-15/02-23',
      '04-04/04-06',
      '05-01/05-05',
      '06-19/06-21',
      '09-25/09-27',
      '10-01/10-07',
    ),
    work: workIn(2026, '01-04', '02-14', '02-28', '05-09', '09-20', '10-10'),
  },
]

/** Nine to twelve and one to five: 420 office minutes a day. */
export const usualHours: readonly OfficeHours[] = [
  {
    from: '2023-01-01',
    sessions: [
      { from: '09:00', until: '12:00' },
      { from: '13:00', until: '17:00' },
    ],
  },
]
