import { useTranslation } from 'react-i18next'
import { groupOf } from '#engines/policy/screens/groups.ts'
import { MatchCard } from '#engines/policy/screens/match-card.tsx'
import { useRead } from '../client/hooks.ts'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { EmptyState } from '../kits/light/EmptyState.tsx'
import { Money } from '../kits/light/Figure.tsx'
import { Loaded } from '../kits/light/Loaded.tsx'
import { Section } from '../kits/light/Page.tsx'

const shown = 3

/** What the enterprise gets with the sum, then what it only just misses with the gap. */
export function MyPolicies({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const matched = useRead('policy.matchParty', { partyId })
  const all = (
    <ButtonLink to="/space/policies" look="quiet">
      {t('act.all')}
    </ButtonLink>
  )
  return (
    <Loaded result={matched}>
      {({ items }) => {
        const gets = items.filter((item) => groupOf(item) === 'gets')
        const nearly = items.filter((item) => groupOf(item) === 'nearly')
        const cash = gets
          .filter((item) => item.amountIs === 'payment')
          .reduce((sum, item) => sum + (item.amountFen ?? 0), 0)
        return (
          <>
            <Section title={t('space.gets')} aside={all}>
              {cash > 0 && (
                <p>
                  {t('space.sum')} <Money fen={cash} big />
                </p>
              )}
              {gets.length === 0 && (
                <EmptyState title={t('space.getsNone')}>{t('space.getsNoneText')}</EmptyState>
              )}
              {gets.slice(0, shown).map((item) => (
                <MatchCard key={item.policyId} match={item} partyId={partyId} />
              ))}
            </Section>
            {nearly.length > 0 && (
              <Section title={t('space.nearly')}>
                {nearly.slice(0, shown).map((item) => (
                  <MatchCard key={item.policyId} match={item} partyId={partyId} />
                ))}
              </Section>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
