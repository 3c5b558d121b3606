import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Explanation, type FactActions } from '#apps/web/kits/light/Explanation.tsx'
import { Money } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { AskOwner } from './ask-owner.tsx'
import { ClaimAct } from './claim-act.tsx'
import { groupOf } from './groups.ts'
import type { Match } from './mine.tsx'
import { ObjectAct } from './object-act.tsx'
import css from './policies.module.css'

const looks = {
  gets: { tone: 'done', icon: 'check' },
  nearly: { tone: 'soon', icon: 'arrow' },
  unknown: { tone: 'wait', icon: 'question' },
  not: { tone: 'idle', icon: 'cross' },
} as const

/** One policy's answer: what it brings, why, and what to do about it. */
export function MatchCard({
  match,
  own = true,
  partyId,
}: {
  match: Match
  /** for whom it can be claimed, objected to, asked about */
  partyId?: string
  /** told of one's own enterprise, whose facts can be told or found wrong */
  own?: boolean
}) {
  const { t } = useTranslation('policy')
  const text = useText()
  const { department } = useCityWords()
  const group = groupOf(match)
  const ownActions: FactActions = (fact) => (
    <span className={css.about}>
      <Link
        to="/space/profile"
        search={(fact.value === undefined ? { fact: fact.fact, year: fact.period } : {}) as never}
        className={css.wrong}
      >
        {t(fact.value === undefined ? 'screens.tell' : 'screens.wrong')}
      </Link>
      {partyId && fact.value === undefined && (
        <AskOwner partyId={partyId} fact={fact.fact} year={fact.period ? Number(fact.period) : undefined} />
      )}
    </span>
  )
  const { tone, icon } = looks[group]
  return (
    <article className={css.match}>
      <div className={css.head}>
        <h3>
          <Link to="/policies/$policyId" params={{ policyId: match.policyId } as never}>
            {text(match.title)}
          </Link>
        </h3>
        <Tag tone={tone} icon={icon}>
          {t(match.higher ? 'screens.highestOnly' : `screens.group.${group}`)}
        </Tag>
      </div>
      {match.verdict === 'eligible' && match.amountFen !== null && !match.higher && (
        <p className={css.amount}>
          <span className={css.note}>{t(`screens.amount.${match.amountIs}`)}</span>{' '}
          <Money fen={match.amountFen} big />
        </p>
      )}
      <Explanation explanation={match.explanation} actions={own ? ownActions : undefined} />
      <p className={css.note}>
        {department(match.department)} · {t(`screens.mode.${match.mode}`)}
        {match.confidence === 'unverified' && ` · ${t('screens.sample')}`}
      </p>
      {partyId && (
        <div className={css.acts}>
          <ClaimAct match={match} partyId={partyId} />
          {(match.verdict === 'ineligible' || match.verdict === 'eligible') && (
            <ObjectAct match={match} partyId={partyId} />
          )}
        </div>
      )}
    </article>
  )
}
