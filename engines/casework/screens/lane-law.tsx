import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { DateFigure, Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import css from './lane.module.css'

type LaneShape = Output<'casework.getCase'>['lanes'][number]

/** What the law says of one item's time: extension and its reason, what may follow, a hearing, silence, a promised check. */
export function LaneLaw({ lane }: { lane: LaneShape }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const { legal, owed, hearing } = lane
  const open = lane.endedAt === undefined
  return (
    <>
      {open && legal?.dueAt && (
        <p className={css.note}>
          {t(legal.passed ? 'screens.law.passed' : 'screens.law.due')} <Due at={legal.dueAt} />
        </p>
      )}
      {open && legal?.provisional && <p className={css.note}>{t('screens.law.provisional')}</p>}
      {lane.extension && <p className={css.note}>{t('screens.law.extended', { reason: lane.extension })}</p>}
      {lane.silenceAt && (
        <p className={css.note}>
          {t('screens.law.silenceAt')} <MomentFigure at={lane.silenceAt} />
        </p>
      )}
      {lane.silence && <p className={css.note}>{t(`screens.law.silence.${lane.silence}`)}</p>}
      {lane.checkBy && (
        <p className={css.note}>
          {t('screens.law.checkBy')} <DateFigure day={lane.checkBy} />
        </p>
      )}
      {lane.revoked && (
        <Notice tone="late" title={t('screens.law.revoked')}>
          <p>{lane.revoked.reason}</p>
          <p>{t('screens.basis', { basis: lane.revoked.basis })}</p>
        </Notice>
      )}
      {lane.standing === 'granted' && lane.delivery && (
        <p className={css.note}>
          {lane.delivery.at ? (
            <>
              {t('screens.law.delivered')} <MomentFigure at={lane.delivery.at} />
            </>
          ) : (
            lane.delivery.by && (
              <>
                {t(lane.delivery.overdue ? 'screens.law.deliveryLate' : 'screens.law.deliverBy')}{' '}
                <MomentFigure at={lane.delivery.by} />
              </>
            )
          )}
        </p>
      )}
      {hearing?.on && (
        <p className={css.note}>
          {t('screens.law.hearing')} <DateFigure day={hearing.on} /> {hearing.place}
        </p>
      )}
      {owed && (
        <Notice tone={owed.overdue ? 'late' : 'soon'} title={t('screens.law.owed')}>
          <p>{owed.materials.map(({ title }) => text(title)).join(t('screens.comma'))}</p>
          {owed.until && (
            <p>
              <Due at={owed.until} />
            </p>
          )}
        </Notice>
      )}
      {lane.stages.map(
        (stage) =>
          stage.delay && (
            <p key={stage.id} className={css.note}>
              {t('screens.law.delay', { reason: stage.delay })}
            </p>
          ),
      )}
    </>
  )
}
