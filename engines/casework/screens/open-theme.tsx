import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, useMe } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { chooseCompany } from '#apps/web/shell/company.ts'

/**
 * Begins a theme. For a company that does not exist yet a party in formation is made first, under a name that the
 * answers replace: nothing is asked twice.
 */
export function OpenTheme({
  theme,
  partyId,
  look = 'primary',
}: {
  theme: string
  partyId?: string
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
