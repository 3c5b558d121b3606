import { api } from '#apps/web/client/api.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { classes } from '#apps/web/kits/light/classes.ts'
import { Due, MomentFigure, Money } from '#apps/web/kits/light/Figure.tsx'
import { dayText } from '#kernel/day-text.ts'
import { Icon } from '#apps/web/kits/light/Icon.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { Timeline } from '#apps/web/kits/light/Timeline.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import { originalDue } from '../../filing/proof.ts'
import { useSlotText } from '../slot-text.ts'
import { type Found, type Lane, type Stage, stageIn } from './found.ts'
import { StageLamp } from './StageLamp.tsx'

const partTone = {
  waiting: 'idle',
  received: 'wait',
  accepted: 'wait',
  granted: 'done',
  refused: 'late',
  dropped: 'idle',
  withdrawn: 'idle',
  revoked: 'late',
} as const

/** Materials and documents, the course of the joint case, its clocks and holds, and what happened. */
export function CaseSide({ found, stageId }: { found: Found; stageId: string }) {
  const t = useWords()
  const text = useText()
  const here = stageIn(found, stageId)
  return (
    <div className={css.side}>
      <Materials found={found} />
      <section>
        <h2>{t('case.lanes')}</h2>
        <ol className={css.lanes}>
          {found.case.lanes.map((lane) => (
            <LaneRow key={lane.part} lane={lane} here={lane.part === here?.lane.part} />
          ))}
        </ol>
      </section>
      <Survey found={found} />
      {here && <Clock stage={here.stage} />}
      <section>
        <h2>{t('case.timeline')}</h2>
        <Timeline
          entries={found.case.timeline.map((entry, index) => ({
            id: String(index),
            at: entry.at,
            title: text(entry.words),
            detail: entry.who,
          }))}
        />
      </section>
    </div>
  )
}

/** When all offices come together, and who moved it. */
function Survey({ found }: { found: Found }) {
  const t = useWords()
  const slotText = useSlotText()
  const { survey } = found.case
  if (!survey) return null
  return (
    <section>
      <h2>{t('case.survey.title')}</h2>
      <p>{slotText(survey.slot)}</p>
      {survey.moves.map(({ from, by, reason }) => (
        <p key={`${from.day}${from.half}`} className="work-soft">
          {t(`case.survey.moved.${by}`, { slot: slotText(from), reason })}
        </p>
      ))}
    </section>
  )
}

function Materials({ found }: { found: Found }) {
  const t = useWords()
  const text = useText()
  const { partyId, caseId, messages } = found.case
  return (
    <section>
      <h2>{t('case.materials')}</h2>
      <ul className={css.materials}>
        {found.materials.map((material) => (
          <li key={material.id}>
            <span>
              {material.hash ? (
                <a
                  href={api.href('casework.getMaterial', { partyId, caseId, material: material.id })}
                  download
                >
                  {text(material.title)}
                </a>
              ) : (
                text(material.title)
              )}
              <span className="work-soft">
                {' '}
                {material.proof
                  ? [text(material.proof.title), text(material.proof.issuer), material.proof.number]
                      .filter(Boolean)
                      .join(' · ')
                  : (material.fileName ?? t(`case.source.${material.source}`))}
              </span>
              {material.proof && (
                <span className="work-soft"> {t(`case.proof.from.${material.proof.from}`)}</span>
              )}
            </span>
            {material.lapse ? (
              <Tag tone="late">
                {t('case.proof.lapsed')} {text(material.lapse)}
              </Tag>
            ) : material.proof ? (
              <Tag tone={originalDue(material.proof.level) ? 'soon' : 'done'}>
                {t(`case.proof.${material.proof.level}`)}
              </Tag>
            ) : material.signed ? (
              <Tag tone="done">{t('case.signed')}</Tag>
            ) : material.fileName ? (
              <Tag tone="done">{t('case.attached')}</Tag>
            ) : null}
          </li>
        ))}
        {messages.map((message) => (
          <li key={`${message.document}${message.part?.id ?? ''}${message.at}`}>
            <a
              href={api.href('casework.getDocument', {
                partyId,
                caseId,
                document: message.document,
                ...(message.part ? { part: message.part.id } : {}),
              })}
              download
            >
              <Icon name="document" /> {text(message.words)}
            </a>
            <span className="work-soft">
              <MomentFigure at={message.at} />
            </span>
          </li>
        ))}
        {!found.materials.length && !messages.length && <li>{t('case.noMaterials')}</li>}
      </ul>
    </section>
  )
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

function LaneRow({ lane, here }: { lane: Lane; here: boolean }) {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const shown = (value: unknown) => (isDay(value) ? dayText(value, language) : String(value))
  const stage = lane.stages.findLast((one) => one.doneAt === undefined) ?? lane.stages.at(-1)
  return (
    <li className={classes(css.lane, here && css.laneHere, lane.critical && css.critical)}>
      <div className={css.laneHead}>
        <strong>{text(lane.item.title)}</strong>
        <Tag tone={partTone[lane.standing]}>{t(`case.part.${lane.standing}`)}</Tag>
      </div>
      <p className="work-soft">
        {text(lane.department.title)}
        {stage && (
          <>
            {' · '}
            {stage.assignee ??
              t(`queue.holder.${stage.doneAt ? (stage.doneBy?.holder ?? stage.holder) : stage.holder}`)}
          </>
        )}
      </p>
      {stage && !stage.doneAt && (
        <p className={css.laneDue}>
          <StageLamp lamp={stage.clock.lamp} />
          {stage.clock.dueAt && <Due at={stage.clock.dueAt} />}
        </p>
      )}
      {stage?.outside && (
        <p className="work-soft">
          {t('case.outside')} {t(`case.outsideStatus.${stage.outside.status ?? 'asked'}`)}
          {stage.outside.reason && `：${stage.outside.reason}`}
        </p>
      )}
      {lane.decision && (
        <p>
          {lane.decision.reasons}
          {lane.decision.basis && <span className="work-soft"> {lane.decision.basis}</span>}
        </p>
      )}
      {lane.results.map((result) => (
        <p key={result.id} className="work-soft">
          {text(result.title)}：
          {result.unit === 'fen' ? <Money fen={Number(result.value)} /> : shown(result.value)}
        </p>
      ))}
    </li>
  )
}

/** What the clock counted, of what, and when and why it stood. */
function Clock({ stage }: { stage: Stage }) {
  const t = useWords()
  const { now } = useClock()
  const { used, allowed, unit } = stage.clock
  const share = Math.min(100, allowed > 0 ? (100 * used) / allowed : 0)
  const count = (value: number) => t(`case.unit.${unit}`, { count: Math.round(value * 10) / 10 })
  return (
    <section>
      <h2>{t('case.clock')}</h2>
      <p>{t('case.used', { used: count(used), allowed: count(allowed) })}</p>
      <div className={classes(css.meter, stage.clock.lamp === 'red' && css.over)} aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      {stage.holds.length > 0 && (
        <ul className={css.holds}>
          {stage.holds.map((hold) => (
            <li key={hold.from}>
              <strong>{t(`queue.hold.${hold.kind}`)}</strong>{' '}
              <span className="work-soft">
                <MomentFigure at={hold.from} />
                {' – '}
                {hold.until && hold.until <= now ? <MomentFigure at={hold.until} /> : t('case.stillHeld')}
              </span>
              <p>{hold.reason}</p>
              {hold.basis && <p className="work-soft">{hold.basis}</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
