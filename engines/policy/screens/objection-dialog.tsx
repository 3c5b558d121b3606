import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'

type Operation = 'policy.lodgeObjection' | 'policy.objectToVerdict'

/** Asks what is wrong: with a grant in publicity, or with what was told of a policy. */
export function ObjectionDialog<O extends Operation>(props: {
  operation: O
  of: Omit<Input<O>, 'text'>
  title: string
  close: () => void
  children: ReactNode
}) {
  const { t } = useTranslation('policy')
  const say = useToast()
  const [words, setWords] = useState('')
  const act = useAct(props.operation)
  const errorOf = useFieldErrors(act.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await act.run({ ...props.of, text: words } as Input<O>))) return
    say(t('screens.grants.objected'))
    props.close()
  }
  return (
    <Dialog title={props.title} open onClose={props.close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {props.children}
        <ErrorSummary problem={act.problem} />
        <TextField
          name="text"
          label={t('screens.grants.objection')}
          hint={t('screens.grants.objectionHint')}
          rows={4}
          value={words}
          onChange={setWords}
          error={errorOf('text')}
        />
        <Button type="submit" look="primary" pending={act.pending}>
          {t('screens.grants.sendObjection')}
        </Button>
      </form>
    </Dialog>
  )
}
