import { useTranslation } from 'react-i18next'
import { Tag } from './Tag.tsx'

export type LampState = 'on-time' | 'soon' | 'late' | 'held' | 'done'

/** How a time limit stands. Always with its word. */
export function Lamp({ state }: { state: LampState }) {
  const { t } = useTranslation()
  const look = {
    'on-time': { tone: 'wait', icon: 'clock' },
    soon: { tone: 'soon', icon: 'clock' },
    late: { tone: 'late', icon: 'warning' },
    held: { tone: 'idle', icon: 'pause' },
    done: { tone: 'done', icon: 'check' },
  } as const
  const { tone, icon } = look[state]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`lamp.${state}`)}
    </Tag>
  )
}
