import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { FigureLine } from './figure-line.tsx'
import { StateTag } from './state-tag.tsx'

type Measure = Output<'scoreboard.getMeasure'>

/** One measure opened: who answers for it, what serves it, and how each figure is computed. */
export default function MeasureScreen() {
  const { number = '' } = useParams({ strict: false })
  const measure = useRead('scoreboard.getMeasure', { number })
  return (
    <LoadedPage result={measure} lines={8}>
      {(answer) => <MeasureShown measure={answer} />}
    </LoadedPage>
  )
}

function MeasureShown({ measure }: { measure: Measure }) {
  const { t } = useTranslation(['scoreboard', 'app'])
  const text = useText()
  return (
    <Page
      title={t('screens.measure', { number: measure.number, title: text(measure.title) })}
      lead={text(measure.summary)}
      above={<Link to="/board">{t('app:place.board')}</Link>}
      actions={<StateTag state={measure.state} />}
    >
      <FactList
        rows={[
          { id: 'part', term: t('screens.part'), value: t(`parts.${measure.part}`) },
          {
            id: 'departments',
            term: t('screens.departments'),
            value: measure.departments.map((d) => text(d.title)).join(t('screens.comma')),
          },
          ...(measure.deadline
            ? [{ id: 'deadline', term: t('screens.deadline'), value: <DateFigure day={measure.deadline} /> }]
            : []),
        ]}
      />
      <Section title={t('screens.figures')}>
        {measure.figures.length === 0 ? (
          <EmptyState title={t('screens.noFigures')}>{t('screens.noFiguresText')}</EmptyState>
        ) : (
          measure.figures.map((figure) => <FigureLine key={figure.indicator} figure={figure} />)
        )}
      </Section>
      <Section title={t('screens.servedBy')}>
        <FactList
          rows={measure.servers.map((server) => ({
            id: `${server.kind}${server.id}`,
            term: t(`servers.${server.kind}`),
            value: server.title
              ? text(server.title)
              : t(`screens.engine.${server.id}`, { defaultValue: t('screens.unnamed') }),
            action: server.present ? (
              <Tag tone="done">{t('screens.present')}</Tag>
            ) : (
              <Tag tone="idle">{t('screens.absent')}</Tag>
            ),
          }))}
        />
      </Section>
      {measure.methods.map((method) => (
        <Section
          key={method.indicator}
          title={t('screens.method', {
            title: text(
              measure.figures.find(({ indicator }) => indicator === method.indicator)?.title ?? measure.title,
            ),
          })}
        >
          <p>{text(method.method)}</p>
          {method.samples.length > 0 && (
            <FactList
              rows={method.samples.map((sample, i) => ({
                id: `${sample.at}${i}`,
                term: <MomentFigure at={sample.at} />,
                value: sample.value ?? t('screens.counted'),
              }))}
            />
          )}
        </Section>
      ))}
    </Page>
  )
}
