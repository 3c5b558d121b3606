import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

const looks = {
  green: { tone: 'done', icon: 'clock' },
  amber: { tone: 'soon', icon: 'clock' },
  red: { tone: 'late', icon: 'warning' },
  blue: { tone: 'wait', icon: 'pause' },
  grey: { tone: 'idle', icon: 'check' },
} as const
export type LampColour = keyof typeof looks

/** How the time of a stage stands: colour, icon and word together. */
export function StageLamp({ lamp }: { lamp: LampColour }) {
  const t = useWords()
  const { tone, icon } = looks[lamp]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`queue.lamp.${lamp}`)}
    </Tag>
  )
}
