import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'

type Operation = 'policy.confirmAccount' | 'policy.confirmCorrectionAccount'

/** Asks to which account money is to go, of a benefit or of what is paid further after a correction. */
export function AccountDialog<O extends Operation>(props: {
  operation: O
  of: Omit<Input<O>, 'account'>
  known?: string | undefined
  close: () => void
}) {
  const { t } = useTranslation('policy')
  const say = useToast()
  const [account, setAccount] = useState(props.known ?? '')
  const act = useAct(props.operation)
  const errorOf = useFieldErrors(act.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = { ...props.of, account: account.replace(/\s/g, '') } as Input<O>
    if (!(await act.run(input))) return
    say(t('screens.grants.accountSaved'))
    props.close()
  }
  return (
    <Dialog title={t('screens.grants.giveAccount')} open onClose={props.close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={act.problem} />
        <TextField
          name="account"
          label={t('screens.grants.accountNumber')}
          hint={t('screens.grants.accountHint')}
          inputMode="numeric"
          value={account}
          onChange={setAccount}
          error={errorOf('account')}
        />
        <Button type="submit" look="primary" pending={act.pending}>
          {t('screens.grants.giveAccount')}
        </Button>
      </form>
    </Dialog>
  )
}
