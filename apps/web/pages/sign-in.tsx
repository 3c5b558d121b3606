import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../kits/light/Page.tsx'
import { SignInForm } from '../shell/SignInForm.tsx'

export default function SignInPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { back } = useSearch({ strict: false })
  return (
    <Page title={t('account.signIn')} lead={t('account.signInLead')}>
      <SignInForm done={() => void navigate({ to: back ?? '/space' })} />
      <p>
        {t('account.noAccount')}{' '}
        <Link to="/sign-up" search={{ back }}>
          {t('account.signUp')}
        </Link>
      </p>
    </Page>
  )
}
