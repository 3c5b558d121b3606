import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, useMe } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { chooseCompany, useCompanies } from '#apps/web/shell/company.ts'

/**
 * Begins a theme. For a company that does not exist yet a party in formation is made first, under a name that the
 * answers replace: nothing is asked twice.
 */
export function OpenTheme({
  theme,
  partyId,
  registered = false,
  look = 'primary',
}: {
  theme: string
  partyId?: string
  /** only for a company that exists: the one chosen */
  registered?: boolean
  look?: 'primary' | 'secondary'
}) {
  const { t } = useTranslation('casework')
  const me = useMe()
  const navigate = useNavigate()
  const found = useAct('party.foundEnterprise')
  const open = useAct('casework.openDraft')
  if (!me.data?.signedIn)
    return (
      <ButtonLink to="/sign-in" search={{ back: '/guides' } as never} look={look}>
        {t('screens.begin')}
      </ButtonLink>
    )
  if (!('casework.openDraft' in me.data.may)) return null
  if (registered && !partyId) return <OpenForChosen theme={theme} look={look} />
  const begin = async () => {
    const owner = partyId ?? (await found.run({ name: t('screens.newCompany') }))?.ownerId
    const draft = owner && (await open.run({ partyId: owner, theme }))
    if (!draft) return
    chooseCompany(owner)
    await navigate({ to: '/space/open/$theme/$caseId', params: { theme, caseId: draft.id } })
  }
  return (
    <div>
      <ErrorSummary problem={found.problem ?? open.problem} />
      <Button look={look} pending={found.pending || open.pending} onClick={() => void begin()}>
        {t('screens.begin')}
      </Button>
    </div>
  )
}

/** For the enterprise that the space shows; without a registered one, what to do first. */
function OpenForChosen({ theme, look }: { theme: string; look: 'primary' | 'secondary' }) {
  const { t } = useTranslation('casework')
  const { all, chosen } = useCompanies()
  if (all === undefined) return null
  const company = chosen?.creditCode ? chosen : all.find(({ creditCode }) => creditCode)
  if (!company) return <p>{t('screens.registerFirst')}</p>
  return (
    <>
      <p>{t('screens.forCompany', { name: company.name })}</p>
      <OpenTheme theme={theme} partyId={company.partyId} look={look} />
    </>
  )
}
