import { useTranslation } from 'react-i18next'
import { CaseCard } from '#engines/casework/screens/case-cards.tsx'
import { OpenTheme } from '#engines/casework/screens/open-theme.tsx'
import { useRead } from '../client/hooks.ts'
import { Cards } from '../kits/light/Card.tsx'
import { EmptyState } from '../kits/light/EmptyState.tsx'
import { Loaded } from '../kits/light/Loaded.tsx'
import { Section } from '../kits/light/Page.tsx'
import type { Company } from '../shell/company.ts'

const lookEveryMs = 5_000
const shown = 6

/** Matters as cards with a line of their parts and who has them. */
export function MyCases({ company }: { company: Company }) {
  const { t } = useTranslation()
  const { partyId } = company
  const cases = useRead('casework.listMyCases', { partyId, limit: shown }, { everyMs: lookEveryMs })
  return (
    <Section title={t('space.cases')}>
      <Loaded result={cases}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('space.noCases')}
              action={company.state === 'in-formation' && <BeginHere partyId={partyId} />}
            >
              {t('space.noCasesText')}
            </EmptyState>
          ) : (
            <Cards>
              {items.map((one) => (
                <CaseCard key={one.caseId} one={one} owner={company.name} />
              ))}
            </Cards>
          )
        }
      </Loaded>
    </Section>
  )
}

/** The first theme of the city, for a company that is still to be founded. */
function BeginHere({ partyId }: { partyId: string }) {
  const themes = useRead('casework.listThemes', {})
  const [theme] = themes.data?.items ?? []
  return theme ? <OpenTheme theme={theme.id} partyId={partyId} /> : null
}
