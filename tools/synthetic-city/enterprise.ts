import { composeCreditCode } from '#kernel/credit-code.ts'
import { addDays, daysBetween } from '#kernel/time.ts'
import * as city from './distributions.ts'
import { type About, figuresFor, yearsOf } from './figures.ts'
import { hostileEvery, hostileNames, nameFor } from './names.ts'
import { type Random, randomFor } from './random.ts'
import { researchFacts } from './research.ts'
import { type SynthFact, money, plain, ratio } from './synth-fact.ts'

export interface SynthEnterprise {
  readonly creditCode: string
  readonly name: string
  readonly registeredOn: string
  readonly facts: readonly SynthFact[]
}

export interface CityOptions {
  readonly seed: number
  /** the last of the years that have figures */
  readonly lastYear: number
}

const earliest = '1996-01-01'
/** 31⁶: how many different bodies a credit code has under one prefix */
const serials = 887_503_681

/** The n-th enterprise of a seed's city; the same one whoever asks, and whatever was asked before. */
export function enterpriseAt({ seed, lastYear }: CityOptions, index: number): SynthEnterprise {
  const random = randomFor(seed, index)
  const { type, authority, ending } = random.weighted(city.types)
  const district = random.weighted(city.districts)
  const industry = random.weighted(city.industries)
  const size = type === 'individual-business' ? 'micro' : random.weighted(city.sizes)
  const regular = nameFor(random, random.pick(industry.trades), ending)
  const name =
    index % hostileEvery === 41
      ? (hostileNames[Math.floor(index / hostileEvery) % hostileNames.length] ?? regular)
      : regular
  // A step coprime with 31⁶ walks through all serials before it repeats one.
  const serial = (Math.imul(seed, 2_654_435) >>> 0) + index * 7_919
  const creditCode = composeCreditCode(authority, district.code, serial % serials)
  const span = daysBetween(earliest, `${lastYear}-12-31`)
  const registeredOn = addDays(earliest, Math.floor(span * (1 - random.next() ** 2.2)))
  const status = random.weighted(city.statuses)
  const figures = figuresFor(random, industry.code, size)
  const about = { random, lastYear, industry: industry.code, size, figures, registeredOn, type }
  const facts = random.chance(city.missing.everything)
    ? []
    : keep(random, [
        ...yearlyFacts(about),
        ...employmentFacts(about),
        ...taxFacts(about),
        ...creditFacts(random, status),
        ...researchFacts(about),
      ])
  const identity = [
    plain('ent.uscc', creditCode),
    plain('ent.name', name),
    plain('ent.type', type),
    plain('ent.status', status),
    plain('ent.regDate', registeredOn),
    plain('ent.regDistrict', district.id),
    plain('ent.taxDistrict', random.chance(0.97) ? district.id : random.weighted(city.districts).id),
    plain('ent.industry', industry.code),
  ]
  return { creditCode, name, registeredOn, facts: [...identity, ...facts] }
}

const keep = (random: Random, facts: readonly SynthFact[]) =>
  facts.filter(() => !random.chance(city.missing.one))

const fen = (tenThousandYuan: number) => Math.round(tenThousandYuan * 1_000_000)

function yearlyFacts(about: About): SynthFact[] {
  const { random, figures: last, lastYear } = about
  if (random.chance(city.missing.figures)) return []
  const growth = 0.8 + random.next() * 0.55
  const margin = random.next() * 0.24 - 0.06
  const debt = 0.1 + random.next() * 0.75
  return yearsOf(about).flatMap((year) => {
    // The last year is of the class exactly; the years before follow from its growth.
    const back = (lastYear - year) as 0 | 1 | 2
    const scale = back === 0 ? 1 : growth ** -back
    const revenue = fen(last.revenue * scale) + (back === 0 ? 0 : random.whole(0, 99_999))
    const assets = fen(last.assets * (1 + (scale - 1) / 2))
    const liabilities = Math.round(assets * debt)
    const netProfit = Math.round(revenue * margin)
    const headcount = Math.max(1, Math.round(last.headcount * (1 + (scale - 1) / 2)))
    return [
      money('fin.revenue', revenue, year),
      money('fin.totalIncome', Math.round(revenue * 1.01), year),
      money('fin.costs', revenue - netProfit, year),
      money('fin.netProfit', netProfit, year),
      money('fin.assets', assets, year),
      money('fin.liabilities', liabilities, year),
      money('fin.netAssets', assets - liabilities, year),
      plain('hr.headcount', headcount, year),
      money('tax.taxableIncome', Math.max(0, Math.round(netProfit * 1.2)), year),
    ]
  })
}

function employmentFacts(about: About): SynthFact[] {
  const { random, figures, type } = about
  const insured = Math.max(0, Math.round(figures.headcount * (0.6 + random.next() * 0.45)))
  if (insured === 0 || (type === 'individual-business' && random.chance(0.5)))
    return [plain('hr.insured', insured)]
  const wage = Math.round(random.logBetween(...city.monthlyWageYuan))
  const yearly = yearsOf(about)
    .slice(-2)
    .flatMap((year) => {
      const months = random.chance(0.88) ? 12 : random.whole(1, 11)
      const [from, until] = random.weighted(city.layoffRates)
      return [
        plain('hr.insuranceMonths', months, year),
        money('hr.insurancePaid', Math.round(insured * wage * months * 100 * city.unemploymentRate), year),
        ratio('hr.layoffRate', random.whole(from, until), year),
        money('hr.meanWage', wage * 1_200, year),
        plain(
          'hr.disabled',
          random.chance(0.15) ? random.whole(1, Math.max(1, Math.floor(insured / 40))) : 0,
          year,
        ),
      ]
    })
  return [
    plain('hr.insured', insured),
    ...yearly,
    plain('hr.newGraduates', random.chance(0.2) ? random.whole(1, 1 + Math.floor(insured / 15)) : 0),
  ]
}

function taxFacts({ random, size, type }: About): SynthFact[] {
  const small = size === 'micro' || type === 'individual-business'
  return [
    plain('tax.vatStatus', small && random.chance(0.8) ? 'small-scale' : 'general'),
    plain('tax.vatPeriod', small && random.chance(0.85) ? 'quarter' : 'month'),
    plain('tax.collectMode', random.chance(small ? 0.75 : 0.99) ? 'accounts' : 'deemed'),
    money('tax.sales', Math.round(random.logBetween(2_000_00, small ? 60_000_000 : 4_000_000_000))),
    money('tax.sixTaxes', Math.round(random.logBetween(100_00, small ? 2_000_000 : 90_000_000))),
    plain('ent.isResident', random.chance(0.995)),
    plain('ent.isRestrictedIndustry', random.chance(0.01)),
    // Nineteen digits, as the bank simulator's accounts; about one in eight has not told where to be paid.
    ...(random.chance(0.88)
      ? [plain('ent.basicAccount', `6${Array.from({ length: 18 }, () => random.whole(0, 9)).join('')}`)]
      : []),
  ]
}

function creditFacts(random: Random, status: string): SynthFact[] {
  const wrong = status === 'revoked' || status === 'suspended'
  return [
    plain('credit.abnormalList', random.chance(wrong ? 0.6 : 0.03)),
    plain('credit.seriousList', random.chance(wrong ? 0.05 : 0.005)),
    plain('credit.judgmentDebtor', random.chance(wrong ? 0.1 : 0.008)),
    plain('credit.majorIncident', random.chance(0.004)),
    plain('credit.grade', random.weighted(city.grades)),
    plain('ent.isZombie', random.chance(wrong ? 0.1 : 0.002)),
  ]
}
