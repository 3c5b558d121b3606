import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Bilingual, Language } from '#kernel/text.ts'
import { recall, remember } from '../shell/stored.ts'

type Words = Record<string, unknown>

const app = import.meta.glob<Words>('../messages/*.json', { import: 'default' })
const engines = import.meta.glob<Words>('../../../engines/*/messages/*.json', { import: 'default' })
const screens = import.meta.glob<Words>('../../../engines/*/screens/words/*.json', { import: 'default' })

/** One language of one namespace at a time: `app`, or an engine's name with its screens' words under `screens`. */
async function wordsOf(language: string, namespace: string): Promise<Words> {
  if (namespace === 'app') return (await app[`../messages/${language}.json`]?.()) ?? {}
  const engine = `../../../engines/${namespace}`
  const [words, ofScreens] = await Promise.all([
    engines[`${engine}/messages/${language}.json`]?.(),
    screens[`${engine}/screens/words/${language}.json`]?.(),
  ])
  return { ...words, ...(ofScreens ? { screens: ofScreens } : {}) }
}

const remembered = 'yishang.language'
const isLanguage = (text: string | null): text is Language => text === 'zh' || text === 'en'

/** Chinese first: another language is the reader's choice, by the switch or by `?lang=en` in a link. */
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('lang')
  if (isLanguage(asked)) return asked
  const stored = recall(remembered)
  return isLanguage(stored) ? stored : 'zh'
}

export const i18n = i18next.createInstance()

export async function startWords(language: Language = chosenLanguage()): Promise<void> {
  await i18n
    .use(initReactI18next)
    .use({
      type: 'backend',
      read: (language: string, namespace: string, done: (error: unknown, words: unknown) => void) => {
        wordsOf(language, namespace).then(
          (words) => done(null, words),
          (error: unknown) => done(error, null),
        )
      },
    })
    .init({
      lng: language,
      supportedLngs: ['zh', 'en'],
      fallbackLng: false,
      ns: ['app'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      parseMissingKeyHandler: () => '',
      react: { useSuspense: true },
    })
  applyLanguage(language)
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export async function changeLanguage(language: Language): Promise<void> {
  remember(remembered, language)
  await i18n.changeLanguage(language)
  applyLanguage(language)
}

export const currentLanguage = (): Language => (i18n.language === 'en' ? 'en' : 'zh')

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh'
}

/** Reads a text that came in both languages. */
export function useText(): (text: Bilingual) => string {
  const language = useLanguage()
  return (text) => text[language]
}
