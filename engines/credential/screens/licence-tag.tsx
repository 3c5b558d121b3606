import { useTranslation } from 'react-i18next'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { JointStanding } from '../bundle/bundle.ts'
import type { LicenceState } from '../model.ts'

const tones = {
  issued: 'wait',
  valid: 'done',
  suspended: 'soon',
  replaced: 'idle',
  cancelled: 'idle',
  revoked: 'late',
  expired: 'idle',
} as const

/** How a licence stands, in a word: by itself, and with its parts. */
export function LicenceTag({ state, joint }: { state: LicenceState; joint: JointStanding }) {
  const { t } = useTranslation('credential')
  if (state === 'valid' && joint !== 'whole')
    return <Tag tone={joint === 'halted' ? 'late' : 'soon'}>{t(`screens.state.${joint}`)}</Tag>
  return <Tag tone={tones[state]}>{t(`screens.state.${state}`)}</Tag>
}
