import { useTranslation } from 'react-i18next'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { CaseStanding, PartStanding } from '../model.ts'

const tones = {
  draft: 'idle',
  lodged: 'wait',
  completed: 'done',
  refused: 'late',
  withdrawn: 'idle',
  expired: 'idle',
  waiting: 'idle',
  received: 'wait',
  accepted: 'wait',
  granted: 'done',
  dropped: 'idle',
  revoked: 'late',
} as const satisfies Record<CaseStanding | PartStanding, string>

/** Where a matter, or one item of it, stands in law. */
export function StandingTag({ standing }: { standing: CaseStanding | PartStanding }) {
  const { t } = useTranslation('casework')
  return <Tag tone={tones[standing]}>{t(`states.${standing}`)}</Tag>
}
