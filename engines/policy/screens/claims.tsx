import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded, ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { grantTones } from './grant-tones.ts'
import { BrokenPromise } from './broken-promise.tsx'
import css from './policies.module.css'

type ClaimRow = Output<'policy.listMyClaims'>['items'][number]

const tones = { open: 'wait', granted: 'done', refused: 'late', withdrawn: 'idle' } as const

/** Who has a claim and until when; once it is decided, what was decided. */
export function ClaimStanding({ claim }: { claim: ClaimRow }) {
  const { t } = useTranslation('policy')
  const { department } = useCityWords()
  if (claim.state !== 'open') return <p>{t(`screens.claim.state.${claim.state}`)}</p>
  return (
    <p>
      {t('screens.claim.with', { department: department(claim.department) })}{' '}
      {claim.decideBy ? (
        <>
          <DateFigure day={claim.decideBy} /> {t('screens.claim.before')}
        </>
      ) : (
        t('screens.policy.provisional')
      )}
      {claim.late && ` · ${t('screens.claim.late')}`}
    </p>
  )
}

/** What was claimed, how it stands, what was promised with it. Nothing where nothing was claimed. */
export function Claims({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const claims = useRead('policy.listMyClaims', { partyId })
  return (
    <Loaded result={claims} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section title={t('screens.claim.title')}>
            {items.map((claim) => (
              <ClaimCard key={claim.claimId} claim={claim} />
            ))}
          </Section>
        )
      }
    </Loaded>
  )
}

function ClaimCard({ claim }: { claim: ClaimRow }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const say = useToast()
  const withdraw = useAct('policy.withdrawClaim')
  const { partyId, claimId } = claim
  const takeBack = async () => {
    if (await withdraw.run({ partyId, claimId })) say(t('screens.claim.state.withdrawn'))
  }
  return (
    <article className={css.match}>
      <div className={css.head}>
        <h3>
          <Link to="/policies/$policyId" params={{ policyId: claim.policyId } as never}>
            {text(claim.title)}
          </Link>
        </h3>
        <Tag tone={claim.grant ? grantTones[claim.grant] : tones[claim.state]}>
          {claim.grant ? t(`screens.grantState.${claim.grant}`) : t(`screens.claim.state.${claim.state}`)}
        </Tag>
      </div>
      {claim.amountFen !== null && (
        <p className={css.amount}>
          <Money fen={claim.amountFen} big />
        </p>
      )}
      {claim.state === 'open' && <ClaimStanding claim={claim} />}
      {claim.reason && claim.promise !== 'broken' && <p>{text(claim.reason)}</p>}
      {claim.promised && (
        <>
          <p className={css.note}>
            {t(`screens.claim.promiseState.${claim.promise ?? 'unchecked'}`)} · {t('screens.claim.checkedBy')}{' '}
            <DateFigure day={claim.promised.checkBy} />
          </p>
          <ul className={css.promises}>
            {claim.promised.facts.map(({ fact, text: words }) => (
              <li key={fact}>{text(words)}</li>
            ))}
          </ul>
          {claim.promise === 'broken' && <BrokenPromise claim={claim} />}
          {claim.promise === 'repaired' && claim.repair?.reason && (
            <p className={css.note}>{t('screens.repair.granted', { reason: claim.repair.reason })}</p>
          )}
        </>
      )}
      <p className={css.note}>
        {t('screens.claim.lodged')} <MomentFigure at={claim.lodgedAt} />
        {claim.caseId && (
          <>
            {' · '}
            <Link to="/space/cases/$caseId" params={{ caseId: claim.caseId } as never}>
              {t('screens.claim.case')}
            </Link>
          </>
        )}
      </p>
      {withdraw.problem && <ProblemNotice problem={withdraw.problem} />}
      {claim.state === 'open' && !claim.grant && (
        <p className={css.acts}>
          <Button look="quiet" pending={withdraw.pending} onClick={() => void takeBack()}>
            {t('screens.claim.withdraw')}
          </Button>
        </p>
      )}
    </article>
  )
}
