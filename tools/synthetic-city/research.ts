import { addDays, addMonths } from '#kernel/time.ts'
import { researchIndustries } from './distributions.ts'
import { type About, yearsOf } from './figures.ts'
import { list, money, plain, type SynthFact } from './synth-fact.ts'
import type { Random } from './random.ts'

/** What enterprises with research have beside the others: expenditure, staff, rights, titles. The others have told nothing. */
export function researchFacts(about: About): SynthFact[] {
  const { random, industry, lastYear, type } = about
  const likely = researchIndustries.has(industry) && type === 'company'
  if (!random.chance(likely ? 0.55 : 0.01)) return []
  const { headcount, revenue } = about.figures
  const share = 0.01 + random.next() * 0.12
  const today = `${lastYear}-12-31`
  const yearly = yearsOf(about).flatMap((year) => {
    const total = Math.round(revenue * 1_000_000 * share * (0.8 + random.next() * 0.3))
    return [
      money('rd.total', total, year),
      money('rd.domestic', random.chance(0.9) ? total : Math.round(total * 0.7), year),
      plain('rd.staff', Math.max(1, Math.round(headcount * (0.05 + random.next() * 0.4))), year),
      plain('hr.techStaff', Math.max(1, Math.round(headcount * (0.05 + random.next() * 0.5))), year),
      money('fin.hiTechRevenue', Math.round(revenue * 1_000_000 * (0.3 + random.next() * 0.65)), year),
    ]
  })
  return [
    ...yearly,
    list('ip.list', rights(random, today)),
    list('title.list', titles(random, today)),
    plain('rd.ownsCoreIp', random.chance(0.8)),
    plain('ent.isHighTechField', random.chance(0.85)),
    plain('rd.innovationScore', random.whole(45, 98)),
    plain('rd.specialScore', random.whole(35, 95)),
  ]
}

const rights = (random: Random, today: string): Record<string, unknown>[] =>
  Array.from({ length: random.whole(0, 8) }, () => ({
    class: random.chance(0.3) ? 'one' : 'two',
    kind: random.pick(['发明专利', '实用新型', '软件著作权', '外观设计']),
    ownMode: random.chance(0.9) ? 'self' : 'bought',
    grantDate: addDays(today, -random.whole(10, 3_000)),
    relatedToMainProduct: random.chance(0.75),
    economicEffect: random.chance(0.6),
  }))

function titles(random: Random, today: string): Record<string, unknown>[] {
  const held = (['hnte', 'tech-sme', 'innovative-sme', 'specialised-sme', 'little-giant'] as const).filter(
    (_, i) => random.chance([0.4, 0.5, 0.3, 0.15, 0.03][i] ?? 0),
  )
  return held.map((code) => {
    const grantDate = addDays(today, -random.whole(30, 1_400))
    return { code, grantDate, expiry: addMonths(grantDate, code === 'tech-sme' ? 12 : 36) }
  })
}
