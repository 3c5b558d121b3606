import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ForCompany } from '#apps/web/shell/ForCompany.tsx'
import { useSourceText } from '#apps/web/shell/source-text.ts'
import { Declare } from './declare.tsx'
import { Mandates } from './mandates.tsx'
import css from './profile.module.css'

type Party = Output<'party.getParty'>

/** Everything the city knows of the enterprise, each with where it came from. */
export default function ProfileScreen() {
  const { t } = useTranslation('party')
  return (
    <ForCompany title={t('screens.profile.title')} lead={t('screens.profile.lead')}>
      {(company) => <Profile key={company.partyId} partyId={company.partyId} />}
    </ForCompany>
  )
}

function Profile({ partyId }: { partyId: string }) {
  const me = useMe()
  const may = (operation: string) => operation in (me.data?.may ?? {})
  const party = useRead('party.getParty', { partyId })
  return (
    <Loaded result={party} lines={8}>
      {(answer) => (
        <>
          <Identity party={answer} />
          <Facts party={answer} />
          {may('party.declareFact') && <Declare party={answer} />}
          <Mandates party={answer} />
        </>
      )}
    </Loaded>
  )
}

function Identity({ party }: { party: Party }) {
  const { t } = useTranslation('party')
  return (
    <Section
      title={t('screens.profile.identity')}
      aside={<Tag tone={party.state === 'registered' ? 'done' : 'wait'}>{t(`states.${party.state}`)}</Tag>}
    >
      <FactList
        rows={[
          { id: 'name', term: t('screens.profile.name'), value: party.name },
          {
            id: 'code',
            term: t('screens.profile.creditCode'),
            value: party.creditCode ?? t('screens.profile.noCode'),
          },
        ]}
      />
    </Section>
  )
}

function Facts({ party }: { party: Party }) {
  const { t } = useTranslation('party')
  const { words, factText, factValue } = useCityWords()
  const sourceText = useSourceText()
  return (
    <Section
      title={t('screens.profile.facts')}
      aside={
        <ButtonLink to="/space/receipts" look="quiet">
          {t('screens.profile.whoLooked')}
        </ButtonLink>
      }
    >
      {party.facts.length === 0 ? (
        <EmptyState title={t('screens.profile.noFacts')}>{t('screens.profile.noFactsText')}</EmptyState>
      ) : (
        inGroups(party.facts, words?.facts ?? []).map(({ group, facts }) => (
          <section key={group} aria-labelledby={`facts-${group}`}>
            <h3 id={`facts-${group}`} className={css.group}>
              {t(`screens.profile.group.${group}`, { defaultValue: t('screens.profile.group.other') })}
            </h3>
            <FactList
              rows={facts.map((fact) => ({
                id: `${fact.fact}${fact.period ?? ''}`,
                term: fact.period
                  ? t('screens.profile.ofPeriod', { fact: factText(fact.fact), period: fact.period })
                  : factText(fact.fact),
                value: factValue(fact.fact, fact.value),
                note: (
                  <>
                    {t('screens.profile.source', { source: sourceText(fact.source) })}{' '}
                    <DateFigure day={fact.on} />
                  </>
                ),
              }))}
            />
          </section>
        ))
      )}
    </Section>
  )
}

type Known = Party['facts'][number]

/** As one would introduce an enterprise; what a city adds comes last. */
const groupOrder = ['identity', 'standing', 'credit', 'finance', 'tax', 'employment', 'research', 'benefits']

/** Facts that are about one thing together. */
function inGroups(facts: readonly Known[], dictionary: readonly { id: string; group: string }[]) {
  const groupOf = new Map(dictionary.map(({ id, group }) => [id, group]))
  const byGroup = new Map<string, Known[]>()
  for (const fact of facts) {
    const group = groupOf.get(fact.fact) ?? 'other'
    byGroup.set(group, [...(byGroup.get(group) ?? []), fact])
  }
  const place = (group: string) =>
    groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length
  return [...byGroup]
    .map(([group, together]) => ({ group, facts: together }))
    .sort((a, b) => place(a.group) - place(b.group))
}
