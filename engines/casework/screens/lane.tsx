import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Due, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { CaseLamp } from './case-lamp.tsx'
import { spanText } from './limit-text.ts'
import { StandingTag } from './standing-tag.tsx'
import { LaneLaw } from './lane-law.tsx'
import { useSlotText } from './slot-text.ts'
import { Track } from './track.tsx'
import css from './lane.module.css'

type LaneShape = Output<'casework.getCase'>['lanes'][number]
type StageShape = LaneShape['stages'][number]

/** One item in its department's hands: how it stands, who has it since when and until when, and why. */
export function Lane({ lane, lanes }: { lane: LaneShape; lanes: readonly LaneShape[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const waitsFor = lane.after
    .map((part) => lanes.find((other) => other.part === part))
    .filter((other) => other !== undefined && other.standing !== 'granted')
    .map((other) => (other ? text(other.item.title) : ''))
  return (
    <article className={css.lane}>
      <div className={css.head}>
        <div>
          <h3>{text(lane.item.title)}</h3>
          <p className={css.department}>
            {[
              text(lane.department.title),
              lane.format && text(lane.format.title),
              lane.local && t('screens.terms.local', { district: text(lane.local.title) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <StandingTag standing={lane.standing} />
      </div>
      {lane.standing === 'waiting' && waitsFor.length > 0 && (
        <p className={css.note}>{t('screens.waitsFor', { items: waitsFor.join(t('screens.comma')) })}</p>
      )}
      <Expected lane={lane} />
      {lane.tracks.map((track) => (
        <Track key={track.id} track={track} />
      ))}
      {lane.stages.map((stage) => (
        <Stage key={stage.id} stage={stage} left={!stage.doneAt && lane.endedAt !== undefined} />
      ))}
      <LaneLaw lane={lane} />
      {lane.decision?.reasons && <p>{lane.decision.reasons}</p>}
      {lane.decision?.basis && (
        <p className={css.note}>{t('screens.basis', { basis: lane.decision.basis })}</p>
      )}
      {lane.results.length > 0 && (
        <dl className={css.results}>
          {lane.results.map((result) => (
            <div key={result.id}>
              <dt>{text(result.title)}</dt>
              <dd className="figure">
                {result.unit === 'fen' ? (
                  <Money fen={Number(result.value)} />
                ) : typeof result.value === 'boolean' ? (
                  t(result.value ? 'screens.yes' : 'screens.no')
                ) : /^\d{4}-\d{2}-\d{2}$/.test(String(result.value)) ? (
                  <DateFigure day={String(result.value)} />
                ) : (
                  result.value
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}

/** When it is expected to begin and end, and how long it may slip. */
function Expected({ lane: { expected } }: { lane: LaneShape }) {
  const { t } = useTranslation('casework')
  if (!expected?.endsAt) return null
  const { learned, beginsAt, endsAt, slack } = expected
  const by = learned ? 'history' : 'limits'
  return (
    <p className={css.note}>
      {beginsAt && (
        <>
          {t(`screens.expected.${by}.begins`)}
          <MomentFigure at={beginsAt} />
          {t('screens.comma')}
        </>
      )}
      {t(`screens.expected.${by}.ends`)}
      <MomentFigure at={endsAt} />
      {slack && (
        <>
          {t('screens.comma')}
          {t('screens.expected.slack', { span: spanText(slack, t) })}
        </>
      )}
    </p>
  )
}

/** `left`: its part ended while it was under way, so that nobody finishes it any more. */
function Stage({ stage, left }: { stage: StageShape; left: boolean }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const slotText = useSlotText()
  const hold = stage.holds.find(({ until }) => until === undefined)
  const who =
    stage.assignee ?? stage.doneBy?.name ?? t(`screens.holder.${stage.doneBy?.holder ?? stage.holder}`)
  return (
    <div className={css.stage}>
      <div className={css.line}>
        <span>
          {text(stage.title)} · {who}
        </span>
        {stage.doneAt ? (
          <span className={css.note}>
            {stage.minutes === undefined ? (
              <MomentFigure at={stage.doneAt} />
            ) : (
              t('screens.doneIn', { minutes: Math.max(1, Math.round(stage.minutes)) })
            )}
          </span>
        ) : left ? (
          <span className={css.note}>{t('screens.left')}</span>
        ) : (
          <CaseLamp lamp={stage.clock.lamp} />
        )}
      </div>
      {!stage.doneAt && !left && stage.clock.dueAt && (
        <p className={css.note}>
          <Due at={stage.clock.dueAt} />
        </p>
      )}
      {stage.survey && (
        <p className={css.note}>{t('screens.survey.coming', { slot: slotText(stage.survey) })}</p>
      )}
      {stage.outside && !stage.doneAt && !left && (
        <p className={css.note}>
          {t(`screens.outside.${stage.outside.status ?? 'asked'}`)}
          {stage.outside.nextAt && (
            <>
              {t('screens.outside.again')}
              <MomentFigure at={stage.outside.nextAt} />
            </>
          )}
        </p>
      )}
      {hold && (
        <p className={css.note}>
          {t(`screens.hold.${hold.kind}`)} {hold.reason}
        </p>
      )}
      {stage.handover && <p className={css.note}>{t(`screens.handover.${stage.handover.reason}`)}</p>}
      {stage.explanation && <Explanation explanation={stage.explanation} />}
    </div>
  )
}
