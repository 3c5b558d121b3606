import type { Language } from '#kernel/text.ts'
import type { CityWords } from '../client/contracts.ts'
import { bigMoneyText, countText, percentText } from '../kits/light/figures.ts'
import { dayText } from '#kernel/day-text.ts'

type FactWords = CityWords['facts'][number]

/** A recorded value as people read it: money from 分, ratios as percent, codes by their labels. */
export function factValueText(fact: FactWords | undefined, value: unknown, language: Language): string {
  const zh = language === 'zh'
  if (Array.isArray(value)) return zh ? `${value.length} 条` : `${value.length} entries`
  if (typeof value === 'boolean') return zh ? (value ? '是' : '否') : value ? 'yes' : 'no'
  const plain = String(value)
  switch (fact?.type) {
    case 'money':
      return bigMoneyText(Number(value), language)
    case 'ratio':
      return /^-?\d+(\.\d+)?$/.test(plain) ? percentText(plain) : plain
    case 'date':
      return dayText(plain, language)
    case 'code':
      return fact.values?.find(({ code }) => code === value)?.[language] ?? plain
    case 'integer':
    case 'number':
      return `${countText(Number(value))} ${(zh ? fact.unit : fact.unitEn) ?? ''}`.trim()
    case 'text':
      return codedText(plain, fact.values ?? [], language)
    default:
      return plain
  }
}

/** An industry code under the name of the longest code that begins it, never bare where the city names it. */
function codedText(code: string, values: NonNullable<FactWords['values']>, language: Language): string {
  const digits = code.replace(/^[A-T](?=\d)/, '')
  const [name] = values
    .filter((one) => digits.startsWith(one.code))
    .sort((a, b) => b.code.length - a.code.length)
  if (name === undefined) return code
  return language === 'zh' ? `${name.zh}（${code}）` : `${name.en} (${code})`
}
