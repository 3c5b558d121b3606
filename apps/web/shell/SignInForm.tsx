import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServiceAct } from '../client/hooks.ts'
import { Button } from '../kits/light/Button.tsx'
import { ErrorSummary } from '../kits/light/ErrorSummary.tsx'
import { TextField } from '../kits/light/TextField.tsx'
import { useFieldErrors } from '../kits/light/useFieldErrors.ts'

export function SignInForm({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useServiceAct('signIn')
  const errorOf = useFieldErrors(signIn.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await signIn.run({ login, password })) done()
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ErrorSummary problem={signIn.problem} />
      <TextField
        name="login"
        label={t('account.login')}
        autoComplete="username"
        value={login}
        onChange={setLogin}
        error={errorOf('login')}
      />
      <TextField
        name="password"
        label={t('account.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={errorOf('password')}
      />
      <Button type="submit" look="primary" pending={signIn.pending} wide>
        {t('account.signIn')}
      </Button>
    </form>
  )
}
