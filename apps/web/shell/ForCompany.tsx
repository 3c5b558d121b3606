import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../client/contracts.ts'
import { problemFrom } from '../client/problem.ts'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { EmptyState } from '../kits/light/EmptyState.tsx'
import { ProblemNotice } from '../kits/light/Loaded.tsx'
import { Page } from '../kits/light/Page.tsx'
import { Skeleton } from '../kits/light/Skeleton.tsx'
import { CompanySwitch } from './CompanySwitch.tsx'
import { type Company, useCompanies } from './company.ts'
import { SignedIn } from './SignedIn.tsx'

/** A page about one of the account's enterprises, with the switch above it and a way to begin when there is none. */
export function ForCompany({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean
  children: (company: Company, me: Me) => ReactNode
}) {
  return (
    <SignedIn>
      {(me) => (
        <Chosen title={title} lead={lead} wide={wide} me={me}>
          {children}
        </Chosen>
      )}
    </SignedIn>
  )
}

function Chosen({
  title,
  lead,
  wide,
  me,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean
  me: Me
  children: (company: Company, me: Me) => ReactNode
}) {
  const { t } = useTranslation()
  const companies = useCompanies()
  return (
    <Page title={title} lead={lead} wide={wide} above={<CompanySwitch companies={companies} />}>
      {companies.chosen ? (
        children(companies.chosen, me)
      ) : companies.failed ? (
        <ProblemNotice problem={problemFrom(companies.failed)} />
      ) : companies.all ? (
        <EmptyState
          title={t('company.none')}
          action={
            <ButtonLink to="/space" look="primary">
              {t('place.space')}
            </ButtonLink>
          }
        >
          {t('company.noneText')}
        </EmptyState>
      ) : (
        <Skeleton lines={5} />
      )}
    </Page>
  )
}
