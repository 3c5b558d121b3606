import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { grantTones } from './grant-tones.ts'
import { ObjectionDialog } from './objection-dialog.tsx'
import { WhatCameOfIt } from './paid-since.tsx'
import css from './policies.module.css'

type Grant = Output<'policy.listMyGrants'>['items'][number]

const accountOpen: readonly Grant['state'][] = ['announced', 'waiting', 'held', 'returned']

/** Money that comes without applying: sum, reason, where it stands, the account, and a way to object. */
export function Grants({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const grants = useRead('policy.listMyGrants', { partyId })
  return (
    <Loaded result={grants} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section title={t('screens.grants.title')}>
            {items.map((grant) => (
              <GrantCard key={grant.grantId} grant={grant} />
            ))}
          </Section>
        )
      }
    </Loaded>
  )
}

function GrantCard({ grant }: { grant: Grant }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const [asking, setAsking] = useState<'account' | 'objection'>()
  const state = grant.returnedFen >= grant.amountFen ? 'reversed' : grant.state
  return (
    <article className={css.match}>
      <div className={css.head}>
        <h3>{text(grant.title)}</h3>
        <Tag tone={grantTones[state]}>{t(`screens.grantState.${state}`)}</Tag>
      </div>
      <p className={css.amount}>
        <Money fen={grant.amountFen} big />
      </p>
      <WhatCameOfIt row={grant} />
      {grant.state === 'waiting' && <Place grant={grant} />}
      <Explanation explanation={grant.explanation} />
      <p className={css.note}>
        {t('screens.grants.changed')} <MomentFigure at={grant.changedAt} />
        {grant.account && ` · ${t('screens.grants.account', { account: grant.account.slice(-4) })}`}
      </p>
      <p className={css.acts}>
        {accountOpen.includes(grant.state) && (
          <Button onClick={() => setAsking('account')}>
            {t(grant.account ? 'screens.grants.changeAccount' : 'screens.grants.giveAccount')}
          </Button>
        )}{' '}
        {grant.state === 'announced' && (
          <Button look="quiet" onClick={() => setAsking('objection')}>
            {t('screens.grants.object')}
          </Button>
        )}
      </p>
      {asking === 'account' && (
        <AccountDialog
          operation="policy.confirmAccount"
          of={{ partyId: grant.partyId, grantId: grant.grantId }}
          known={grant.account}
          close={() => setAsking(undefined)}
        />
      )}
      {asking === 'objection' && (
        <ObjectionDialog
          operation="policy.lodgeObjection"
          of={{ partyId: grant.partyId, runId: grant.runId }}
          title={t('screens.grants.object')}
          close={() => setAsking(undefined)}
        >
          <p>
            {t('screens.grants.objectUntil')}{' '}
            {grant.objectUntil ? <DateFigure day={grant.objectUntil} /> : t('screens.policy.provisional')}
          </p>
        </ObjectionDialog>
      )}
    </article>
  )
}

/** At which place of the published order a grant waits for money. */
function Place({ grant }: { grant: Grant }) {
  const { t } = useTranslation('policy')
  const places = useRead('policy.findPlaces', { partyId: grant.partyId })
  const mine = places.data?.items.find(
    ({ policyId, period }) => policyId === grant.policyId && period === grant.period,
  )
  if (!mine) return null
  return (
    <p>
      {t('screens.waiting.mine', { place: mine.place, of: mine.of })}{' '}
      <Link to="/waiting">{t('screens.waiting.see')}</Link>
    </p>
  )
}
