import { choiceListKind, districtKind, fieldKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import { yuan } from '#kernel/money.ts'

export type ClaimValue = string | number | boolean | readonly string[]

const fenPerUnit: Readonly<Record<string, number>> = { 万元: 1_000_000, 亿元: 10_000_000_000 }

/** Money as licences print it: 100万元 where that is exact, else yuan and 分. */
function moneyText(fen: number, unit: string | undefined): string {
  const per = fenPerUnit[unit ?? '']
  return per && fen % (per / 10_000) === 0 ? `${fen / per}${unit}` : `${yuan(fen)}元`
}

/**
 * What a licence says of a value: choices by their Chinese words, money with its unit, all else as it is. Undefined for what
 * a licence cannot say, such as a list of people. `id` names the field or output the value came from.
 */
export function claimValue(id: string, value: unknown, definitions: Definitions): ClaimValue | undefined {
  const field = definitions.find(fieldKind, id)
  const list = field?.choices === undefined ? undefined : definitions.find(choiceListKind, field.choices)
  const said = (choice: string): string =>
    list?.choices.find((one) => one.value === choice)?.zh ??
    (field?.choicesOf === 'district' ? definitions.find(districtKind, choice)?.title.zh : undefined) ??
    choice
  if (typeof value === 'number' && field?.type === 'money') return moneyText(value, field.unit?.zh)
  if (typeof value === 'string') return value.trim() === '' ? undefined : said(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.length && value.every((one) => typeof one === 'string'))
    return value.map(said)
  return undefined
}

/** A claim as a line on paper. */
export const claimText = (value: ClaimValue): string =>
  typeof value === 'boolean' ? (value ? '是' : '否') : Array.isArray(value) ? value.join('；') : String(value)
