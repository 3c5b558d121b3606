import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { articleText } from '#kernel/article.ts'
import { addDays } from '#kernel/time.ts'
import type { Condition } from '#kernel/explanation.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import css from './policy.module.css'

type Policy = Output<'policy.getPolicy'>

/** One policy: what it brings, on which conditions, by which document, for how long. */
export default function PolicyScreen() {
  const { policyId = '' } = useParams({ strict: false })
  const policy = useRead('policy.getPolicy', { policyId })
  return (
    <LoadedPage result={policy} lines={8}>
      {(answer) => <PolicyShown policy={answer} />}
    </LoadedPage>
  )
}

function PolicyShown({ policy }: { policy: Policy }) {
  const { t } = useTranslation(['policy', 'app'])
  const text = useText()
  const me = useMe()
  const { department } = useCityWords()
  const sample = policy.documents.some((document) => document.confidence === 'unverified')
  return (
    <Page
      title={text(policy.title)}
      lead={text(policy.summary)}
      above={<Link to="/policies">{t('app:place.policies')}</Link>}
    >
      {!policy.inForce && <Notice tone="idle">{t('screens.notInForce')}</Notice>}
      {sample && <Notice tone="idle">{t('screens.sampleText')}</Notice>}
      <FactList
        rows={[
          {
            id: 'gives',
            term: t('screens.policy.gives'),
            value: text(policy.gives),
          },
          { id: 'mode', term: t('screens.policy.mode'), value: t(`screens.modeText.${policy.mode}`) },
          ...(policy.claim
            ? [
                {
                  id: 'decided',
                  term: t('screens.policy.decided'),
                  value: t(policy.claim.sample ? 'screens.policy.daysSample' : 'screens.policy.days', {
                    count: policy.claim.decideWorkingDays,
                  }),
                },
              ]
            : []),
          { id: 'department', term: t('screens.policy.department'), value: department(policy.department) },
          {
            id: 'period',
            term: t('screens.policy.period'),
            value: (
              <>
                <DateFigure day={policy.from} /> {t('screens.policy.to')}{' '}
                {policy.until ? <DateFigure day={addDays(policy.until, -1)} /> : t('screens.policy.open')}
              </>
            ),
          },
        ]}
      />
      <Section title={t('screens.policy.conditions')}>
        <Conditions conditions={policy.conditions} />
        {policy.review.length > 0 && (
          <Notice tone="wait" title={t('screens.policy.review')}>
            <ul className={css.list}>
              {policy.review.map((words) => (
                <li key={words.zh}>{text(words)}</li>
              ))}
            </ul>
          </Notice>
        )}
        <p>
          <ButtonLink to={me.data?.signedIn ? '/space/policies' : '/sign-in'} look="primary">
            {t('screens.policy.mine')}
          </ButtonLink>
        </p>
      </Section>
      {policy.highest && policy.highest.among.length > 0 && (
        <Section title={t('screens.policy.highest')}>
          <p>
            {t('screens.policy.highestText')}
            {policy.highest.document ?? ''}
            {!policy.highest.sure && t('screens.policy.highestOpen')}
          </p>
          <ul className={css.list}>
            {policy.highest.among.map(({ policyId, title }) => (
              <li key={policyId}>
                <Link to="/policies/$policyId" params={{ policyId } as never}>
                  {text(title)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {policy.claim?.consequence && (
        <Section title={t('screens.policy.promises')}>
          <ul className={css.list}>
            {policy.claim.promises.map((words) => (
              <li key={words.zh}>{text(words)}</li>
            ))}
          </ul>
          <p>
            {t('screens.policy.checked', { count: policy.claim.checkWithinMonths ?? 0 })}
            {text(policy.claim.consequence)}
          </p>
        </Section>
      )}
      <Section title={t('screens.policy.documents')}>
        <ul className={css.list}>
          {policy.documents.map((document) => (
            <li key={document.number} lang="zh-CN">
              {document.title ? `《${document.title}》 ` : ''}
              {document.number}
            </li>
          ))}
        </ul>
      </Section>
      {policy.versions.length > 1 && (
        <Section title={t('screens.policy.versions')}>
          <ul className={css.list}>
            {policy.versions.map((version) => (
              <li key={version.version}>
                {t('screens.policy.version', { version: version.version })} <DateFigure day={version.from} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const language = useLanguage()
  return (
    <ul className={css.list}>
      {conditions.map((condition) => (
        <li key={condition.id}>
          {text(condition.text)}
          {condition.clause && <span className={css.clause}> {articleText(condition.clause, language)}</span>}
          {/* What must not be so says it itself; what it denies, repeated below it, would read as its opposite. */}
          {condition.kind !== 'not' && condition.children.length > 0 && (
            <>
              {condition.kind === 'any' && <p className={css.clause}>{t('screens.policy.anyOf')}</p>}
              <Conditions conditions={condition.children} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
