import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import css from './guide.module.css'
import { DistrictChoice, Formats, Place, Tracks } from './guide-terms.tsx'
import { lawText } from '#kernel/law-text.ts'
import { type Guide, GuideLaw, GuideList } from './guide-law.tsx'
import { limitText } from './limit-text.ts'

/** One item's guide (办事指南): when it is accepted, what is needed, how long it takes, on which law. */
export default function GuideScreen() {
  const { item = '' } = useParams({ strict: false })
  const { district } = useSearch({ strict: false }) as { district?: string }
  const guide = useRead('casework.getItem', { item, ...(district ? { district } : {}) })
  return (
    <LoadedPage result={guide} lines={8}>
      {(answer) => <GuideShown guide={answer} />}
    </LoadedPage>
  )
}

function GuideShown({ guide }: { guide: Guide }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const { statutory } = guide
  const open = (element: string) => guide.toConfirm.includes(element) && t('screens.guide.toConfirm')
  return (
    <Page
      title={text(guide.title)}
      lead={text(guide.department.title)}
      above={<Link to="/guides">{t('app:place.guides')}</Link>}
    >
      <DistrictChoice guide={guide} />
      {guide.confidence !== 'verified' && <Notice tone="idle">{t('screens.guide.unverified')}</Notice>}
      <FactList
        rows={[
          {
            id: 'promise',
            term: t('screens.guide.promise'),
            value: limitText(guide.promise, t),
            note: open('promise'),
          },
          {
            id: 'statutory',
            term: t('screens.guide.statutory'),
            value: statutoryText(guide, t),
            note: statutory.note && text(statutory.note),
          },
          {
            id: 'visits',
            term: t('screens.guide.visits'),
            value: t('screens.guide.times', { count: guide.visits }),
            note: open('visits'),
          },
          {
            id: 'channels',
            term: t('screens.guide.channels'),
            value: guide.channels.map((channel) => t(`screens.channel.${channel}`)).join(t('screens.comma')),
            note: open('channels'),
          },
          {
            id: 'fee',
            term: t('screens.guide.fee'),
            value: guide.fee.note
              ? text(guide.fee.note)
              : t(guide.fee.charged ? 'screens.guide.charged' : 'screens.guide.free'),
            note: open('fee'),
          },
          {
            id: 'level',
            term: t('screens.guide.level'),
            value: guide.levels.map((level) => t(`screens.level.${level}`)).join(t('screens.comma')),
          },
          { id: 'result', term: t('screens.guide.result'), value: text(guide.result) },
        ]}
      />
      <Formats guide={guide} />
      <Tracks guide={guide} />
      <Place guide={guide} />
      <Section title={t('screens.guide.conditions')}>
        <ul className={css.list}>
          {guide.acceptConditions.map((condition) => (
            <li key={condition.zh}>{text(condition)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('screens.guide.materials')}>
        {guide.materials.length === 0 ? (
          <p>{t(open('materials') ? 'screens.guide.materialsToConfirm' : 'screens.guide.noMaterials')}</p>
        ) : (
          <FactList
            rows={guide.materials.map((material) => ({
              id: material.id,
              term: text(material.title),
              value: t(`screens.materialSource.${material.source}`),
              note: [
                material.conditional && t('screens.guide.conditional'),
                material.hint && text(material.hint),
              ]
                .filter(Boolean)
                .join(' '),
            }))}
          />
        )}
      </Section>
      <Section title={t('screens.guide.steps')}>
        <ol className={css.list}>
          {guide.steps.map((step) => (
            <li key={step.id}>
              {text(step.title)} <span className={css.basis}>{text(step.department.title)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <GuideLaw guide={guide} />
      <GuideList title={t('screens.guide.exempt')} texts={guide.exempt.map((title) => ({ title }))} />
      <GuideList title={t('screens.guide.duties')} texts={guide.duties} />
      <GuideList title={t('screens.guide.bans')} texts={guide.bans} />
      <GuideList title={t('screens.guide.refusalGrounds')} texts={guide.refusalGrounds} />
      <Section title={t('screens.guide.law')}>
        <ul className={css.list}>
          {[...new Set([...guide.legalBasis, ...statutory.basis].map((basis) => text(lawText(basis))))].map(
            (law) => (
              <li key={law}>{law}</li>
            ),
          )}
        </ul>
      </Section>
      {guide.deviations.length > 0 && (
        <Section title={t('screens.guide.deviations')}>
          <ul className={css.list}>
            {guide.deviations.map((deviation) => (
              <li key={deviation.zh}>{text(deviation)}</li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

/** The legal limit in words; what the note says is shown beneath it. */
function statutoryText({ statutory }: Guide, t: (key: string, values?: Record<string, unknown>) => string) {
  const limit =
    statutory.limit &&
    limitText(statutory.limit, t) + (statutory.asWritten ? t('screens.guide.asWritten') : '')
  const spot = statutory.onTheSpot ? t('screens.guide.onTheSpot') : undefined
  return [spot, limit].filter(Boolean).join(t('screens.comma')) || t('screens.guide.noLimit')
}
