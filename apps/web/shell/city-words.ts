import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../client/api.ts'
import { queryClient } from '../client/hooks.ts'
import { useLanguage } from '../i18n/i18n.ts'
import { factValueText } from './fact-value.ts'

type Unnamed = { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }

const longMs = 600_000

const cityWords = queryOptions({
  queryKey: ['platform', 'cityWords'],
  queryFn: () => api.service('cityWords', {}),
  staleTime: longMs,
})

/** Asks while the page that needs them is on its way. */
export const askForCityWords = (): void => void queryClient.prefetchQuery(cityWords)

/** The city's names for departments, districts, roles and facts, fetched once. Unknown ids read as nothing, never raw. */
export function useCityWords() {
  const language = useLanguage()
  const words = useQuery(cityWords).data
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
