import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { momentText } from '#apps/web/kits/light/figures.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import { type Found, stageIn } from './found.ts'
import { spanText } from '../limit-text.ts'
import { Track } from '../track.tsx'
import { StageLamp } from './StageLamp.tsx'

/** Who has it, since when, until when, and why it came to an officer. */
export function CaseHead({ found, stageId }: { found: Found; stageId: string }) {
  const t = useWords()
  const text = useText()
  const here = stageIn(found, stageId)
  if (!here) return <Notice tone="idle" title={t('case.noStage')} />
  const { stage, lane } = here
  const held = stage.holds.find((hold) => hold.until === undefined)
  const correction = lane.corrections.find((one) => one.answeredAt === undefined)
  return (
    <div className={css.head}>
      <dl className={css.facts}>
        <Fact term={t('queue.column.lamp')}>
          <StageLamp lamp={stage.clock.lamp} />
        </Fact>
        <Fact term={t('case.due')}>
          {stage.doneAt ? (
            <MomentFigure at={stage.doneAt} />
          ) : held ? (
            t(`queue.hold.${held.kind}`)
          ) : stage.clock.provisional ? (
            t('case.provisional')
          ) : stage.clock.dueAt ? (
            <Due at={stage.clock.dueAt} />
          ) : (
            t('queue.noDue')
          )}
        </Fact>
        {lane.standing === 'received' && lane.acceptBy && !correction && (
          <Fact term={t('case.acceptBy')}>
            <Due at={lane.acceptBy} />
          </Fact>
        )}
        <Fact term={t('case.stage')}>{text(stage.title)}</Fact>
        {lane.format && <Fact term={t('case.format')}>{text(lane.format.title)}</Fact>}
        {lane.local && <Fact term={t('case.local')}>{text(lane.local.title)}</Fact>}
        <Fact term={t('case.standing')}>{t(`case.part.${lane.standing}`)}</Fact>
        <Fact term={t('queue.column.holder')}>
          {stage.assignee ?? t(`queue.holder.${stage.holder}`)}
          <span className="work-soft">
            {' '}
            {t('case.since')} <MomentFigure at={stage.since} />
          </span>
        </Fact>
        <Fact term={t('case.applicant')}>{found.case.applicant}</Fact>
        <ExpectedEnd found={found} />
      </dl>
      <StartNow found={found} stageId={stageId} />
      {lane.format?.guide && <p className="work-soft">{text(lane.format.guide)}</p>}
      {lane.tracks.map((track) => (
        <div key={track.id} className={css.why}>
          <Track track={track} />
        </div>
      ))}
      {(found.toConfirm[stageId] ?? []).length > 0 && (
        <p className="work-soft">
          {t('case.toConfirm')}
          {(found.toConfirm[stageId] ?? [])
            .map((element) => t(`case.element.${element}`))
            .join(t('case.elementComma'))}
        </p>
      )}
      {stage.handover && !stage.explanation && (
        <Notice tone="wait" title={t(`case.handover.${stage.handover.reason}`)}>
          {stage.handover.note && <p>{stage.handover.note}</p>}
          {stage.outside?.status === 'done' && <p>{t('case.reportedDone')}</p>}
        </Notice>
      )}
      {correction && (
        <Notice tone="soon" title={t('case.correctionOpen')}>
          <p>
            {correction.by} · <MomentFigure at={correction.at} />
          </p>
          <ul>
            {correction.items.map((item) => (
              <li key={item.field}>
                {text(item.title)}：{item.reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {stage.explanation && (
        <div className={css.why}>
          <Explanation explanation={stage.explanation} />
        </div>
      )}
    </div>
  )
}

/** The end to expect of the whole case, with the interval that holds four cases in five. */
function ExpectedEnd({ found }: { found: Found }) {
  const t = useWords()
  const { offsetMinutes, today } = useClock()
  const language = useLanguage()
  const { outlook } = found.case
  if (!outlook) return null
  const said = (at: string) => momentText(at, offsetMinutes, language, today)
  const { end, learned: count, fewest } = outlook
  return (
    <Fact term={t('case.ahead.end')}>
      {end ? (
        <>
          <MomentFigure at={end.likely} />
          <span className="work-soft">
            {' '}
            {t('case.ahead.between', { from: said(end.earliest), until: said(end.latest), count })}
          </span>
        </>
      ) : (
        t('case.ahead.tooFew', { count, fewest })
      )}
    </Fact>
  )
}

/** What it brings to the whole case to do this step now. */
function StartNow({ found, stageId }: { found: Found; stageId: string }) {
  const t = useWords()
  const here = found.case.startNow.find(({ stage }) => stage === stageId)
  if (!here || here.act === 'answer-correction') return null
  const span = here.saves ?? here.slack
  const said = here.saves ? 'saves' : here.slack ? 'mayWait' : 'dayByDay'
  return (
    <Notice
      tone={here.saves ? 'soon' : 'idle'}
      title={`${t('case.ahead.start')}${t('case.ahead.colon')}${t(`case.ahead.${said}`, { span: span ? spanText(span, t) : '' })}`}
    />
  )
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
