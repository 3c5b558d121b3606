import { useTranslation } from 'react-i18next'
import { useCityWords } from './city-words.ts'

const decided = 'case:'
/** a promise that was looked into */
const checked = ['check:', 'claim:']

/** Where a fact came from, in words: a department, a decided case, a data exchange, oneself. An id is never shown. */
export function useSourceText(): (source: string) => string {
  const { t } = useTranslation()
  const { department } = useCityWords()
  return (source) => {
    if (source.startsWith(decided)) return t('explain.source.case')
    if (checked.some((kind) => source.startsWith(kind))) return t('explain.source.check')
    return department(source) || t(`explain.source.${source}`, { defaultValue: t('explain.source.record') })
  }
}
