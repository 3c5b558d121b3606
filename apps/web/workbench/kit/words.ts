import { useTranslation } from 'react-i18next'

/** The workbench's own words, with those of the engines beside them: `t('queue.title')`, `t('ledger:states.held')`. */
export function useWords() {
  return useTranslation([
    'workbench',
    'app',
    'party',
    'ledger',
    'policy',
    'casework',
    'credential',
    'scoreboard',
    'publication',
  ]).t
}
export type Words = ReturnType<typeof useWords>
