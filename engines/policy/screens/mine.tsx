import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tabs } from '#apps/web/kits/light/Tabs.tsx'
import { ForCompany } from '#apps/web/shell/ForCompany.tsx'
import { FactRequests } from './ask-owner.tsx'
import { Claims } from './claims.tsx'
import { Grants } from './grants.tsx'
import { groupOf, groups, type Group } from './groups.ts'
import { MatchCard } from './match-card.tsx'
import { Objections } from './object-act.tsx'
import { MyCorrections } from './my-corrections.tsx'
import { BestTogether, Foreseen, RecentChanges } from './outlook.tsx'

export type Match = Output<'policy.matchParty'>['items'][number]

/** What the enterprise gets, nearly gets, may get once something is known, and does not get; each with why. */
export default function MyPoliciesScreen() {
  const { t } = useTranslation('policy')
  return (
    <ForCompany title={t('screens.mine.title')} lead={t('screens.mine.lead')}>
      {(company) => <Policies key={company.partyId} partyId={company.partyId} />}
    </ForCompany>
  )
}

function Policies({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const matched = useRead('policy.matchParty', { partyId })
  return (
    <>
      <Grants partyId={partyId} />
      <Claims partyId={partyId} />
      <Objections partyId={partyId} />
      <FactRequests partyId={partyId} />
      <MyCorrections partyId={partyId} />
      <Section title={t('screens.mine.matches')}>
        <Loaded result={matched} lines={6}>
          {(answer) => (
            <>
              <p>
                {t('screens.mine.on')} <DateFigure day={answer.on} />
              </p>
              <Grouped items={answer.items} partyId={partyId} />
            </>
          )}
        </Loaded>
      </Section>
      <BestTogether partyId={partyId} />
      <Foreseen partyId={partyId} />
      <RecentChanges partyId={partyId} />
    </>
  )
}

function Grouped({ items, partyId }: { items: readonly Match[]; partyId: string }) {
  const { t } = useTranslation('policy')
  const navigate = useNavigate()
  const { group: asked } = useSearch({ strict: false }) as { group?: Group }
  const open = groups.find((group) => group === asked) ?? 'gets'
  const shown = items.filter((item) => groupOf(item) === open)
  return (
    <Tabs
      label={t('screens.mine.matches')}
      tabs={groups.map((id) => ({
        id,
        label: t(`screens.group.${id}`),
        count: items.filter((item) => groupOf(item) === id).length,
      }))}
      open={open}
      onOpen={(group) => void navigate({ to: '/space/policies', search: { group } as never, replace: true })}
    >
      {shown.length === 0 ? (
        <EmptyState title={t(`screens.none.${open}`)}>{t(`screens.noneText.${open}`)}</EmptyState>
      ) : (
        shown.map((item) => <MatchCard key={item.policyId} match={item} partyId={partyId} />)
      )}
    </Tabs>
  )
}
