import type { CityWords } from '#apps/web/client/contracts.ts'

export type Fact = CityWords['facts'][number]

/** The years a yearly fact is asked of, as the rule language names them; last year is what most rules mean. */
export const years = { 上年: 'lastYear', 本年: 'thisYear', 前年: 'twoYearsAgo' } as const
export const yearWords = Object.keys(years) as (keyof typeof years)[]

/** The fact that a rule calls so, its year aside. */
export function factCalled(facts: readonly Fact[] | undefined, name: string): Fact | undefined {
  const year = yearWords.find((word) => name.startsWith(word))
  return (
    facts?.find(({ title, yearly }) => !yearly && title.zh === name) ??
    facts?.find(({ title, yearly }) => yearly && year !== undefined && title.zh === name.slice(year.length))
  )
}
