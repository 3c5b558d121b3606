import { composition } from '#apps/composition.ts'
import { matchKnown } from '#engines/policy/library.ts'
import { loadCity } from '#platform/city-files.ts'
import { enterpriseAt } from '#tools/synthetic-city/enterprise.ts'
import { percentile } from './pump.ts'

const companies = 300

/** One company over every policy of the default city, as "my policies" asks it: each verdict with its full explanation. */
export async function oneCompany() {
  const { city } = await loadCity(composition.defaultCity, composition.kinds)
  const known = Array.from({ length: companies }, (_, index) =>
    enterpriseAt({ seed: 7, lastYear: 2024 }, index).facts.map(({ id, year, stored }) => ({
      fact: id,
      value: stored as never,
      period: year === undefined ? undefined : String(year),
      on: '2024-12-31',
      source: 'bench',
    })),
  )
  const ask = (facts: (typeof known)[number]) => matchKnown(city, facts, '2025-06-30')
  for (const facts of known.slice(0, 100)) ask(facts)
  let verdicts = 0
  const ms = known.map((facts) => {
    const begun = performance.now()
    verdicts += ask(facts).length
    return performance.now() - begun
  })
  return {
    companies,
    verdictsPerCompany: verdicts / companies,
    p50Ms: percentile(ms, 0.5),
    p99Ms: percentile(ms, 0.99),
  }
}
