/** The value of a test as people write it: a number in the fact's own unit, a day, some of a list. */

export interface FactWords {
  readonly type: string
  readonly unit?: string | undefined
  readonly display?: string | undefined
}

export interface Quantity {
  readonly number: string
  readonly unit: string
}

/** The units in which a fact is written, the usual one first; none for what has no unit. */
export function unitsOf(fact: FactWords | undefined): readonly string[] {
  if (fact?.type === 'money') {
    const usual = fact.display ?? '元'
    return [usual, ...['元', '万元', '亿元'].filter((unit) => unit !== usual)]
  }
  if (fact?.type === 'ratio') return ['%']
  return fact?.unit ? [fact.unit] : []
}

/** A value as a number and one of the units; undefined where it is a formula or something else. */
export function quantityIn(value: string, units: readonly string[]): Quantity | undefined {
  const [, number = '', unit = ''] = /^\s*(-?[\d,]*\.?\d*)\s*([^\d\s]*)\s*$/u.exec(value) ?? []
  if (value.trim() !== '' && !/\d/.test(number)) return undefined
  if (unit === '') return { number, unit: units[0] ?? '' }
  return units.includes(unit) ? { number, unit } : undefined
}

/** A quantity as the rule has it; a formula stays as it is typed. */
export const writtenQuantity = (number: string, unit: string): string =>
  /^\s*-?[\d,]*\.?\d+\s*$/.test(number) ? `${number.trim()}${unit}` : number

export const dateWays = ['day', 'years', 'months', 'days'] as const
export type DateWay = (typeof dateWays)[number]
const spans: Readonly<Record<Exclude<DateWay, 'day'>, string>> = { years: '年', months: '个月', days: '天' }

/** A day, or a span counted back from the day that is asked about. */
export interface DateValue {
  readonly way: DateWay
  readonly value: string
}

export function dateIn(value: string): DateValue | undefined {
  if (value.trim() === '') return { way: 'day', value: '' }
  const [, day] = /^\s*(?:date\(\s*"(.*?)"\s*\)|@"(.*?)")\s*$/u.exec(value) ?? []
  if (day !== undefined) return { way: 'day', value: day }
  const [, number, span] = /^\s*今天\s*-\s*(\d*)\s*(年|个月|天)\s*$/u.exec(value) ?? []
  const way = dateWays.find((one) => one !== 'day' && spans[one] === span)
  return way && number !== undefined ? { way, value: number } : undefined
}

export function writtenDate({ way, value }: DateValue): string {
  if (value.trim() === '') return ''
  return way === 'day' ? `date("${value}")` : `今天 - ${value}${spans[way]}`
}

/** The labels chosen from a list: `"小型"`, `("小型", "微型")`. */
export const labelsIn = (value: string): readonly string[] =>
  [...value.matchAll(/["“]([^"”]*)["”]/gu)].map(([, label = '']) => label)

/** The test that some labels are, or are not, the value. */
export function labelTest(
  is: boolean,
  labels: readonly string[],
): { operator: '=' | '!=' | 'in' | 'not in'; value: string } {
  const quoted = labels.map((label) => `"${label}"`)
  return labels.length > 1
    ? { operator: is ? 'in' : 'not in', value: `(${quoted.join(', ')})` }
    : { operator: is ? '=' : '!=', value: quoted[0] ?? '' }
}
