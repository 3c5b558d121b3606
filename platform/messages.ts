import { dayText } from '#kernel/day-text.ts'
import { type Bilingual, type Language, languages } from '#kernel/text.ts'
import platformEn from './messages/en.json' with { type: 'json' }
import platformZh from './messages/zh.json' with { type: 'json' }

/** Words for one refusal: what stands in the way, what to do, which law says so. */
export interface RefusalWords {
  readonly title: string
  readonly remedy: string
  readonly basis?: string
}

/** One language of one engine's `messages/`. */
export interface EngineMessages {
  readonly refusals?: Readonly<Record<string, RefusalWords>>
  readonly [section: string]: unknown
}
export type MessagesByLanguage = Readonly<Record<Language, EngineMessages>>

export const platformMessages: MessagesByLanguage = { zh: platformZh, en: platformEn }

const isDay = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/**
 * Puts values into `{{places}}`, dates as the reader writes them; a place without a value stays empty rather than showing its
 * name.
 */
export const fill = (
  text: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return isDay(value) ? dayText(value, language) : String(value)
  })

export interface Words {
  readonly title: Bilingual
  readonly remedy: Bilingual
  readonly basis?: Bilingual
}

/** The words of a code in both languages. A code without words is a defect that the contract tests find. */
export function wordsFor(
  messages: MessagesByLanguage,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): Words {
  const of = (language: Language): RefusalWords => {
    const words = messages[language].refusals?.[code]
    if (!words) throw new Error(`no ${language} words for ${code}`)
    return words
  }
  const both = (pick: (words: RefusalWords) => string | undefined): Bilingual => {
    const [zh = '', en = ''] = languages.map((language) => fill(pick(of(language)) ?? '', values, language))
    return { zh, en }
  }
  const basis = both((words) => words.basis)
  return {
    title: both((words) => words.title),
    remedy: both((words) => words.remedy),
    ...(basis.zh ? { basis } : {}),
  }
}
