import { useTranslation } from 'react-i18next'
import { NoticeCard } from '#engines/message/screens/notice-card.tsx'
import { useRead } from '../client/hooks.ts'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { Cards } from '../kits/light/Card.tsx'
import { Section } from '../kits/light/Page.tsx'

const shown = 2

/** The newest notices that nobody has opened; when all are read, nothing. */
export function NewNotices({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const notices = useRead('message.listNotices', { partyId, unopened: 'true', limit: shown })
  if (!notices.data?.items.length) return null
  return (
    <Section
      title={t('space.notices')}
      aside={
        <ButtonLink to="/space/notices" look="quiet">
          {t('act.all')}
        </ButtonLink>
      }
    >
      <Cards single>
        {notices.data.items.map((notice) => (
          <NoticeCard key={notice.noticeId} partyId={partyId} notice={notice} />
        ))}
      </Cards>
    </Section>
  )
}
