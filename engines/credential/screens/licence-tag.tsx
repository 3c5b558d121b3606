import { useTranslation } from 'react-i18next'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { LicenceState } from '../model.ts'

const tones = { issued: 'wait', valid: 'done', suspended: 'soon', revoked: 'late', expired: 'idle' } as const

export function LicenceTag({ state, degraded }: { state: LicenceState; degraded: boolean }) {
  const { t } = useTranslation('credential')
  if (state === 'valid' && degraded) return <Tag tone="soon">{t('screens.state.degraded')}</Tag>
  return <Tag tone={tones[state]}>{t(`screens.state.${state}`)}</Tag>
}
