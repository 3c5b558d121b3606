import { useTranslation } from 'react-i18next'
import type { Me, Output } from '../client/contracts.ts'
import { useMe, useRead } from '../client/hooks.ts'
import { problemFrom } from '../client/problem.ts'
import { useText } from '../i18n/i18n.ts'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { Card, Cards } from '../kits/light/Card.tsx'
import { Loaded, ProblemNotice } from '../kits/light/Loaded.tsx'
import { Page, Section } from '../kits/light/Page.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import { OpenTheme } from '#engines/casework/screens/open-theme.tsx'
import { CompanySwitch } from '../shell/CompanySwitch.tsx'
import { type Company, useCompanies } from '../shell/company.ts'
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
    </>
  )
}

/** What somebody without a company can file: the rest is for companies that exist. */
const founding = (themes: readonly Output<'casework.listThemes'>['items'][number][]) =>
  themes.filter(({ registered }) => !registered)

/** Nothing yet: what can be begun, and that a mandate from somebody else leads here too. */
function Begin() {
  const { t } = useTranslation()
  const text = useText()
  const themes = useRead('casework.listThemes', {})
  return (
    <Section title={t('space.begin')}>
      <Loaded result={themes}>
        {({ items }) => (
          <Cards>
            {founding(items).map((theme) => (
              <Card key={theme.id} title={text(theme.title)} foot={<OpenTheme theme={theme.id} />}>
                <p>{text(theme.summary)}</p>
              </Card>
            ))}
          </Cards>
        )}
      </Loaded>
      <p>{t('company.noneText')}</p>
    </Section>
  )
}
