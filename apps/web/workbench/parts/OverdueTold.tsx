import { useMe, useRead } from '../../client/hooks.ts'
import { Notice } from '../../kits/light/Notice.tsx'
import { PlaceLink } from '../kit/place.tsx'
import { useWords } from '../kit/words.ts'

const lookEveryMs = 60_000

/** Whoever answers for a department is told at the top of the queue of what was taken further up; nothing where there is nothing. */
export function OverdueTold() {
  const t = useWords()
  const may = useMe().data?.may['policy.listCorrections'] !== undefined
  const found = useRead(
    'policy.listCorrections',
    { stage: 'escalated', limit: 1 },
    { enabled: may, everyMs: lookEveryMs },
  )
  if (!found.data?.items.length) return null
  return (
    <Notice
      tone="late"
      title={t('overdue.told')}
      actions={<PlaceLink to="overdue">{t('overdue.open')}</PlaceLink>}
    >
      <p>{t('overdue.toldText')}</p>
    </Notice>
  )
}
