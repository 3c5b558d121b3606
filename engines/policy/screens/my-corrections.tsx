import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { grantTones } from './grant-tones.ts'
import { ObjectTo } from './object-act.tsx'
import css from './policies.module.css'

type Correction = Output<'policy.listMyCorrections'>['items'][number]
const tones = {
  open: 'wait',
  approved: 'done',
  claimed: 'late',
  repaid: 'done',
  withdrawn: 'idle',
  rejected: 'idle',
  superseded: 'idle',
} as const satisfies Record<Correction['state'], string>

/** Where facts turned out otherwise after a payment: the exact difference, why, and what was decided. Nothing where there is none. */
export function MyCorrections({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const items = useRead('policy.listMyCorrections', { partyId }).data?.items ?? []
  if (items.length === 0) return undefined
  return (
    <Section title={t('screens.corrections.title')}>
      {items.map((one) => (
        <CorrectionCard key={`${one.correctionId} ${one.grantId}`} one={one} />
      ))}
    </Section>
  )
}

function CorrectionCard({ one }: { one: Correction }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const further = one.differenceFen > 0
  const [asking, setAsking] = useState(false)
  const { partyId, correctionId, grantId, payment } = one
  return (
    <article className={css.match}>
      <div className={css.head}>
        <h3>
          {text(one.title)} · {one.period}
        </h3>
        <Tag tone={tones[one.state]}>{t(`corrections.${one.state}`)}</Tag>
      </div>
      <p className={css.amount}>
        {t(further ? 'screens.corrections.further' : 'screens.corrections.back')}{' '}
        <Money fen={Math.abs(one.differenceFen)} big />
      </p>
      {one.dueFen === 0 && <p>{text(one.summary)}</p>}
      <p className={css.note}>
        {t('screens.corrections.paid')} <Money fen={one.paidFen} /> · {t('screens.corrections.due')}{' '}
        <Money fen={one.dueFen} /> · <MomentFigure at={one.decidedAt ?? one.proposedAt} />
        {one.reason && ` · ${one.reason}`}
      </p>
      {payment && (
        <div className={css.acts}>
          <Tag tone={grantTones[payment]}>{t(`screens.grantState.${payment}`)}</Tag>
          {payment === 'returned' && (
            <Button look="primary" onClick={() => setAsking(true)}>
              {t('screens.grants.giveAccount')}
            </Button>
          )}
        </div>
      )}
      {one.repayment && <Repayment repayment={one.repayment} />}
      {one.state === 'claimed' && (
        <p className={css.acts}>
          <ObjectTo policyId={one.policyId} partyId={partyId} told={one.summary} />
        </p>
      )}
      {asking && (
        <AccountDialog
          operation="policy.confirmCorrectionAccount"
          of={{ partyId, correctionId, grantId }}
          close={() => setAsking(false)}
        />
      )}
    </article>
  )
}

const stageTones = { due: 'wait', reminded: 'soon', overdue: 'late', escalated: 'late' } as const

/** What is still to be given back, until when and how; and what has come in. */
function Repayment({ repayment }: { repayment: NonNullable<Correction['repayment']> }) {
  const { t } = useTranslation('policy')
  const { amountFen, receivedFen, dueOn, number, account, accountName, state, stage, receipts } = repayment
  return (
    <>
      {state === 'open' && (
        <Notice
          tone={stageTones[stage]}
          title={
            <>
              {t(`screens.repayment.${stage}`)} <Money fen={amountFen - receivedFen} />
              {dueOn && (
                <>
                  {' · '}
                  {t('screens.repayment.by')} <DateFigure day={dueOn} />
                </>
              )}
            </>
          }
        >
          <dl className={css.pairs}>
            <dt>{t('screens.repayment.account')}</dt>
            <dd className="figure">{account}</dd>
            {accountName && (
              <>
                <dt>{t('screens.repayment.accountName')}</dt>
                <dd>{accountName}</dd>
              </>
            )}
            <dt>{t('screens.repayment.number')}</dt>
            <dd className="figure">{number}</dd>
          </dl>
          <p>{t('screens.repayment.how')}</p>
        </Notice>
      )}
      {receipts.length > 0 && (
        <ul className={css.promises}>
          {receipts.map((one) => (
            <li key={`${one.receivedOn} ${one.amountFen}`}>
              <DateFigure day={one.receivedOn} /> {t('screens.repayment.received')}{' '}
              <Money fen={one.amountFen} />
              {one.late && ` · ${t('screens.repayment.late')}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
