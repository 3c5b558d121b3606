import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import css from './guide.module.css'
import { limitText } from './limit-text.ts'

type Guide = Output<'casework.getItem'>
type Basis = Guide['legalBasis'][number]

const lawText = (basis: Basis) =>
  [
    `《${basis.law}》`,
    basis.number && `（${basis.number}）`,
    basis.article && `第${basis.article.replace(/,\s*/g, '、')}条`,
  ]
    .filter(Boolean)
    .join('')

/** One item's guide (办事指南): when it is accepted, what is needed, how long it takes, on which law. */
export default function GuideScreen() {
  const { item = '' } = useParams({ strict: false })
  const guide = useRead('casework.getItem', { item })
  return (
    <Loaded result={guide} lines={8}>
      {(answer) => <GuideShown guide={answer} />}
    </Loaded>
  )
}

function GuideShown({ guide }: { guide: Guide }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const { statutory } = guide
  return (
    <Page
      title={text(guide.title)}
      lead={text(guide.department.title)}
      above={<Link to="/guides">{t('app:place.guides')}</Link>}
    >
      {guide.confidence !== 'verified' && <Notice tone="idle">{t('screens.guide.unverified')}</Notice>}
      <FactList
        rows={[
          { id: 'promise', term: t('screens.guide.promise'), value: limitText(guide.promise, t) },
          {
            id: 'statutory',
            term: t('screens.guide.statutory'),
            value: statutory.onTheSpot
              ? t('screens.guide.onTheSpot')
              : statutory.limit
                ? limitText(statutory.limit, t)
                : statutory.note
                  ? text(statutory.note)
                  : t('screens.guide.noLimit'),
          },
          {
            id: 'visits',
            term: t('screens.guide.visits'),
            value: t('screens.guide.times', { count: guide.visits }),
          },
          {
            id: 'channels',
            term: t('screens.guide.channels'),
            value: guide.channels.map((channel) => t(`screens.channel.${channel}`)).join(t('screens.comma')),
          },
          {
            id: 'fee',
            term: t('screens.guide.fee'),
            value: guide.fee.note
              ? text(guide.fee.note)
              : t(guide.fee.charged ? 'screens.guide.charged' : 'screens.guide.free'),
          },
          { id: 'result', term: t('screens.guide.result'), value: text(guide.result) },
        ]}
      />
      <Section title={t('screens.guide.conditions')}>
        <ul className={css.list}>
          {guide.acceptConditions.map((condition) => (
            <li key={condition.zh}>{text(condition)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('screens.guide.materials')}>
        {guide.materials.length === 0 ? (
          <p>{t('screens.guide.noMaterials')}</p>
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
      <Section title={t('screens.guide.law')}>
        <ul className={css.list}>
          {[...new Set([...guide.legalBasis, ...statutory.basis].map(lawText))].map((law) => (
            <li key={law} lang="zh-CN">
              {law}
            </li>
          ))}
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
