import { type SizeClass, sizeClasses, sizeRow } from '#definitions/facts/size-class.ts'
import type { Random } from './random.ts'

/** What the parts of an enterprise's facts know of it. */
export interface About {
  readonly random: Random
  readonly lastYear: number
  readonly industry: string
  readonly size: SizeClass
  readonly registeredOn: string
  /** of the last year */
  readonly figures: Figures
  readonly type: string
}

const yearsOfFigures = 3

/** Years with figures: the last three, and none before the enterprise existed. */
export const yearsOf = ({ lastYear, registeredOn }: Pick<About, 'lastYear' | 'registeredOn'>): number[] =>
  Array.from({ length: yearsOfFigures }, (_, i) => lastYear - yearsOfFigures + 1 + i).filter(
    (year) => Number(registeredOn.slice(0, 4)) <= year,
  )

export interface Figures {
  /** persons */
  readonly headcount: number
  /** 万元 */
  readonly revenue: number
  /** 万元 */
  readonly assets: number
}

const ceilings: Figures = { headcount: 9_000, revenue: 900_000, assets: 1_500_000 }
const floors: Figures = { headcount: 1, revenue: 2, assets: 3 }

/**
 * Figures that make an enterprise exactly of its class by 国统字〔2017〕213号: every bound of the class is met, and one indicator stays
 * below the next class. Where the method has no row, figures are those of a small service firm.
 */
export function figuresFor(random: Random, industry: string, size: SizeClass): Figures {
  const bounds = sizeRow(industry)?.bounds ?? {}
  const rank = sizeClasses.indexOf(size)
  const decisive = random.pick(
    ['headcount', 'revenue', 'assets']
      .filter((one) => one in bounds)
      .concat(Object.keys(bounds).length ? [] : ['headcount']),
  )
  const draw = (indicator: keyof Figures): number => {
    const steps = bounds[indicator]
    if (!steps)
      return Math.round(
        random.logBetween(floors[indicator] * 2 ** (rank * 3), floors[indicator] * 40 * 8 ** rank),
      )
    const from = rank === 0 ? floors[indicator] : (steps[rank - 1] ?? 1)
    const next = steps[rank] ?? ceilings[indicator]
    const until = indicator === decisive || random.chance(0.9) ? next - 1 : next * 2
    return Math.max(
      from,
      Math.min(Math.round(random.logBetween(from, Math.max(until, from + 1))), Math.max(until, from)),
    )
  }
  return { headcount: draw('headcount'), revenue: draw('revenue'), assets: draw('assets') }
}
