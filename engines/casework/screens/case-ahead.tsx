import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList, type FactRow } from '#apps/web/kits/light/FactList.tsx'
import { Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import type { Case } from './case.tsx'
import { spanText } from './limit-text.ts'
import css from './case-ahead.module.css'

/** What lies ahead: the end to expect, in whose hands it is now, and what is worth doing at once. */
export function CaseAhead({ theCase }: { theCase: Case }) {
  if (theCase.standing !== 'lodged') return null
  return (
    <>
      <Hands theCase={theCase} />
      <End theCase={theCase} />
    </>
  )
}

function Hands({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const open = theCase.lanes.flatMap((lane) =>
    lane.endedAt === undefined
      ? lane.stages.filter((stage) => stage.doneAt === undefined).map((stage) => ({ lane, stage }))
      : [],
  )
  if (open.length === 0) return null
  return (
    <Section title={t('screens.hands.title')}>
      <ul className={css.hands}>
        {open.map(({ lane, stage }) => {
          const hold = stage.holds.find(({ until }) => until === undefined)
          const startable = theCase.startNow.find(
            ({ part, act }) => part.id === lane.part && act !== 'take' && act !== 'finish',
          )
          return (
            <li key={stage.id}>
              <p className={css.who}>
                <strong>
                  {hold?.kind === 'awaiting-applicant' ? t('screens.hands.you') : text(lane.department.title)}
                </strong>
                {stage.assignee && ` · ${stage.assignee}`}
                <span className={css.since}>
                  {' '}
                  {t('screens.hands.since')} <MomentFigure at={stage.since} />
                </span>
              </p>
              <dl className={css.facts}>
                <dt>{t('screens.hands.why')}</dt>
                <dd>
                  {text(lane.item.title)}
                  {t('screens.hands.colon')}
                  {hold
                    ? t(`screens.hold.${hold.kind}`)
                    : stage.holder === 'officer'
                      ? text(stage.title)
                      : t(`screens.holder.${stage.holder}`)}
                </dd>
                <dt>{t('screens.hands.until')}</dt>
                <dd>
                  {stage.clock.dueAt ? (
                    <Due at={stage.clock.dueAt} />
                  ) : (
                    t(hold ? 'screens.hands.stands' : 'screens.provisional')
                  )}
                </dd>
                {stage.thereafter && (
                  <>
                    <dt>{t('screens.hands.then')}</dt>
                    <dd>{text(stage.thereafter)}</dd>
                  </>
                )}
              </dl>
              {startable && <Worth startable={startable} />}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** What it brings to do it now, or how long it may wait. */
function Worth({ startable: { act, saves, slack } }: { startable: Case['startNow'][number] }) {
  const { t } = useTranslation('casework')
  const span = saves ?? slack
  const said = saves ? 'saves' : slack ? 'mayWait' : 'dayByDay'
  return (
    <p className={css.worth}>
      {t(`screens.worth.act.${act}`)}
      {t('screens.hands.colon')}
      {t(`screens.worth.${said}`, { span: span && spanText(span, t) })}
    </p>
  )
}

function End({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const { outlook, lanes } = theCase
  if (!outlook) return null
  const longest = lanes.filter(({ critical }) => critical)
  const rows: FactRow[] = [
    {
      id: 'end',
      term: t('screens.expected.end'),
      value: outlook.end ? (
        <MomentFigure at={outlook.end.likely} />
      ) : (
        t('screens.expected.tooFew', { count: outlook.learned, fewest: outlook.fewest })
      ),
      note: outlook.end && (
        <>
          {t('screens.expected.fourInFive')} <MomentFigure at={outlook.end.earliest} />
          {t('screens.expected.to')}
          <MomentFigure at={outlook.end.latest} />
          {t('screens.expected.source', { count: outlook.learned })}
        </>
      ),
    },
  ]
  if (lanes.length > 1)
    rows.push({
      id: 'way',
      term: t('screens.expected.way'),
      value: longest.map(({ item }) => text(item.title)).join(' → '),
      note: t('screens.expected.wayText'),
    })
  return <FactList rows={rows} />
}
