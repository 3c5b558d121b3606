import { type Bilingual, bilingual } from '#kernel/text.ts'
import { fill } from '#platform/messages.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }

type Section = Readonly<Record<string, string>>
type Places = Readonly<Record<string, Bilingual | string | number>>

/** The words of a section in both languages; places are filled with the value in each language. */
export function words(
  section:
    | 'timeline'
    | 'documents'
    | 'next'
    | 'who'
    | 'systems'
    | 'then'
    | 'tracks'
    | 'dataSets'
    | 'proofLapses',
  key: string,
  places: Places = {},
): Bilingual {
  const of = (language: 'zh' | 'en') => {
    const text = ({ zh, en }[language][section] as Section)[key] ?? key
    const values = Object.entries(places).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ])
    return fill(text, Object.fromEntries(values), language)
  }
  return bilingual(of('zh'), of('en'))
}
