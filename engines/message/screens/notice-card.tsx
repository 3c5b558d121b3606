import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Card } from '#apps/web/kits/light/Card.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import css from './notices.module.css'

type NoticeRow = Output<'message.listNotices'>['items'][number]

/** One notice: what it says, where to go, whether it was useful, whether it is done. */
export function NoticeCard({ partyId, notice }: { partyId: string; notice: NoticeRow }) {
  const { t } = useTranslation('message')
  const text = useText()
  const navigate = useNavigate()
  const { department } = useCityWords()
  const open = useAct('message.openNotice')
  const rate = useAct('message.rateNotice')
  const done = useAct('message.tellDone')
  const one = { partyId, noticeId: notice.noticeId }
  const go = async () => {
    if (!notice.openedAt) await open.run(one)
    await navigate({ to: notice.place as never })
  }
  const problem = open.problem ?? rate.problem ?? done.problem
  return (
    <Card
      level="h2"
      title={text(notice.title)}
      tag={
        notice.actedOnAt ? (
          <Tag tone="done" icon="check">
            {t('screens.done')}
          </Tag>
        ) : (
          !notice.openedAt && <Tag tone="wait">{t('screens.new')}</Tag>
        )
      }
      foot={
        <div className={css.acts}>
          <Button look="primary" pending={open.pending} onClick={() => void go()}>
            {t('screens.look')}
          </Button>
          {!notice.actedOnAt && (
            <Button look="quiet" pending={done.pending} onClick={() => void done.run(one)}>
              {t('screens.tellDone')}
            </Button>
          )}
          <span className={css.rating} role="group" aria-label={t('screens.useful')}>
            <span>{t('screens.useful')}</span>
            {[true, false].map((useful) => (
              <Button
                key={String(useful)}
                look="quiet"
                aria-pressed={notice.useful === useful}
                pending={rate.pending}
                onClick={() => void rate.run({ ...one, useful })}
              >
                {t(useful ? 'screens.yes' : 'screens.no')}
              </Button>
            ))}
          </span>
        </div>
      }
    >
      <p>{text(notice.text)}</p>
      <p className={css.note}>
        {department(notice.department)} · <MomentFigure at={notice.sentAt} />
      </p>
      {problem && <ProblemNotice problem={problem} />}
    </Card>
  )
}
