import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { Card, Cards } from '#apps/web/kits/light/Card.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import css from './policies.module.css'

const modes = [
  'without-application',
  'one-click',
  'on-commitment',
  'self-declared',
  'on-application',
  'reviewed',
] as const
const most = 100

/** Every policy, for anybody: what it brings, to whom, on what conditions. */
export default function PolicyLibraryScreen() {
  const { t } = useTranslation('policy')
  const text = useText()
  const { department } = useCityWords()
  const [q, setQ] = useState('')
  const [mode, setMode] = useState<string>()
  const found = useRead('policy.listPolicies', {
    q: q.trim() || undefined,
    mode: modes.find((one) => one === mode),
    limit: most,
  })
  return (
    <Page
      title={t('screens.library.title')}
      lead={t('screens.library.lead')}
      actions={
        <>
          <ButtonLink to="/policies/find" look="primary">
            {t('screens.library.find')}
          </ButtonLink>
          <ButtonLink to="/consultations">{t('app:place.consultations')}</ButtonLink>
          <ButtonLink to="/publicity">{t('screens.publicity.title')}</ButtonLink>
        </>
      }
      wide
    >
      <div className={css.filters}>
        <TextField name="q" type="search" label={t('screens.library.search')} value={q} onChange={setQ} />
        <Select
          name="mode"
          label={t('screens.library.mode')}
          empty={t('screens.library.anyMode')}
          options={modes.map((value) => ({ value, label: t(`screens.mode.${value}`) }))}
          value={mode}
          onChange={setMode}
        />
      </div>
      <Loaded result={found} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('screens.library.none')}>{t('screens.library.noneText')}</EmptyState>
          ) : (
            <Cards>
              {items.map((policy) => (
                <Card
                  key={policy.policyId}
                  level="h2"
                  title={
                    <LinkOver to="/policies/$policyId" params={{ policyId: policy.policyId } as never}>
                      {text(policy.title)}
                    </LinkOver>
                  }
                  tag={!policy.inForce && <Tag tone="idle">{t('screens.notInForce')}</Tag>}
                >
                  <p>{text(policy.summary)}</p>
                  <p className={css.note}>
                    {department(policy.department)} · {t(`screens.mode.${policy.mode}`)}
                  </p>
                </Card>
              ))}
            </Cards>
          )
        }
      </Loaded>
    </Page>
  )
}
