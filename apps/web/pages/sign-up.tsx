import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServiceAct } from '../client/hooks.ts'
import { Button } from '../kits/light/Button.tsx'
import { ErrorSummary } from '../kits/light/ErrorSummary.tsx'
import { Page } from '../kits/light/Page.tsx'
import { TextField } from '../kits/light/TextField.tsx'
import { useFieldErrors } from '../kits/light/useFieldErrors.ts'

export default function SignUpPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { back } = useSearch({ strict: false })
  const [account, setAccount] = useState({ login: '', name: '', password: '' })
  const signUp = useServiceAct('signUp')
  const errorOf = useFieldErrors(signUp.problem)
  const set = (field: keyof typeof account) => (value: string) => setAccount({ ...account, [field]: value })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await signUp.run(account)) await navigate({ to: back ?? '/space' })
  }
  return (
    <Page title={t('account.signUp')} lead={t('account.signUpLead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={signUp.problem} />
        <TextField
          name="name"
          label={t('account.name')}
          hint={t('account.nameHint')}
          autoComplete="name"
          value={account.name}
          onChange={set('name')}
          error={errorOf('name')}
        />
        <TextField
          name="login"
          label={t('account.login')}
          hint={t('account.loginHint')}
          autoComplete="username"
          value={account.login}
          onChange={set('login')}
          error={errorOf('login')}
        />
        <TextField
          name="password"
          label={t('account.password')}
          hint={t('account.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={account.password}
          onChange={set('password')}
          error={errorOf('password')}
        />
        <Button type="submit" look="primary" pending={signUp.pending} wide>
          {t('account.signUp')}
        </Button>
      </form>
      <p>
        {t('account.haveAccount')}{' '}
        <Link to="/sign-in" search={{ back }}>
          {t('account.signIn')}
        </Link>
      </p>
    </Page>
  )
}
