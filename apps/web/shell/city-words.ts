import { useQuery } from '@tanstack/react-query'
import type { CityWords } from '../client/contracts.ts'
import type { Language } from '#kernel/text.ts'
import { api } from '../client/api.ts'
import { useLanguage } from '../i18n/i18n.ts'
import { bigMoneyText, countText, dayText, percentText } from '../kits/light/figures.ts'

type FactWords = CityWords['facts'][number]
type Unnamed = { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }

const longMs = 600_000

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
      return zh && fact.unit ? `${countText(Number(value))} ${fact.unit}` : countText(Number(value))
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

/** The city's names for departments, districts, roles and facts, fetched once. Unknown ids read as nothing, never raw. */
export function useCityWords() {
  const language = useLanguage()
  const words = useQuery({
    queryKey: ['platform', 'cityWords'],
    queryFn: () => api.service('cityWords', {}),
    staleTime: longMs,
  }).data
  const titleIn = (list: readonly Unnamed[] | undefined, id: string) =>
    list?.find((named) => named.id === id)?.title[language] ?? ''
  return {
    ready: words !== undefined,
    words,
    department: (id: string) => titleIn(words?.departments, id),
    district: (id: string) => titleIn(words?.districts, id),
    role: (id: string) => titleIn(words?.roles, id),
    factText: (id: string) => titleIn(words?.facts, id),
    factValue: (id: string, value: unknown) =>
      factValueText(
        words?.facts.find((fact) => fact.id === id),
        value,
        language,
      ),
  }
}
