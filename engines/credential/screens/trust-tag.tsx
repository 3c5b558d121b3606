import { useTranslation } from 'react-i18next'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { TrustLevel } from '../collected/collected-model.ts'

const tones = { A: 'done', B: 'done', C: 'soon', D: 'idle' } as const

/** How far a licence from elsewhere is relied on (国办函〔2016〕108号). */
export function TrustTag({ level }: { level: TrustLevel }) {
  const { t } = useTranslation('credential')
  return <Tag tone={tones[level]}>{t(`screens.collected.level.${level}`)}</Tag>
}
