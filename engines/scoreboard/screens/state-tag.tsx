import { useTranslation } from 'react-i18next'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { MeasureState } from '../model.ts'

const looks = {
  running: { tone: 'done', icon: 'check' },
  ready: { tone: 'wait', icon: 'info' },
  partly: { tone: 'soon', icon: 'clock' },
  'not-yet': { tone: 'idle', icon: 'dash' },
} as const

export function StateTag({ state }: { state: MeasureState }) {
  const { t } = useTranslation('scoreboard')
  const { tone, icon } = looks[state]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`states.${state}`)}
    </Tag>
  )
}
