import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#kernel/time.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Cards } from '#apps/web/kits/light/Card.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { ForCompany } from '#apps/web/shell/ForCompany.tsx'
import { NoticeCard } from './notice-card.tsx'

/** What the city told the enterprise, newest first, and whether it helped. */
export default function NoticesScreen() {
  const { t } = useTranslation('message')
  return (
    <ForCompany title={t('screens.notices.title')} lead={t('screens.notices.lead')}>
      {(company) => <Notices key={company.partyId} partyId={company.partyId} />}
    </ForCompany>
  )
}

const groups = ['all', 'unopened'] as const
type Group = (typeof groups)[number]

function Notices({ partyId }: { partyId: string }) {
  const { t } = useTranslation('message')
  const [group, setGroup] = useState<Group>('all')
  const [before, setBefore] = useState<Instant>()
  const count = useRead('message.countNotices', { partyId })
  const notices = useRead('message.listNotices', {
    partyId,
    ...(group === 'unopened' ? { unopened: 'true' as const } : {}),
    before,
    limit: 20,
  })
  const open = (id: string) => {
    setBefore(undefined)
    setGroup(groups.find((one) => one === id) ?? 'all')
  }
  return (
    <Tabs
      label={t('screens.notices.title')}
      tabs={groups.map((id) => ({
        id,
        label: t(`screens.group.${id}`),
        ...(id === 'unopened' ? { count: count.data?.unopened ?? 0 } : {}),
      }))}
      open={group}
      onOpen={open}
    >
      <Loaded result={notices} lines={6}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState title={t(`screens.none.${group}`)}>{t('screens.noneText')}</EmptyState>
          ) : (
            <>
              <Cards single>
                {items.map((notice) => (
                  <NoticeCard key={notice.noticeId} partyId={partyId} notice={notice} />
                ))}
              </Cards>
              <p>
                {before && <Button onClick={() => setBefore(undefined)}>{t('screens.newest')}</Button>}{' '}
                {next && <Button onClick={() => setBefore(next)}>{t('screens.older')}</Button>}
              </p>
            </>
          )
        }
      </Loaded>
    </Tabs>
  )
}
