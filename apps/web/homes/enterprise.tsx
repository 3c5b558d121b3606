import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import { useAct, useMe, useRead } from '../client/hooks.ts'
import { problemFrom } from '../client/problem.ts'
import { useText } from '../i18n/i18n.ts'
import { Button } from '../kits/light/Button.tsx'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { Card, Cards } from '../kits/light/Card.tsx'
import { ErrorSummary } from '../kits/light/ErrorSummary.tsx'
import { Loaded, ProblemNotice } from '../kits/light/Loaded.tsx'
import { Page, Section } from '../kits/light/Page.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import { OpenTheme } from '#engines/casework/screens/open-theme.tsx'
import { CompanySwitch } from '../shell/CompanySwitch.tsx'
import { chooseCompany, type Company, useCompanies } from '../shell/company.ts'
import { SignedIn } from '../shell/SignedIn.tsx'
import { MyCases } from './my-cases.tsx'
import { MyLicences } from './my-licences.tsx'
import { MyPolicies } from './my-policies.tsx'
import { NewNotices } from './new-notices.tsx'
import { Todo } from './todo.tsx'
import { WhoLooked } from './who-looked.tsx'

/** The enterprise's own space: what to do, how matters stand, what it gets, what it holds, who looked. */
export default function EnterpriseHome() {
  return <SignedIn>{(me) => <Space me={me} />}</SignedIn>
}

function Space({ me }: { me: Me }) {
  const { t } = useTranslation()
  const companies = useCompanies()
  return (
    <Page title={t('space.title', { name: me.name })} above={<CompanySwitch companies={companies} />} wide>
      {companies.chosen ? (
        <OfCompany key={companies.chosen.partyId} company={companies.chosen} />
      ) : companies.failed ? (
        <ProblemNotice problem={problemFrom(companies.failed)} />
      ) : companies.all ? (
        <Begin />
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function OfCompany({ company }: { company: Company }) {
  const { t } = useTranslation()
  const me = useMe()
  const may = (operation: string) => operation in (me.data?.may ?? {})
  const { partyId } = company
  return (
    <>
      <Todo partyId={partyId} />
      {may('message.listNotices') && <NewNotices partyId={partyId} />}
      {may('casework.listMyCases') && <MyCases company={company} />}
      {may('policy.matchParty') && company.state === 'registered' && <MyPolicies partyId={partyId} />}
      {may('credential.listMyLicences') && <MyLicences partyId={partyId} />}
      {may('party.listReceipts') && (
        <Section
          title={t('receipts.title')}
          aside={
            <ButtonLink to="/space/receipts" look="quiet">
              {t('act.all')}
            </ButtonLink>
          }
        >
          <WhoLooked partyId={partyId} />
        </Section>
      )}
      <OwnSpace />
    </>
  )
}

/** Benefits also go to persons: one's own space is opened with one click. */
function OwnSpace() {
  const { t } = useTranslation()
  const me = useMe()
  const companies = useCompanies()
  const enter = useAct('party.enterAsPerson')
  if (me.data?.may['party.enterAsPerson'] === undefined || companies.all?.some(({ person }) => person))
    return null
  const open = async () => {
    const entered = await enter.run({})
    if (entered) chooseCompany(entered.ownerId)
  }
  return (
    <>
      <ErrorSummary problem={enter.problem} />
      <p>
        <Button look="quiet" pending={enter.pending} onClick={() => void open()}>
          {t('company.asPerson')}
        </Button>
      </p>
    </>
  )
}

/** Nothing yet: what can be begun without a registered company, and that a mandate from somebody else leads here too. */
function Begin() {
  const { t } = useTranslation()
  const text = useText()
  const themes = useRead('casework.listThemes', {})
  return (
    <Section title={t('space.begin')}>
      <Loaded result={themes}>
        {({ items }) => (
          <Cards>
            {items
              .filter(({ registered }) => !registered)
              .map((theme) => (
                <Card key={theme.id} title={text(theme.title)} foot={<OpenTheme theme={theme.id} />}>
                  <p>{text(theme.summary)}</p>
                </Card>
              ))}
          </Cards>
        )}
      </Loaded>
      <p>{t('company.noneText')}</p>
      <OwnSpace />
    </Section>
  )
}
