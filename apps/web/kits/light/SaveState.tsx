import { useTranslation } from 'react-i18next'
import type { Instant } from '#kernel/time.ts'
import { useClock } from './Clock.tsx'
import { clockText } from './figures.ts'
import { Icon } from './Icon.tsx'
import css from './SaveState.module.css'

export type Saving =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: Instant }
  | { readonly kind: 'kept-here' }

/** Always in sight: whether what was typed is safe, and where. */
export function SaveState({ state }: { state: Saving }) {
  const { t } = useTranslation()
  const { offsetMinutes } = useClock()
  if (state.kind === 'nothing') return <p className={css.state}>{t('save.nothing')}</p>
  if (state.kind === 'saving')
    return (
      <p className={css.state} role="status">
        {t('save.saving')}
      </p>
    )
  if (state.kind === 'kept-here')
    return (
      <p className={css.local} role="status">
        <Icon name="warning" /> {t('save.keptHere')}
      </p>
    )
  return (
    <p className={css.saved} role="status">
      <Icon name="check" /> {t('save.saved', { time: clockText(state.at, offsetMinutes) })}
    </p>
  )
}
